"""Which signatures of this device were taken back, so that counting them needs no key.

A row for each undo record; what it says is sealed into that record, too. A journal of tables
version 1 has no such table, and nothing was taken back in it.
"""

from sqlalchemy import Connection, Row, func, select

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.tables import UNDONE_SINCE_VERSION, tables_version, undone_table
from desktop_app.signature.undo import RecordId


def note_undone(
    connection: Connection, campaign: CampaignId, seq: int, record_id: RecordId
) -> None:
    """Note that the undo record with this number takes a signature back."""
    row = {"campaign": campaign, "seq": seq, "record_id": record_id}
    connection.execute(undone_table.insert().values(row))


def is_undone(connection: Connection, campaign: CampaignId, record_id: RecordId) -> bool:
    """Tell whether a signature was taken back before."""
    table = undone_table
    query = select(table.c.seq).where(table.c.campaign == campaign, table.c.record_id == record_id)
    return _is_there(connection) and connection.execute(query).first() is not None


def undone_counts(connection: Connection) -> dict[CampaignId, int]:
    """Count the signatures of each campaign that were taken back; each has one undo record."""
    table = undone_table
    if not _is_there(connection):
        return {}
    query = select(table.c.campaign, func.count()).group_by(table.c.campaign)
    return {CampaignId(campaign): count for campaign, count in connection.execute(query)}


def undone_rows(connection: Connection) -> list[Row[str, int, str]]:
    """Give every row: campaign, number of the undo record, id of the signature."""
    table = undone_table
    if not _is_there(connection):
        return []
    query = select(table.c.campaign, table.c.seq, table.c.record_id)
    return list(connection.execute(query).all())


def _is_there(connection: Connection) -> bool:
    return tables_version(connection) >= UNDONE_SINCE_VERSION
