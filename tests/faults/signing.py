"""The scene of a shift: people sign, some take it back, the kiosk is closed and opened again."""

from pathlib import Path
from random import Random

from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import JOURNAL_FILE, Journal
from desktop_app.signature.undo import RecordId
from tests.faults.device import make_device, opened, pack_of, signs
from tests.faults.figures import Figures
from tests.faults.killing import Tell, Told
from tests.faults.scene import Scene, nothing_to_get_ready, said
from tests.faults.witness import is_hot, look

MOST_MESSAGES = 14


def _set_up(folder: Path, chance: Random) -> None:
    make_device(folder)
    pack_of(folder)  # read once, so that a kill meets the journal and not the reading of a pack


def _work(folder: Path, chance: Random, tell: Tell) -> None:
    """Sign without end; whatever is told was thanked for, and so must be there ever after."""
    pack = pack_of(folder)
    while True:
        with opened(folder / "home") as journal:
            tell(f"opened {journal.count(pack.id)}")
            for _ in range(chance.randrange(1, 12)):
                _one_visit(journal, pack, chance, tell)
        tell("closed")


def _one_visit(journal: Journal, pack: Pack, chance: Random, tell: Tell) -> None:
    kept = journal.keep(signs(pack, chance), pack)
    tell(f"thanked {kept.record_id}")
    if chance.random() < 0.2:
        journal.undo(RecordId(kept.record_id), pack)
        tell(f"undone {kept.record_id}")


def _prove(folder: Path, told: Told, told_last: Told) -> Figures:
    journal_file = folder / "home" / JOURNAL_FILE
    was_hot = is_hot(journal_file)
    with opened(folder / "home") as journal:  # the next start of the kiosk: all is proved
        count = journal.count(pack_of(folder).id)
    seen = look(journal_file)
    thanked = said(told, "thanked") | said(told, "found")
    assert thanked <= seen.kinds.keys(), "a thanked signature is lost"
    assert said(told, "undone") <= seen.undone, "a signature that was taken back counts again"
    signatures = {record_id for record_id, kind in seen.kinds.items() if kind == "signature"}
    assert count == len(signatures) - len(seen.undone)
    not_thanked = signatures - thanked
    told += [f"found {record_id}" for record_id in not_thanked]  # must be there from now on, too
    return Figures(
        {
            "thanked": len(said(told_last, "thanked")),
            "taken back": len(said(told_last, "undone")),
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
