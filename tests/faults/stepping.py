"""The scene of a new version: the journal's tables are brought forward when it is first opened."""

import shutil
from pathlib import Path
from random import Random

from desktop_app.journal.store import JOURNAL_FILE
from desktop_app.signature.undo import RecordId
from tests.faults.device import make_device, opened, pack_of, signs
from tests.faults.figures import Figures
from tests.faults.killing import Tell, Told
from tests.faults.old_tables import write_as_version
from tests.faults.scene import Scene, said
from tests.faults.witness import is_hot, look

SIGNATURES = 300
UNDONE_EVERY = 50


def _set_up(folder: Path, chance: Random) -> None:
    make_device(folder)
    pack = pack_of(folder)
    with opened(folder / "home") as journal:
        journal.keep_all([signs(pack, chance) for _ in range(SIGNATURES)], pack)
    write_as_version(1, folder / "home" / JOURNAL_FILE, folder / "version-1.sqlite")
    with opened(folder / "home") as journal:
        for record_id in list(look(folder / "home" / JOURNAL_FILE).kinds)[::UNDONE_EVERY]:
            journal.undo(RecordId(record_id), pack)
    write_as_version(2, folder / "home" / JOURNAL_FILE, folder / "version-2.sqlite")


def _get_ready(folder: Path, chance: Random) -> None:
    """Put the home back to an old version, with nothing left of the step that was killed."""
    shutil.rmtree(folder / "home")
    (folder / "home").mkdir()
    shutil.copy(folder / f"version-{chance.choice((1, 2))}.sqlite", folder / "home" / JOURNAL_FILE)


def _work(folder: Path, chance: Random, tell: Tell) -> None:
    with opened(folder / "home") as journal:
        kept = journal.keep(signs(pack_of(folder), chance), pack_of(folder))
        tell(f"thanked {kept.record_id}")


def _prove(folder: Path, told: Told, told_last: Told) -> Figures:
    journal_file = folder / "home" / JOURNAL_FILE
    was_hot, pack = is_hot(journal_file), pack_of(folder)
    half_made = any((folder / "home").glob("*.stepping*"))
    with opened(folder / "home") as journal:  # not stuck: the next start goes through
        journal.keep(signs(pack, Random(0)), pack)
    seen = look(journal_file)
    assert said(told_last, "thanked") <= seen.kinds.keys(), "a thanked signature is lost"
    signatures = [record_id for record_id, kind in seen.kinds.items() if kind == "signature"]
    assert len(signatures) in (SIGNATURES + 1, SIGNATURES + 2)
    assert not any((folder / "home").glob("*.stepping*")), "a half-made copy is left"
    return Figures(
        {
            "thanked": len(told_last),
            "half-made copies swept": half_made,
            "hot journals rolled back": was_hot,
        }
    )


STEPPING = Scene(
    name="stepping",
    set_up=_set_up,
    get_ready=_get_ready,
    work=_work,
    prove=_prove,
    most_messages=1,
    has_end=True,
)
