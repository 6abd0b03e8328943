"""Brings the tables of a register to this version, in the transaction in which it is opened.

Steps only add: what came is never changed.
"""

from sqlalchemy import ColumnElement, Connection, Text, cast, null, select

from desktop_app.register.engine import mark_as_ours
from desktop_app.register.tables import (
    TABLES_VERSION,
    closing_table,
    record_table,
    register_table,
    slip_table,
    undo_table,
)

UNDO_KIND = '"kind":"undo"'
CLOSING_KIND = '"kind":"closing"'
"""Stand so in a header's bytes if it is one, and nowhere else: other texts have quotes escaped."""


def step_forward(connection: Connection) -> None:
    """Add what an older version lacked. Nothing to do for a register of this version.

    Older versions kept undo records (1) and closings (1, 2) of newer devices without knowing what
    they are; they wait for the next merge, which has the key.
    """
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if version == TABLES_VERSION:
        return
    if version < 2:
        undo_table.create(connection)
        _let_undos_wait(connection)
    closing_table.create(connection)
    slip_table.create(connection)
    _let_closings_wait(connection)
    connection.execute(register_table.update().values(version=TABLES_VERSION))
    mark_as_ours(connection)


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
