"""Counts the journal's signatures, in all and hour by hour. Signatures, never people."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import Connection, func, select

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.reading import newest_first
from desktop_app.journal.tables import (
    CHECKS_SINCE_VERSION,
    checkpoint_table,
    closing_table,
    tables_version,
)
from desktop_app.journal.undone import undone_counts, undone_rows
from desktop_app.sealing.record import Header, Kind, RecordDamaged, read_header

HEADERS_AT_ONCE = 500


def record_counts(connection: Connection) -> dict[CampaignId, int]:
    """Count the records of each campaign: the number of the last one."""
    table = checkpoint_table
    query = select(table.c.campaign, table.c.count)
    return {CampaignId(campaign): count for campaign, count in connection.execute(query)}


def closing_counts(connection: Connection) -> dict[CampaignId, int]:
    """Count the closing records of each campaign, which are never signatures."""
    table = closing_table
    if tables_version(connection) < CHECKS_SINCE_VERSION:
        return {}
    query = select(table.c.campaign, func.count()).group_by(table.c.campaign)
    return {CampaignId(campaign): count for campaign, count in connection.execute(query)}


def signature_counts(connection: Connection) -> dict[CampaignId, int]:
    """Leave out those that were taken back, as many records that do so, and closings."""
    undone, closings = undone_counts(connection), closing_counts(connection)
    return {
        campaign: count - 2 * undone.get(campaign, 0) - closings.get(campaign, 0)
        for campaign, count in record_counts(connection).items()
    }


def signatures_by_hour(connection: Connection, since: datetime) -> dict[datetime, int]:
    """Count signatures by the UTC hour in their headers, from the hour of `since` on."""
    first_hour = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    undone = {(row.campaign, row.record_id) for row in undone_rows(connection)}
    counted: Counter[datetime] = Counter()
    for campaign in record_counts(connection):
        for header in _newest_headers(connection, campaign, first_hour):
            hour = hour_of(header.hour)
            is_given = header.kind is Kind.SIGNATURE and (campaign, header.id) not in undone
            if is_given and hour is not None and hour >= first_hour:
                counted[hour] += 1
    return dict(sorted(counted.items()))


@lru_cache(maxsize=1024)
def hour_of(text: str) -> datetime | None:
    """Read the hour of a header; None if it is none."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H").replace(tzinfo=UTC)
    except ValueError:
        return None


def _newest_headers(
    connection: Connection, campaign: CampaignId, first_hour: datetime
) -> Iterator[Header]:
    """Walk back until a whole stretch of records is older.

    Not just until one is: where the clock jumped, a few in the middle of a day may look old.
    """
    with connection.execute(newest_first(campaign, HEADERS_AT_ONCE)).scalars() as headers:
        for stretch in headers.partitions():
            read = [each for each in map(_readable, stretch) if each is not None]
            yield from read
            hours = [hour for hour in (hour_of(header.hour) for header in read) if hour is not None]
            if all(hour < first_hour for hour in hours):
                return


def _readable(header_bytes: bytes) -> Header | None:
    """Read a header; a damaged one is the proof's to tell."""
    try:
        return read_header(header_bytes)
    except RecordDamaged:
        return None
