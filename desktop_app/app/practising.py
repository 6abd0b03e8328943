"""A practice signature without a screen: sealed, written and proved, and then erased. Never counted."""

import shutil
from typing import ClassVar

from desktop_app.app.home import Home
from desktop_app.app.settings import Settings, change_settings, read_settings
from desktop_app.campaign.pack import ConsentId, Pack
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


def practise(home: Home, pack: Pack, *, clock: Clock, randomness: Randomness) -> Settings:
    """Write one made-up signature into a journal of its own, prove it, erase it, and note it.

    Raises:
        PracticeFailed, HomeReadOnly, and what the journal raises.
    """
    from desktop_app.journal.store import open_journal, read_journal

    with home.writing():
        shutil.rmtree(home.practice, ignore_errors=True)
    try:
        with open_journal(home.practice, clock=clock, randomness=randomness) as journal:
            journal.keep(_signature(pack, clock, randomness), pack)
        seen = read_journal(home.practice, clock=clock, randomness=randomness)
        if seen is None:
            raise PracticeFailed(reason="nothing there")
        with seen:
            records = seen.records(pack.id, 1, 1)
            if seen.count(pack.id) != 1 or not records:
                raise PracticeFailed(reason="count")
            if read_header(records[0].record.header_bytes).pack != pack.hash:
                raise PracticeFailed(reason="pack")
    finally:
        shutil.rmtree(home.practice, ignore_errors=True)
    return note_practised(home, pack)


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
