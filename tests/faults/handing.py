"""The scene of a hand-over: batches are written to a stick, and it is broken off."""

import shutil
from pathlib import Path
from random import Random

from desktop_app.app.handover import write_batches
from desktop_app.app.home import Home
from desktop_app.batches.reading import read_batch
from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import JOURNAL_FILE
from tests.faults.device import make_device, opened, pack_of, signs
from tests.faults.figures import Figures
from tests.faults.killing import Tell, Told
from tests.faults.scene import Scene
from tests.faults.witness import look

SIGNATURES = 1700
BATCHES = 4


def _set_up(folder: Path, chance: Random) -> None:
    make_device(folder)
    pack = pack_of(folder)
    with opened(folder / "home") as journal:
        journal.keep_all([signs(pack, chance) for _ in range(SIGNATURES)], pack)
    shutil.copy(folder / "home" / JOURNAL_FILE, folder / "nothing-handed-over.sqlite")


def _get_ready(folder: Path, chance: Random) -> None:
    """Take an empty stick and a device that has handed nothing over."""
    shutil.rmtree(folder / "stick", ignore_errors=True)
    (folder / "stick").mkdir()
    shutil.copy(folder / "nothing-handed-over.sqlite", folder / "home" / JOURNAL_FILE)


def _work(folder: Path, chance: Random, tell: Tell) -> None:
    home = Home(folder=folder / "home")
    with opened(home.folder) as journal:
        tell("opened")
        for written in write_batches([journal], home, folder / "stick"):
            tell(f"written {written.first} {written.last}")


def _prove(folder: Path, told: Told, told_last: Told) -> Figures:
    """Nothing wrong stands under a final name; the next run completes it and remembers."""
    pack, home, stick = pack_of(folder), Home(folder=folder / "home"), folder / "stick"
    before = whole_runs(stick)
    _prove_packs(home, stick, pack)
    left_over = len(list(stick.rglob("*.part")))
    seen = look(home.folder / JOURNAL_FILE)
    remembered = {(first, last) for _, first, last in seen.handed_over}
    assert remembered <= before, "a run is remembered that no whole batch holds"
    for message in told_last:
        word, _, run = message.partition(" ")
        assert word != "written" or tuple(map(int, run.split())) in remembered
    with opened(home.folder) as journal:
        list(write_batches([journal], home, stick))
        assert not any(journal.not_handed_over().values())
    after = whole_runs(stick)
    assert {seq for first, last in after for seq in range(first, last + 1)} == set(
        range(1, SIGNATURES + 1)
    )
    return Figures({"batches whole after the kill": len(before), "half files swept": left_over})


def whole_runs(stick: Path) -> set[tuple[int, int]]:
    """Prove all batches that stand under a final name; gives the runs of records in them."""
    runs = set()
    for path in stick.rglob("*.inkbatch"):
        batch = read_batch(path)
        assert not batch.damages, f"{path.name}: {batch.damages}"
        runs.add((batch.first, batch.last))
    return runs


def _prove_packs(home: Home, stick: Path, pack: Pack) -> None:
    for path in stick.rglob("*.inkpack"):
        assert path.stem == pack.hash
        original = next(home.campaigns.rglob("*.inkpack"))
        assert path.read_bytes() == original.read_bytes()


HANDING = Scene(
    name="handing over",
    set_up=_set_up,
    get_ready=_get_ready,
    work=_work,
    prove=_prove,
    most_messages=BATCHES + 2,
    has_end=True,
)
