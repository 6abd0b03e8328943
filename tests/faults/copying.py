"""The scene of a second copy: each record goes to a stick as well, sometimes late, and some are erased."""

from pathlib import Path
from random import Random

from desktop_app.campaign.pack import Pack
from desktop_app.journal.copying import copy_next, new_copy, open_copy
from desktop_app.journal.mirror import Mirror
from desktop_app.journal.store import Journal
from tests.faults.deeds import LOST, do_something, prove_told
from tests.faults.device import make_device, opened, pack_of
from tests.faults.figures import Figures
from tests.faults.killing import Tell, Told
from tests.faults.scene import Scene, nothing_to_get_ready, said


def copy_what_is_new(journal: Journal, mirror: Mirror, pack: Pack, tell: Tell) -> None:
    """Bring the stick up to date, also with what was erased."""
    while copy_next(journal, mirror):
        pass
    tell(f"copied {mirror.record_count()}")
    for first, last in journal.erased_runs(pack.id):
        mirror.erase(pack.id, first, last)


def prove_copy(journal: Journal, stick: Path, told: Told, *, may_be_torn: bool = False) -> int:
    """See that all that was copied is whole on the stick, and that it goes on; gives its records.

    A power cut may tear the last write in its middle, which nobody can tell from damage; then it is
    written again.

    Raises:
        AssertionError: with LOST, or what is wrong.
    """
    mirror = open_copy(journal, stick)
    found = mirror.record_count()
    assert may_be_torn or not mirror.broken, "a damaged frame"
    assert may_be_torn or not mirror.missing(), "a gap"
    assert found >= max(map(int, said(told, "copied")), default=0), LOST
    while copy_next(journal, mirror):
        pass
    assert mirror.record_count() == sum(journal.record_counts().values())
    mirror.close()
    assert not open_copy(journal, stick).missing(), "a gap that is not filled"
    return found


def _set_up(folder: Path, chance: Random) -> None:
    make_device(folder)
    pack_of(folder)
    (folder / "stick").mkdir()
    with opened(folder / "home") as journal:
        new_copy(journal, folder / "stick").close()


def _work(folder: Path, chance: Random, tell: Tell) -> None:
    pack = pack_of(folder)
    with opened(folder / "home") as journal:
        mirror = open_copy(journal, folder / "stick")
        tell("opened")
        while True:
            do_something(journal, pack, chance, tell)
            if chance.random() < 0.7:  # else the stick is away for a moment
                copy_what_is_new(journal, mirror, pack, tell)


def _prove(folder: Path, told: Told, told_last: Told) -> Figures:
    prove_told(folder / "home", pack_of(folder), told)
    with opened(folder / "home") as journal:
        prove_copy(journal, folder / "stick", told)
    return Figures(
        {"thanked": len(said(told_last, "thanked")), "copied": len(said(told_last, "copied"))}
    )


COPYING = Scene(
    name="copying",
    set_up=_set_up,
    get_ready=nothing_to_get_ready,
    work=_work,
    prove=_prove,
    most_messages=14,
)
