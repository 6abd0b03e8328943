"""Guards the way out: counts each try before checking it, and lets nobody guess quickly. No Qt."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path

import msgspec

from desktop_app.kiosk.pin_file import (
    MAX_TRIES,
    PinCannotWrite,
    PinDamaged,
    StoredPin,
    is_right,
    read_pin,
    write_pin,
)

FREE_TRIES = 5
WAITS_S = (30.0, 60.0, 120.0, 300.0, 600.0)
"""Before the sixth try, the seventh …; the last one before each that follows."""


class Verdict(Enum):
    """What came of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_EARLY = "too early"
    """Not looked at, and not counted: the wait is not over."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict, and how long it is until the next try."""

    verdict: Verdict
    wait_s: float


def wait_after(try_count: int) -> float:
    """Tell how many seconds must go by before the next try, after so many."""
    if try_count < FREE_TRIES:
        return 0.0
    return WAITS_S[min(try_count - FREE_TRIES, len(WAITS_S) - 1)]


class PinGuard:
    """Compares what is typed with the PIN in a file.

    A try is on disk before it is checked, so that killing the kiosk gives none for free. A wait is
    counted by a clock that nobody can set; after a restart it begins anew, whole.
    """

    def __init__(self, path: Path, monotonic: Callable[[], float]) -> None:
        """Guard with the PIN in a file; any wait begins now."""
        self._path = path
        self._monotonic = monotonic
        self._since_s = monotonic()

    def wait_s(self) -> float:
        """Tell how many seconds are left until the next try.

        Raises:
            PinDamaged, PinFromNewerVersion.
        """
        return self._left_s(self._read())

    def check(self, digits: str) -> Answer:
        """Count a try, then look whether the digits are the PIN.

        Raises:
            PinCannotWrite: it could not be counted, so nothing was compared.
            PinDamaged, PinFromNewerVersion.
        """
        stored = self._read()
        left_s = self._left_s(stored)
        if left_s > 0:
            return Answer(verdict=Verdict.TOO_EARLY, wait_s=left_s)
        counted = msgspec.structs.replace(stored, try_count=min(stored.try_count + 1, MAX_TRIES))
        write_pin(self._path, counted)
        self._since_s = self._monotonic()
        if not is_right(counted, digits):
            return Answer(verdict=Verdict.WRONG, wait_s=self._left_s(counted))
        try:
            write_pin(self._path, msgspec.structs.replace(counted, try_count=0))
        except PinCannotWrite:
            pass  # who knows the PIN may leave; the tries stay counted
        return Answer(verdict=Verdict.RIGHT, wait_s=0.0)

    def _read(self) -> StoredPin:
        stored = read_pin(self._path)
        if stored is None:  # it was there when the kiosk began
            raise PinDamaged
        return stored

    def _left_s(self, stored: StoredPin) -> float:
        gone_s = self._monotonic() - self._since_s
        return max(0.0, wait_after(stored.try_count) - gone_s)
