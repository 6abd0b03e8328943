"""Opens the register's database: the only file that knows which kind of database it is.

TRUNCATE and not WAL: the SQLite that comes with Python 3.11 (3.40) may corrupt a WAL database that
two programs have open (fixed in 3.51.3), a WAL cannot be reopened on a full disk, and a register is
one file that people copy. It costs a merge next to nothing, because the opening of records decides.
"""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from desktop_app.register.problems import (
    NotARegister,
    RegisterFromNewerVersion,
    RegisterUnreadable,
    RegisterUrlUnknown,
)
from desktop_app.register.tables import TABLES_VERSION

APPLICATION_ID = 0x496E6B52  # "InkR", by which `file` and we tell a register from other databases
BUSY_TIMEOUT_MS = 3000

PRAGMAS = {
    "journal_mode": "truncate",
    "synchronous": 2,  # FULL
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "secure_delete": 1,
    "foreign_keys": 1,
    "cache_size": -65536,  # KiB; ids are random, so an insert touches pages anywhere
}
"""Asserted at every opening."""


def register_path(place: str | Path) -> Path:
    """Read where a register is, as a file's path or as `sqlite:///PATH`.

    Raises:
        RegisterUrlUnknown: a database of another kind.
    """
    if isinstance(place, Path) or "://" not in place:
        return Path(place)
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:
        raise RegisterUrlUnknown(kind=place.partition("://")[0]) from error
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise RegisterUrlUnknown(kind=url.get_backend_name())
    return Path(url.database)


def open_engine(path: Path) -> Engine:
    """Open the database with one connection and our own transactions; an empty one if need be."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, timeout=BUSY_TIMEOUT_MS / 1000
        )
        try:
            _set_up(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; harmless if there is one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    except OSError as error:
        raise RegisterUnreadable(reason=type(error).__name__) from error


def is_new(connection: Connection) -> bool:
    """Tell whether nothing was ever written to the database.

    Raises:
        NotARegister: another program wrote it. RegisterFromNewerVersion.
    """
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not tables and not application and not version:
        return True
    if application != APPLICATION_ID:
        raise NotARegister(reason="a database of another program")
    if version > TABLES_VERSION:
        raise RegisterFromNewerVersion(version=version)
    return False


def mark_as_ours(connection: Connection) -> None:
    """Write the version of the tables where the next opening looks first."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={TABLES_VERSION}")


def _set_up(connection: sqlite3.Connection) -> None:
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
        actual = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if actual != value:
            message = f"SQLite did not take {name}={value}, it says {actual!r}"
            raise RuntimeError(message)


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
