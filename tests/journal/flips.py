"""A flipped bit at a place of a small journal: harmless, or found and named, and all else handed over.

`dev.py faults flipped-bits` tries them all; `dev.py test` tries some.
"""

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from desktop_app.app.handover import write_batches
from desktop_app.app.home import Home
from desktop_app.app.journals import open_all
from desktop_app.app.restoring import is_damaged, own_file
from desktop_app.batches.reading import read_batch
from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import HandedOver, read_journal
from desktop_app.sealing.record import Record
from tests.journal.restoring import records_of
from tests.making import clock_at, journal_with, made_key, published, signature


class Outcome(Enum):
    """What a flipped bit came to."""

    HARMLESS = "harmless"
    FOUND = "found, and every record is whole"
    ONE_LOST = "found, and one record is damaged and named"


@dataclass(frozen=True, kw_only=True)
class Small:
    """A small journal: six records, one of which takes one back, one closing, one hand-over."""

    data: bytes
    pack: Pack
    records: tuple[Record, ...]


def small_journal(folder: Path) -> Small:
    """Make it."""
    pack = published(made_key(), folder / "open-doors.inkpack")
    with journal_with(folder / "small", pack, [signature() for _ in range(3)]) as journal:
        kept = journal.keep(signature(), pack)
        journal.undo(kept.record_id, pack)
        journal.close_shift(pack, place="Berlin", shift="1")
        run = HandedOver(campaign=pack.id, first=1, last=2, sha256="0" * 64)
        journal.note_handed_over(run)
        records = records_of(journal, pack)
    return Small(
        data=(folder / "small" / "journal.sqlite").read_bytes(), pack=pack, records=records
    )


def flip(small: Small, folder: Path, position: int, bit: int) -> Outcome:
    """Flip one bit, open, hand over, and read what was handed over; fails where anything is lost."""
    home = Home(folder=folder)
    data = bytearray(small.data)
    data[position] ^= 1 << bit
    folder.mkdir(parents=True, exist_ok=True)
    own_file(home).write_bytes(data)
    if not is_damaged(home):
        assert all_records(home, small) == small.records
        return Outcome.HARMLESS
    out = folder / "out"
    with open_all(home) as journals:
        assert journals.is_own_damaged
        written = list(write_batches(journals.all, home, out, is_again=True))
        named = {(run.campaign, run.first, run.last) for run in journals.lost}
    batches = [read_batch(each.path) for each in written]
    assert not [damage for batch in batches for damage in batch.damages]
    there = {p.header.seq: p.record for batch in batches for p in batch.records}
    numbers = range(1, len(small.records) + 1)
    assert all(small.records[seq - 1] == record for seq, record in there.items())
    lost = [seq for seq in numbers if seq not in there]
    assert named == {(small.pack.id, seq, seq) for seq in lost}
    assert len(lost) <= 1
    for path in [each.path for each in written]:
        path.unlink()
    return Outcome.ONE_LOST if lost else Outcome.FOUND


def all_records(home: Home, small: Small) -> tuple[Record, ...]:
    journal = read_journal(home.folder, clock=clock_at(), randomness=os.urandom)
    assert journal is not None
    with journal:
        return records_of(journal, small.pack)
