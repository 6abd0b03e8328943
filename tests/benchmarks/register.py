"""The register at 100 000 and at 1 000 000 records, in SQLite and in PostgreSQL.

Twenty devices' batches are written once; each merge is compared, in the same run, with opening the same
files and storing nothing, and with inserting ready rows and opening nothing.
"""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import psutil
from sqlalchemy import select

from desktop_app.register.deciding import decide
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.finding import find_by_email
from desktop_app.register.merge import merging
from desktop_app.register.near import find_near
from desktop_app.register.openers import Secrets, openers
from desktop_app.register.opening import OpenedBatch
from desktop_app.register.rows import insert_rows
from desktop_app.register.store import Register, open_or_create_register
from desktop_app.register.tables import metadata, record_table, signature_table
from desktop_app.sealing.keys import CampaignKey, derive_key
from desktop_app.sealing.record import SuiteId
from desktop_app.signature.reading import read_signature
from tests.benchmarks.batches import email_of, write_batches
from tests.benchmarks.measure import Measure, ms, percentile, seconds
from tests.making import PASSPHRASE, QUICK, clock_at
from tests.register.postgresql import cluster, new_place

DEVICES = 20
SEARCHES = 50
PAGE_ROWS = 100
CAMPAIGN = "open-doors"
ROWS_INSERTED = 100_000
MORE = 1_000


def measure_register() -> list[Measure]:
    """Measure with 100 000 records."""
    return _measured(100_000)


def measure_million() -> list[Measure]:
    """Measure with 1 000 000 records; takes a quarter of an hour."""
    return _measured(1_000_000)


def _measured(count: int) -> list[Measure]:
    key = derive_key(os.urandom(32), SuiteId.X25519)
    with short_folder() as folder:
        batches = folder / "batches"
        write_all(batches, key, count)
        write_batches(
            folder / "more", key.seed, count - MORE // 2, MORE
        )  # half of it signed before
        opening, rows = _opening_alone(batches, key, count)
        found = [
            Measure(what=f"{count:,} records: opening alone", measured=f"{opening:,.0f} records/s")
        ]
        inserting = _inserting_alone(folder, rows)
        found.append(
            Measure(what="inserting ready rows alone", measured=f"{inserting:,.0f} records/s")
        )
        rows.clear()
        gc.collect()
        with cluster(folder / "postgresql", is_durable=True) as sockets:
            for kind, place in (
                ("SQLite", str(folder / "register.sqlite")),
                ("PostgreSQL", new_place(sockets, "bench")),
            ):
                found += _one(kind, place, batches, key, count, opening)
    return found


def _one(
    kind: str, place: str, batches: Path, key: CampaignKey, count: int, opening: float
) -> list[Measure]:
    with open_or_create_register(
        place, PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
    ) as register:
        peak: list[float] = []
        first = seconds(lambda: _merge(register, batches, key, peak))
        again = seconds(lambda: _merge(register, batches, key, []))
        size = _size(register, place)
        deciding = seconds(lambda: find_duplicates(register))
        near = seconds(lambda: list(find_near(register, CAMPAIGN)))
        searches = [_search(register, email_of(1 + n * 7919 % count)) for n in range(SEARCHES)]
        page = [seconds(lambda: _first_page(register)) for _ in range(SEARCHES)]
        counted = find_duplicates(register)
        more = seconds(lambda: _merge(register, batches.parent / "more", key, []))
        pair = _first_pair(register)
        decision = seconds(lambda: decide(register, *pair, is_same=True))
    return [
        Measure(
            what=f"{kind}: merge",
            measured=f"{count / first:,.0f} records/s, {count / first / opening:.2f} × opening alone,"
            f" {max(peak):,.0f} MiB at most (after a tenth {peak[len(peak) // 10]:,.0f})",
            budget="≥ 10,000 records/s; memory flat",
        ),
        Measure(
            what=f"{kind}: merge of the same again",
            measured=f"{again / first:.2%} of the first",
            budget="≤ 1 %",
        ),
        Measure(what=f"{kind}: merge of {MORE:,} more", measured=f"{more:.2f} s"),
        Measure(what=f"{kind}: decision about a pair", measured=ms(decision)),
        Measure(what=f"{kind}: size", measured=f"{size / count:,.0f} bytes a record"),
        Measure(
            what=f"{kind}: duplicates",
            measured=f"exact {deciding:.2f} s ({counted.duplicates:,}), near {near:.1f} s",
        ),
        Measure(
            what=f"{kind}: search by e-mail",
            measured=f"p50 {ms(percentile(searches, 0.5))}, p95 {ms(percentile(searches, 0.95))}",
        ),
        Measure(
            what=f"{kind}: first page of people",
            measured=f"p50 {ms(percentile(page, 0.5))}, p95 {ms(percentile(page, 0.95))}",
        ),
    ]


def _merge(register: Register, batches: Path, key: CampaignKey, memory: list[float]) -> None:
    process = psutil.Process()
    for _ in merging(register, [batches], key, accept_devices="all"):
        memory.append(process.memory_info().rss / 2**20)


def _search(register: Register, email: str) -> float:
    return seconds(lambda: find_by_email(register, email))


def _first_page(register: Register) -> None:
    """Open what a list shows first: as many rows as fit on a screen, and some more."""
    table = signature_table
    query = (
        select(table.c.record_id, table.c.opened)
        .where(table.c.campaign == CAMPAIGN)
        .order_by(table.c.code_index)
        .limit(PAGE_ROWS)
    )
    with register.transaction() as connection:
        for record_id, opened in connection.execute(query):
            read_signature(register.locker.unlock(record_id, opened))


def _first_pair(register: Register) -> list[str]:
    query = select(signature_table.c.record_id).order_by(signature_table.c.code_index).limit(2)
    with register.transaction() as connection:
        return list(connection.execute(query).scalars())


def _size(register: Register, place: str) -> int:
    register.scrub()
    path = Path(place)
    if "://" not in place:
        return path.stat().st_size
    with register.transaction() as connection:
        names = ", ".join(f"pg_total_relation_size('\"{name}\"')" for name in metadata.tables)
        return sum(connection.exec_driver_sql(f"SELECT {names}").one())


def _opening_alone(
    batches: Path, key: CampaignKey, count: int
) -> tuple[float, list[tuple[tuple, tuple]]]:
    """Open all files on all cores and keep some of the rows; gives records a second."""
    paths = sorted(batches.rglob("*.inkbatch"))
    secrets = Secrets(seed=key.seed, suite=int(key.suite), register_secret=bytes(32), accepted=None)
    rows: list[tuple[tuple, tuple]] = []
    start = time.perf_counter()
    with openers(secrets, os.urandom, file_count=len(paths), processes=None) as opening:
        for opened in opening.open(paths):
            assert isinstance(opened, OpenedBatch)
            if len(rows) < ROWS_INSERTED:
                rows += [_rows(opened, record) for record in opened.records]
    return count / (time.perf_counter() - start), rows


def _rows(batch: OpenedBatch, record) -> tuple[tuple, tuple]:
    head = (record.id, batch.campaign, batch.device, record.seq)
    exact, loose = record.indexes[:5], record.indexes[5:]
    signature = (record.id, batch.campaign, record.hour, batch.device, record.seq, record.opened)
    return (*head, record.header, record.sealed, 1), (*signature, *exact, None, None, *loose)


def _inserting_alone(folder: Path, rows: list[tuple[tuple, tuple]]) -> float:
    """Insert ready rows into the same tables of a new SQLite register; gives records a second."""
    with open_or_create_register(
        folder / "raw.sqlite", PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
    ) as register:
        start = time.perf_counter()
        for at in range(0, len(rows), 5000):
            with register.transaction() as connection:
                insert_rows(connection, record_table, [row for row, _ in rows[at : at + 5000]])
                insert_rows(connection, signature_table, [row for _, row in rows[at : at + 5000]])
        return len(rows) / (time.perf_counter() - start)


def write_all(folder: Path, key: CampaignKey, count: int) -> None:
    """Write the batches of all devices, on all cores."""
    each = count // DEVICES
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for _ in pool.map(
            write_batches,
            *zip(*((folder, key.seed, n * each, each) for n in range(DEVICES)), strict=True),
        ):
            pass


@contextmanager
def short_folder() -> Iterator[Path]:
    """A folder with a short name: a socket of PostgreSQL lies in it."""
    folder = Path(tempfile.mkdtemp(prefix="inkstand-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
