"""Inserts many rows at once, straight through the driver, and reads bytes whatever their type.

SQLAlchemy prepares each value of each row anew, which took a tenth of a merge. The statement is
still SQLAlchemy's, compiled for whichever database it is.
"""

from collections.abc import Sequence

from sqlalchemy import Cast, ClauseElement, Column, Connection, LargeBinary, cast
from sqlalchemy.sql.compiler import SQLCompiler

Cell = str | int | bytes | None
Row = tuple[Cell, ...]
"""One value a column, in the order of the table's columns."""


def as_bytes(column: Column[bytes] | Column[str]) -> Cast[bytes]:
    """Select a column as bytes: SQLite lets anybody store text or a number in any column."""
    return cast(column, LargeBinary)


def insert_rows(connection: Connection, insert: ClauseElement, rows: Sequence[Row]) -> None:
    """Insert rows that give every column of a table; `insert` is the table's plain insert."""
    if not rows:
        return
    compiled = insert.compile(dialect=connection.dialect)
    assert isinstance(compiled, SQLCompiler)
    statement = str(compiled)
    if compiled.positional:
        connection.exec_driver_sql(statement, list(rows))
    else:
        names = list(compiled.params)
        connection.exec_driver_sql(statement, [dict(zip(names, row, strict=True)) for row in rows])
