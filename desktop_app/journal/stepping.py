"""Brings a journal of an older version to this one: on a copy, proved, and then put in its place.

The copy is made by SQLite's own backup, stepped in one transaction, proved like every journal, brought
to the disk, and renamed over the old file. Whenever that is killed, the journal's name stands for one
whole file: the old one, or the new one. What a killed step left is swept away by the next start.

The old file is not kept as a backup: all that is in it is in the new one, and it holds the device's
private key, and sealed parts that are to be erased one day.
"""

import os
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine

from desktop_app.journal.durable import sync_file, sync_folder
from desktop_app.journal.engine import make_private, open_engine, plain_connection
from desktop_app.journal.problems import JournalUnreadable
from desktop_app.journal.proof import examine
from desktop_app.journal.steps import step_forward

COPY_SUFFIX = ".stepping"


def sweep(journal_file: Path) -> None:
    """Take away what a killed step left beside a journal; where that fails, it is harmless."""
    for path in _leftovers(journal_file):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def step_copy(engine: Engine, journal_file: Path) -> None:
    """Put a journal of this version in the place of one that is older, and was proved just now.

    The engine keeps every other writer away meanwhile, and is closed at the end.

    Raises:
        JournalFull, JournalReadOnly, JournalUnreadable: the old journal stays as it is.
    """
    copy = _copy_of(journal_file)
    try:
        with engine.begin():  # nobody may write to a file that is about to be replaced
            _make_copy(journal_file, copy)
            _prove_copy(journal_file, copy)
            if os.name != "nt":
                _put_in_place(copy, journal_file)
        engine.dispose()
        if os.name == "nt":  # Windows lets nobody replace a file that is open
            _put_in_place(copy, journal_file)
    except BaseException:
        engine.dispose()
        sweep(journal_file)
        raise


def _make_copy(journal_file: Path, copy: Path) -> None:
    sweep(journal_file)
    make_private(copy)
    with (
        closing(plain_connection(journal_file, "ro")) as source,
        closing(plain_connection(copy, "rw")) as target,
    ):
        source.backup(target)
    stepped = open_engine(copy, is_read_only=False)
    try:
        step_forward(stepped)
    finally:
        stepped.dispose()


def _prove_copy(journal_file: Path, copy: Path) -> None:
    """See that the copy is whole, and that no record of the old journal is missing in it."""
    stepped = open_engine(copy, is_read_only=False)
    try:
        damages = examine(stepped)
    finally:
        stepped.dispose()
    if damages or _contents(journal_file) != _contents(copy):
        raise JournalUnreadable(reason="copy")


def _contents(path: Path) -> list[tuple[object, ...]]:
    """Give all that is in the tables that were there from the beginning, but for the records' bytes.

    Those are vouched for by the checkpoints, which are compared.
    """
    with closing(plain_connection(path, "ro")) as connection:
        return [
            row
            for query in (
                "SELECT id, public_key, private_key FROM device",
                "SELECT campaign, count, head, signature FROM checkpoint ORDER BY campaign",
                "SELECT campaign, first, last, sha256, handed_over_at FROM handed_over ORDER BY 1, 2",
                "SELECT campaign, count(*), sum(length(sealed)) FROM record GROUP BY campaign",
            )
            for row in connection.execute(query)
        ]


def _put_in_place(copy: Path, journal_file: Path) -> None:
    with copy.open("r+b") as file:
        sync_file(file.fileno())
    copy.replace(journal_file)
    sync_folder(journal_file.parent)


def _copy_of(journal_file: Path) -> Path:
    return journal_file.with_suffix(COPY_SUFFIX)


def _leftovers(journal_file: Path) -> tuple[Path, ...]:
    copy = _copy_of(journal_file)
    return copy, copy.with_name(f"{copy.name}-journal")
