"""A stick or card as the console shows it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Stick:
    """A stick or card that is plugged in."""

    folder: Path
    name: str
    free_bytes: int
    is_writable: bool
