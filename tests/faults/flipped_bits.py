"""A flipped bit at every place of a small journal and of a small second copy.

`dev.py faults flipped-bits`; takes about an hour. Each is harmless, or found and named, and everything
else is handed over, or would be restored. Of the zeros that fill the pages of a journal, every eighth byte is
tried, with one bit: nothing stands there.
"""

import io
from pathlib import Path
from random import Random

from desktop_app.journal.frame import find_frames
from desktop_app.journal.mirror_reading import read_copy
from tests.faults.figures import Figures
from tests.journal.flips import Small, flip, small_journal
from tests.journal.restoring import copy_all
from tests.making import journal_with

NEAR = 16
FILLING_STEP = 8


def run(folder: Path, seed: int) -> dict[str, Figures]:
    """Flip every bit."""
    return {"journal": journal_flips(folder / "journal", seed), "mirror": mirror_flips(folder)}


def journal_flips(folder: Path, seed: int) -> Figures:
    """Flip the bits of a journal, one at a time."""
    folder.mkdir(parents=True)
    small = small_journal(folder)
    chance = Random(seed)
    figures = Figures()
    for position in range(len(small.data)):
        is_filling = not any(small.data[max(0, position - NEAR) : position + NEAR])
        if is_filling and position % FILLING_STEP:
            continue
        for bit in [chance.randrange(8)] if is_filling else range(8):
            try:
                figures[flip(small, folder / "home", position, bit).value] += 1
            except Exception as error:
                figures["wrong"] += 1
                print(f"journal, byte {position}, bit {bit}: {error!r}", flush=True)
    return figures


def mirror_flips(folder: Path, step: int = 1) -> Figures:
    """Flip the bits of a second copy, one at a time, and restore from it."""
    small = small_journal(folder / "mirror")
    with journal_with(folder / "mirror" / "small", small.pack, []) as journal:
        path = copy_all(journal, folder / "mirror" / "stick").path
    data = path.read_bytes()
    ends = [f.place + f.size_bytes for f in find_frames(io.BytesIO(data))]
    figures = Figures()
    for position in range(0, len(data), step):
        for bit in range(8):
            changed = bytearray(data)
            changed[position] ^= 1 << bit
            path.write_bytes(changed)
            hit = sum(end <= position for end in ends)
            outcome = all_but(small, path, hit)
            figures[outcome] += 1
            if outcome.startswith("wrong"):
                print(f"mirror, byte {position}, bit {bit}: {outcome}", flush=True)
    return figures


def all_but(small: Small, path: Path, hit: int) -> str:
    """Read what would be restored: all but the record that was hit, and that is named."""
    copy = read_copy(path)
    there = {frame.seq: (frame.header, frame.sealed) for frame in copy.frames()}
    written = {
        seq: (record.header_bytes, record.sealed)
        for seq, record in enumerate(small.records, start=1)
    }
    lost = [
        seq for runs in copy.lost().values() for run in runs for seq in range(run[0], run[1] + 1)
    ]
    if not copy.damaged_places:
        return "wrong: not found"
    if there == written:
        return "wrong: named without need" if lost else "found, and every record is whole"
    del written[hit]
    is_named = lost == [hit] or (not lost and copy.unnamed_count() == 1)
    if there == written and is_named:
        return "found, and one record is damaged and named"
    return "wrong: more is lost, or not named"
