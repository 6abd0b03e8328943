"""Practice: a signature that is sealed, written and proved like any, and then erased. Never counted."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import ClassVar

from desktop_app.app.home import Home
from desktop_app.app.settings import Settings, change_settings, read_settings
from desktop_app.campaign.pack import ConsentId, Pack
from desktop_app.kiosk.stall import Stall
from desktop_app.problems import Problem
from desktop_app.sealing.record import read_header
from desktop_app.signature.consent import Choice, consent_given
from desktop_app.signature.signature import (
    SIGNATURE_VERSION,
    Clock,
    Randomness,
    Signature,
    new_withdrawal_code,
)

PRACTICE_NAME = "Practice"
MOST_PRACTISED = 50


class PracticeFailed(Problem):
    """What was read back is not what was written."""

    code: ClassVar[str] = "practice.failed"


@contextmanager
def practice(home: Home, stall: Stall) -> Iterator[Stall]:
    """Let the real kiosk write into a journal of its own, which is proved and erased afterwards.

    If somebody signed, and all of it came back whole, that is noted.

    Raises:
        HomeReadOnly, and what reading the journal raises: then nothing is noted.
    """
    from desktop_app.journal.store import open_journal

    _erase(home)
    try:
        yield replace(
            stall,
            is_practice=True,
            open_journal=lambda: open_journal(
                home.practice, clock=stall.clock, randomness=stall.randomness
            ),
            read_others=tuple,
            second_copy=None,
        )
        if _signed(home, stall.pack, stall.clock, stall.randomness):
            note_practised(home, stall.pack)
    finally:
        _erase(home)


def practise(home: Home, pack: Pack, *, clock: Clock, randomness: Randomness) -> Settings:
    """Write one made-up signature into a journal of its own, prove it, erase it, and note it.

    Raises:
        PracticeFailed, HomeReadOnly, and what the journal raises.
    """
    from desktop_app.journal.store import open_journal

    _erase(home)
    try:
        with open_journal(home.practice, clock=clock, randomness=randomness) as journal:
            journal.keep(_signature(pack, clock, randomness), pack)
        if not _signed(home, pack, clock, randomness):
            raise PracticeFailed(reason="nothing there")
    finally:
        _erase(home)
    return note_practised(home, pack)


def _signed(home: Home, pack: Pack, clock: Clock, randomness: Randomness) -> bool:
    """Prove the whole practice journal; tell whether a signature under this very pack is in it."""
    from desktop_app.journal.store import read_journal

    seen = read_journal(home.practice, clock=clock, randomness=randomness)
    if seen is None:
        return False
    with seen:
        count = seen.record_counts().get(pack.id, 0)
        stored = seen.records(pack.id, 1, count)
    packs = {read_header(each.record.header_bytes).pack for each in stored}
    if len(stored) != count or packs - {pack.hash}:
        raise PracticeFailed(reason="records")
    return count > 0


def _erase(home: Home) -> None:
    with home.writing():
        shutil.rmtree(home.practice, ignore_errors=True)


def note_practised(home: Home, pack: Pack) -> Settings:
    """Remember that all works with this very pack.

    Raises:
        HomeReadOnly, SettingsFromNewerVersion.
    """
    before = [known for known in read_settings(home).practised if known != pack.hash]
    return change_settings(home, practised=(*before, pack.hash)[-MOST_PRACTISED:])


def _signature(pack: Pack, clock: Clock, randomness: Randomness) -> Signature:
    language = pack.settings.default_language
    consents = pack.consents_to_sign
    return Signature(
        v=SIGNATURE_VERSION,
        given_name=PRACTICE_NAME,
        consents=tuple(consent_given(pack, ConsentId(c.id), Choice.NO, language) for c in consents),
        language=language,
        signed_at=clock(),
        withdrawal_code=new_withdrawal_code(randomness),
    )
