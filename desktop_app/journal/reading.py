"""Reads records back: by their numbers, and a signature by its id."""

from sqlalchemy import Connection, Select, select

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.problems import RecordUnknown
from desktop_app.journal.runs import Run
from desktop_app.journal.stored import StoredRecord
from desktop_app.journal.tables import record_table
from desktop_app.sealing.record import Kind, Record, Source, read_header
from desktop_app.signature.undo import RecordId

HEADERS_AT_ONCE = 100


def read_records(connection: Connection, campaign: CampaignId, run: Run) -> list[StoredRecord]:
    """Read a run, both ends included."""
    table = record_table
    query = (
        select(table.c.seq, table.c.header, table.c.sealed, table.c.chain)
        .where(table.c.campaign == campaign, table.c.seq.between(*run))
        .order_by(table.c.seq)
    )
    return [
        StoredRecord(
            seq=row.seq,
            record=Record(header_bytes=row.header, sealed=row.sealed),
            chain=row.chain,
        )
        for row in connection.execute(query)
    ]


def newest_first(campaign: CampaignId, at_once: int) -> Select[bytes]:
    """Ask for a campaign's headers, the latest first, so many at a time."""
    table = record_table
    return (
        select(table.c.header)
        .where(table.c.campaign == campaign)
        .order_by(table.c.seq.desc())
        .execution_options(yield_per=at_once)
    )


def source_of(connection: Connection, campaign: CampaignId, record_id: RecordId) -> Source:
    """Find a signature by its id, the latest first: it is hardly ever far away.

    Raises:
        RecordUnknown.
    """
    with connection.execute(newest_first(campaign, HEADERS_AT_ONCE)).scalars() as headers:
        for header_bytes in headers:
            header = read_header(header_bytes)
            if header.id == record_id and header.kind is Kind.SIGNATURE:
                return header.source
    raise RecordUnknown(record=record_id)
