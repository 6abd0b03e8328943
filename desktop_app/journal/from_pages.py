"""Puts the rows that stand in a damaged file into whole tables, in memory only, to be read from there."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.journal.checks import Cell, row_check
from desktop_app.journal.damage import OF_THE_FILE, Damage, Part, lost_count
from desktop_app.journal.engine import memory_engine
from desktop_app.journal.pages import Value, rows_in
from desktop_app.journal.problems import STUMBLES, must_be_damage
from desktop_app.journal.proof import examine
from desktop_app.journal.steps import make_tables
from desktop_app.journal.tables import (
    CHECK_COLUMN,
    AnyTable,
    checkpoint_table,
    device_again_table,
    device_table,
    metadata,
    record_table,
    undone_table,
)
from desktop_app.journal.walking import walk
from desktop_app.sealing.chain import device_id
from desktop_app.signature.undo import RECORD_ID_FORM

HEADER_START = b'{"v":'
HASH_BYTES, SIGNATURE_BYTES = 32, 64

Row = tuple[Value, ...]
Examined = tuple[Engine, tuple[Damage, ...]]
ON_THEIR_ROW = frozenset({Part.HEADER, Part.SEALED})


def rebuilt(path: Path) -> Engine:
    """Make a database in memory of all rows that the pages of a file still hold."""
    engine = memory_engine()
    with engine.begin() as connection:
        make_tables(connection)
        for table, row in _rows(path):
            cells = dict(zip(table.columns.keys(), row, strict=True))
            connection.execute(insert(table).values(cells).on_conflict_do_nothing())
    return engine


def examine_pages(path: Path) -> Examined:
    """Rebuild a file in memory and examine what came out; that the file is damaged is certain."""
    engine = rebuilt(path)
    found = examine(engine)
    return engine, (Damage(part=Part.FILE), *(d for d in found if d.part not in OF_THE_FILE))


def is_file_damaged(damages: tuple[Damage, ...]) -> bool:
    """Tell whether SQLite may have missed rows that are there."""
    return any(damage.part in OF_THE_FILE or damage.part is Part.MISSING for damage in damages)


def more_whole(by_sqlite: Examined, by_pages: Examined) -> Examined:
    """Choose the reading that gives more whole records, SQLite's own if both give as many."""
    better, worse = by_sqlite, by_pages
    if _whole_count(*by_pages) > _whole_count(*by_sqlite):
        better, worse = by_pages, by_sqlite
    worse[0].dispose()
    return better


def has_device(engine: Engine) -> bool:
    """Tell whether it is known whose journal it is."""
    with engine.begin() as connection:
        return connection.execute(select(device_table.c.id)).first() is not None


def _whole_count(engine: Engine, damages: tuple[Damage, ...]) -> int:
    with engine.begin() as connection:
        return _row_count(connection) - lost_count(
            tuple(d for d in damages if d.part in ON_THEIR_ROW)
        )


def _row_count(connection: Connection) -> int:
    try:
        return sum(1 for _ in walk(connection))
    except STUMBLES as error:
        must_be_damage(error)
        return 0


def _rows(path: Path) -> Iterator[tuple[AnyTable, Row]]:
    """Tell which table each row is from; the key from its second place goes into the first, too."""
    for row in rows_in(path):
        table = _table_of(row)
        if table is None or None in row:
            continue
        yield table, row
        if table is device_again_table:
            yield device_table, row[:3]
        elif table is device_table:
            cells: dict[str, Cell] = {"id": str(row[0])}
            cells |= {"public_key": bytes_of(row[1]), "private_key": bytes_of(row[2])}
            yield device_again_table, (*row, row_check(device_again_table, cells))


def bytes_of(value: Value) -> bytes:
    """Give a value that is known to be bytes."""
    return value if isinstance(value, bytes) else b""


def _table_of(row: Row) -> AnyTable | None:
    for table, is_of in (
        (record_table, _is_record),
        (checkpoint_table, _is_checkpoint),
        (undone_table, _is_undone),
        (device_table, _is_device),
    ):
        if is_of(row):
            return table
    return next((table for table in metadata.tables.values() if _is_checked_of(table, row)), None)


def _is_record(row: Row) -> bool:
    kinds = (str, int, bytes, bytes, bytes)
    return _are(row, *kinds) and bytes_of(row[2]).startswith(HEADER_START)


def _is_checkpoint(row: Row) -> bool:
    return (
        _are(row, str, int, bytes, bytes)
        and len(bytes_of(row[2])) == HASH_BYTES
        and len(bytes_of(row[3])) == SIGNATURE_BYTES
    )


def _is_undone(row: Row) -> bool:
    return _are(row, str, int, str) and RECORD_ID_FORM.fullmatch(str(row[2])) is not None


def _is_device(row: Row) -> bool:
    return _are(row, str, bytes, bytes) and device_id(bytes_of(row[1])) == row[0]


def _is_checked_of(table: AnyTable, row: Row) -> bool:
    names = table.columns.keys()
    if CHECK_COLUMN not in names or len(names) != len(row):
        return False
    cells: dict[str, Cell] = {}
    for name, value in zip(names, row, strict=True):
        if isinstance(value, float):
            return False
        cells[name] = value
    return cells[CHECK_COLUMN] == row_check(table, cells)


def _are(row: Row, *kinds: type) -> bool:
    return len(row) == len(kinds) and all(map(isinstance, row, kinds))
