"""Small real file systems, filled up and turned read-only under a device. Only root may mount them.

Simulated disks try every byte; these show that the system's own calls say what was simulated.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from desktop_app.app.handover import write_batches
from desktop_app.app.home import Home
from desktop_app.campaign.pack import Pack
from desktop_app.journal.problems import JournalFull
from desktop_app.journal.store import JOURNAL_FILE
from desktop_app.sealing.record import read_header
from tests.faults.device import make_device, opened, pack_of, reading, signs
from tests.faults.figures import Figures, figures_from
from tests.faults.handing import whole_runs
from tests.faults.killing import Pace, Tell, kill_at_random
from tests.faults.scene import said
from tests.faults.witness import look

PAGE_BYTES = 4096
SMALLEST_PAGES, LARGEST_PAGES = 45, 120
IMAGE_KIB = 2048
BALLAST_BYTES = 64 * 1024
KILLS = 20
ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, seed: int) -> dict[str, Figures]:
    """Run in a process of its own: only one without threads may fork.

    Raises:
        AssertionError: with what the process said.
    """
    command = [sys.executable, "-m", "tests.faults.real_disks", str(folder), str(seed)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr[-4000:]
    told = [line.split("\t") for line in answer.stdout.splitlines()]
    return {what: figures_from(figures) for what, figures in told}


def try_all(folder: Path, seed: int) -> dict[str, Figures]:
    """Fill a tmpfs of every size and an ext4; then turn an ext4 read-only after kills."""
    if not may_mount(folder):
        return {"real disks": Figures({"wrong: NOT RUN, nobody here may mount a file system": 1})}
    make_device(folder)
    pack = pack_of(folder)
    tmpfs = Figures()
    for pages in range(SMALLEST_PAGES, LARGEST_PAGES):
        with mounted(folder / "disk", ["-t", "tmpfs", "-o", f"size={pages * PAGE_BYTES}", "none"]):
            tmpfs.update(_fill(folder, pack, 0))
    ext4 = Figures()
    for ballast_bytes in (0, BALLAST_BYTES):
        with mounted(folder / "disk", ["-o", "loop", str(_image(folder))]):
            ext4.update(_fill(folder, pack, ballast_bytes))
    return {
        "real tmpfs, full": tmpfs,
        "real ext4, full": ext4,
        "real ext4, read-only after a kill": _turn_read_only(folder, pack, Random(seed)),
    }


def may_mount(folder: Path) -> bool:
    """Tell whether a file system can be mounted here."""
    try:
        with mounted(folder / "try", ["-t", "tmpfs", "-o", "size=64k", "none"]):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@contextmanager
def mounted(place: Path, arguments: list[str]) -> Iterator[None]:
    """Mount a file system at a place."""
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", *arguments, str(place)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True, capture_output=True)


def _image(folder: Path) -> Path:
    image = folder / "ext4.image"
    image.write_bytes(bytes(IMAGE_KIB * 1024))
    make = ["mkfs.ext4", "-q", "-F", "-b", "1024", "-O", "^has_journal", str(image)]
    subprocess.run(make, check=True, capture_output=True)
    return image


def _fill(folder: Path, pack: Pack, ballast_bytes: int) -> Figures:
    """Sign until the disk is full; read and hand over; free some room and go on."""
    home, room, stick = folder / "disk" / "home", folder / "disk" / "room", folder / "stick"
    thanked = set()
    try:
        with opened(home, ballast_bytes=ballast_bytes) as journal:
            room.write_bytes(os.urandom(16 * 1024))
            while True:
                thanked.add(journal.keep(signs(pack, Random(0)), pack).record_id)
    except (JournalFull, OSError):
        pass
    if not thanked:  # not even the tables fit
        return Figures({"too small": 1})
    journal = reading(home)
    assert journal is not None
    with journal:
        assert journal.count(pack.id) == len(thanked)
    assert _handed_over(home, stick, pack) == thanked
    room.unlink()
    with opened(home, ballast_bytes=0) as journal:
        thanked.add(journal.keep(signs(pack, Random(0)), pack).record_id)
    assert look(home / JOURNAL_FILE).kinds.keys() == thanked, "half a record, or a lost one"
    return Figures({"disks": 1, "thanked": len(thanked)})


def _turn_read_only(folder: Path, pack: Pack, chance: Random) -> Figures:
    figures, pace, disk = Figures(), Pace(), folder / "disk"

    def work(tell: Tell) -> None:
        with opened(disk / "home", ballast_bytes=0) as journal:
            while True:
                tell(f"thanked {journal.keep(signs(pack, chance), pack).record_id}")

    with mounted(disk, ["-o", "loop", str(_image(folder))]):
        thanked = set[str]()
        for _ in range(KILLS):
            thanked |= said(kill_at_random(work, chance, pace, most_messages=5).told, "thanked")
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            assert thanked <= _handed_over(disk / "home", folder / "stick", pack), "lost"
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
            figures.update({"kills": 1})
    return Figures({**figures, "thanked": len(thanked)})


def _handed_over(home: Path, stick: Path, pack: Pack) -> set[str]:
    """Hand all over from a disk that takes no writing; gives the ids of the records."""
    shutil.rmtree(stick, ignore_errors=True)
    stick.mkdir()
    journal = reading(home)
    if journal is None:
        return set()
    with journal:
        count = journal.record_counts().get(pack.id, 0)
        list(write_batches([journal], Home(folder=home), stick, is_again=True))
        stored = journal.records(pack.id, 1, count)
    handed = {seq for first, last in whole_runs(stick) for seq in range(first, last + 1)}
    assert handed == set(range(1, count + 1))
    return {read_header(each.record.header_bytes).id for each in stored}


if __name__ == "__main__":
    for what, figures in try_all(Path(sys.argv[1]), int(sys.argv[2])).items():
        print(what, figures.as_json(), sep="\t", flush=True)
