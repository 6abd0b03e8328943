"""Brings the tables of a register to this version, in one transaction on a copy (`stepping.py`).

What came is never changed. Only SQLite files are older than version 4, with which PostgreSQL began.
"""

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Text,
    cast,
    inspect,
    null,
    select,
)
from sqlalchemy.schema import CreateColumn

from desktop_app.register.on_sqlite import mark_as_ours, version_of
from desktop_app.register.tables import (
    TABLES_VERSION,
    batch_table,
    closing_table,
    device_table,
    metadata,
    record_table,
    register_table,
    signature_table,
    slip_table,
    undo_table,
    unsettled_table,
)

UNDO_KIND = '"kind":"undo"'
CLOSING_KIND = '"kind":"closing"'
"""Stand so in a header's bytes if it is one, and nowhere else: other texts have quotes escaped."""


def step_forward(connection: Connection) -> None:
    """Add what an older version lacked. Nothing to do for a register of this version.

    Older versions kept undo records (1) and closings (1, 2) of newer devices without knowing what
    they are; they wait for the next merge, which has the key.
    """
    version = version_of(connection)
    if version == TABLES_VERSION:
        return
    if version < 2:
        undo_table.create(connection)
        _let_undos_wait(connection)
    if version < 3:
        closing_table.create(connection)
        slip_table.create(connection)
        _let_closings_wait(connection)
    _step_to_4(connection, has_slips_without_merge=version == 3)
    connection.execute(register_table.update().values(version=TABLES_VERSION))
    mark_as_ours(connection)


def _step_to_4(connection: Connection, *, has_slips_without_merge: bool) -> None:
    """Add merges, revocations, decisions, withdrawals, the log; what is away is settled anew."""
    connection.exec_driver_sql("ALTER TABLE vouched RENAME TO vouched_3")
    columns = [
        device_table.c.accepted_in,
        batch_table.c.merge_id,
        record_table.c.merge_id,
        signature_table.c.away,
        signature_table.c.loose_name_index,
        signature_table.c.loose_email_index,
    ]
    if has_slips_without_merge:
        columns.append(slip_table.c.merge_id)
    for column in columns:
        _add(connection, column)
    for table in metadata.sorted_tables:
        if not inspect(connection).has_table(table.name):
            table.create(connection)
    connection.exec_driver_sql(
        "INSERT INTO vouched (campaign, device, merge_id, count)"
        " SELECT campaign, device, 0, count FROM vouched_3"
    )
    connection.exec_driver_sql("DROP TABLE vouched_3")
    _add_indexes(connection)
    campaigns = select(signature_table.c.campaign).distinct()
    unsettled = select(unsettled_table.c.campaign)
    connection.execute(
        unsettled_table.insert().from_select(["campaign"], campaigns.except_(unsettled))
    )


def _add(connection: Connection, column: "Column[int] | Column[str] | Column[bytes]") -> None:
    clause = CreateColumn(column).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f'ALTER TABLE "{column.table.name}" ADD COLUMN {clause}')


def _add_indexes(connection: Connection) -> None:
    """Create the indexes that tables of older versions lack."""
    for table in (batch_table, record_table, signature_table):
        there = {each["name"] for each in inspect(connection).get_indexes(table.name)}
        for index in sorted(table.indexes, key=_name_of):
            if index.name not in there:
                index.create(connection)


def _name_of(index: Index) -> str:
    return str(index.name)


def _let_undos_wait(connection: Connection) -> None:
    record = record_table
    waiting = select(record.c.id, record.c.campaign, record.c.device, null())
    names = ["record_id", "campaign", "device", "undone_id"]
    of_kind = waiting.where(_is_of_kind(UNDO_KIND))
    connection.execute(undo_table.insert().from_select(names, of_kind))


def _let_closings_wait(connection: Connection) -> None:
    record = record_table
    waiting = select(record.c.id, record.c.campaign, record.c.device, record.c.seq, null())
    names = ["record_id", "campaign", "device", "seq", "opened"]
    of_kind = waiting.where(_is_of_kind(CLOSING_KIND))
    connection.execute(closing_table.insert().from_select(names, of_kind))


def _is_of_kind(kind: str) -> ColumnElement[bool]:
    return cast(record_table.c.header, Text).contains(kind, autoescape=True)
