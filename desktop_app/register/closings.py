"""Where shifts were closed on devices, and what their clocks did: said in a merge, locked on the disk.

Of a closing the register keeps in the clear only what its header tells: that there is one. Place,
shift and instants are locked like a signature.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from desktop_app.problems import Problem
from desktop_app.register.chains import Chain
from desktop_app.register.keys import Locker
from desktop_app.register.problems import RegisterDamaged
from desktop_app.register.rows import as_bytes
from desktop_app.register.tables import closing_table, record_table
from desktop_app.register.waiting import waiting_records
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_proved
from desktop_app.signature.closing import Closing, ClosingUnreadable, read_closing


@dataclass(frozen=True, kw_only=True)
class Closings:
    """What a device's closings say: whether and when it is closed, and how often its clock jumped.

    It is closed when the last record that is here is a closing.
    """

    is_closed: bool = False
    closed_at: datetime | None = None
    jump_count: int = 0


def read_closings(connection: Connection, locker: Locker, chain: Chain) -> Closings:
    """Read the closings of a chain.

    Raises:
        RegisterDamaged.
    """
    table, record = closing_table, record_table
    is_this = (table.c.campaign == chain.campaign) & (table.c.device == chain.device)
    query = select(table.c.record_id, table.c.seq, as_bytes(table.c.opened)).where(is_this)
    rows = connection.execute(query.order_by(table.c.seq)).all()
    if not rows:
        return Closings()
    closings = [
        _unlocked(locker, record_id, opened) for record_id, _, opened in rows if opened is not None
    ]
    last = select(func.max(record.c.seq)).where(
        record.c.campaign == chain.campaign, record.c.device == chain.device
    )
    is_closed = connection.execute(last).scalar_one() == rows[-1][1]
    return Closings(
        is_closed=is_closed,
        closed_at=closings[-1].closed_at if is_closed and rows[-1][2] is not None else None,
        jump_count=len({jump.seq for closing in closings for jump in closing.jumps}),
    )


def added_up(closings: Iterable[Closings]) -> Closings:
    """Say it of one device for all its campaigns: closed is it when all of them are."""
    every = tuple(closings)
    instants = [each.closed_at for each in every if each.closed_at is not None]
    is_closed = bool(every) and all(each.is_closed for each in every)
    return Closings(
        is_closed=is_closed,
        closed_at=max(instants, default=None) if is_closed else None,
        jump_count=sum(each.jump_count for each in every),
    )


def open_waiting_closings(connection: Connection, locker: Locker, key: CampaignKey) -> None:
    """Open the closings that came when the register was of an older version, where this key can."""
    table = closing_table
    for record_id, _, record in waiting_records(connection, table.c.opened):
        try:
            plain = open_proved(record, key)
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
