"""What left the device, what a coordinator has safely merged, and what was erased after that."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, update
from sqlalchemy.dialects.sqlite import insert

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.checks import checked, whole_rows
from desktop_app.journal.minutes import minute_of, whole_minute
from desktop_app.journal.runs import Run, common, joined, size_of, without
from desktop_app.journal.stored import HandedOver
from desktop_app.journal.tables import (
    AnyTable,
    acknowledged_table,
    erased_table,
    handed_over_table,
    record_table,
)

NOTHING = b""


def note_hand_over(connection: Connection, handed_over: HandedOver, now: datetime) -> None:
    """Note that a batch holds a run. A longer run from the same record on takes the shorter's place."""
    table = handed_over_table
    row = checked(
        table,
        campaign=handed_over.campaign,
        first=handed_over.first,
        last=handed_over.last,
        sha256=handed_over.sha256,
        handed_over_at=whole_minute(now).isoformat(timespec="minutes"),
    )
    put = insert(table).values(row)
    connection.execute(
        put.on_conflict_do_update(
            index_elements=["campaign", "first"],
            set_=row,
            where=table.c.last < put.excluded.last,
        )
    )


def read_hand_overs(connection: Connection) -> tuple[HandedOver, ...]:
    """Read every hand-over that is noted, by campaign and number."""
    acknowledged: dict[CampaignId, tuple[Run, ...]] = {}
    found: list[HandedOver] = []
    for row in whole_rows(connection, handed_over_table):
        campaign = CampaignId(row["campaign"])
        if campaign not in acknowledged:
            acknowledged[campaign] = read_runs(connection, acknowledged_table, campaign)
        run = row["first"], row["last"]
        found.append(
            HandedOver(
                campaign=campaign,
                first=row["first"],
                last=row["last"],
                sha256=row["sha256"],
                handed_over_at=datetime.fromisoformat(row["handed_over_at"]),
                is_acknowledged=not without(run, acknowledged[campaign]),
            )
        )
    return tuple(found)


def read_handed_over_until(connection: Connection, campaign: CampaignId) -> int:
    """Give the number of the last record that a batch holds."""
    rows = whole_rows(connection, handed_over_table, campaign)
    return max((int(row["last"]) for row in rows), default=0)


def read_runs(connection: Connection, table: AnyTable, campaign: CampaignId) -> tuple[Run, ...]:
    """Read the runs of a campaign that are acknowledged, or erased."""
    return joined((row["first"], row["last"]) for row in whole_rows(connection, table, campaign))


def read_acknowledged(
    connection: Connection, campaign: CampaignId, until: datetime | None
) -> tuple[Run, ...]:
    """Read the runs that were acknowledged, by an instant if one is named."""
    last = None if until is None else minute_of(until)
    return joined(
        (row["first"], row["last"])
        for row in whole_rows(connection, acknowledged_table, campaign)
        if last is None or row["acknowledged_at_minute"] <= last
    )


def note_acknowledged(
    connection: Connection,
    campaign: CampaignId,
    runs: Sequence[Run],
    *,
    record_count: int,
    now: datetime,
) -> int:
    """Note runs as merged, as far as they are new and the records exist; gives how many are new."""
    known = read_runs(connection, acknowledged_table, campaign)
    new = _new_runs(runs, known, record_count)
    for first, last in new:
        row = checked(
            acknowledged_table,
            campaign=campaign,
            first=first,
            last=last,
            acknowledged_at_minute=minute_of(now),
        )
        connection.execute(acknowledged_table.insert().values(row))
    return size_of(new)


def erase_sealed(
    connection: Connection, campaign: CampaignId, run: Run, *, is_due: bool, record_count: int
) -> int:
    """Empty the sealed parts of a run, as far as that is allowed; gives how many it were.

    SQLite's `secure_delete` writes zeros over what was there.
    """
    allowed = [run] if is_due else common(run, read_runs(connection, acknowledged_table, campaign))
    new = _new_runs(allowed, read_runs(connection, erased_table, campaign), record_count)
    table = record_table
    for first, last in new:
        connection.execute(
            update(table)
            .where(table.c.campaign == campaign, table.c.seq.between(first, last))
            .values(sealed=NOTHING)
        )
        row = checked(erased_table, campaign=campaign, first=first, last=last)
        connection.execute(erased_table.insert().values(row))
    return size_of(new)


def _new_runs(runs: Sequence[Run], known: Sequence[Run], record_count: int) -> tuple[Run, ...]:
    """Leave out what is known already, and numbers that no record has."""
    new: list[Run] = []
    for run in joined(runs):
        for existing in common(run, [(1, record_count)]):
            new += without(existing, known)
    return tuple(new)
