"""Hands signatures over: what no batch holds yet is written to batch files, with its packs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desktop_app.app.home import Home
from desktop_app.app.installed import pack_file
from desktop_app.batches.batch import MAX_RECORDS, BatchRun, batch_bytes, batch_name, signed_links
from desktop_app.batches.reading import read_batch
from desktop_app.batches.writing import write_whole
from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.problems import JournalFull, JournalReadOnly, JournalUnreadable
from desktop_app.journal.store import HandedOver, Journal, StoredRecord, batch_runs
from desktop_app.sealing.record import read_header


@dataclass(frozen=True, kw_only=True)
class WrittenBatch:
    """A batch file that was written and read back.

    `damaged_count` tells of records that were damaged on this device already: the others are whole.
    `is_noted` is False when the device could not remember the hand-over, on a full disk say; handing
    over again is harmless.
    """

    path: Path
    campaign: CampaignId
    first: int
    last: int
    damaged_count: int
    is_noted: bool


def write_batches(
    journal: Journal, home: Home, folder: Path, *, is_again: bool = False
) -> Iterator[WrittenBatch]:
    """Write what was not handed over yet (or all, again) and remember it batch by batch.

    Each batch is remembered only after it was read back, so an interrupted hand-over continues
    where it stopped. The packs under which people signed travel along.

    Raises:
        CannotWriteBatch, and what the journal raises.
    """
    for campaign, count in sorted(journal.record_counts().items()):
        first = 1 if is_again else journal.handed_over_until(campaign) + 1
        for start, end in batch_runs(first, count, MAX_RECORDS):
            records = journal.records(campaign, start, end)
            _bring_packs(home, folder, campaign, records)
            yield _write_batch(journal, folder, campaign, records)


def _write_batch(
    journal: Journal, folder: Path, campaign: CampaignId, records: list[StoredRecord]
) -> WrittenBatch:
    run = BatchRun(
        device=journal.device,
        device_key=journal.device_public_key,
        campaign=campaign,
        first=records[0].seq,
        records=tuple(stored.record for stored in records),
        chains=tuple(stored.chain for stored in records),
    )
    links = signed_links(campaign, run.device, run.first, run.last, run.links)
    data = batch_bytes(
        run,
        checkpoint_signature=journal.sign_checkpoint(run.checkpoint),
        links_signature=journal.sign(links),
    )
    name = batch_name(run, data)
    path = write_whole(folder, name, data)
    sha256 = name.stem.rpartition("-")[2]
    handed_over = HandedOver(campaign=campaign, first=run.first, last=run.last, sha256=sha256)
    return WrittenBatch(
        path=path,
        campaign=campaign,
        first=run.first,
        last=run.last,
        damaged_count=len(read_batch(path).damages),
        is_noted=_is_noted(journal, handed_over),
    )


def _is_noted(journal: Journal, handed_over: HandedOver) -> bool:
    """Remember a hand-over; a disk that takes no more must not keep signatures on a device."""
    try:
        journal.note_handed_over(handed_over)
    except (JournalFull, JournalReadOnly, JournalUnreadable):
        return False
    return True


def _bring_packs(
    home: Home, folder: Path, campaign: CampaignId, records: list[StoredRecord]
) -> None:
    for pack_hash in {read_header(stored.record.header_bytes).pack for stored in records}:
        file = pack_file(home, campaign, pack_hash)
        if file is not None:
            name = PurePosixPath(campaign, f"{pack_hash}.inkpack")
            write_whole(folder, name, file.read_bytes())
