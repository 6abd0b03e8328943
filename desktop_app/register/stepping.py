"""Brings a register's file of an older version to this one: on a copy that then takes its place.

The copy is made by SQLite's own backup, stepped in one transaction, looked through, brought to the
disk, and renamed over the old file. Whenever that is killed, the register's name stands for one whole
file. What a killed step left is swept away by the next opening. The old file is not kept: it would
hold what is to be erased one day.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine

from desktop_app.register.on_sqlite import (
    APPLICATION_ID,
    make_private_file,
    open_engine,
    plain_connection,
)
from desktop_app.register.problems import RegisterDamaged, database_problems, disk_problems
from desktop_app.register.steps import step_forward
from desktop_app.register.tables import TABLES_VERSION

COPY_SUFFIX = ".stepping"


def step_copy(file: Path) -> None:
    """Put a register of this version in the place of an older one; do nothing for any other file.

    Raises:
        RegisterFull, RegisterReadOnly, RegisterInUse, RegisterDamaged, RegisterUnreadable: the old
        register stays as it is.
    """
    copy = file.with_name(f"{file.name}{COPY_SUFFIX}")
    _sweep(copy)
    with database_problems(), closing(plain_connection(file)) as source:
        if not _is_older(source):
            return
        source.execute("BEGIN IMMEDIATE")  # nobody may write to a file that is about to be replaced
        try:
            with disk_problems():
                _make_copy(file, copy)
                _compare(source, copy)
                if os.name != "nt":
                    _put_in_place(copy, file)
        except BaseException:
            _sweep(copy)
            raise
    if os.name == "nt":  # Windows lets nobody replace a file that is open
        with disk_problems():
            _put_in_place(copy, file)


def _is_older(connection: sqlite3.Connection) -> bool:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return False
    return 0 < int(connection.execute("PRAGMA user_version").fetchone()[0]) < TABLES_VERSION


def _make_copy(file: Path, copy: Path) -> None:
    """Copy by a reader of its own: SQLite copies nothing out of a transaction that writes."""
    make_private_file(copy)
    with closing(plain_connection(file)) as source, closing(plain_connection(copy)) as target:
        source.backup(target)
        _check(target)
    stepped = open_engine(copy)
    try:
        _step(stepped)
    finally:
        stepped.dispose()


def _step(engine: Engine) -> None:
    with engine.begin() as connection:
        step_forward(connection)


def _compare(source: sqlite3.Connection, copy: Path) -> None:
    """See that the copy is whole, and that nothing of the old register is missing in it."""
    with closing(plain_connection(copy)) as stepped:
        _check(stepped)
        if _contents(source) != _contents(stepped):
            raise RegisterDamaged(reason="the copy")


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise RegisterDamaged(reason="a page")


def _contents(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Count all that was there from the beginning."""
    return [
        row
        for query in (
            "SELECT hex(locked_key), created_at FROM register",
            "SELECT id, hex(public_key), is_accepted FROM device ORDER BY id",
            "SELECT count(*), sum(length(header)), sum(length(sealed)) FROM record",
            "SELECT count(*), sum(length(opened)) FROM signature",
            "SELECT count(*) FROM batch",
            "SELECT hash, length(file) FROM pack ORDER BY hash",
            "SELECT count(*), sum(row_count) FROM delivery",
            "SELECT campaign, device, count FROM vouched ORDER BY campaign, device",
        )
        for row in connection.execute(query)
    ]


def _put_in_place(copy: Path, file: Path) -> None:
    with copy.open("r+b") as stream:
        os.fsync(stream.fileno())
    copy.replace(file)
    journal = file.with_name(f"{file.name}-journal")  # TRUNCATE leaves an empty one for ever
    if journal.exists() and not journal.stat().st_size:
        journal.unlink()
    if os.name != "nt":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _sweep(copy: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            copy.with_name(f"{copy.name}{end}").unlink(missing_ok=True)
