"""Makes registers and folders of batches for tests: real journals, real files."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import func, select

from desktop_app.batches.batch import batch_name
from desktop_app.batches.writing import write_whole
from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import Journal, open_journal
from desktop_app.register.result import MergeResult
from desktop_app.register.store import Register, open_or_create_register
from desktop_app.register.tables import (
    device_table,
    metadata,
    record_table,
    signature_table,
    undo_table,
    vouched_table,
)
from desktop_app.signature.signature import Signature
from tests.making import PASSPHRASE, QUICK, batch_of, clock_at, draft, signature
from tests.register.postgresql import new_place


def as_version_3(path: Path) -> None:
    """Take away what version 3 of the register's tables lacked."""
    there = (
        "register device batch record vouched signature undo closing slip unsettled pack delivery"
    )
    _change(
        path,
        *(f'DROP TABLE "{name}"' for name in metadata.tables if name not in there.split()),
        "CREATE TABLE vouched_3 (campaign TEXT NOT NULL, device TEXT NOT NULL,"
        " count INTEGER NOT NULL, PRIMARY KEY (campaign, device))",
        "INSERT INTO vouched_3 SELECT campaign, device, max(count) FROM vouched GROUP BY 1, 2",
        "DROP TABLE vouched",
        "ALTER TABLE vouched_3 RENAME TO vouched",
        "DROP INDEX batch_by_merge",
        "DROP INDEX record_by_merge",
        "DROP INDEX signature_by_email",
        "DROP INDEX signature_by_first",
        "DROP INDEX signature_by_away",
        "ALTER TABLE device DROP COLUMN accepted_in",
        "ALTER TABLE batch DROP COLUMN merge_id",
        "ALTER TABLE record DROP COLUMN merge_id",
        "ALTER TABLE slip DROP COLUMN merge_id",
        "ALTER TABLE signature DROP COLUMN away",
        "ALTER TABLE signature DROP COLUMN loose_name_index",
        "ALTER TABLE signature DROP COLUMN loose_email_index",
        "UPDATE register SET version = 3",
        "PRAGMA user_version=3",
        "PRAGMA journal_mode=truncate",
    )


def as_version_2(path: Path) -> None:
    """Take away what version 2 of the register's tables lacked."""
    as_version_3(path)
    _change(
        path,
        "DROP TABLE closing",
        "DROP TABLE slip",
        "UPDATE register SET version = 2",
        "PRAGMA user_version=2",
    )


def _change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement).fetchall()
    connection.close()


class Database:
    """Which kind of database the running test keeps its registers in; set by `conftest.py`."""

    sockets: Path | None = None
    """Where PostgreSQL listens; None for SQLite."""
    urls: dict[Path, str] = {}


def place_of(path: Path) -> Path | str:
    """Give the place of a register that a test calls by a path."""
    if Database.sockets is None:
        return path
    if path not in Database.urls:
        name = f"r{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}"
        Database.urls[path] = new_place(Database.sockets, name)
    return Database.urls[path]


def register_at(path: Path) -> Register:
    return open_or_create_register(
        place_of(path), PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
    )


def device(folder: Path, pack: Pack, signatures: Iterable[Signature]) -> Journal:
    journal = open_journal(folder, clock=clock_at(), randomness=os.urandom)
    journal.keep_all(list(signatures), pack)
    return journal


def write_batch(folder: Path, journal: Journal, pack: Pack, first: int, last: int) -> Path:
    run, data = batch_of(journal, pack, first, last)
    return write_whole(folder, batch_name(run, data), data)


def opened(register: Register) -> dict[str, tuple]:
    """What is in the register by record id, opened, and whose duplicate it is.

    In place of each index stands who else has it, because every register has keys of its own.
    """
    with register.transaction() as connection:
        rows = connection.execute(select(signature_table).order_by("record_id")).all()
    classes: dict[tuple, str] = {}
    return {
        row.record_id: (
            register.locker.unlock(row.record_id, row.opened),
            *(
                value and classes.setdefault((name, value), row.record_id)
                for name, value in row._mapping.items()
                if name.endswith("_index") and not name.startswith("loose")
            ),
            *(row.away, row.hour, row.device, row.seq, row.duplicate_of),
        )
        for row in rows
    }


def logical_dump(register: Register) -> tuple:
    """All that a register means, without the nonces and dates in which two may differ."""
    with register.transaction() as connection:
        record, table = record_table, vouched_table
        columns = [column for column in record.c if column is not record.c.merge_id]
        records = sorted(tuple(row) for row in connection.execute(select(*columns)))
        vouching = select(table.c.campaign, table.c.device, func.max(table.c.count))
        vouched = sorted(
            tuple(row)
            for row in connection.execute(vouching.group_by(table.c.campaign, table.c.device))
        )
        devices = sorted(
            (row.id, row.public_key, row.is_accepted)
            for row in connection.execute(select(device_table))
        )
        undos = sorted(tuple(row) for row in connection.execute(select(undo_table)))
    return records, vouched, devices, undos, sorted(opened(register).items())


def people(count: int, name: str = "Marta") -> list[Signature]:
    return [signature(draft(f"{name}{n}", email=f"{name}{n}@example.org")) for n in range(count)]


def is_summed_up(result: MergeResult) -> bool:
    counts = (result.new, result.known, result.damaged, result.waiting, result.conflicts)
    counts += (result.erased, result.revoked)
    return result.found == sum(counts)
