"""Makes registers and folders of batches for tests: real journals, real files."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from desktop_app.batches.batch import batch_name
from desktop_app.batches.writing import write_whole
from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import Journal, open_journal
from desktop_app.register.result import MergeResult
from desktop_app.register.store import Register, open_or_create_register
from desktop_app.register.tables import (
    device_table,
    record_table,
    signature_table,
    undo_table,
    vouched_table,
)
from desktop_app.signature.signature import Signature
from tests.making import PASSPHRASE, QUICK, batch_of, clock_at, draft, signature


def as_version_2(path: Path) -> None:
    """Take away what version 2 of the register's tables lacked."""
    connection = sqlite3.connect(path)
    for statement in (
        "DROP TABLE closing",
        "DROP TABLE slip",
        "UPDATE register SET version = 2",
        "PRAGMA user_version=2",
    ):
        connection.execute(statement)
    connection.commit()
    connection.close()


def register_at(path: Path) -> Register:
    return open_or_create_register(
        path, PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
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
                if name.endswith("_index")
            ),
            *(row.hour, row.device, row.seq, row.duplicate_of),
        )
        for row in rows
    }


def logical_dump(register: Register) -> tuple:
    """All that a register means, without the nonces and dates in which two may differ."""
    with register.transaction() as connection:
        records = sorted(tuple(row) for row in connection.execute(select(record_table)))
        vouched = sorted(tuple(row) for row in connection.execute(select(vouched_table)))
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
    return result.found == sum(counts)
