"""Reads a batch file, proves it and opens its records: all of a merge that needs no database.

So it may run in other processes (`openers.py`), one file at a time; what it gives are plain values,
already locked under the register's key.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from desktop_app.batches.batch import BatchUnreadable
from desktop_app.batches.reading import Batch, ProvedRecord, read_batch
from desktop_app.problems import Problem
from desktop_app.register.blind import BlindIndexes, Blinds, blind_indexes
from desktop_app.register.keys import Locker
from desktop_app.register.sources import promised_count
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_proved
from desktop_app.sealing.record import (
    DRAWN_BUCKET_BYTES,
    FIRST_BUCKET_BYTES,
    Kind,
    RecordDamaged,
)
from desktop_app.signature.closing import read_closing
from desktop_app.signature.reading import read_signature
from desktop_app.signature.undo import read_undo

MAX_SEQ = 2**31 - 1
RECORD_ID = re.compile(r"[0-9a-f]{32}")
HOUR = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])"
)  # digits of other scripts would stand before or after all others
CAMPAIGN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What opening needs of an unlocked register and key; hidden in `repr`."""

    key: CampaignKey = field(repr=False)
    blinds: Blinds = field(repr=False)
    locker: Locker = field(repr=False)
    accepted: AbstractSet[str] | None
    """Devices of which records are opened; None for all."""


Indexes = tuple[bytes | None, bytes | None, bytes, bytes, bytes, bytes | None, bytes | None]
"""E-mail, phone, name, name with country, code, and loosely name and e-mail."""


class OpenedRecord(msgspec.Struct, frozen=True, array_like=True):
    """A proved record; `problem` is why it does not open, else empty.

    `opened` is the signature or closing, locked. `undone_id` is set for an undo record.
    """

    seq: int
    id: str
    hour: str
    kind: str
    header: bytes
    sealed: bytes
    problem: str = ""
    opened: bytes | None = None
    indexes: Indexes | None = None
    undone_id: str | None = None
    was_quick: bool = False


class OpenedBatch(msgspec.Struct, frozen=True, array_like=True, tag="batch"):
    """A batch that could be read. `damages` are numbers (0: the file itself) and codes.

    `records` is empty for a device that is not accepted; `record_count` counts the proved ones.
    """

    sha256: str
    size_bytes: int
    campaign: str
    device: str
    device_key: bytes
    first: int
    last: int
    vouched: int
    is_vouched: bool
    damages: list[tuple[int, str]]
    record_count: int
    records: list[OpenedRecord]


class ClosedFile(msgspec.Struct, frozen=True, array_like=True, tag="closed"):
    """A file of which nothing could be read, and how many records its name promises."""

    code: str
    promised_count: int


OpenedFile = OpenedBatch | ClosedFile


def open_file(path: Path, tools: Tools) -> OpenedFile:
    """Read, prove and open a batch file; whatever is wrong with it is in the answer."""
    try:
        size_bytes = path.stat().st_size
        batch = read_batch(path)
        if not _is_sane(batch):
            raise BatchUnreadable(path=path.name)
    except Problem as problem:
        return ClosedFile(problem.code, promised_count(path))
    except OSError:
        return ClosedFile(BatchUnreadable.code, promised_count(path))
    is_accepted = tools.accepted is None or batch.device in tools.accepted
    is_opened = is_accepted and bool(batch.head)
    return OpenedBatch(
        batch.sha256,
        size_bytes,
        batch.campaign,
        batch.device,
        batch.device_key,
        batch.first,
        batch.last,
        batch.vouched,
        bool(batch.head),
        [(damage.seq, damage.code) for damage in batch.damages],
        len(batch.records),
        [open_proved_record(proved, tools) for proved in batch.records] if is_opened else [],
    )


def _is_sane(batch: Batch) -> bool:
    """Tell whether the names and numbers of a batch are such as Inkstand writes."""
    return (
        batch.last <= MAX_SEQ
        and len(batch.campaign) <= 64
        and CAMPAIGN.fullmatch(batch.campaign) is not None
    )


def open_proved_record(proved: ProvedRecord, tools: Tools) -> OpenedRecord:
    """Open a record, or give the reason why it does not open."""
    header, record = proved.header, proved.record
    try:
        if RECORD_ID.fullmatch(header.id) is None or HOUR.fullmatch(header.hour) is None:
            raise RecordDamaged
        plain = open_proved(record, tools.key)
        if header.kind is Kind.SIGNATURE:
            return _signature(proved, plain, tools)
        if header.kind is Kind.UNDO:
            return _opened(proved, undone_id=read_undo(plain).record_id)
        read_closing(plain)
        return _opened(proved, opened=tools.locker.lock(header.id, plain))
    except Problem as problem:
        return _opened(proved, problem=problem.code)


def _signature(proved: ProvedRecord, plain: bytes, tools: Tools) -> OpenedRecord:
    header = proved.header
    signature = read_signature(plain)
    found = blind_indexes(tools.blinds, header.campaign, signature)
    # locked as long as it was sealed: a drawing is not told by the length
    is_long = len(proved.record.sealed) > DRAWN_BUCKET_BYTES
    bucket = DRAWN_BUCKET_BYTES if is_long else FIRST_BUCKET_BYTES
    return _opened(
        proved,
        opened=tools.locker.lock(header.id, plain, bucket),
        indexes=indexes_of(found),
        was_quick=signature.was_quick,
    )


def indexes_of(found: BlindIndexes) -> Indexes:
    """Give the indexes in the order of the table's columns."""
    exact = (found.email, found.phone, found.name, found.name_country, found.code)
    return (*exact, found.loose_name, found.loose_email)


def _opened(
    proved: ProvedRecord,
    *,
    problem: str = "",
    opened: bytes | None = None,
    indexes: Indexes | None = None,
    undone_id: str | None = None,
    was_quick: bool = False,
) -> OpenedRecord:
    header, record = proved.header, proved.record
    return OpenedRecord(
        header.seq,
        header.id,
        header.hour,
        header.kind.value,
        record.header_bytes,
        record.sealed,
        problem,
        opened,
        indexes,
        undone_id,
        was_quick,
    )
