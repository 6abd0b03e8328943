"""Where shifts were closed on devices, and what their clocks did: said in a merge, locked on the disk.

Of a closing the register keeps in the clear only what its header tells: that there is one. Place,
shift and instants are locked like a signature.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from desktop_app.problems import Problem
from desktop_app.register.chains import Chain
from desktop_app.register.keys import Locker
from desktop_app.register.problems import RegisterDamaged
from desktop_app.register.rows import as_bytes
from desktop_app.register.tables import closing_table, record_table
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_proved
from desktop_app.sealing.record import Record
from desktop_app.signature.closing import Closing, ClosingUnreadable, read_closing


@dataclass(frozen=True, kw_only=True)
class Closings:
    """What a device's closings say: whether its last record is one, and how often its clock jumped."""

    is_closed: bool = False
    jump_count: int = 0


def read_closings(connection: Connection, locker: Locker, chain: Chain) -> Closings:
    """Read the closings of a chain.

    Raises:
        RegisterDamaged.
    """
    table, record = closing_table, record_table
    is_this = (table.c.campaign == chain.campaign) & (table.c.device == chain.device)
    query = select(table.c.record_id, table.c.seq, as_bytes(table.c.opened)).where(is_this)
    rows = connection.execute(query).all()
    if not rows:
        return Closings()
    last = select(func.max(record.c.seq)).where(
        record.c.campaign == chain.campaign, record.c.device == chain.device
    )
    jumps = {
        jump.seq
        for record_id, _, opened in rows
        if opened is not None
        for jump in _unlocked(locker, record_id, opened).jumps
    }
    return Closings(
        is_closed=connection.execute(last).scalar_one() == max(row[1] for row in rows),
        jump_count=len(jumps),
    )


def added_up(closings: Iterable[Closings]) -> Closings:
    """Say it of one device for all its campaigns: closed is it when all of them are."""
    every = tuple(closings)
    return Closings(
        is_closed=bool(every) and all(each.is_closed for each in every),
        jump_count=sum(each.jump_count for each in every),
    )


def open_waiting_closings(connection: Connection, locker: Locker, key: CampaignKey) -> None:
    """Open the closings that came when the register was of an older version, where this key can."""
    table, record = closing_table, record_table
    query = (
        select(table.c.record_id, as_bytes(record.c.header), as_bytes(record.c.sealed))
        .join(record, record.c.id == table.c.record_id)
        .where(table.c.opened.is_(None))
    )
    for record_id, header, sealed in connection.execute(query).all():
        try:
            plain = open_proved(Record(header_bytes=header, sealed=sealed), key)
            read_closing(plain)
        except Problem:  # sealed to another key, or of a version that is still to come
            continue
        opened = locker.lock(record_id, plain)
        is_this = table.c.record_id == record_id
        connection.execute(table.update().where(is_this).values(opened=opened))


def _unlocked(locker: Locker, record_id: str, opened: bytes) -> Closing:
    try:
        return read_closing(locker.unlock(record_id, opened))
    except ClosingUnreadable as error:
        raise RegisterDamaged(reason="a stored closing") from error
