"""A disk that is full at every possible byte: nothing thanked is lost, nothing is half, all is readable.

A device signs on a disk with room for some more bytes, and runs into its end. The write in which that
happens is carried out as far as there is room, as file systems do.
"""

import hashlib
import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from desktop_app.app.handover import write_batches
from desktop_app.app.home import Home
from desktop_app.campaign.pack import Pack
from desktop_app.journal.problems import JournalFull
from desktop_app.journal.store import JOURNAL_FILE, Journal
from tests.faults.device import make_device, opened, pack_of, signs
from tests.faults.disk import Disk
from tests.faults.figures import Figures, added
from tests.faults.handing import whole_runs
from tests.faults.quick_folder import quick_folder
from tests.faults.refusals import Full
from tests.faults.vfs import watched
from tests.faults.witness import look

SIGNED_BEFORE = 3
SIGNERS = 6
MOST_SIGNERS = 200
BALLAST_BYTES = 64 * 1024
PARTS = 8
STEP_WITH_BALLAST = 25


def run(folder: Path, seed: int) -> dict[str, Figures]:
    """Fill the disk at every byte that a few signatures may need, and with ballast at some."""
    make_device(folder)
    every = range(room_for_all(folder) + 1)
    with_ballast = every[seed % STEP_WITH_BALLAST :: STEP_WITH_BALLAST]
    return {
        f"disk full at each of {len(every)} bytes": _at_each(folder, every, 0),
        "disk full, with ballast": _at_each(folder, with_ballast, BALLAST_BYTES),
    }


def room_for_all(device: Path) -> int:
    """Tell with how many bytes of room the disk is never full for a few signatures."""
    pack = pack_of(device)
    with quick_folder() as folder:
        _begin(folder, pack, 0)
        disk = Disk(folder / "home")
        before = most = disk.used_bytes()

        def watch(call: str, path: Path, growth_bytes: int) -> None:
            nonlocal most
            most = max(most, disk.used_bytes() + growth_bytes)

        with watched(disk, watch), opened(disk.root, ballast_bytes=0) as journal:
            for _ in range(SIGNERS):
                journal.keep(signs(pack, Random(0)), pack)
    return most - before


def full_at(device: Path, rooms_bytes: Iterable[int], *, ballast_bytes: int = 0) -> Figures:
    """Sign until the disk is full, with room for each of these numbers of bytes."""
    pack = pack_of(device)
    figures, known = Figures(), set[bytes]()
    with quick_folder() as folder:
        _begin(folder / "begun", pack, ballast_bytes)
        for room_bytes in rooms_bytes:
            home = folder / "home"
            shutil.copytree(folder / "begun" / "home", home)
            try:
                figures.update(_fill(home, pack, room_bytes, ballast_bytes, known))
            except Exception as error:
                error.add_note(f"with room for {room_bytes} bytes")
                raise
            shutil.rmtree(home)
    return figures


def _at_each(device: Path, rooms_bytes: range, ballast_bytes: int) -> Figures:
    work = partial(full_at, device, ballast_bytes=ballast_bytes)
    with ProcessPoolExecutor(2) as pool:
        return added(pool.map(work, [rooms_bytes[start::PARTS] for start in range(PARTS)]))


def _begin(folder: Path, pack: Pack, ballast_bytes: int) -> None:
    with opened(folder / "home", ballast_bytes=ballast_bytes) as journal:
        journal.keep_all([signs(pack, Random(0)) for _ in range(SIGNED_BEFORE)], pack)


def _fill(
    home: Path, pack: Pack, room_bytes: int, ballast_bytes: int, known: set[bytes]
) -> Figures:
    before = look(home / JOURNAL_FILE).kinds.keys()
    thanked: set[str] = set()
    disk = Disk(home)
    full = Full(used_bytes=disk.used_bytes, size_bytes=disk.used_bytes() + room_bytes)
    signers = MOST_SIGNERS if ballast_bytes else SIGNERS
    with watched(disk, full), opened(home, ballast_bytes=ballast_bytes) as journal:
        was_full = _sign_until_full(journal, pack, signers, thanked)
        state = _state(home, len(thanked))
        if state not in known:  # what is on disk was looked at before
            known.add(state)
            _prove_readable(journal, home, pack, len(before) + len(thanked))
            full.size_bytes = None
            thanked.add(journal.keep(signs(pack, Random(0)), pack).record_id)
    seen = look(home / JOURNAL_FILE).kinds.keys()
    assert seen == before | thanked, "half a record, or a lost one"
    return Figures({"disks": 1, "full": was_full, "thanked": len(thanked)})


def _sign_until_full(journal: Journal, pack: Pack, signers: int, thanked: set[str]) -> bool:
    try:
        for _ in range(signers):
            thanked.add(journal.keep(signs(pack, Random(0)), pack).record_id)
    except JournalFull:
        return True
    return False


def _prove_readable(journal: Journal, home: Path, pack: Pack, count: int) -> None:
    """On the full disk everything is still there to read and to hand over, and so after a start."""
    assert journal.count(pack.id) == count
    _hand_over(journal, home.parent / "stick", count)
    with opened(home, ballast_bytes=0) as again:
        assert again.count(pack.id) == count


def _hand_over(journal: Journal, stick: Path, count: int) -> None:
    stick.mkdir()
    list(write_batches([journal], Home(folder=stick.parent / "home"), stick, is_again=True))
    assert whole_runs(stick) == {(1, count)}
    shutil.rmtree(stick)


def _state(home: Path, thanked_count: int) -> bytes:
    """Give the hash of all that is in a home, as far as it does not differ by chance alone."""
    sha256 = hashlib.sha256(str(thanked_count).encode())
    for path in sorted(home.iterdir()):
        content = path.read_bytes() if thanked_count == 0 else str(path.stat().st_size).encode()
        sha256.update(path.name.encode() + content)
    return sha256.digest()
