"""All journals in a home, opened to look at: counting them must work whoever else works there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home
from desktop_app.journal.store import JOURNAL_FILE, Journal, read_damaged_journal


@contextmanager
def journals_to_read(home: Home) -> Iterator[tuple[Journal, ...]]:
    """Open this device's journal and those that were rebuilt here, as far as they are there.

    Raises:
        JournalDamaged: not even the beginning of one can be read. JournalFromNewerVersion,
        JournalUnreadable.
    """
    with ExitStack() as stack:
        opened = [
            read_damaged_journal(folder, clock=now, randomness=randomness)
            for folder in journal_folders(home)
        ]
        yield tuple(stack.enter_context(journal) for journal in opened if journal is not None)


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
