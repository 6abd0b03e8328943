"""Room kept for the moment when the disk is full: a file that can be given up.

Real bytes, not a hole in a sparse file, and no zeros that a file system would pack. When SQLite first
says that the disk is full, the file goes, and the signature in flight is written after all.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.journal.durable import sync_file
from desktop_app.signature.signature import Randomness

BALLAST_FILE = "ballast"
BALLAST_BYTES = 8 * 1024 * 1024
LEFT_FREE_BYTES = 64 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Ballast:
    """The ballast of a home: how large, and how much room must be left beside it."""

    folder: Path
    size_bytes: int = BALLAST_BYTES
    left_free_bytes: int = LEFT_FREE_BYTES

    @property
    def path(self) -> Path:
        """Where the file lies: beside the journal, on the same disk."""
        return self.folder / BALLAST_FILE

    def is_there(self) -> bool:
        """Tell whether there is ballast to free."""
        try:
            return self.path.stat().st_size >= self.size_bytes > 0
        except OSError:
            return False

    def take_on(self, randomness: Randomness) -> bool:
        """Make the file where there is room; tells whether it is there. Failing is harmless."""
        if self.is_there():
            return True
        temporary = self.path.with_suffix(".part")
        try:
            for path in (self.path, temporary):  # what a killed start left
                path.unlink(missing_ok=True)
            if shutil.disk_usage(self.folder).free < self.size_bytes + self.left_free_bytes:
                return False
            with temporary.open("wb") as file:
                for start in range(0, self.size_bytes, CHUNK_BYTES):
                    file.write(randomness(min(CHUNK_BYTES, self.size_bytes - start)))
                file.flush()
                sync_file(file.fileno())
            temporary.replace(self.path)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            return False
        return True

    def free(self) -> bool:
        """Give the room back to the disk; tells whether there was any to give."""
        try:
            with self.path.open("r+b") as file:
                had_any = os.fstat(file.fileno()).st_size > 0
                file.truncate(0)  # where even removing a name takes a little room
        except OSError:
            return False
        with suppress(OSError):
            self.path.unlink()
        return had_any
