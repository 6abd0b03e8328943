"""The merges of a register, each a row: when, what came with it; and taking one back as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, select, update

from desktop_app.register.activity import Deed, note
from desktop_app.register.problems import NoSuchMerge
from desktop_app.register.settling import settled_around
from desktop_app.register.store import LockedRegister, Register
from desktop_app.register.tables import (
    aside_table,
    batch_table,
    closing_table,
    device_table,
    flag_table,
    merge_table,
    near_pair_table,
    record_table,
    signature_table,
    slip_table,
    undo_table,
    vouched_table,
)

Progress = Callable[[int, int], None]
"""Is told how many of how many steps are done."""
TAKING_BACK_STEPS = 5


@dataclass(frozen=True, kw_only=True)
class PastMerge:
    """A merge: what is in the register because of it.

    `ended_at` is None for one that was broken off, or runs; `taken_back_at` for one that stands.
    `record_count` and `devices` are those of now: 0 after it was taken back.
    """

    id: int
    began_at: datetime
    ended_at: datetime | None
    taken_back_at: datetime | None
    new_count: int
    known_count: int
    damaged_count: int
    record_count: int
    aside_count: int
    """Records that are kept aside since it was taken back."""
    devices: tuple[str, ...]


def begin_merge(connection: Connection, now: str) -> int:
    """Write a merge down before anything of it comes; gives its number."""
    query = merge_table.insert().values(began_at=now).returning(merge_table.c.id)
    return int(connection.execute(query).scalar_one())


def end_merge(
    connection: Connection, merge_id: int, now: str, *, new: int, known: int, damaged: int
) -> None:
    """Write down how a merge ended."""
    connection.execute(
        update(merge_table)
        .where(merge_table.c.id == merge_id)
        .values(ended_at=now, new_count=new, known_count=known, damaged_count=damaged)
    )


def forget_merge(connection: Connection, merge_id: int) -> None:
    """Take the row of a merge away that brought nothing at all."""
    connection.execute(delete(merge_table).where(merge_table.c.id == merge_id))


def past_merges(register: LockedRegister) -> tuple[PastMerge, ...]:
    """List all merges, the newest first."""
    table, record = merge_table, record_table
    with register.transaction() as connection:
        counts: dict[int, int] = {}
        devices: dict[int, list[str]] = {}
        query = (
            select(record.c.merge_id, record.c.device, func.count())
            .where(record.c.merge_id.is_not(None))
            .group_by(record.c.merge_id, record.c.device)
            .order_by(record.c.device)
        )
        for merge_id, device, count in connection.execute(query):
            counts[merge_id] = counts.get(merge_id, 0) + count
            devices.setdefault(merge_id, []).append(device)
        aside = select(aside_table.c.merge_id, func.count()).group_by(aside_table.c.merge_id)
        set_aside = {row[0]: int(row[1]) for row in connection.execute(aside)}
        rows = connection.execute(table.select().order_by(table.c.id.desc())).all()
    return tuple(
        PastMerge(
            id=row.id,
            began_at=datetime.fromisoformat(row.began_at),
            ended_at=_instant(row.ended_at),
            taken_back_at=_instant(row.taken_back_at),
            new_count=row.new_count or 0,
            known_count=row.known_count or 0,
            damaged_count=row.damaged_count or 0,
            record_count=counts.get(row.id, 0),
            aside_count=set_aside.get(row.id, 0),
            devices=tuple(devices.get(row.id, ())),
        )
        for row in rows
    )


def take_back_merge(
    register: Register, merge_id: int, progress: Progress = lambda _done, _all: None
) -> int:
    """Take a merge back as a whole: all that came with it goes, as if it had never been.

    Gives how many records went. Sealed as they came they are kept aside, because devices may have
    erased them since; `bringing_back.py` brings them back, and so does merging the same files again,
    both but for what was erased meanwhile. A device that this merge let in waits again, unless a later
    one has brought records of it. Decisions about signatures that are gone wait for their coming back.

    Args:
        progress: is told after each of some steps, which take differently long. What it raises
            leaves the merge as it was.

    Raises:
        NoSuchMerge: there is none with this number, or it was taken back already.
        What a transaction raises.
    """
    table = merge_table
    with register.transaction() as connection:
        stands = (table.c.id == merge_id) & table.c.taken_back_at.is_(None)
        if connection.execute(select(table.c.id).where(stands)).first() is None:
            raise NoSuchMerge(merge=merge_id)
        _forget_batches_with_records_of(connection, merge_id)
        progress(1, TAKING_BACK_STEPS)
        with settled_around(connection, merge_id=merge_id):
            gone = _take_records(connection, merge_id)
            progress(2, TAKING_BACK_STEPS)
        progress(3, TAKING_BACK_STEPS)
        for each in (batch_table, vouched_table, slip_table):
            connection.execute(delete(each).where(each.c.merge_id == merge_id))
        _let_devices_wait(connection, merge_id)
        connection.execute(update(table).where(stands).values(taken_back_at=register.now()))
        note(
            connection,
            register.activity_key,
            register.now(),
            Deed.MERGE_TAKEN_BACK,
            merge=merge_id,
            records=gone,
        )
        progress(4, TAKING_BACK_STEPS)
    register.scrub()
    return gone


def _forget_batches_with_records_of(connection: Connection, merge_id: int) -> None:
    """Take from the ledger also batches of other merges that found some of these records known.

    Else merging them again would find them known, and the records nowhere.
    """
    batch, record = batch_table, record_table
    has_some = exists().where(
        record.c.merge_id == merge_id,
        record.c.campaign == batch.c.campaign,
        record.c.device == batch.c.device,
        record.c.seq.between(batch.c.first, batch.c.last),
    )
    connection.execute(delete(batch).where(has_some))


def _take_records(connection: Connection, merge_id: int) -> int:
    record = record_table
    is_of_merge = record.c.merge_id == merge_id
    ids = select(record.c.id).where(is_of_merge)
    _put_aside(connection, merge_id)
    for table in (signature_table, undo_table, closing_table, flag_table):
        connection.execute(delete(table).where(table.c.record_id.in_(ids)))
    pair = near_pair_table
    connection.execute(delete(pair).where(pair.c.first_id.in_(ids) | pair.c.other_id.in_(ids)))
    return int(connection.execute(delete(record).where(is_of_merge)).rowcount)


def _put_aside(connection: Connection, merge_id: int) -> None:
    record, aside = record_table, aside_table
    names = [column.name for column in aside.columns]
    rows = select(*(record.c[name] for name in names)).where(
        record.c.merge_id == merge_id, func.length(record.c.sealed) > 0
    )
    connection.execute(delete(aside).where(aside.c.id.in_(select(rows.subquery().c.id))))
    connection.execute(aside.insert().from_select(names, rows))


def _let_devices_wait(connection: Connection, merge_id: int) -> None:
    device, record = device_table, record_table
    has_records = select(record.c.id).where(record.c.device == device.c.id).exists()
    connection.execute(
        update(device)
        .where(device.c.accepted_in == merge_id, ~has_records)
        .values(is_accepted=0, accepted_in=None)
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
