"""A disk on which a call fails: each call of a shift in turn, once (EIO) or for ever (EROFS).

Once: the signer is told that it did not work, and the next one can sign. For ever: nothing more is
written, and all that was thanked for is still there to read and to hand over. A signature whose commit
failed at its very end may be there though its signer was not thanked; it is never the other way round.
"""

from collections.abc import Iterable
from pathlib import Path
from random import Random

from desktop_app.app.handover import write_batches
from desktop_app.app.home import Home
from desktop_app.batches.reading import read_batch
from desktop_app.campaign.pack import Pack
from desktop_app.journal.problems import JournalReadOnly, JournalUnreadable
from desktop_app.journal.store import JOURNAL_FILE
from desktop_app.problems import Problem
from tests.faults.device import make_device, opened, pack_of, reading, signs
from tests.faults.disk import Disk
from tests.faults.figures import Figures
from tests.faults.quick_folder import quick_folder
from tests.faults.refusals import CODES, WRITING, Failing
from tests.faults.vfs import watched
from tests.faults.witness import look

SIGNED_BEFORE = 3
SIGNERS = 3


def run(folder: Path, seed: int) -> dict[str, Figures]:
    """Let every call fail, one after another, once and for ever."""
    make_device(folder)
    pack = pack_of(folder)
    return {
        "one call failing once": failing_once(
            pack, range(1, calls_of_a_shift(pack, frozenset(CODES)) + 1)
        ),
        "no writing any more": failing_for_ever(
            pack, range(1, calls_of_a_shift(pack, WRITING) + 1)
        ),
    }


def calls_of_a_shift(pack: Pack, calls: frozenset[str]) -> int:
    """Count the calls that a shift makes when nothing fails."""
    with quick_folder() as folder:
        _begin(folder, pack)
        failing = Failing(calls=calls)
        with watched(Disk(folder / "home"), failing):
            _sign(folder, pack)
    return len(failing.met)


def failing_once(pack: Pack, places: Iterable[int]) -> Figures:
    """Let each of these calls fail once."""
    figures = Figures()
    for place in places:
        with quick_folder() as folder:
            before = _begin(folder, pack)
            failing = Failing(failing_at=place)
            with watched(Disk(folder / "home"), failing):
                thanked, refused_count = _sign(folder, pack)
                after, refused_again_count = _sign(folder, pack)
            assert refused_again_count == 0, f"call {place} failed once, and then all of them"
            seen = look(folder / "home" / JOURNAL_FILE).kinds.keys()
            assert before | thanked | after <= seen, f"lost at call {place}"
            not_thanked = len(seen) - len(before | thanked | after)
            assert not_thanked <= refused_count
            figures.update(
                {
                    "calls": 1,
                    "thanked": len(thanked | after),
                    "refused": refused_count,
                    "kept but not thanked": not_thanked,
                }
            )
    return figures


def failing_for_ever(pack: Pack, places: Iterable[int]) -> Figures:
    """Let all writing fail from each of these calls on."""
    figures = Figures()
    for place in places:
        with quick_folder() as folder:
            before = _begin(folder, pack)
            failing = Failing(failing_at=place, calls=WRITING, is_for_ever=True)
            with watched(Disk(folder / "home"), failing):
                thanked, refused_count = _sign(folder, pack)
                read = _read_all(folder, pack, f"at call {place}")
            assert before | thanked <= read, f"lost at call {place}"
            figures.update({"calls": 1, "thanked": len(thanked), "refused": refused_count})
    return figures


def _begin(folder: Path, pack: Pack) -> set[str]:
    with opened(folder / "home", ballast_bytes=0) as journal:
        journal.keep_all([signs(pack, Random(0)) for _ in range(SIGNED_BEFORE)], pack)
    return set(look(folder / "home" / JOURNAL_FILE).kinds)


def _sign(folder: Path, pack: Pack) -> tuple[set[str], int]:
    """Let people sign as far as it goes; gives who was thanked, and how often it did not go."""
    thanked: set[str] = set()
    refused_count = 0
    try:
        with opened(folder / "home", ballast_bytes=0) as journal:
            for _ in range(SIGNERS):
                try:
                    thanked.add(journal.keep(signs(pack, Random(0)), pack).record_id)
                except (JournalUnreadable, JournalReadOnly):
                    refused_count += 1
    except Problem:  # it does not even open, or not close
        refused_count += 1
    return thanked, refused_count


def _read_all(folder: Path, pack: Pack, where: str) -> set[str]:
    """Read and hand over in a new process's way; gives the ids of what was handed over."""
    journal = reading(folder / "home")
    assert journal is not None
    (folder / "stick").mkdir()
    with journal:
        closed = journal.close_shift(pack, place="Berlin", shift="1")
        assert not closed.is_recorded
        assert closed.signature_count == journal.count(pack.id)
        written = list(write_batches([journal], Home(folder=folder / "home"), folder / "stick"))
    assert len(written) == 1, f"nothing handed over {where}"
    return {
        proved.header.id
        for path in (folder / "stick").rglob("*.inkbatch")
        for proved in read_batch(path).records
    }
