"""What a failing disk answers: no room, an error once, or no writing any more.

Each is asked by the watched files before a call (`vfs.Refuse`) and raises what SQLite would be told by
the system's own calls.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

WRITING = frozenset({"xWrite", "xSync", "xTruncate", "xDelete"})
CODES = {
    "xOpen": apsw.SQLITE_CANTOPEN,
    "xRead": apsw.SQLITE_IOERR_READ,
    "xWrite": apsw.SQLITE_IOERR_WRITE,
    "xSync": apsw.SQLITE_IOERR_FSYNC,
    "xTruncate": apsw.SQLITE_IOERR_TRUNCATE,
    "xDelete": apsw.SQLITE_IOERR_DELETE,
}


class TooLittleRoom(Exception):
    """A write finds less room than it needs; so much of it fits."""

    def __init__(self, room_bytes: int) -> None:
        super().__init__(room_bytes)
        self.room_bytes = room_bytes


@dataclass(kw_only=True)
class Full:
    """A disk with so much room and no more. None: room without end."""

    used_bytes: Callable[[], int]
    size_bytes: int | None

    def __call__(self, call: str, path: Path, growth_bytes: int) -> None:
        if call != "xWrite" or self.size_bytes is None:
            return
        room_bytes = max(0, self.size_bytes - self.used_bytes())
        if growth_bytes > room_bytes:
            raise TooLittleRoom(room_bytes)


@dataclass(kw_only=True)
class Failing:
    """A disk on which one call fails, or all from there on. `failing_at` counts the calls from 1."""

    failing_at: int = 0
    calls: frozenset[str] = frozenset(CODES)
    is_for_ever: bool = False
    met: list[str] = field(default_factory=list)

    def __call__(self, call: str, path: Path, growth_bytes: int) -> None:
        if call not in self.calls:
            return
        self.met.append(call)
        is_now = len(self.met) == self.failing_at
        if is_now or (self.is_for_ever and 0 < self.failing_at <= len(self.met)):
            raise sqlite_error(CODES[call])


def sqlite_error(code: int) -> apsw.Error:
    """Give the error by which SQLite is told a code."""
    error: apsw.Error = apsw.exception_for(code)
    error.extendedresult = code
    return error
