"""Which records a device wrote and the register does not have."""

from sqlalchemy import Connection, Integer, and_, cast, func, literal, select

from desktop_app.register.result import Gap
from desktop_app.register.tables import device_table, record_table, vouched_table


def find_gaps(connection: Connection) -> tuple[Gap, ...]:
    """List the missing runs of every accepted device, from 1 to the last that it vouched for."""
    gaps: list[Gap] = []
    for campaign, device, count in _incomplete(connection):
        gaps += _gaps_of(connection, campaign, device, count)
    return tuple(gaps)


def _incomplete(connection: Connection) -> list[tuple[str, str, int]]:
    """List the chains of which fewer records are here than were vouched for: a mere count."""
    vouched, record = vouched_table, record_table
    stored = (
        select(record.c.campaign, record.c.device, func.count().label("stored"))
        .group_by(record.c.campaign, record.c.device)
        .subquery()
    )
    query = (
        select(vouched.c.campaign, vouched.c.device, vouched.c.count)
        .join(device_table, device_table.c.id == vouched.c.device)
        .join(
            stored,
            and_(
                stored.c.campaign == vouched.c.campaign,
                stored.c.device == vouched.c.device,
            ),
            isouter=True,
        )
        .where(
            device_table.c.is_accepted == 1,
            func.coalesce(stored.c.stored, 0) < vouched.c.count,
        )
        .order_by(vouched.c.campaign, vouched.c.device)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def _gaps_of(connection: Connection, campaign: str, device: str, count: int) -> list[Gap]:
    record = record_table
    is_this = (record.c.campaign == campaign) & (record.c.device == device)
    previous = func.lag(record.c.seq, 1, 0).over(order_by=record.c.seq)
    runs = select(cast(previous, Integer).label("previous"), record.c.seq).where(is_this).subquery()
    between = select(runs.c.previous + 1, runs.c.seq - 1).where(runs.c.seq > runs.c.previous + 1)
    last = func.coalesce(func.max(record.c.seq), 0)
    after = select(last + 1, literal(count)).where(is_this).having(last < count)
    found = [*connection.execute(between), *connection.execute(after)]
    return [
        Gap(device=device, campaign=campaign, first=first, last=last)
        for first, last in sorted((row[0], row[1]) for row in found)
    ]
