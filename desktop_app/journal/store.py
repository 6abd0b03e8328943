"""Opens the journal of a home: proved, brought to this version, with ballast beside it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from desktop_app.journal.ballast import BALLAST_BYTES, Ballast
from desktop_app.journal.damage import Damage, most_telling
from desktop_app.journal.durable import make_folder
from desktop_app.journal.engine import open_engine
from desktop_app.journal.journal import Journal
from desktop_app.journal.problems import (
    JournalReadOnly,
    JournalUnreadable,
    sqlite_problems,
)
from desktop_app.journal.proof import examine, prove
from desktop_app.journal.runs import batch_runs
from desktop_app.journal.stepping import step_copy, sweep
from desktop_app.journal.steps import create_tables, found_version
from desktop_app.journal.stored import ClockJump, HandedOver, StoredRecord
from desktop_app.journal.stranded import open_stranded
from desktop_app.journal.tables import TABLES_VERSION
from desktop_app.journal.writing import RECORD_ID_BYTES, Senses
from desktop_app.signature.signature import Clock, Randomness

__all__ = [
    "JOURNAL_FILE",
    "RECORD_ID_BYTES",
    "ClockJump",
    "HandedOver",
    "Journal",
    "StoredRecord",
    "batch_runs",
    "examine_journal",
    "open_journal",
    "read_journal",
]

JOURNAL_FILE = "journal.sqlite"


def open_journal(
    folder: Path,
    *,
    clock: Clock,
    randomness: Randomness,
    steady: Callable[[], float] | None = None,
    ballast: Ballast | None = None,
) -> Journal:
    """Open the journal of a home, made new where there is none, and prove all that is in it.

    Tables of an older version are brought to this one once they are proved.

    Args:
        folder: the home.
        clock: gives the present instant.
        randomness: gives bytes fit for keys.
        steady: gives seconds that no change of the clock touches; without it, jumps of the clock
            within a run are not seen.
        ballast: other than the usual one.

    Raises:
        JournalDamaged, JournalFromNewerVersion, JournalInUse, JournalReadOnly, JournalFull,
        JournalUnreadable.
    """
    with sqlite_problems():
        make_folder(folder)
        engine = _proved(folder / JOURNAL_FILE, randomness)
    ballast = ballast or Ballast(folder=folder, size_bytes=BALLAST_BYTES)
    ballast.take_on(randomness)
    senses = Senses(clock=clock, randomness=randomness, steady=steady)
    return Journal(engine, senses, ballast=ballast)


def _proved(path: Path, randomness: Randomness) -> Engine:
    """Open the file, make or step its tables where that is needed, and prove all that is in it."""
    engine = open_engine(path, is_read_only=False)
    try:
        version = found_version(engine)
        if version == 0:
            create_tables(engine, randomness)
        prove(engine)
        if version not in (0, TABLES_VERSION):
            step_copy(engine, path)
            engine = open_engine(path, is_read_only=False)
            prove(engine)
    except BaseException:
        engine.dispose()
        raise
    sweep(path)
    return engine


def read_journal(folder: Path, *, clock: Clock, randomness: Randomness) -> Journal | None:
    """Open a journal to look at only, also on a read-only or full disk; None where there is none.

    A damaged note keeps nobody from the records: the journal's `damages` name it.

    Raises:
        JournalDamaged: not every record is whole. JournalFromNewerVersion, JournalUnreadable.
    """
    opened = _opened_to_read(folder)
    if opened is None:
        return None
    engine, damages = opened
    try:
        if not all(damage.is_note for damage in damages):
            raise most_telling(damages).problem()
        return Journal(engine, Senses(clock=clock, randomness=randomness), damages=damages)
    except BaseException:
        engine.dispose()
        raise


def examine_journal(folder: Path) -> tuple[Damage, ...]:
    """List everything in a home's journal that is not what the device wrote.

    Raises:
        JournalFromNewerVersion, JournalUnreadable; JournalDamaged: the file is no journal at all.
    """
    opened = _opened_to_read(folder)
    if opened is None:
        return ()
    engine, damages = opened
    engine.dispose()
    return damages


def _opened_to_read(folder: Path) -> tuple[Engine, tuple[Damage, ...]] | None:
    """Open and examine a journal in the first of three ways that the disk allows.

    None if there is no journal, or only the beginning of one.
    """
    path = folder / JOURNAL_FILE
    with sqlite_problems():
        if not path.is_file():
            return None
    ways: tuple[Callable[[], Engine], ...] = (
        lambda: open_engine(path, is_read_only=True),
        # a broken-off transaction is still to be rolled back, which takes writing ...
        lambda: open_engine(path, is_read_only=False),
        lambda: open_stranded(path),  # ... and the disk takes none
    )
    for open_it in ways[:-1]:
        with suppress(JournalReadOnly, JournalUnreadable):
            return _examined(open_it)
    return _examined(ways[-1])


def _examined(open_it: Callable[[], Engine]) -> tuple[Engine, tuple[Damage, ...]] | None:
    with sqlite_problems():
        engine = open_it()
        try:
            if found_version(engine) == 0:
                engine.dispose()
                return None
            return engine, examine(engine)
        except BaseException:
            engine.dispose()
            raise
