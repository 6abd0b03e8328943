"""The tables of the journal, and how its database is opened.

Columns beside `header` and `sealed` are an index derived from the header's bytes, never the truth.
`user_version` is the version of these tables. TRUNCATE with FULL, because SQLite's defaults lose
the last commit in a power cut and WAL cannot be reopened on a full disk.
"""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
)
from sqlalchemy.pool import StaticPool

TABLES_VERSION = 2
UNDONE_SINCE_VERSION = 2
BUSY_TIMEOUT_MS = 3000

PRAGMAS = {
    "journal_mode": "truncate",
    "synchronous": 2,  # FULL
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "secure_delete": 1,
    "foreign_keys": 1,
}
"""The settings by which a thanked signature is on disk, asserted at every opening."""

metadata = MetaData()

device_table = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("private_key", LargeBinary, nullable=False),
)

record_table = Table(
    "record",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("header", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
)

checkpoint_table = Table(
    "checkpoint",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

handed_over_table = Table(
    "handed_over",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("handed_over_at", Text, nullable=False),
)

# `seq` is the number of an undo record, `record_id` the signature that it takes back.
undone_table = Table(
    "undone",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("record_id", Text, nullable=False),
    UniqueConstraint("campaign", "record_id"),
)


def tables_version(connection: Connection) -> int:
    """Give the version of the tables; 0 for a database in which nothing is yet."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def set_tables_version(connection: Connection) -> None:
    """Write down that the tables are those of this version; part of the transaction."""
    connection.exec_driver_sql(f"PRAGMA user_version={TABLES_VERSION}")


def open_engine(path: Path, *, is_read_only: bool) -> Engine:
    """Open the database with one connection and our own transactions."""

    def connect() -> sqlite3.Connection:
        mode = "ro" if is_read_only else "rwc"
        if not is_read_only:
            _make_private(path)
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_TIMEOUT_MS / 1000,
        )
        _set_up(connection, is_read_only=is_read_only)
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "begin", _begin_deferred if is_read_only else _begin_immediate)
    return engine


def _make_private(path: Path) -> None:
    """Let nobody else on this computer read the file: it holds the device's own key."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _set_up(connection: sqlite3.Connection, *, is_read_only: bool) -> None:
    for name, value in PRAGMAS.items():
        if is_read_only and name == "journal_mode":
            continue
        connection.execute(f"PRAGMA {name}={value}")
        actual = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if actual != value:
            message = f"SQLite did not take {name}={value}, it says {actual!r}"
            raise RuntimeError(message)


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
