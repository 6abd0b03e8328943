"""A folder in memory, where the system has one: what simulated disks leave is opened there quickly."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

IN_MEMORY = Path("/dev/shm")


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Give an empty folder that goes afterwards."""
    place = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="inkstand-faults-", dir=place) as name:
        yield Path(name)
