"""Inserts many rows at once, straight through the driver, and reads bytes whatever their type.

SQLAlchemy prepares each value of each row anew, which took a tenth of a merge. The statement is
still SQLAlchemy's, compiled for whichever database it is. PostgreSQL takes many rows by COPY, which
is several times as quick as any INSERT.
"""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Cast, Column, Connection, Insert, LargeBinary, cast
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.sql.compiler import SQLCompiler

from desktop_app.register.tables import metadata

Cell = str | int | bytes | None
Row = tuple[Cell, ...]
"""One value a column, in the order of the table's columns."""
TYPES = {bytes: "bytea", int: "int4", str: "text"}
"""PostgreSQL's names."""


class Fillable(Protocol):
    """What rows can be inserted into: a table of `tables.py`."""

    @property
    def name(self) -> str:
        """Its name."""

    def insert(self) -> Insert:
        """Give its plain insert."""


def as_bytes(column: Column[bytes] | Column[str]) -> Cast[bytes]:
    """Select a column as bytes: SQLite lets anybody store text or a number in any column."""
    return cast(column, LargeBinary)


def insert_rows(connection: Connection, table: Fillable, rows: Sequence[Row]) -> None:
    """Insert rows that give every column of a table.

    Raises:
        IntegrityError: one of them, or a part of it, is there already.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy_rows(connection, table, rows)
        return
    compiled = table.insert().compile(dialect=connection.dialect)
    assert isinstance(compiled, SQLCompiler)
    assert compiled.positional
    connection.exec_driver_sql(str(compiled), list(rows))


def _copy_rows(connection: Connection, table: Fillable, rows: Sequence[Row]) -> None:
    """Copy rows in, in the binary format: no value is ever read as text."""
    import psycopg

    columns = list(metadata.tables[table.name].columns)
    names = ", ".join(f'"{column.name}"' for column in columns)
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    statement = f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT BINARY)'
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types([TYPES[column.type.python_type] for column in columns])
            for row in rows:
                copy.write_row(row)
    except psycopg.IntegrityError as error:
        raise IntegrityError(statement, None, error) from error
    except psycopg.Error as error:
        raise DBAPIError(statement, None, error) from error
