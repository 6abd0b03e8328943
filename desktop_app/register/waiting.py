"""Records that came when the register was of an older version, and that wait for the key."""

from sqlalchemy import Column, Connection, select

from desktop_app.register.rows import as_bytes
from desktop_app.register.tables import record_table
from desktop_app.sealing.record import Record


def waiting_records(
    connection: Connection, column: "Column[str] | Column[bytes]"
) -> list[tuple[str, str, Record]]:
    """List id, campaign and record of those of which a column of their own table is empty.

    A join would walk through all records to find that none waits, which is nearly always so.
    """
    record = record_table
    waits = select(column.table.c.record_id).where(column.is_(None))
    query = select(
        record.c.id, record.c.campaign, as_bytes(record.c.header), as_bytes(record.c.sealed)
    ).where(record.c.id.in_(waits))
    return [
        (row[0], row[1], Record(header_bytes=row[2], sealed=row[3]))
        for row in connection.execute(query).all()
    ]
