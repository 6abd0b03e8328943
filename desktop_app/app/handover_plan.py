"""What is to be handed over: runs of records that no batch holds yet, counted before any is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from desktop_app.batches.batch import MAX_RECORDS
from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.restored import RestoredJournal
from desktop_app.journal.store import Journal, StoredRecord, batch_runs
from desktop_app.problems import UNREADABLE
from desktop_app.sealing.chain import CHAIN_START
from desktop_app.sealing.record import Kind

FRAME_BYTES = 2048
"""What a batch has beside its records, at most."""
BESIDE_RECORD_BYTES = 320
"""What a record's line has beside header and sealed part: hashes and signatures."""
CLUSTER_BYTES = 64 * 1024
"""Sticks give a file whole clusters: up to this much is lost with each."""


@dataclass(frozen=True, kw_only=True)
class PlannedRun:
    """Records of one device and campaign that go into one batch, at most 500.

    `signature_count` is without those that were taken back. `packs` are the hashes of the packs
    under which people signed.
    """

    device: str
    campaign: CampaignId
    first: int
    last: int
    signature_count: int
    size_bytes: int
    packs: frozenset[str]

    @property
    def record_count(self) -> int:
        """How many records these are."""
        return self.last - self.first + 1


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that a hand-over is to write."""

    runs: tuple[PlannedRun, ...]

    @property
    def signature_count(self) -> int:
        """How many signatures go; those that were taken back do not count."""
        return signatures_in(self.runs)

    @property
    def record_count(self) -> int:
        """How many records go: signatures, and what takes some back or closes a shift."""
        return sum(run.record_count for run in self.runs)

    @property
    def size_bytes(self) -> int:
        """How much room the batches need at most, without the packs."""
        return sum(run.size_bytes for run in self.runs)


class _Header(msgspec.Struct):
    kind: Kind
    pack: str


_decoder = msgspec.json.Decoder(_Header)


def plan(journals: Iterable[Journal], *, is_again: bool = False) -> Plan:
    """Find what no batch holds yet, or with `is_again` all that is there.

    Erased records are left out: their sealed parts are merged long since, and a batch with a record
    that nobody can open would only look damaged.
    """
    return Plan(runs=tuple(run for journal in journals for run in _runs(journal, is_again)))


def signatures_in(runs: Iterable[PlannedRun]) -> int:
    """Add up signatures: one that was taken back in a later batch than its own is taken off there."""
    return max(0, sum(run.signature_count for run in runs))


def planned_run(journal: Journal, campaign: CampaignId, records: list[StoredRecord]) -> PlannedRun:
    """Count what one batch is to hold."""
    headers = [_header(stored.record.header_bytes) for stored in records]
    kinds = [header.kind for header in headers if header is not None]
    size_bytes = sum(
        len(stored.record.header_bytes) * 2 + len(stored.record.sealed) * 4 // 3
        for stored in records
    )
    return PlannedRun(
        device=journal.device,
        campaign=campaign,
        first=records[0].seq,
        last=records[-1].seq,
        signature_count=kinds.count(Kind.SIGNATURE) - kinds.count(Kind.UNDO),
        size_bytes=size_bytes + len(records) * BESIDE_RECORD_BYTES + FRAME_BYTES + CLUSTER_BYTES,
        packs=frozenset(header.pack for header in headers if header is not None),
    )


def _runs(journal: Journal, is_again: bool) -> Iterator[PlannedRun]:
    for campaign, count in sorted(journal.record_counts().items()):
        first = 1 if is_again else journal.handed_over_until(campaign) + 1
        for start, end in batch_runs(
            first, count, MAX_RECORDS - isinstance(journal, RestoredJournal)
        ):
            last = _vouched_end(journal, campaign, end)
            for records in _whole_runs(journal.records(campaign, start, last)):
                yield planned_run(journal, campaign, records)


def _vouched_end(journal: Journal, campaign: CampaignId, end: int) -> int:
    """Take one record more where the last one's voucher was lost: then the next one vouches for it."""
    if isinstance(journal, RestoredJournal) and not journal.vouchers(campaign, end, end).get(end):
        return end + 1
    return end


def _whole_runs(records: list[StoredRecord]) -> Iterator[list[StoredRecord]]:
    """Cut where records were erased, or are so damaged that no link holds them: a batch has no holes."""
    run: list[StoredRecord] = []
    for stored in records:
        is_there = bool(stored.record.sealed) and len(stored.chain) == len(CHAIN_START)
        if run and (not is_there or stored.seq != run[-1].seq + 1):
            yield run
            run = []
        if is_there:
            run.append(stored)
    if run:
        yield run


def _header(header_bytes: bytes) -> _Header | None:
    """Read what a header says of kind and pack; None if it is damaged on this device."""
    try:
        return _decoder.decode(header_bytes)
    except UNREADABLE:
        return None
