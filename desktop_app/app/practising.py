"""Practice: a signature that is sealed, written and proved like any, and then erased. Never counted."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import ClassVar

from desktop_app.app.home import Home
from desktop_app.app.settings import Settings, change_settings, read_settings
from desktop_app.campaign.pack import ConsentId, Pack
from desktop_app.kiosk.stall import Stall
from desktop_app.problems import Problem
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
def practice(
    home: Home, stall: Stall, tell: Callable[[Problem], object] | None = None
) -> Iterator[Stall]:
    """Let the real kiosk write into a journal of its own, which is proved and erased afterwards.

    If somebody signed, and all of it came back whole, that is noted. The caller holds the home
    alone. Where the console goes on afterwards, `tell` takes what would else be raised at the end.

    Raises:
        PracticeFailed, HomeReadOnly, and what the journal raises: then nothing is noted.
    """
    from desktop_app.journal.store import open_journal

    sweep(home)
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
        _prove_and_note(home, stall, tell)
    finally:
        sweep(home)


def _prove_and_note(home: Home, stall: Stall, tell: Callable[[Problem], object] | None) -> None:
    try:
        if _proved(home, stall.pack, stall.clock, stall.randomness):
            note_practised(home, stall.pack)
    except Problem as problem:
        if tell is None:
            raise
        tell(problem)


def practise(home: Home, pack: Pack, *, clock: Clock, randomness: Randomness) -> Settings:
    """Write one made-up signature into a journal of its own, prove it, erase it, and note it.

    Raises:
        PracticeFailed, HomeInUse, HomeReadOnly, and what the journal raises.
    """
    from desktop_app.journal.store import open_journal

    with home.alone():
        sweep(home)
        try:
            with open_journal(home.practice, clock=clock, randomness=randomness) as journal:
                journal.keep(_signature(pack, clock, randomness), pack)
            if not _proved(home, pack, clock, randomness):
                raise PracticeFailed(reason="nothing there")
        finally:
            sweep(home)
        return note_practised(home, pack)


def sweep(home: Home) -> None:
    """Erase the practice; also one that was killed in the middle. A link is no practice of ours.

    Raises:
        HomeReadOnly: something of it is still there.
    """
    with home.writing():
        if home.practice.is_symlink():
            home.practice.unlink()
        elif home.practice.exists():
            shutil.rmtree(home.practice)


def _proved(home: Home, pack: Pack, clock: Clock, randomness: Randomness) -> int:
    """Prove the practice journal, and a batch of all that is in it; gives how many records it holds.

    It is the way of every signature but for the coordinator: opened, the chain proved, written to
    batches, read back, and each record proved by hash, link and the device's own voucher.
    """
    from desktop_app.app.handover import write_batches
    from desktop_app.batches.reading import read_batch
    from desktop_app.journal.store import JOURNAL_FILE, open_journal

    if not (home.practice / JOURNAL_FILE).is_file():
        return 0
    with open_journal(home.practice, clock=clock, randomness=randomness) as journal:
        count = sum(journal.record_counts().values())
        written = list(write_batches([journal], home, home.practice / "batches"))
    batches = [read_batch(one.path) for one in written]
    proved = [record for batch in batches for record in batch.records]
    if any(batch.damages for batch in batches) or len(proved) != count:
        raise PracticeFailed(reason="records")
    if any(record.header.pack != pack.hash for record in proved):
        raise PracticeFailed(reason="pack")
    return count


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
