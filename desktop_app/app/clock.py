"""The one home of clock and randomness; everything else is given them."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """Give the present instant, aware and in UTC."""
    return datetime.now(UTC)


def randomness(size_bytes: int) -> bytes:
    """Give bytes from the system's generator, fit for keys."""
    return os.urandom(size_bytes)
