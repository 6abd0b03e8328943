"""What a device does while disks fail below it, and what must be there afterwards.

A story plays in a folder with a `home` and perhaps a `stick`; the campaign lies elsewhere, because it
was there long before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from desktop_app.app.handover import write_batches
from desktop_app.app.home import Home
from desktop_app.campaign.pack import Pack
from desktop_app.journal.copying import new_copy, open_copy
from desktop_app.journal.store import JOURNAL_FILE, Journal
from tests.faults.copying import copy_what_is_new, prove_copy
from tests.faults.deeds import (
    LOST,
    acknowledge,
    do_something,
    erase,
    hand_over,
    let_sign,
    prove_told,
)
from tests.faults.device import opened, signs
from tests.faults.handing import whole_runs
from tests.faults.killing import Tell, Told
from tests.faults.old_tables import write_as_version
from tests.faults.scene import said
from tests.faults.witness import look

VISITS, DEEDS = 3, 6
LITTLE_BALLAST_BYTES = 4 * 1024


@dataclass(frozen=True, kw_only=True)
class Story:
    """`begin` lays out what is on disk for long, `play` is what fails, `prove` looks at the rest."""

    name: str
    begin: Callable[[Path, Pack, Random], None]
    play: Callable[[Path, Pack, Random, Tell], None]
    prove: Callable[[Path, Pack, Told], None]


def prove_journal(folder: Path, pack: Pack, told: Told) -> None:
    """See that the journal opens and holds all that was told.

    Raises:
        AssertionError: with LOST, or what is wrong. Problem: the journal does not open.
    """
    if (folder / "home" / JOURNAL_FILE).exists():
        prove_told(folder / "home", pack, told, ballast_bytes=LITTLE_BALLAST_BYTES)
    else:
        assert not said(told, "thanked"), LOST


def _open(folder: Path) -> Journal:
    return opened(folder / "home", ballast_bytes=LITTLE_BALLAST_BYTES)


def _begin_with_home(folder: Path, pack: Pack, chance: Random) -> None:
    (folder / "home").mkdir()


def _begin_with_nothing(folder: Path, pack: Pack, chance: Random) -> None:
    """The home itself is still to be made."""


def _begin_with_signatures(folder: Path, pack: Pack, chance: Random) -> None:
    with _open(folder) as journal:
        journal.keep_all([signs(pack, chance) for _ in range(VISITS)], pack)


def _begin_with_version(version: int) -> Callable[[Path, Pack, Random], None]:
    def begin(folder: Path, pack: Pack, chance: Random) -> None:
        with opened(folder / "today", ballast_bytes=0) as journal:
            journal.keep_all([signs(pack, chance) for _ in range(VISITS)], pack)
        (folder / "home").mkdir()
        write_as_version(version, folder / "today" / JOURNAL_FILE, folder / "home" / JOURNAL_FILE)
        for path in (folder / "today").iterdir():
            path.unlink()
        (folder / "today").rmdir()

    return begin


def _begin_with_stick(folder: Path, pack: Pack, chance: Random) -> None:
    _begin_with_signatures(folder, pack, chance)
    (folder / "stick").mkdir()


def _shift(folder: Path, pack: Pack, chance: Random, tell: Tell) -> None:
    for _ in range(2):
        with _open(folder) as journal:
            for _ in range(DEEDS):
                do_something(journal, pack, chance, tell)


def _open_and_sign(folder: Path, pack: Pack, chance: Random, tell: Tell) -> None:
    for record_id in look(folder / "home" / JOURNAL_FILE).kinds:
        tell(f"thanked {record_id}")
    with _open(folder) as journal:
        let_sign(journal, pack, chance, tell)


def _hand_over(folder: Path, pack: Pack, chance: Random, tell: Tell) -> None:
    with _open(folder) as journal:
        for written in write_batches([journal], Home(folder=folder / "home"), folder / "stick"):
            tell(f"written {written.first} {written.last}")
        let_sign(journal, pack, chance, tell)
        for written in write_batches([journal], Home(folder=folder / "home"), folder / "stick"):
            tell(f"written {written.first} {written.last}")


def _begin_with_copy(folder: Path, pack: Pack, chance: Random) -> None:
    _begin_with_stick(folder, pack, chance)
    with _open(folder) as journal:
        new_copy(journal, folder / "stick").close()


def _copy(folder: Path, pack: Pack, chance: Random, tell: Tell) -> None:
    with _open(folder) as journal:
        mirror = open_copy(journal, folder / "stick")
        for deed in (let_sign, let_sign, hand_over, acknowledge, erase, let_sign):
            deed(journal, pack, chance, tell)
            copy_what_is_new(journal, mirror, pack, tell)


def _prove_copy(folder: Path, pack: Pack, told: Told) -> None:
    prove_journal(folder, pack, told)
    with _open(folder) as journal:
        prove_copy(journal, folder / "stick", told, may_be_torn=True)


def _prove_hand_over(folder: Path, pack: Pack, told: Told) -> None:
    """Also see that what is said to be on the stick is there, and nothing wrong beside it."""
    prove_journal(folder, pack, told)
    runs = whole_runs(folder / "stick")
    for run in said(told, "written"):
        assert tuple(map(int, run.split())) in runs, LOST
    remembered = {
        (first, last) for _, first, last in look(folder / "home" / JOURNAL_FILE).handed_over
    }
    assert remembered <= runs, "remembered, but not on the stick"


STORIES = {
    story.name: story
    for story in (
        Story(name="a shift", begin=_begin_with_home, play=_shift, prove=prove_journal),
        Story(name="the first day", begin=_begin_with_nothing, play=_shift, prove=prove_journal),
        Story(
            name="the step from version 1",
            begin=_begin_with_version(1),
            play=_open_and_sign,
            prove=prove_journal,
        ),
        Story(
            name="the step from version 2",
            begin=_begin_with_version(2),
            play=_open_and_sign,
            prove=prove_journal,
        ),
        Story(name="a hand-over", begin=_begin_with_stick, play=_hand_over, prove=_prove_hand_over),
        Story(name="a second copy", begin=_begin_with_copy, play=_copy, prove=_prove_copy),
    )
}
