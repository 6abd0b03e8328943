"""The scene of a shift: people sign, some take it back, closing, erasing, opening again."""

from pathlib import Path
from random import Random

from desktop_app.journal.store import JOURNAL_FILE
from tests.faults.deeds import do_something, prove_told
from tests.faults.device import make_device, opened, pack_of
from tests.faults.figures import Figures
from tests.faults.killing import Tell, Told
from tests.faults.scene import Scene, nothing_to_get_ready, said
from tests.faults.witness import is_hot

MOST_MESSAGES = 14


def _set_up(folder: Path, chance: Random) -> None:
    make_device(folder)
    pack_of(folder)  # read once, so that a kill meets the journal and not the reading of a pack


def _work(folder: Path, chance: Random, tell: Tell) -> None:
    """Go on without end; whatever is told must be there ever after."""
    pack = pack_of(folder)
    while True:
        with opened(folder / "home") as journal:
            tell(f"opened {journal.count(pack.id)}")
            for _ in range(chance.randrange(1, 12)):
                do_something(journal, pack, chance, tell)
        tell("shut")


def _prove(folder: Path, told: Told, told_last: Told) -> Figures:
    was_hot = is_hot(folder / "home" / JOURNAL_FILE)
    seen = prove_told(folder / "home", pack_of(folder), told)
    signatures = {record_id for record_id, kind in seen.kinds.items() if kind == "signature"}
    not_thanked = signatures - said(told, "thanked") - said(told, "found")
    told += [f"found {record_id}" for record_id in not_thanked]  # must be there from now on, too
    return Figures(
        {
            "thanked": len(said(told_last, "thanked")),
            "taken back": len(said(told_last, "undone")),
            "closings": len(said(told_last, "closed")),
            "erasures": len(said(told_last, "erased")),
            "hot journals rolled back": was_hot,
            "committed but not thanked": len(not_thanked),
        }
    )


SIGNING = Scene(
    name="signing",
    set_up=_set_up,
    get_ready=nothing_to_get_ready,
    work=_work,
    prove=_prove,
    most_messages=MOST_MESSAGES,
)
