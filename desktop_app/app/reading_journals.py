"""All journals in a home, opened to look at: counting them must work whoever else works there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from desktop_app.app.home import Home
from desktop_app.app.journals import Journals, open_all, read_all
from desktop_app.journal.problems import JournalDamaged
from desktop_app.journal.store import JOURNAL_FILE


@contextmanager
def journals_to_read(home: Home) -> Iterator[Journals]:
    """Open this device's journal and those that were restored here; of a damaged one what is whole.

    Raises:
        HomeInUse, NothingToSalvage: the own one is damaged, and is worked on, or nothing of it is
        whole. JournalFromNewerVersion, JournalUnreadable.
    """
    with ExitStack() as stack:
        try:
            journals = stack.enter_context(read_all(home))
        except JournalDamaged:
            journals = stack.enter_context(open_all(home))
        yield journals


def journal_folders(home: Home) -> list[Path]:
    """List where journals lie, this device's first."""
    restored = sorted(home.restored.iterdir()) if home.restored.is_dir() else []
    return [home.folder, *restored]


def journals_state(home: Home) -> tuple[tuple[str, int, int], ...]:
    """Tell the journals' files apart from what they were before: each commit changes its time."""
    found = []
    for folder in journal_folders(home):
        file = folder / JOURNAL_FILE
        try:
            stat = file.stat()
        except OSError:
            continue
        found.append((str(file), stat.st_mtime_ns, stat.st_size))
    return tuple(found)
