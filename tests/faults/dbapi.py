"""Python's sqlite3 as far as our code and SQLAlchemy use it, over an apsw whose files tests can break.

It stands in for `sqlite3.connect`, so that the journal's own code runs, unchanged, on such files.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import apsw

CLASSES: dict[type[apsw.Error], type[sqlite3.Error]] = {
    apsw.ConstraintError: sqlite3.IntegrityError,
    apsw.CorruptError: sqlite3.DatabaseError,
    apsw.NotADBError: sqlite3.DatabaseError,
}


@contextmanager
def sqlite_over(vfs: str) -> Iterator[None]:
    """Let every `sqlite3.connect` in here open its files through a file system of apsw."""

    def connect(database: str, *, timeout: float = 5.0, **_: object) -> Connection:
        with _as_sqlite3_says():
            return Connection(database, vfs, timeout)

    with patch.object(sqlite3, "connect", connect):
        yield


class Connection:
    """A connection in autocommit mode: transactions are begun by hand."""

    isolation_level = None
    text_factory: object = str

    def __init__(self, database: str, vfs: str, timeout_s: float) -> None:
        self._apsw = apsw.Connection(database, vfs=vfs, flags=_FLAGS)
        self._apsw.set_busy_timeout(int(timeout_s * 1000))

    def cursor(self) -> "Cursor":
        return Cursor(self._apsw)

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "Cursor":
        return self.cursor().execute(statement, parameters)

    def commit(self) -> None:
        self._end("COMMIT")

    def rollback(self) -> None:
        self._end("ROLLBACK")

    def close(self) -> None:
        with _as_sqlite3_says():
            self._apsw.close(True)

    def backup(self, target: "Connection") -> None:
        with _as_sqlite3_says(), target._apsw.backup("main", self._apsw, "main") as backup:
            backup.step()

    def create_function(
        self, name: str, count: int, work: Callable[..., Any], *, deterministic: bool = False
    ) -> None:
        self._apsw.create_scalar_function(name, work, count, deterministic=deterministic)

    def _end(self, how: str) -> None:
        if self._apsw.in_transaction:
            self.execute(how)


class Cursor:
    """A cursor whose rows are fetched at once: nothing of ours is large here."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._apsw = connection
        self._rows: list[Any] = []
        self.description: Sequence[Sequence[Any]] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def execute(self, statement: str, parameters: Any = ()) -> "Cursor":
        return self._run(lambda cursor: cursor.execute(statement, parameters))

    def executemany(self, statement: str, parameters: Any) -> "Cursor":
        return self._run(lambda cursor: cursor.executemany(statement, parameters))

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[Any]:
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def fetchall(self) -> list[Any]:
        return self.fetchmany(len(self._rows))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def close(self) -> None:
        self._rows = []

    def _run(self, work: Callable[[apsw.Cursor], Any]) -> "Cursor":
        cursor = self._apsw.cursor()
        self.description = None
        cursor.exec_trace = self._note_columns
        changes_before = self._apsw.total_changes()
        with _as_sqlite3_says():
            self._rows = list(work(cursor))
        self.rowcount = self._apsw.total_changes() - changes_before
        self.lastrowid = self._apsw.last_insert_rowid()
        return self

    def _note_columns(self, cursor: apsw.Cursor, statement: str, _: object) -> bool:
        """Keep the names of the columns, which apsw forgets when there are no rows."""
        columns = cursor.get_description()
        self.description = [(name, *[None] * 6) for name, *_ in columns] or None
        return True


_FLAGS = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI


@contextmanager
def _as_sqlite3_says() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        kind = next((ours for theirs, ours in CLASSES.items() if isinstance(error, theirs)), None)
        said = (kind or sqlite3.OperationalError)(str(error))
        said.sqlite_errorcode = error.extendedresult
        said.sqlite_errorname = _name(error)
        raise said from error


def _name(error: apsw.Error) -> str:
    extended = apsw.mapping_extended_result_codes.get(error.extendedresult)
    return str(extended or apsw.mapping_result_codes.get(error.extendedresult & 0xFF, ""))
