"""How the journal's database is opened: its settings, its transactions, who may read the file.

TRUNCATE with FULL, because SQLite's defaults lose the last commit in a power cut and WAL cannot be
reopened on a full disk.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

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


def open_engine(path: Path, *, is_read_only: bool) -> Engine:
    """Open the database with one connection and our own transactions."""

    def connect() -> sqlite3.Connection:
        if not is_read_only:
            make_private(path)
        connection = plain_connection(path, "ro" if is_read_only else "rwc")
        connection.text_factory = _text
        _set_up(connection, is_read_only=is_read_only)
        return connection

    return _engine(connect, is_read_only=is_read_only)


def engine_in_memory(source: sqlite3.Connection) -> Engine:
    """Open a copy, in memory and only to be read, of what a connection has."""

    def connect() -> sqlite3.Connection:
        connection.text_factory = _text
        _set_up(connection, is_read_only=True)
        return connection

    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        source.backup(connection)
    except BaseException:
        connection.close()
        raise
    return _engine(connect, is_read_only=True)


def memory_engine() -> Engine:
    """Open an empty database that is in memory only."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.text_factory = _text
        return connection

    return _engine(connect, is_read_only=True)


def plain_connection(path: Path, mode: str) -> sqlite3.Connection:
    """Open the file without SQLAlchemy; transactions are begun and ended by hand."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_TIMEOUT_MS / 1000,
    )


def make_private(path: Path) -> None:
    """Let nobody else on this computer read the file: it holds the device's own key."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _engine(connect: Callable[[], sqlite3.Connection], *, is_read_only: bool) -> Engine:
    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "begin", _begin_deferred if is_read_only else _begin_immediate)
    return engine


def _text(stored: bytes) -> str:
    """Read a text also where a bit of it flipped; the proof says that it is not what was written."""
    return stored.decode("utf-8", "replace")


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
