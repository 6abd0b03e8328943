"""The journals in a home that can be closed over and handed over, also from a disk that refuses."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from desktop_app.app.clock import now, randomness, steady
from desktop_app.app.home import Home, HomeReadOnly
from desktop_app.journal.problems import JournalDamaged, JournalFull, JournalReadOnly
from desktop_app.journal.store import Journal, open_journal, read_damaged_journal


@contextmanager
def journals_of(home: Home) -> Iterator[tuple[Journal, ...]]:
    """Open what is there; damaged or on a disk that takes no writing, to read: all must come off it.

    Raises:
        HomeInUse, and what opening raises.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(home.alone())
            own: Journal | None = open_journal(
                home.folder, clock=now, randomness=randomness, steady=steady
            )
        except (HomeReadOnly, JournalReadOnly, JournalFull, JournalDamaged):
            own = read_damaged_journal(home.folder, clock=now, randomness=randomness)
        if own is not None:
            stack.enter_context(own)
        yield () if own is None else (own,)
