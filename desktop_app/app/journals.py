"""The journals of a home: the device's own, and those that were restored in it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.clock import now, randomness, steady
from desktop_app.app.home import Home, HomeReadOnly
from desktop_app.app.restoring import LostRun, save_damaged
from desktop_app.journal.problems import JournalDamaged, JournalFull, JournalReadOnly
from desktop_app.journal.restored import RestoredJournal, read_restored
from desktop_app.journal.store import Journal, open_journal, read_journal
from desktop_app.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Journals:
    """The journals of a home, open.

    `own` is None where nothing was signed yet. Of a damaged own journal it is what is whole, in
    memory, and `lost` are the records that are not; then nothing that is noted in it lasts.
    `unreadable` are restored journals that cannot be opened, by device.
    """

    own: Journal | None
    restored: tuple[RestoredJournal, ...]
    lost: tuple[LostRun, ...] = ()
    is_own_damaged: bool = False
    unreadable: tuple[tuple[str, Problem], ...] = ()

    @property
    def all(self) -> tuple[Journal, ...]:
        """Give every journal, the device's own first."""
        return (*((self.own,) if self.own is not None else ()), *self.restored)

    @property
    def lost_count(self) -> int:
        """Count the records of the own journal that are damaged wherever they were looked for."""
        return sum(run.last - run.first + 1 for run in self.lost)

    @property
    def counted(self) -> tuple[Journal, ...]:
        """Give one journal a device, the longer: where restoring was cut short there are two."""
        by_device: dict[str, Journal] = {}
        for journal in self.all:
            there = by_device.get(journal.device)
            if there is None or _size(there) < _size(journal):
                by_device[journal.device] = journal
        return tuple(by_device.values())


@contextmanager
def read_all(home: Home) -> Iterator[Journals]:
    """Open all journals of a home to look at them only.

    Raises:
        JournalDamaged: the own one is; and what reading it raises.
    """
    with ExitStack() as stack:
        own = read_journal(home.folder, clock=now, randomness=randomness)
        if own is not None:
            stack.enter_context(own)
        restored, unreadable = _restored(home, stack, may_note=False)
        yield Journals(own=own, restored=restored, unreadable=unreadable)


@contextmanager
def open_all(home: Home) -> Iterator[Journals]:
    """Open all journals of a home to hand them over, and lock the home if it can be written to.

    On a disk that takes no writing they are opened to read: everything must come off it. Of a damaged
    own journal all that is whole is there.

    Raises:
        HomeInUse, NothingToSalvage, and what the journal raises.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(home.alone())
            may_note = True
        except HomeReadOnly:
            may_note = False
        restored, unreadable = _restored(home, stack, may_note=may_note)
        try:
            own = _own(home, may_note=may_note)
        except JournalDamaged:
            saved = stack.enter_context(save_damaged(home))
            yield Journals(
                own=saved.journal,
                restored=restored,
                lost=saved.lost,
                is_own_damaged=True,
                unreadable=unreadable,
            )
            return
        if own is not None:
            stack.enter_context(own)
        yield Journals(own=own, restored=restored, unreadable=unreadable)


@contextmanager
def change_all(home: Home) -> Iterator[Journals]:
    """Open all journals of a home to note in them what lasts, and lock the home.

    Raises:
        HomeInUse, HomeReadOnly, and what opening the own one to write raises.
    """
    with ExitStack() as stack:
        stack.enter_context(home.alone())
        own = stack.enter_context(
            open_journal(home.folder, clock=now, randomness=randomness, steady=steady)
        )
        restored, unreadable = _restored(home, stack, may_note=True)
        yield Journals(own=own, restored=restored, unreadable=unreadable)


@contextmanager
def journals_of(home: Home) -> Iterator[tuple[Journal, ...]]:
    """Open what can be closed over and handed over: `open_all`, without telling the journals apart."""
    with open_all(home) as journals:
        yield journals.all


def _own(home: Home, *, may_note: bool) -> Journal | None:
    if may_note:
        try:
            return open_journal(home.folder, clock=now, randomness=randomness, steady=steady)
        except (JournalReadOnly, JournalFull):
            pass
    return read_journal(home.folder, clock=now, randomness=randomness)


def _restored(
    home: Home, stack: ExitStack, *, may_note: bool
) -> tuple[tuple[RestoredJournal, ...], tuple[tuple[str, Problem], ...]]:
    """Open the restored journals; one that cannot be opened never hides the others."""
    journals: list[RestoredJournal] = []
    unreadable: list[tuple[str, Problem]] = []
    for folder in _folders(home.restored):
        try:
            journal = read_restored(folder, clock=now, randomness=randomness, may_note=may_note)
        except Problem as problem:
            unreadable.append((folder.name, problem))
            continue
        if journal is not None:
            journals.append(stack.enter_context(journal))
    return tuple(journals), tuple(unreadable)


def _folders(restored: Path) -> list[Path]:
    try:
        return sorted(folder for folder in restored.iterdir() if folder.is_dir())
    except OSError:
        return []


def _size(journal: Journal) -> int:
    return sum(journal.record_counts().values())
