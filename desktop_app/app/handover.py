"""Hands signatures over: what no batch holds yet is written to batch files, with its packs.

Each batch is noted only after it was read back, so whoever stops in between, by a button or by
pulling the stick, has handed over what was written so far, and the next hand-over goes on there.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desktop_app.app.handover_plan import Plan, PlannedRun, plan, planned_run, signatures_in
from desktop_app.app.home import Home
from desktop_app.app.installed import pack_file
from desktop_app.batches.batch import (
    BATCH_SUFFIX,
    MAX_BATCH_BYTES,
    BatchRun,
    batch_bytes,
    batch_name,
    signed_links,
    vouched_batch_bytes,
)
from desktop_app.batches.reading import read_batch
from desktop_app.batches.refusals import NoRoom
from desktop_app.batches.writing import Destination, destination, sweep, write_to
from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.problems import JournalFull, JournalReadOnly, JournalUnreadable
from desktop_app.journal.restored import RestoredJournal
from desktop_app.journal.store import HandedOver, Journal, StoredRecord

MEGABYTE = 1_000_000

__all__ = ["Plan", "Summary", "WrittenBatch", "plan", "summed_up", "write_batches"]


@dataclass(frozen=True, kw_only=True)
class WrittenBatch:
    """A batch file that was written and read back; it is number `done` of `planned`.

    `damaged_count` tells of records that were damaged on this device already: the others are whole.
    `is_noted` is False when the device could not remember the hand-over, on a full disk say; handing
    over again is harmless.
    """

    path: Path
    run: PlannedRun
    damaged_count: int
    is_noted: bool
    done: int
    planned: int

    @property
    def campaign(self) -> CampaignId:
        """The campaign that was signed for."""
        return self.run.campaign

    @property
    def first(self) -> int:
        """The number of the first record."""
        return self.run.first

    @property
    def last(self) -> int:
        """The number of the last record."""
        return self.run.last


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What a hand-over came to, when it ended or was stopped."""

    batch_count: int
    signature_count: int
    record_count: int
    damaged_count: int
    is_noted: bool

    @property
    def is_plain(self) -> bool:
        """Tell whether every record is a signature that counts."""
        return self.record_count == self.signature_count


@dataclass(frozen=True, kw_only=True)
class _Going:
    """A hand-over that is going on."""

    home: Home
    to: Destination
    brought: set[PurePosixPath]


def write_batches(
    journals: Iterable[Journal], home: Home, folder: Path, *, is_again: bool = False
) -> Iterator[WrittenBatch]:
    """Write what was not handed over yet (or all, again), and give each batch when it is safe.

    To stop, stop iterating. The packs under which people signed travel along. A batch of before
    that stands in this folder spoiled is written anew. What interrupted hand-overs left is removed.

    Raises:
        NoRoom: before anything is written. CannotWriteBatch, one of its variants, and what the
        journal raises: what was given before is safe.
    """
    journals = tuple(journals)
    going = _Going(home=home, to=destination(folder), brought=set())
    runs = [
        (journal, run)
        for journal in journals
        for run in (*plan([journal], is_again=is_again).runs, *_spoiled(journal, going.to))
    ]
    _check_room(going, [run for _, run in runs])
    for journal in journals:
        for campaign in journal.record_counts():
            sweep(going.to, campaign, journal.device)
    for done, (journal, run) in enumerate(runs, start=1):
        _bring_packs(going, run)
        path, sha256 = _write_batch(journal, going.to, run)
        handed_over = HandedOver(
            campaign=run.campaign, first=run.first, last=run.last, sha256=sha256
        )
        yield WrittenBatch(
            path=path,
            run=run,
            damaged_count=len(read_batch(path).damages),
            is_noted=_is_noted(journal, handed_over),
            done=done,
            planned=len(runs),
        )


def summed_up(written: Sequence[WrittenBatch]) -> Summary:
    """Count what is safe to remove."""
    return Summary(
        batch_count=len(written),
        signature_count=signatures_in(each.run for each in written),
        record_count=sum(each.run.record_count for each in written),
        damaged_count=sum(each.damaged_count for each in written),
        is_noted=all(each.is_noted for each in written),
    )


def _write_batch(journal: Journal, to: Destination, run: PlannedRun) -> tuple[Path, str]:
    data_run = _batch_run(journal, journal.records(run.campaign, run.first, run.last), run.campaign)
    data = _batch_bytes(journal, data_run)
    name = batch_name(data_run, data)
    return write_to(to, name, data), name.stem.rpartition("-")[2]


def _batch_run(journal: Journal, records: list[StoredRecord], campaign: CampaignId) -> BatchRun:
    return BatchRun(
        device=journal.device,
        device_key=journal.device_public_key,
        campaign=campaign,
        first=records[0].seq,
        records=tuple(stored.record for stored in records),
        chains=tuple(stored.chain for stored in records),
    )


def _batch_bytes(journal: Journal, run: BatchRun) -> bytes:
    """Let the device vouch for a run; of a restored journal, let what it signed once travel along."""
    if isinstance(journal, RestoredJournal):
        signed = journal.vouchers(CampaignId(run.campaign), run.first, run.last)
        numbers = range(run.first, run.last + 1)
        return vouched_batch_bytes(run, [signed.get(seq, b"") for seq in numbers])
    links = signed_links(run.campaign, run.device, run.first, run.last, run.links)
    return batch_bytes(
        run,
        checkpoint_signature=journal.sign_checkpoint(run.checkpoint),
        links_signature=journal.sign(links),
    )


def _is_noted(journal: Journal, handed_over: HandedOver) -> bool:
    """Remember a hand-over; a disk that takes no more must not keep signatures on a device."""
    try:
        journal.note_handed_over(handed_over)
    except (JournalFull, JournalReadOnly, JournalUnreadable):
        return False
    return True


def _bring_packs(going: _Going, run: PlannedRun) -> None:
    for pack_hash in sorted(run.packs):
        name = PurePosixPath(run.campaign, f"{pack_hash}.inkpack")
        data = b"" if name in going.brought else _pack_bytes(going.home, run.campaign, pack_hash)
        if data:
            write_to(going.to, name, data)
            going.brought.add(name)


def _pack_bytes(home: Home, campaign: CampaignId, pack_hash: str) -> bytes:
    """Read a pack; one that the disk does not give keeps no signature on the device."""
    file = pack_file(home, campaign, pack_hash)
    try:
        return file.read_bytes() if file is not None else b""
    except OSError:
        return b""


def _check_room(going: _Going, runs: Sequence[PlannedRun]) -> None:
    """See that all of it finds room, before anything is written.

    Raises:
        NoRoom: says how much is missing.
    """
    needed = sum(run.size_bytes for run in runs)
    for campaign, pack_hash in {(run.campaign, each) for run in runs for each in run.packs}:
        if not (going.to.folder / campaign / f"{pack_hash}.inkpack").is_file():
            needed += len(_pack_bytes(going.home, campaign, pack_hash))
    try:
        free = shutil.disk_usage(going.to.folder).free
    except OSError:  # a folder that does not tell; writing to it will
        return
    if needed > free:
        raise NoRoom(path=str(going.to.folder), missing=_size(needed - free))


def _size(size_bytes: int) -> str:
    return f"{max(0.1, size_bytes / MEGABYTE):.1f} MB"


def _spoiled(journal: Journal, to: Destination) -> Iterator[PlannedRun]:
    """Find batches that were handed over here and are not any more what their names say.

    On FAT a power cut can leave a whole file's name on half a file.
    """
    for each in journal.hand_overs():
        name = f"{each.first}-{each.last}-{each.sha256}{BATCH_SUFFIX}"
        path = to.folder / each.campaign / journal.device / name
        if _is_spoiled(path, each.sha256):
            records = journal.records(each.campaign, each.first, each.last)
            if records and all(stored.record.sealed for stored in records):
                yield planned_run(journal, each.campaign, records)


def _is_spoiled(path: Path, sha256: str) -> bool:
    with suppress(OSError):
        if path.is_file():
            if path.stat().st_size > MAX_BATCH_BYTES:
                return True
            return hashlib.sha256(path.read_bytes()).hexdigest() != sha256
    return False
