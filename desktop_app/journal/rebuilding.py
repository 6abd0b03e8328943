"""Builds a restored journal from frames, or adds to the one that is there what it lacks.

It is built beside the old one, proved, on disk, and only then takes the name: whoever is killed in
between leaves nothing wrong, and beginning again completes it.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection, Engine, select, tuple_
from sqlalchemy.dialects.sqlite import insert

from desktop_app.journal.checks import checked
from desktop_app.journal.device_key import put_device_key
from desktop_app.journal.durable import make_folder, sync_file, sync_folder
from desktop_app.journal.engine import memory_engine, open_engine
from desktop_app.journal.frame import Frame
from desktop_app.journal.problems import sqlite_problems
from desktop_app.journal.rebuilt_notes import bring_notes, complete_notes
from desktop_app.journal.restored import prove_restored
from desktop_app.journal.steps import make_tables
from desktop_app.journal.store import JOURNAL_FILE
from desktop_app.journal.tables import record_table, voucher_table
from desktop_app.problems import Problem

FRAMES_AT_ONCE = 300  # SQLite takes some 32 000 values in one statement, and older ones 999


class TwoHistories(Problem):
    """Two different records of one device have the same number, and both are vouched for."""

    code: ClassVar[str] = "restore.two_histories"


def rebuild(
    folder: Path,
    device_key: bytes,
    frames: Iterable[Frame],
    *,
    damaged: Path | None = None,
    told: Callable[[int], object] = lambda _: None,
) -> None:
    """Build a restored journal in a folder, or add to it.

    Args:
        folder: where `journal.sqlite` will be; made if it is not there.
        device_key: the device's public key.
        frames: whole ones, in any order, and the same may come again.
        damaged: a damaged journal of the device, whose notes of hand-overs and the like are brought.
        told: is called now and then with how many frames were looked at.

    Raises:
        TwoHistories; JournalDamaged: what was built is not whole; JournalFull, JournalReadOnly,
        JournalUnreadable. And then everything is as it was.
    """
    target = folder / JOURNAL_FILE
    part = target.with_name(f"{JOURNAL_FILE}.part")
    with sqlite_problems():
        make_folder(folder)
        _remove(part)
        try:
            engine = _begun(target, part, device_key)
            try:
                _fill(engine, frames, damaged, told)
            finally:
                engine.dispose()
            with part.open("r+b") as file:
                sync_file(file.fileno())
            part.replace(target)
            sync_folder(folder)
            sync_folder(folder.parent)
        finally:
            with suppress(OSError):
                _remove(part)


def rebuild_in_memory(
    device_key: bytes, frames: Iterable[Frame], *, damaged: Path | None = None
) -> Engine:
    """Build a restored journal where no disk takes it, to hand over what is whole.

    Raises:
        TwoHistories, JournalDamaged.
    """
    with sqlite_problems():
        engine = memory_engine()
        _make(engine, device_key)
        _fill(engine, frames, damaged, lambda _: None)
    return engine


def _begun(target: Path, part: Path, device_key: bytes) -> Engine:
    """Begin with what was restored before, so that its notes stay, or with empty tables."""
    if target.is_file():
        open_engine(target, is_read_only=False).dispose()
        shutil.copyfile(target, part)
        return open_engine(part, is_read_only=False)
    engine = open_engine(part, is_read_only=False)
    _make(engine, device_key)
    return engine


def _make(engine: Engine, device_key: bytes) -> None:
    with engine.begin() as connection:
        make_tables(connection)
        put_device_key(connection, device_key)


def _fill(
    engine: Engine,
    frames: Iterable[Frame],
    damaged: Path | None,
    told: Callable[[int], object],
) -> None:
    coming = iter(frames)
    count = 0
    while portion := list(islice(coming, FRAMES_AT_ONCE)):
        with engine.begin() as connection:
            _put(connection, portion)
        count += len(portion)
        told(count)
    with engine.begin() as connection:
        bring_notes(connection, damaged)
        complete_notes(connection)
    prove_restored(engine)


def _put(connection: Connection, portion: Sequence[Frame]) -> None:
    known = _known(connection, portion)
    new: dict[tuple[str, int], Frame] = {}
    for frame in portion:
        place = frame.campaign, frame.seq
        there = new[place].chain if place in new else known.get(place)
        if there is None:
            new[place] = frame
        elif there != frame.chain:
            raise TwoHistories(campaign=frame.campaign, number=frame.seq)
    if not new:
        return
    connection.execute(insert(record_table), [_record_row(frame) for frame in new.values()])
    connection.execute(
        insert(voucher_table),
        [
            checked(voucher_table, campaign=frame.campaign, seq=frame.seq, signature=frame.voucher)
            for frame in new.values()
        ],
    )


def _record_row(frame: Frame) -> dict[str, str | int | bytes]:
    return {
        "campaign": frame.campaign,
        "seq": frame.seq,
        "header": frame.header,
        "sealed": frame.sealed,
        "chain": frame.chain,
    }


def _known(connection: Connection, portion: Sequence[Frame]) -> dict[tuple[str, int], bytes]:
    table = record_table
    places = [(frame.campaign, frame.seq) for frame in portion]
    query = select(table.c.campaign, table.c.seq, table.c.chain).where(
        tuple_(table.c.campaign, table.c.seq).in_(places)
    )
    return {(row.campaign, row.seq): row.chain for row in connection.execute(query)}


def _remove(part: Path) -> None:
    for path in (part, part.with_name(f"{part.name}-journal")):
        path.unlink(missing_ok=True)
