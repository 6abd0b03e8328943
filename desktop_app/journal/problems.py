"""What can go wrong with a journal, and how SQLite's errors become problems with words."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from sqlalchemy.exc import DBAPIError

from desktop_app.problems import Problem


class JournalFull(Problem):
    """The disk is full: nothing was written, everything written before is safe."""

    code: ClassVar[str] = "journal.disk_full"


class JournalReadOnly(Problem):
    """The folder or the disk allows no writing."""

    code: ClassVar[str] = "journal.read_only"


class JournalInUse(Problem):
    """Another program holds the journal."""

    code: ClassVar[str] = "journal.in_use"


class JournalDamaged(Problem):
    """Something is not what this device wrote.

    `reason` names it; for a record also `campaign` and `number`.
    """

    code: ClassVar[str] = "journal.damaged"


class JournalRestored(Problem):
    """The journal was restored from a second copy: it has no key of its own and takes nothing new."""

    code: ClassVar[str] = "journal.restored"


class JournalFromNewerVersion(Problem):
    """A newer Inkstand wrote the journal; this one must not touch it."""

    code: ClassVar[str] = "journal.from_newer_version"


class RecordUnknown(Problem):
    """No signature of this campaign on this device has that id, so none can be taken back."""

    code: ClassVar[str] = "journal.record_unknown"


class JournalUnreadable(Problem):
    """The disk does not give or take the journal."""

    code: ClassVar[str] = "journal.unreadable"


PROBLEMS: dict[str, type[Problem]] = {
    "SQLITE_FULL": JournalFull,
    "SQLITE_READONLY": JournalReadOnly,
    "SQLITE_BUSY": JournalInUse,
    "SQLITE_LOCKED": JournalInUse,
    "SQLITE_NOTADB": JournalDamaged,
    "SQLITE_CORRUPT": JournalDamaged,
    "SQLITE_ERROR": JournalDamaged,  # our statements are right, so the tables are not
    "SQLITE_MISMATCH": JournalDamaged,
}

OF_THE_SYSTEM = {
    errno.ENOSPC: "SQLITE_FULL",
    errno.EDQUOT: "SQLITE_FULL",
    errno.EROFS: "SQLITE_READONLY",
    errno.EACCES: "SQLITE_READONLY",
    errno.EPERM: "SQLITE_READONLY",
}
"""What the system says outside SQLite, by the name that SQLite has for it."""


STUMBLES = (DBAPIError, sqlite3.Error, UnicodeDecodeError)
"""What damage makes SQLite, or Python on its behalf, raise."""


@contextmanager
def sqlite_problems() -> Iterator[None]:
    """Turn SQLite's errors into problems at the door of this room."""
    try:
        yield
    except DBAPIError as error:
        raise problem_for(error.orig) from error
    except (sqlite3.Error, OSError) as error:
        raise problem_for(error) from error
    except UnicodeDecodeError as error:  # SQLite quotes a damaged name when it complains of it
        raise JournalDamaged(reason="tables") from error


def problem_for(error: BaseException | None) -> Problem:
    """Choose the problem for an error by SQLite's own name for it."""
    name = str(getattr(error, "sqlite_errorname", ""))
    primary = "_".join(name.split("_")[:2])
    if isinstance(error, OSError):
        primary = OF_THE_SYSTEM.get(error.errno or 0, "")
    return PROBLEMS.get(primary, JournalUnreadable)(reason=name or type(error).__name__)


def must_be_damage(error: Exception) -> None:
    """Let pass what damage makes SQLite say; a disk that fails or a lock is something else.

    Raises:
        JournalInUse, JournalUnreadable and the like.
    """
    if isinstance(error, UnicodeDecodeError):
        return
    problem = problem_for(error.orig if isinstance(error, DBAPIError) else error)
    if not isinstance(problem, JournalDamaged):
        raise problem from error
