"""What can go wrong with a register, and how the database's errors become problems with words."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from sqlalchemy.exc import DBAPIError

from desktop_app.problems import Problem


class RegisterUrlUnknown(Problem):
    """The address is of another kind of database than this version opens."""

    code: ClassVar[str] = "register.url"


class RegisterUrlWithPassword(Problem):
    """The address has the password of the database in it, where it would be kept readable."""

    code: ClassVar[str] = "register.password_in_url"


class RegisterMissing(Problem):
    """There is no register at this place yet; the first merge makes it."""

    code: ClassVar[str] = "register.missing"


class RegisterPassphraseWrong(Problem):
    """The passphrase does not open the register, or its locked key was tampered with."""

    code: ClassVar[str] = "register.wrong_passphrase"


class NotARegister(Problem):
    """The file is no database, or the database of another program."""

    code: ClassVar[str] = "register.not_a_register"


class RegisterFromNewerVersion(Problem):
    """A newer Inkstand wrote the register; this one must not touch it."""

    code: ClassVar[str] = "register.from_newer_version"


class RegisterFull(Problem):
    """The disk is full: nothing of this step was written, everything before is safe."""

    code: ClassVar[str] = "register.disk_full"


class RegisterReadOnly(Problem):
    """The folder or the disk allows no writing."""

    code: ClassVar[str] = "register.read_only"


class RegisterInUse(Problem):
    """Another program holds the register."""

    code: ClassVar[str] = "register.in_use"


class RegisterDamaged(Problem):
    """The database is not what was written."""

    code: ClassVar[str] = "register.damaged"


class RegisterUnreadable(Problem):
    """The disk does not give or take the register."""

    code: ClassVar[str] = "register.unreadable"


class RegisterUnreachable(Problem):
    """The database server does not answer, refuses the user, or its driver is not installed."""

    code: ClassVar[str] = "register.unreachable"


class CampaignUnknown(Problem):
    """The register holds no signature of the campaign that was named."""

    code: ClassVar[str] = "register.no_campaign"


class NoSuchSignature(Problem):
    """A signature that was named is not in the register, or was erased already."""

    code: ClassVar[str] = "withdrawal.no_such_signature"


class NobodyFound(Problem):
    """The register has no signature by which this person could be known."""

    code: ClassVar[str] = "withdrawal.nobody_found"


class CodeIncomplete(Problem):
    """What was typed has more or fewer characters than a withdrawal code."""

    code: ClassVar[str] = "withdrawal.code_incomplete"


class ChangedMeanwhile(Problem):
    """The register has more or less of a person than what was shown; nothing was changed."""

    code: ClassVar[str] = "withdrawal.changed_meanwhile"


class NoSuchPair(Problem):
    """The two are not signatures of one campaign that are in the register."""

    code: ClassVar[str] = "duplicates.no_such_pair"


class NoSuchDecision(Problem):
    """There is no decision with this number that could be undone."""

    code: ClassVar[str] = "duplicates.no_such_decision"


class NoSuchDelivery(Problem):
    """Nobody is to be told about a delivery with this number."""

    code: ClassVar[str] = "withdrawal.nobody_to_inform"


class NothingFound(Problem):
    """A path is not there, or no batch lies in it; nothing was merged."""

    code: ClassVar[str] = "merge.nothing_found"


class NoSuchDevice(Problem):
    """No device has these four words; nothing was merged."""

    code: ClassVar[str] = "merge.no_such_device"


class NoSuchMerge(Problem):
    """The register knows no merge with this number, or it was taken back already."""

    code: ClassVar[str] = "merge.no_such_merge"


class AllSealedToAnotherKey(Problem):
    """Every record that was found is sealed to another key; nothing was written."""

    code: ClassVar[str] = "merge.other_key"


class ForeignPack(Problem):
    """The pack was not signed with this key, so its deliveries are not this coordinator's."""

    code: ClassVar[str] = "merge.foreign_pack"


class CoordinatorNotAccepted(Problem):
    """The pack lists this key as a further one, but nobody accepted the coordinator who signed it."""

    code: ClassVar[str] = "merge.coordinator_waits"


class SamePackVersion(Problem):
    """The register has a pack of this version with other content: which of them is in force?"""

    code: ClassVar[str] = "merge.same_version"


PROBLEMS: dict[str, type[Problem]] = {
    "SQLITE_FULL": RegisterFull,
    "SQLITE_READONLY": RegisterReadOnly,
    "SQLITE_BUSY": RegisterInUse,
    "SQLITE_LOCKED": RegisterInUse,
    "SQLITE_NOTADB": NotARegister,
    "SQLITE_CORRUPT": RegisterDamaged,
}
"""By SQLite's own names."""

STATES: dict[str, type[Problem]] = {
    "08": RegisterUnreachable,  # connection exceptions
    "25006": RegisterReadOnly,
    "28": RegisterUnreachable,  # user or password refused
    "3D000": RegisterUnreachable,  # no such database
    "42501": RegisterReadOnly,  # no right to do that
    "42P01": NotARegister,  # no such table
    "42703": NotARegister,  # no such column
    "53100": RegisterFull,
    "53": RegisterUnreachable,  # out of memory or connections
    "55P03": RegisterInUse,  # the lock was not given in time
    "57": RegisterUnreachable,  # the server is going down, or not up yet
    "58": RegisterUnreadable,
    "XX": RegisterDamaged,
}
"""By PostgreSQL's SQLSTATE, or by the class that its first two characters name."""

BUGS = frozenset(
    {"DataError", "IntegrityError", "InterfaceError", "NotSupportedError", "ProgrammingError"}
)
"""Errors by which a database says that we failed, not the world: they are never made a Problem."""


@contextmanager
def database_problems() -> Iterator[None]:
    """Turn the database's errors into problems at the door of this room."""
    try:
        yield
    except DBAPIError as error:
        problem = problem_for(error.orig)
        if problem is None:
            raise
        raise problem from error
    except sqlite3.Error as error:
        problem = problem_for(error)
        if problem is None:
            raise
        raise problem from error


@contextmanager
def disk_problems() -> Iterator[None]:
    """Turn the errors of a disk into problems: files beside the database, not the database itself."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise RegisterFull(reason=type(error).__name__) from error
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise RegisterReadOnly(reason=type(error).__name__) from error
        raise RegisterUnreadable(reason=type(error).__name__) from error


def problem_for(error: BaseException | None) -> Problem | None:
    """Choose the problem for an error by the database's own name for it; None for a bug."""
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        kind = STATES.get(state) or STATES.get(state[:2])
        return kind(reason=state) if kind is not None else None
    names = {each.__name__ for each in type(error).__mro__}
    if not names.isdisjoint(BUGS):
        return None
    if not isinstance(error, sqlite3.Error):  # PostgreSQL's driver, before or without an answer
        return RegisterUnreachable(reason=type(error).__name__)
    name = str(getattr(error, "sqlite_errorname", ""))
    primary = "_".join(name.split("_")[:2])
    return PROBLEMS.get(primary, RegisterUnreadable)(reason=name or type(error).__name__)
