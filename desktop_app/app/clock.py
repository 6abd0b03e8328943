"""The one home of clock and randomness; everything else is given them."""

import os
import sys
import time
from datetime import UTC, datetime


def now() -> datetime:
    """Give the present instant, aware and in UTC."""
    return datetime.now(UTC)


def steady() -> float:
    """Give seconds that run on evenly whatever is done to the clock; from where does not matter.

    They run on while a tablet sleeps, else every nap would look like a jump of the clock. On Linux and
    macOS `time.monotonic` stands still then; each has another clock that does not.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        return time.monotonic()


def randomness(size_bytes: int) -> bytes:
    """Give bytes from the system's generator, fit for keys."""
    return os.urandom(size_bytes)
