"""The device's store: commits beside bare inserts, the check at start, hand-over, second copy, restore."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from desktop_app.app.handover import write_batches
from desktop_app.app.home import Home
from desktop_app.app.restoring import restore_from
from desktop_app.campaign.pack import Pack
from desktop_app.journal.copying import copy_next, new_copy
from desktop_app.journal.engine import PRAGMAS
from desktop_app.journal.store import JOURNAL_FILE, Journal
from tests.benchmarks.measure import Measure, ms, percentile, seconds
from tests.faults.device import make_device, opened, pack_of, signs

MANY = 50_000
AT_ONCE = 1000
COMMITS = 500


def measure_journal() -> list[Measure]:
    """Measure on a throw-away home on the disk that temporary files are on; takes two minutes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_device(folder)
        pack = pack_of(folder)
        measures = _commits(folder, pack)
        with opened(folder / "home") as journal:
            _fill(journal, pack)
        measures += _start(folder)
        with opened(folder / "home") as journal:
            measures += _hand_over(folder, journal, pack)
            measures += _second_copy(folder, journal, pack)
        return [*measures, _restore(folder)]


def _commits(folder: Path, pack: Pack) -> list[Measure]:
    """Take turns, so that a slow moment of the disk meets both."""
    chance, keeping, inserting, copying = Random(1), list[float](), list[float](), list[float]()
    with opened(folder / "home") as journal, _bare_table(folder / "bare.sqlite") as insert:
        (folder / "card").mkdir()
        mirror = new_copy(journal, folder / "card")
        for _ in range(COMMITS):
            signature = signs(pack, chance)
            keeping.append(seconds(lambda made=signature: journal.keep(made, pack)))  # type: ignore[misc]
            count = journal.record_counts()[pack.id]
            (stored,) = journal.records(pack.id, count, count)
            row = (stored.record.header_bytes, stored.record.sealed, stored.chain)
            inserting.append(seconds(lambda values=row: insert(values)))  # type: ignore[misc]
            copying.append(seconds(lambda: copy_next(journal, mirror)))
        mirror.close()
    return [
        Measure(
            what="a signature kept: sealed, linked, vouched for, on disk",
            measured=f"p50 {ms(percentile(keeping, 0.5))}, p95 {ms(percentile(keeping, 0.95))}",
            budget="p95 ≤ 100 ms",
        ),
        Measure(
            what="the same beside a bare committed insert",
            measured=f"p50 {_ratio(keeping, inserting, 0.5)}, p95 {_ratio(keeping, inserting, 0.95)}"
            f" ({ms(percentile(inserting, 0.5))}, {ms(percentile(inserting, 0.95))})",
            budget="≤ 3 ×",
        ),
        Measure(
            what="its frame on the second copy, fsynced",
            measured=f"p50 {ms(percentile(copying, 0.5))}, p95 {ms(percentile(copying, 0.95))}",
        ),
    ]


@contextmanager
def _bare_table(path: Path) -> Iterator[Callable[[tuple[bytes, ...]], None]]:
    """Open a table with the journal's settings; gives what inserts and commits one row."""
    import sqlite3

    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
    connection.execute("CREATE TABLE record (seq INTEGER PRIMARY KEY, h BLOB, s BLOB, c BLOB)")

    def insert(row: tuple[bytes, ...]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO record (h, s, c) VALUES (?, ?, ?)", row)
        connection.execute("COMMIT")

    yield insert
    connection.close()


def _fill(journal: Journal, pack: Pack) -> None:
    chance = Random(2)
    while (left := MANY - journal.record_counts()[pack.id]) > 0:
        journal.keep_all([signs(pack, chance) for _ in range(min(left, AT_ONCE))], pack)


def _start(folder: Path) -> list[Measure]:
    took_s = min(seconds(lambda: opened(folder / "home").close()) for _ in range(3))
    return [
        Measure(
            what=f"opening a journal of {_spaced(MANY)} records, all checked",
            measured=f"{took_s:.2f} s, {_spaced(MANY / took_s)} records/s",
            budget="≤ 1 s",
        )
    ]


def _hand_over(folder: Path, journal: Journal, pack: Pack) -> list[Measure]:
    (folder / "stick").mkdir()
    home = Home(folder=folder / "home")
    took_s = seconds(lambda: list(write_batches([journal], home, folder / "stick")))
    files = [path.read_bytes() for path in (folder / "stick").rglob("*.inkbatch")]
    (folder / "by-hand").mkdir()
    by_hand_s = seconds(lambda: _write_by_hand(files, folder / "by-hand"))
    return [
        Measure(
            what="handing over, each batch read back and proved",
            measured=f"{_spaced(MANY / took_s)} records/s, "
            f"{took_s / by_hand_s:.1f} × writing the same bytes with fsync",
        )
    ]


def _write_by_hand(files: list[bytes], folder: Path) -> None:
    for number, data in enumerate(files):
        with (folder / f"{number}.bin").open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _second_copy(folder: Path, journal: Journal, pack: Pack) -> list[Measure]:
    """Let a stick catch up that was away all the time."""
    (folder / "new-card").mkdir()
    mirror = new_copy(journal, folder / "new-card")
    begun_s = time.perf_counter()
    while copy_next(journal, mirror):
        pass
    took_s = time.perf_counter() - begun_s
    mirror.close()
    return [
        Measure(
            what="a new second copy catching up",
            measured=f"{_spaced(MANY / took_s)} records/s",
        )
    ]


def _restore(folder: Path) -> Measure:
    home = Home(folder=folder / "other-tablet")
    home.folder.mkdir()
    took_s = seconds(lambda: restore_from(home, folder / "new-card"))
    size = next(home.restored.rglob(JOURNAL_FILE)).stat().st_size
    assert size > MANY
    return Measure(
        what="restoring a journal from its second copy",
        measured=f"{_spaced(MANY / took_s)} records/s",
    )


def _spaced(count: float) -> str:
    return f"{count:,.0f}".replace(",", " ")


def _ratio(ours: list[float], theirs: list[float], share: float) -> str:
    return f"{percentile(ours, share) / percentile(theirs, share):.1f} ×"
