"""What the register has of one device's chain: which numbers, which hashes, which runs are whole."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, Connection, Integer, cast, func, literal, select

from desktop_app.problems import UNREADABLE
from desktop_app.register.problems import RegisterDamaged
from desktop_app.register.rows import as_bytes
from desktop_app.register.tables import closing_table, merge_table, record_table, undo_table
from desktop_app.sealing.acknowledgement import ConfirmedRun
from desktop_app.sealing.chain import CHAIN_START, chain_hash
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import RecordDamaged, key_id, take_apart

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True, order=True)
class Chain:
    """The records of one device for one campaign."""

    campaign: str
    device: str


class _Link(msgspec.Struct):
    """The one entry of a header that tells the hash before it."""

    previous: str


_decoder = msgspec.json.Decoder(_Link)


def has_record(connection: Connection, chain: Chain, seq: int) -> bool:
    """Tell whether the register has the record with this number."""
    query = select(record_table.c.seq).where(_is_of(chain), record_table.c.seq == seq)
    return connection.execute(query).first() is not None


def stored_count(connection: Connection, chain: Chain) -> int:
    """Count the records of a chain that are here."""
    query = select(func.count()).select_from(record_table).where(_is_of(chain))
    return int(connection.execute(query).scalar_one())


def chain_after(connection: Connection, chain: Chain, seq: int) -> bytes | None:
    """Give the chain hash after a record, from it or from the one that follows; None without both.

    What is stored was proved: each header's own `previous` is what the device vouched for.
    """
    record = record_table
    query = (
        select(record.c.seq, as_bytes(record.c.header).label("header"))
        .where(_is_of(chain), record.c.seq.in_([seq, seq + 1]))
        .order_by(record.c.seq)
    )
    for row in connection.execute(query):
        before = _previous(row.header)
        return chain_hash(before, row.header) if row.seq == seq else before
    return None


def first_break(connection: Connection, chain: Chain, count: int | None = None) -> int | None:
    """Give the first record that does not follow from the one before it, where both are here.

    Whoever has the device's key may put another record under later ones that are left as they were:
    each of them is proved, and the last gives the very head that a slip names.

    Args:
        count: the last record that is looked at; None for all.
    """
    last, head = 0, CHAIN_START
    with closing(_headers(connection, chain, count)) as headers:
        for seq, header in headers:
            before = _previous(header)
            if seq == last + 1 and before != head:
                return seq
            last, head = seq, chain_hash(before, header)
    return None


def has_news(connection: Connection, chain: Chain) -> bool:
    """Tell whether the latest merge brought records of a chain."""
    latest = select(func.max(merge_table.c.id)).scalar_subquery()
    query = select(record_table.c.seq).where(_is_of(chain), record_table.c.merge_id == latest)
    return connection.execute(query.limit(1)).first() is not None


def missing_runs(connection: Connection, chain: Chain, count: int) -> tuple[tuple[int, int], ...]:
    """List the runs of numbers from 1 to `count` that the register does not have."""
    record = record_table
    is_this = _is_of(chain) & (record.c.seq <= count)
    previous = func.lag(record.c.seq, 1, 0).over(order_by=record.c.seq)
    runs = select(cast(previous, Integer).label("previous"), record.c.seq).where(is_this).subquery()
    between = select(runs.c.previous + 1, runs.c.seq - 1).where(runs.c.seq > runs.c.previous + 1)
    last = func.coalesce(func.max(record.c.seq), 0)
    after = select(last + 1, literal(count)).where(is_this).having(last < count)
    found = [*connection.execute(between), *connection.execute(after)]
    return tuple(sorted((row[0], row[1]) for row in found))


def confirmed_runs(
    connection: Connection, chain: Chain, key: CampaignKey
) -> tuple[ConfirmedRun, ...]:
    """List the runs that are stored and opened, with the chain hash after each.

    A run ends where a number is missing, where a record is not opened yet, and where a record does
    not follow from the one before: the device's journal was forked, and each of its histories may
    erase only what is here of itself. Nothing is confirmed of a campaign with another key.
    """
    if not is_sealed_to(connection, chain, key):
        return ()
    unopened = _unopened(connection, chain)
    runs: list[ConfirmedRun] = []
    first, last, head = 0, 0, b""
    for seq, header in _headers(connection, chain):
        before = _previous(header)
        if seq in unopened or seq != last + 1 or before != head:
            if first:
                runs.append(ConfirmedRun(first=first, last=last, chain=head.hex()))
            first = 0 if seq in unopened else seq
        last, head = seq, chain_hash(before, header)
    if first:
        runs.append(ConfirmedRun(first=first, last=last, chain=head.hex()))
    return tuple(runs)


def _headers(
    connection: Connection, chain: Chain, count: int | None = None
) -> Generator[tuple[int, bytes], None, None]:
    record = record_table
    is_among = _is_of(chain) if count is None else _is_of(chain) & (record.c.seq <= count)
    query = (
        select(record.c.seq, as_bytes(record.c.header))
        .where(is_among)
        .order_by(record.c.seq)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    with connection.execute(query) as rows:
        for row in rows:
            yield row[0], row[1]


def _unopened(connection: Connection, chain: Chain) -> set[int]:
    """Give the numbers of records that wait to be opened: they came before this version."""
    record = record_table
    found: set[int] = set()
    for column in (undo_table.c.undone_id, closing_table.c.opened):
        query = (
            select(record.c.seq)
            .join(column.table, column.table.c.record_id == record.c.id)
            .where(_is_of(chain), column.is_(None))
        )
        found.update(connection.execute(query).scalars())
    return found


def is_sealed_to(connection: Connection, chain: Chain, key: CampaignKey) -> bool:
    """Tell whether this key opens the chain's latest record that was not erased."""
    record = record_table
    query = (
        select(as_bytes(record.c.sealed))
        .where(_is_of(chain), func.length(record.c.sealed) > 0)
        .order_by(record.c.seq.desc())
        .limit(1)
    )
    sealed = connection.execute(query).scalar_one_or_none()
    try:
        part = take_apart(sealed or b"")
    except RecordDamaged:
        return False
    return key_id(key.recipient.public_key) in part.sealed_keys


def _is_of(chain: Chain) -> ColumnElement[bool]:
    record = record_table
    return (record.c.campaign == chain.campaign) & (record.c.device == chain.device)


def _previous(header: bytes) -> bytes:
    try:
        return bytes.fromhex(_decoder.decode(header).previous)
    except (ValueError, *UNREADABLE) as error:
        raise RegisterDamaged(reason="a stored header") from error
