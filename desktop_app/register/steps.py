"""Brings the tables of a register to this version, in the transaction in which it is opened.

Steps only add: what came is never changed.
"""

from sqlalchemy import Connection, Text, cast, null, select

from desktop_app.register.engine import mark_as_ours
from desktop_app.register.tables import (
    TABLES_VERSION,
    record_table,
    register_table,
    undo_table,
)

UNDO_KIND = '"kind":"undo"'
"""Stands so in a header's bytes if it is one, and nowhere else: other texts have quotes escaped."""


def step_forward(connection: Connection) -> None:
    """Add what an older version lacked. Nothing to do for a register of this version.

    Version 1 (0.1.0) kept undo records of newer devices without knowing what they are; they wait
    for the next merge, which has the key.
    """
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if version == TABLES_VERSION:
        return
    undo_table.create(connection)
    record = record_table
    is_undo = cast(record.c.header, Text).contains(UNDO_KIND, autoescape=True)
    waiting = select(record.c.id, record.c.campaign, record.c.device, null()).where(is_undo)
    names = ["record_id", "campaign", "device", "undone_id"]
    connection.execute(undo_table.insert().from_select(names, waiting))
    connection.execute(register_table.update().values(version=TABLES_VERSION))
    mark_as_ours(connection)
