"""Which records a device wrote and the register does not have, and which do not make one chain."""

from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import Connection, and_, func, select

from desktop_app.register.chains import Chain, first_break, has_news, missing_runs
from desktop_app.register.problems import RegisterDamaged
from desktop_app.register.result import Break, Gap
from desktop_app.register.tables import (
    device_table,
    record_table,
    revocation_table,
    vouched_table,
)


def find_gaps(connection: Connection) -> tuple[Gap, ...]:
    """List the missing runs of every accepted device, from 1 to the last that it vouched for."""
    gaps: list[Gap] = []
    for campaign, device, count in _incomplete(connection):
        chain = Chain(campaign=campaign, device=device)
        gaps += [
            Gap(device=device, campaign=campaign, first=first, last=last)
            for first, last in missing_runs(connection, chain, count)
        ]
    return tuple(gaps)


def find_breaks(connection: Connection, chains: Iterable[Chain]) -> tuple[Break, ...]:
    """List the chains that are not in one piece, of those of which the latest merge brought records.

    A stored header that the disk has damaged ends the look at its chain: it is told as a conflict
    when its batch comes again, and stops nothing here.
    """
    found = []
    for chain in sorted(chains):
        with suppress(RegisterDamaged):
            seq = first_break(connection, chain) if has_news(connection, chain) else None
            if seq is not None:
                found.append(Break(device=chain.device, campaign=chain.campaign, seq=seq))
    return tuple(found)


def _incomplete(connection: Connection) -> list[tuple[str, str, int]]:
    """List the chains of which fewer records are here than were vouched for: a mere count.

    A revoked device is looked at only as far as it is trusted, and always: what it wrote later may
    be here too.
    """
    record, revocation, table = record_table, revocation_table, vouched_table
    vouched = (
        select(table.c.campaign, table.c.device, func.max(table.c.count).label("count"))
        .group_by(table.c.campaign, table.c.device)
        .subquery()
    )
    stored = (
        select(record.c.campaign, record.c.device, func.count().label("stored"))
        .group_by(record.c.campaign, record.c.device)
        .subquery()
    )
    query = (
        select(vouched.c.campaign, vouched.c.device, vouched.c.count, revocation.c.from_seq)
        .join(device_table, device_table.c.id == vouched.c.device)
        .join(
            stored,
            and_(
                stored.c.campaign == vouched.c.campaign,
                stored.c.device == vouched.c.device,
            ),
            isouter=True,
        )
        .join(
            revocation,
            and_(
                revocation.c.campaign == vouched.c.campaign,
                revocation.c.device == vouched.c.device,
            ),
            isouter=True,
        )
        .where(
            device_table.c.is_accepted == 1,
            (func.coalesce(stored.c.stored, 0) < vouched.c.count)
            | revocation.c.from_seq.is_not(None),
        )
        .order_by(vouched.c.campaign, vouched.c.device)
    )
    return [
        (row[0], row[1], row[2] if row[3] is None else min(row[2], row[3] - 1))
        for row in connection.execute(query)
    ]
