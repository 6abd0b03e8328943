"""A check in the last column of rows that no header, hash or signature proves.

`row_sha256` is the SHA-256 of the JSON array of the table's name and the row's other columns in their
order, bytes in base64. It finds damage; against a forger it proves nothing, and need not.
"""

import hashlib
from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, RowMapping, select

from desktop_app.journal.problems import STUMBLES, must_be_damage
from desktop_app.journal.tables import (
    CHECK_COLUMN,
    CHECKS_SINCE_VERSION,
    AnyTable,
    handed_over_table,
    tables_version,
)

Cell = str | int | bytes | None
Cells = Mapping[str, Cell]


def checked(table: AnyTable, **cells: Cell) -> dict[str, Cell]:
    """Complete a row by its check."""
    return {**cells, CHECK_COLUMN: row_check(table, cells)}


def row_check(table: AnyTable, cells: Cells) -> bytes:
    """Hash what a row says."""
    names = [column.name for column in table.columns if column.name != CHECK_COLUMN]
    said = [str(table.name), *(cells.get(name) for name in names)]
    return hashlib.sha256(msgspec.json.encode(said)).digest()


def is_whole(table: AnyTable, row: RowMapping) -> bool:
    """Tell whether a row says what was written into it."""
    return bool(row[CHECK_COLUMN] == row_check(table, {name: row[name] for name in row}))


def whole_rows(
    connection: Connection, table: AnyTable, campaign: str | None = None
) -> list[RowMapping]:
    """Read the rows that are what was written, in the order of their keys.

    One that is damaged is left out: it is the proof's to tell, and what such rows say is never needed
    to read a record. Tables of before version 3 had no checks.
    """
    has_checks = tables_version(connection) >= CHECKS_SINCE_VERSION
    if not has_checks and table is not handed_over_table:
        return []
    names = [c for c in table.columns if has_checks or c.name != CHECK_COLUMN]
    query = select(*names).order_by(*table.primary_key)
    if campaign is not None:
        query = query.where(table.c.campaign == campaign)
    try:
        rows = connection.execute(query).mappings().all()
    except STUMBLES as error:
        must_be_damage(error)
        return []
    return [row for row in rows if not has_checks or is_whole(table, row)]
