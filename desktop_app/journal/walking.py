"""Walks through all records in the order in which they were written, past what cannot be read."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, text

from desktop_app.journal.problems import STUMBLES, must_be_damage

ALL = text(
    "SELECT rowid, campaign, seq, header, sealed, chain FROM record NOT INDEXED ORDER BY rowid"
)
ONE = text(
    "SELECT rowid, campaign, seq, header, sealed, chain FROM record NOT INDEXED WHERE rowid = :row"
)
LAST_ROW = (
    text("SELECT max(rowid) FROM record NOT INDEXED"),
    text("SELECT sum(count) FROM checkpoint"),
)
ROWS_AT_ONCE = 500


class RecordRow(NamedTuple):
    """A row as it is stored. Damage may have put values of any kind into it."""

    campaign: object
    seq: object
    header: object
    sealed: object
    chain: object


def walk(connection: Connection) -> Iterator[RecordRow]:
    """Give every row that can be read, by the table itself and not by its index.

    Where SQLite stumbles over a damaged page, the rest is asked for row by row.
    """
    last_row = 0
    try:
        for row in connection.execute(ALL, execution_options={"yield_per": ROWS_AT_ONCE}):
            last_row = row[0]
            yield RecordRow(*row[1:])
        return
    except STUMBLES as error:
        must_be_damage(error)
    for number in range(last_row + 1, _last_row(connection) + 1):
        yield from _row(connection, number)


def _row(connection: Connection, number: int) -> Iterator[RecordRow]:
    try:
        row = connection.execute(ONE, {"row": number}).first()
    except STUMBLES as error:
        must_be_damage(error)
        return
    if row is not None:
        yield RecordRow(*row[1:])


def _last_row(connection: Connection) -> int:
    """Find out how many rows there should be: rows are only ever added."""
    found = 0
    for query in LAST_ROW:
        try:
            number = connection.execute(query).scalar()
        except STUMBLES as error:
            must_be_damage(error)
            continue
        found = max(found, number if isinstance(number, int) else 0)
    return found
