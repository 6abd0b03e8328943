"""A register in one SQLite file: write-ahead log, one writer, nobody beside it.

`locking_mode=EXCLUSIVE` keeps every other program away while a register is open. That is what makes
WAL safe here: SQLite before 3.51.3, and so the one of Python 3.11, can corrupt a WAL database that
two connections use; and without others there is no shared-memory file, which fails on a full disk.
Closing writes the log back and takes it away, so that a closed register is one file.
"""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from desktop_app.register.problems import NotARegister, RegisterUnreadable
from desktop_app.register.tables import TABLES_VERSION

APPLICATION_ID = 0x496E6B52  # "InkR", by which `file` and we tell a register from other databases
BUSY_TIMEOUT_MS = 3000

PRAGMAS = {
    "locking_mode": "exclusive",  # before the log is first used
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit is on the disk when it returns
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "secure_delete": 1,
    "foreign_keys": 1,
    "cache_size": -262144,  # KiB; ids are random, so an insert touches pages anywhere
    "wal_autocheckpoint": 20000,  # pages; each checkpoint writes them back at random places
}
"""Asserted at every opening."""


def open_engine(path: Path) -> Engine:
    """Open the file with one connection and our own transactions; an empty one if need be."""

    def connect() -> sqlite3.Connection:
        connection = plain_connection(path)
        try:
            _set_up(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def plain_connection(path: Path) -> sqlite3.Connection:
    """Connect without any setting: the file stays in the mode that it has."""
    return sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=BUSY_TIMEOUT_MS / 1000
    )


def is_missing(path: Path) -> bool:
    """Tell whether there is no file, or one that was made and never written to.

    Raises:
        RegisterUnreadable.
    """
    try:
        return not path.exists() or (path.is_file() and path.stat().st_size == 0)
    except OSError as error:
        raise RegisterUnreadable(reason=type(error).__name__) from error


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; harmless if there is one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    except OSError as error:
        raise RegisterUnreadable(reason=type(error).__name__) from error


def is_empty(connection: Connection) -> bool:
    """Tell whether nothing was ever written to the database.

    Raises:
        NotARegister: another program wrote it.
    """
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if not tables and not application and not version_of(connection):
        return True
    if application != APPLICATION_ID:
        raise NotARegister(reason="a database of another program")
    return False


def version_of(connection: Connection) -> int:
    """Give the version of the tables."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def mark_as_ours(connection: Connection) -> None:
    """Write whose the file is and the version of its tables."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={TABLES_VERSION}")


def empty_log(engine: Engine) -> None:
    """Write the write-ahead log back into the file and empty it."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()  # back to the pool, which keeps it


def look_anew(engine: Engine) -> None:
    """Let SQLite count what its indexes hold, so that it chooses the right ones."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA analysis_limit=1000")
        raw.cursor().execute("ANALYZE")
    finally:
        raw.close()


def _set_up(connection: sqlite3.Connection) -> None:
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
        actual = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if actual != value:
            message = f"SQLite did not take {name}={value}, it says {actual!r}"
            raise RuntimeError(message)


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
