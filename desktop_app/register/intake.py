"""Takes one proved batch into the register: what is new is opened, locked anew and indexed."""

import re
from dataclasses import dataclass, field

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from desktop_app.batches.reading import Batch, ProvedRecord
from desktop_app.problems import Problem
from desktop_app.register.blind import blind_indexes
from desktop_app.register.result import Tally
from desktop_app.register.rows import Row, as_bytes, insert_rows
from desktop_app.register.store import Register
from desktop_app.register.tables import (
    batch_table,
    closing_table,
    record_table,
    signature_table,
    undo_table,
    vouched_table,
)
from desktop_app.register.undone import note_unsettled
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_proved
from desktop_app.sealing.record import (
    DRAWN_BUCKET_BYTES,
    FIRST_BUCKET_BYTES,
    Header,
    Kind,
    Record,
    RecordDamaged,
)
from desktop_app.signature.closing import read_closing
from desktop_app.signature.reading import read_signature
from desktop_app.signature.signature import Signature
from desktop_app.signature.undo import Undo, read_undo

MAX_SEQ = 2**31 - 1
RECORD_ID = re.compile(r"[0-9a-f]{32}")
HOUR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}")
CAMPAIGN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(kw_only=True)
class _Rows:
    """What goes into the tables from one batch; `quick` are the numbers of flagged signatures."""

    records: list[Row] = field(default_factory=list)
    signatures: list[Row] = field(default_factory=list)
    undos: list[Row] = field(default_factory=list)
    closings: list[Row] = field(default_factory=list)
    quick: set[int] = field(default_factory=set)


def is_sane(batch: Batch) -> bool:
    """Tell whether the names and numbers of a batch are such as Inkstand writes."""
    return (
        batch.last <= MAX_SEQ
        and len(batch.campaign) <= 64
        and CAMPAIGN.fullmatch(batch.campaign) is not None
    )


def take_in(
    connection: Connection, register: Register, batch: Batch, key: CampaignKey, tally: Tally
) -> bool:
    """Store what is new in a batch; tells whether nothing of it is left to take in.

    A record that does not open, or that contradicts one that is there, is counted and not stored.
    """
    counts = tally.by_device[batch.device]
    known = _known_headers(connection, batch)
    rows = _Rows()
    is_whole = not batch.damages
    for proved in batch.records:
        stored = known.get(proved.header.seq)
        if stored is None:
            problem = _open_into(rows, register, proved, key)
            if problem is not None:
                tally.damage(batch.device, batch.path.name, problem.code)
                is_whole = False
        elif stored == proved.record.header_bytes:
            counts.known += 1
        else:
            tally.conflict(batch.device, batch.path.name, proved.header.seq)
            is_whole = False
    clashes = _insert(connection, rows)
    for seq in clashes:
        tally.conflict(batch.device, batch.path.name, seq)
    new_count = len(rows.records) - len(clashes)
    counts.new += new_count
    counts.quick += len(rows.quick.difference(clashes))
    if new_count:
        note_unsettled(connection, batch.campaign)
    if new_count or known:
        _note_vouched(connection, batch)
    return is_whole and not clashes


def note_merged(connection: Connection, batch: Batch, size_bytes: int, now: str) -> None:
    """Write a whole batch into the ledger, so that it is never opened again."""
    connection.execute(
        batch_table.insert().values(
            sha256=batch.sha256,
            size_bytes=size_bytes,
            campaign=batch.campaign,
            device=batch.device,
            first=batch.first,
            last=batch.last,
            merged_at=now,
        )
    )


def _known_headers(connection: Connection, batch: Batch) -> dict[int, bytes]:
    """Read the headers that are stored under the batch's numbers."""
    table = record_table
    query = select(table.c.seq, as_bytes(table.c.header).label("header")).where(
        table.c.campaign == batch.campaign,
        table.c.device == batch.device,
        table.c.seq.between(batch.first, batch.last),
    )
    return {row.seq: row.header for row in connection.execute(query)}


def _open_into(
    rows: _Rows, register: Register, proved: ProvedRecord, key: CampaignKey
) -> Problem | None:
    """Open a record and add its rows; or give the reason why it does not open."""
    header = proved.header
    if RECORD_ID.fullmatch(header.id) is None or HOUR.fullmatch(header.hour) is None:
        return RecordDamaged()
    try:
        plain = open_proved(proved.record, key)
        if header.kind is Kind.SIGNATURE:
            signature = read_signature(plain)
            locked = _locked(register, proved.record, header, plain)
            rows.signatures.append(_signature_row(register, header, signature, locked))
            if signature.was_quick:
                rows.quick.add(header.seq)
        elif header.kind is Kind.UNDO:
            rows.undos.append(_undo_row(header, read_undo(plain)))
        else:
            read_closing(plain)
            rows.closings.append(_closing_row(register, header, plain))
    except Problem as problem:
        return problem
    rows.records.append(
        (
            header.id,
            header.campaign,
            header.device,
            header.seq,
            proved.record.header_bytes,
            proved.record.sealed,
        )
    )
    return None


def _locked(register: Register, record: Record, header: Header, plain: bytes) -> bytes:
    """Lock what was opened, as long as it was sealed: a drawing is not told by the length."""
    is_long = len(record.sealed) > DRAWN_BUCKET_BYTES
    bucket = DRAWN_BUCKET_BYTES if is_long else FIRST_BUCKET_BYTES
    return register.locker.lock(header.id, plain, bucket)


def _undo_row(header: Header, undo: Undo) -> Row:
    """Give the columns of `undo_table`, in their order."""
    return (header.id, header.campaign, header.device, undo.record_id)


def _closing_row(register: Register, header: Header, plain: bytes) -> Row:
    """Give the columns of `closing_table`, in their order."""
    locked = register.locker.lock(header.id, plain)
    return (header.id, header.campaign, header.device, header.seq, locked)


def _signature_row(register: Register, header: Header, signature: Signature, locked: bytes) -> Row:
    """Give the columns of `signature_table`, in their order."""
    indexes = blind_indexes(register.blinds, header.campaign, signature)
    return (
        header.id,
        header.campaign,
        header.hour,
        header.device,
        header.seq,
        locked,
        indexes.email,
        indexes.phone,
        indexes.name,
        indexes.name_country,
        indexes.code,
        None,
    )


def _insert(connection: Connection, rows: _Rows) -> list[int]:
    """Insert the rows; gives the numbers of those whose random id is taken, and which stay out.

    Ids of 128 random bits do not meet by chance: somebody has copied a record.
    """
    savepoint = connection.begin_nested()  # not as a context: a full disk has ended it already
    try:
        insert_rows(connection, record_table.insert(), rows.records)
        insert_rows(connection, signature_table.insert(), rows.signatures)
        insert_rows(connection, undo_table.insert(), rows.undos)
        insert_rows(connection, closing_table.insert(), rows.closings)
    except IntegrityError:
        savepoint.rollback()
        return _insert_one_by_one(connection, rows)
    savepoint.commit()
    return []


def _insert_one_by_one(connection: Connection, rows: _Rows) -> list[int]:
    opened = {row[0]: (signature_table, row) for row in rows.signatures}
    opened |= {row[0]: (undo_table, row) for row in rows.undos}
    opened |= {row[0]: (closing_table, row) for row in rows.closings}
    clashes = []
    for record in rows.records:
        record_id = record[0]
        query = select(record_table.c.seq).where(record_table.c.id == record_id)
        if connection.execute(query).first() is not None:
            clashes.append(int(record[3] or 0))
            continue
        insert_rows(connection, record_table.insert(), [record])
        if record_id in opened:
            table, row = opened[record_id]
            insert_rows(connection, table.insert(), [row])
    return clashes


def _note_vouched(connection: Connection, batch: Batch) -> None:
    """Remember the highest number that the device has vouched for."""
    table = vouched_table
    is_this = (table.c.campaign == batch.campaign) & (table.c.device == batch.device)
    count = connection.execute(select(table.c.count).where(is_this)).scalar_one_or_none()
    if count is None:
        connection.execute(
            table.insert().values(campaign=batch.campaign, device=batch.device, count=batch.vouched)
        )
    elif count < batch.vouched:
        connection.execute(table.update().where(is_this).values(count=batch.vouched))
