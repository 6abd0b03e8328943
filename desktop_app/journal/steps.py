"""Brings the tables of a journal to this version: made new, or a step forward in one transaction.

Steps only add: rows are never changed, and the bytes of headers and sealed parts least of all.
"""

from sqlalchemy import Connection, Engine, select, update

from desktop_app.journal.checks import checked
from desktop_app.journal.device_key import copy_device_key, make_device_key
from desktop_app.journal.problems import JournalDamaged, JournalFromNewerVersion
from desktop_app.journal.proof import has_tables
from desktop_app.journal.tables import (
    CHECK_COLUMN,
    SINCE_VERSION_3,
    TABLES_VERSION,
    UNDONE_SINCE_VERSION,
    handed_over_table,
    metadata,
    set_tables_version,
    tables_version,
    undone_table,
)
from desktop_app.signature.signature import Randomness


def found_version(engine: Engine) -> int:
    """Look which version the tables have; 0 for an empty file.

    A newer version has other tables; with these, a bit of its number has flipped.

    Raises:
        JournalFromNewerVersion, JournalDamaged: nothing that this program may write to.
    """
    with engine.connect() as connection:
        version = tables_version(connection)
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if version > TABLES_VERSION and has_tables(connection, TABLES_VERSION):
            raise JournalDamaged(reason="version of the tables")
    if version > TABLES_VERSION:
        raise JournalFromNewerVersion
    if version == 0 and tables:
        raise JournalDamaged(reason="a database of another program")
    return version


def create_tables(engine: Engine, randomness: Randomness) -> None:
    """Make the tables in an empty file, and the device's key."""
    with engine.begin() as connection:
        make_tables(connection)
        make_device_key(connection, randomness)


def make_tables(connection: Connection) -> None:
    """Make the tables in an empty file."""
    metadata.create_all(connection)
    set_tables_version(connection)


def step_forward(engine: Engine) -> None:
    """Bring tables of an older version to this one, whole or not at all.

    Version 1 (0.1.0) lacked the table of what was taken back; version 2 closings, the clock, what is
    acknowledged and erased, the key's second place, and the checks of rows.
    """
    with engine.begin() as connection:
        if tables_version(connection) < UNDONE_SINCE_VERSION:
            undone_table.create(connection)
        for table in SINCE_VERSION_3:
            table.create(connection)
        copy_device_key(connection)
        connection.exec_driver_sql(f"ALTER TABLE handed_over ADD COLUMN {CHECK_COLUMN} BLOB")
        _check_hand_overs(connection)
        set_tables_version(connection)


def _check_hand_overs(connection: Connection) -> None:
    """Fill the new column: from now on, damage to what was noted before is found, too."""
    table = handed_over_table
    for row in connection.execute(select(table)).mappings().all():
        check = checked(table, **row)[CHECK_COLUMN]
        here = (table.c.campaign == row["campaign"]) & (table.c.first == row["first"])
        connection.execute(update(table).where(here).values({CHECK_COLUMN: check}))
