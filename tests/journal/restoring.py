"""Devices with a second copy, and homes in which they are restored, for tests."""

import os
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.home import Home
from desktop_app.campaign.pack import Pack
from desktop_app.journal.copying import copy_next, new_copy
from desktop_app.journal.mirror import Mirror
from desktop_app.journal.restored import RestoredJournal, read_restored
from desktop_app.journal.store import Journal
from desktop_app.sealing.record import Record
from tests.making import clock_at


@dataclass(frozen=True, kw_only=True)
class Device:
    """A device that has signed, with its second copy, as files."""

    home: Home
    pack: Pack
    device: str
    records: tuple[Record, ...]
    copy: Path


def copy_all(journal: Journal, stick: Path) -> Mirror:
    """Make or catch up a second copy."""
    stick.mkdir(exist_ok=True)
    mirror = new_copy(journal, stick)
    while copy_next(journal, mirror):
        pass
    return mirror


def records_of(journal: Journal, pack: Pack) -> tuple[Record, ...]:
    return tuple(stored.record for stored in journal.records(pack.id, 1, 10_000))


def restored_in(home: Home, device: str) -> RestoredJournal:
    """Open what was restored of a device."""
    journal = read_restored(home.restored / device, clock=clock_at(), randomness=os.urandom)
    assert journal is not None
    return journal
