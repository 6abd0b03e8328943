"""Brings the tables of a journal to this version: made new, or a step forward in one transaction.

Steps only add: rows are never changed, and the bytes of headers and sealed parts least of all.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from desktop_app.journal.problems import JournalDamaged, JournalFromNewerVersion
from desktop_app.journal.tables import (
    TABLES_VERSION,
    device_table,
    metadata,
    set_tables_version,
    tables_version,
    undone_table,
)
from desktop_app.sealing.chain import device_id
from desktop_app.signature.signature import Randomness


def found_version(engine: Engine) -> int:
    """Look which version the tables have; 0 for an empty file.

    Raises:
        JournalFromNewerVersion, JournalDamaged: nothing that this program may write to.
    """
    with engine.connect() as connection:
        version = tables_version(connection)
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if version > TABLES_VERSION:
        raise JournalFromNewerVersion
    if version == 0 and tables:
        raise JournalDamaged(reason="a database of another program")
    return version


def create_tables(engine: Engine, randomness: Randomness) -> None:
    """Make the tables in an empty file, and the device's key."""
    private = Ed25519PrivateKey.from_private_bytes(randomness(32))
    public = private.public_key().public_bytes_raw()
    row = {
        "id": device_id(public),
        "public_key": public,
        "private_key": private.private_bytes_raw(),
    }
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(device_table.insert().values(row))
        set_tables_version(connection)


def step_forward(engine: Engine) -> None:
    """Bring tables of an older version to this one, whole or not at all.

    Version 1 (0.1.0) lacked the table of what was taken back.
    """
    with engine.begin() as connection:
        undone_table.create(connection)
        set_tables_version(connection)
