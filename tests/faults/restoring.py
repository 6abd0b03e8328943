"""The scene of a dead tablet: its second copy is restored on another device, and that is broken off."""

import shutil
from pathlib import Path
from random import Random

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home
from desktop_app.app.restoring import RestoreNotNeeded, restore_from
from desktop_app.journal.copying import copy_next, new_copy
from desktop_app.journal.restored import read_restored
from desktop_app.journal.store import JOURNAL_FILE
from tests.faults.deeds import LOST
from tests.faults.device import make_device, opened, pack_of, signs
from tests.faults.figures import Figures
from tests.faults.killing import Tell, Told
from tests.faults.scene import Scene, said
from tests.faults.witness import look

SIGNATURES = 600
OWN_SIGNATURES = 3


def _set_up(folder: Path, chance: Random) -> None:
    make_device(folder)
    pack = pack_of(folder)
    (folder / "stick").mkdir()
    with opened(folder / "dead") as journal:
        journal.keep_all([signs(pack, chance) for _ in range(SIGNATURES)], pack)
        mirror = new_copy(journal, folder / "stick")
        while copy_next(journal, mirror):
            pass
    with opened(folder / "home") as journal:
        journal.keep_all([signs(pack, chance) for _ in range(OWN_SIGNATURES)], pack)


def _get_ready(folder: Path, chance: Random) -> None:
    """Take a device on which nothing is restored yet."""
    shutil.rmtree(folder / "home" / "restored", ignore_errors=True)


def _work(folder: Path, chance: Random, tell: Tell) -> None:
    restore_from(Home(folder=folder / "home"), folder / "stick", lambda count: tell("going on"))
    tell("restored all")


def _prove(folder: Path, told: Told, told_last: Told) -> Figures:
    """What stands under the final name is whole; doing it again completes it; both copies are left."""
    home = Home(folder=folder / "home")
    finished = [path for path in home.restored.glob(f"*/{JOURNAL_FILE}") if path.stat().st_size]
    before = {path.parent: _records(path.parent, folder) for path in finished}
    assert not said(told_last, "restored") or before, LOST
    try:
        restore_from(home, folder / "stick")
    except RestoreNotNeeded:
        assert before, "nothing is there, and yet nothing is to be done"
    (device,) = home.restored.iterdir()
    assert _records(device, folder) == SIGNATURES
    assert not sum(path.stat().st_size for path in device.glob("*.part*")), "half a journal"
    assert len(look(home.folder / JOURNAL_FILE).kinds) == OWN_SIGNATURES
    assert len(look(folder / "dead" / JOURNAL_FILE).kinds) == SIGNATURES
    return Figures({"whole after the kill": len(before)})


def _records(device: Path, folder: Path) -> int:
    journal = read_restored(device, clock=now, randomness=randomness)
    assert journal is not None
    with journal:
        pack = pack_of(folder)
        records = journal.records(pack.id, 1, SIGNATURES)
        assert not journal.damages
    return len(records)


RESTORING = Scene(
    name="restoring",
    set_up=_set_up,
    get_ready=_get_ready,
    work=_work,
    prove=_prove,
    most_messages=3,
    has_end=True,
)
