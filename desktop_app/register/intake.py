"""Takes one opened batch into the register: what is new is stored and indexed."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import IntegrityError

from desktop_app.register.opening import OpenedBatch, OpenedRecord
from desktop_app.register.result import Tally
from desktop_app.register.revoking import Revocations
from desktop_app.register.rows import Row, as_bytes, insert_rows
from desktop_app.register.tables import (
    aside_table,
    batch_table,
    closing_table,
    flag_table,
    record_table,
    signature_table,
    undo_table,
    vouched_table,
)
from desktop_app.register.tombstones import Tombstones
from desktop_app.register.undone import note_unsettled
from desktop_app.sealing.record import Kind

QUICK_FLAG = "quick"
EXACT_INDEXES = 5
ERASED = b""
"""Stands in place of the sealed part of what was erased."""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What a merge takes batches in with."""

    connection: Connection
    merge_id: int
    tombstones: Tombstones
    revocations: Revocations
    tally: Tally


@dataclass(kw_only=True)
class _Rows:
    """What goes into the tables from one batch; `quick` are the numbers of flagged signatures."""

    records: list[Row] = field(default_factory=list)
    signatures: list[Row] = field(default_factory=list)
    undos: list[Row] = field(default_factory=list)
    closings: list[Row] = field(default_factory=list)
    flags: list[Row] = field(default_factory=list)
    quick: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)


def take_in(intake: Intake, batch: OpenedBatch, name: str) -> bool:
    """Store what is new in a batch; tells whether nothing of it is left to take in.

    A record that does not open, that contradicts one that is there, or that a revoked device wrote,
    is counted and not stored. Of one that was erased only the header is kept, which is no more than
    its batch tells in the clear.
    """
    tally = intake.tally
    counts = tally.by_device[batch.device]
    known = _known_headers(intake.connection, batch)
    revoked_from = intake.revocations.from_seq(batch.campaign, batch.device)
    rows = _Rows()
    is_whole = not batch.damages
    for record in batch.records:
        stored = known.get(record.seq)
        if stored is not None and stored == record.header:
            counts.known += 1
        elif stored is None and record.seq < revoked_from and not record.problem:
            _add(rows, record, batch, intake)
        else:
            is_whole = False
            _leave_out(
                tally,
                batch.device,
                name,
                record,
                is_conflict=stored is not None,
                is_revoked=record.seq >= revoked_from,
            )
    clashes = _insert(intake.connection, rows)
    for seq in clashes:
        tally.conflict(batch.device, name, seq)
    new_count = len(rows.records) - len(clashes)
    erased_count = len(rows.erased.difference(clashes))
    counts.new += new_count - erased_count
    counts.erased += erased_count
    counts.quick += len(rows.quick.difference(clashes))
    if new_count:
        _take_from_aside(intake.connection, rows)
        note_unsettled(intake.connection, batch.campaign)
    if new_count or known:
        _note_vouched(intake, batch, revoked_from)
    return is_whole and not clashes


def _leave_out(
    tally: Tally,
    device: str,
    name: str,
    record: OpenedRecord,
    *,
    is_conflict: bool,
    is_revoked: bool,
) -> None:
    """Count a record that stays in its batch."""
    if is_conflict:
        tally.conflict(device, name, record.seq)
    elif is_revoked:
        tally.by_device[device].revoked += 1
    else:
        tally.damage(device, name, record.problem)


def note_merged(intake: Intake, batch: OpenedBatch, now: str) -> None:
    """Write a whole batch into the ledger, so that it is never opened again."""
    intake.connection.execute(
        batch_table.insert().values(
            sha256=batch.sha256,
            size_bytes=batch.size_bytes,
            campaign=batch.campaign,
            device=batch.device,
            first=batch.first,
            last=batch.last,
            merged_at=now,
            merge_id=intake.merge_id,
        )
    )


def _known_headers(connection: Connection, batch: OpenedBatch) -> dict[int, bytes]:
    """Read the headers that are stored under the batch's numbers."""
    table = record_table
    query = select(table.c.seq, as_bytes(table.c.header).label("header")).where(
        table.c.campaign == batch.campaign,
        table.c.device == batch.device,
        table.c.seq.between(batch.first, batch.last),
    )
    return {row.seq: row.header for row in connection.execute(query)}


def _add(rows: _Rows, record: OpenedRecord, batch: OpenedBatch, intake: Intake) -> None:
    """Add the rows of a record that is new."""
    campaign, device = batch.campaign, batch.device
    is_erased = _is_erased(record, campaign, intake.tombstones)
    sealed = ERASED if is_erased else record.sealed
    rows.records.append(
        (record.id, campaign, device, record.seq, record.header, sealed, intake.merge_id)
    )
    if is_erased:
        rows.erased.add(record.seq)
    elif record.kind == Kind.UNDO.value:
        rows.undos.append((record.id, campaign, device, record.undone_id))
    elif record.kind == Kind.CLOSING.value:
        rows.closings.append((record.id, campaign, device, record.seq, record.opened))
    else:
        assert record.indexes is not None
        head = (record.id, campaign, record.hour, device, record.seq, record.opened)
        exact, loose = record.indexes[:EXACT_INDEXES], record.indexes[EXACT_INDEXES:]
        rows.signatures.append((*head, *exact, None, None, *loose))
        if record.was_quick:
            rows.quick.add(record.seq)
            rows.flags.append((record.id, QUICK_FLAG, campaign))


def _is_erased(record: OpenedRecord, campaign: str, tombstones: Tombstones) -> bool:
    if record.kind != Kind.SIGNATURE.value or record.indexes is None:
        return False
    if tombstones.is_erased(campaign, record.id):
        return True
    email, phone, name = record.indexes[:3]
    return tombstones.is_withdrawn(campaign, record.hour, email or phone, name)


def _take_from_aside(connection: Connection, rows: _Rows) -> None:
    """What is here again need not be kept aside any more."""
    ids = [row[0] for row in rows.records]
    connection.execute(delete(aside_table).where(aside_table.c.id.in_(ids)))


def _insert(connection: Connection, rows: _Rows) -> list[int]:
    """Insert the rows; gives the numbers of those whose random id is taken, and which stay out.

    Ids of 128 random bits do not meet by chance: somebody has copied a record.
    """
    savepoint = connection.begin_nested()  # not as a context: a full disk has ended it already
    try:
        insert_rows(connection, record_table, rows.records)
        insert_rows(connection, signature_table, rows.signatures)
        insert_rows(connection, undo_table, rows.undos)
        insert_rows(connection, closing_table, rows.closings)
        insert_rows(connection, flag_table, rows.flags)
    except IntegrityError:
        savepoint.rollback()
        return _insert_one_by_one(connection, rows)
    savepoint.commit()
    return []


def _insert_one_by_one(connection: Connection, rows: _Rows) -> list[int]:
    opened = {row[0]: (signature_table, row) for row in rows.signatures}
    opened |= {row[0]: (undo_table, row) for row in rows.undos}
    opened |= {row[0]: (closing_table, row) for row in rows.closings}
    flags = {row[0]: row for row in rows.flags}
    clashes = []
    for record in rows.records:
        record_id = record[0]
        query = select(record_table.c.seq).where(record_table.c.id == record_id)
        if connection.execute(query).first() is not None:
            clashes.append(int(record[3] or 0))
            continue
        insert_rows(connection, record_table, [record])
        if record_id in opened:
            table, row = opened[record_id]
            insert_rows(connection, table, [row])
        if record_id in flags:
            insert_rows(connection, flag_table, [flags[record_id]])
    return clashes


def _note_vouched(intake: Intake, batch: OpenedBatch, revoked_from: int) -> None:
    """Remember the highest number that the device has vouched for, as far as it is trusted."""
    table, connection = vouched_table, intake.connection
    vouched = min(batch.vouched, revoked_from - 1)
    is_this = (
        (table.c.campaign == batch.campaign)
        & (table.c.device == batch.device)
        & (table.c.merge_id == intake.merge_id)
    )
    count = connection.execute(select(table.c.count).where(is_this)).scalar_one_or_none()
    if count is None:
        connection.execute(
            table.insert().values(
                campaign=batch.campaign,
                device=batch.device,
                merge_id=intake.merge_id,
                count=vouched,
            )
        )
    elif count < vouched:
        connection.execute(table.update().where(is_this).values(count=vouched))
