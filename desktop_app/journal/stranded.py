"""Reads a journal on a disk that takes no more writing, with a broken-off transaction beside it.

SQLite rolls such a transaction back before it lets anybody read, and that is writing. Worn cards and
tablets' own memory fail in just this way. So it is done on a copy, elsewhere and for a moment: once it
is whole it lives in memory only.
"""

import shutil
import tempfile
from pathlib import Path

from sqlalchemy import Engine

from desktop_app.journal.engine import engine_in_memory, plain_connection

ROLLBACK_SUFFIX = "-journal"


def open_stranded(path: Path) -> Engine:
    """Open what a journal is without its broken-off transaction; nothing is written beside it."""
    with tempfile.TemporaryDirectory(prefix="inkstand-") as name:  # nobody else may look into it
        copy = Path(name) / path.name
        for suffix in ("", ROLLBACK_SUFFIX):
            source = path.with_name(f"{path.name}{suffix}")
            if source.is_file():
                shutil.copyfile(source, f"{copy}{suffix}")
        connection = plain_connection(copy, "rw")
        try:
            return engine_in_memory(connection)
        finally:
            connection.close()
