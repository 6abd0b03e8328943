"""What can go wrong with a register, and how the database's errors become problems with words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from sqlalchemy.exc import DBAPIError

from desktop_app.problems import Problem


class RegisterUrlUnknown(Problem):
    """The address is of another kind of database than this version opens."""

    code: ClassVar[str] = "register.url"


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


class CampaignUnknown(Problem):
    """The register holds no signature of the campaign that was named."""

    code: ClassVar[str] = "register.no_campaign"


class NothingFound(Problem):
    """A path is not there, or no batch lies in it; nothing was merged."""

    code: ClassVar[str] = "merge.nothing_found"


class NoSuchDevice(Problem):
    """No device has these four words; nothing was merged."""

    code: ClassVar[str] = "merge.no_such_device"


class AllSealedToAnotherKey(Problem):
    """Every record that was found is sealed to another key; nothing was written."""

    code: ClassVar[str] = "merge.other_key"


class ForeignPack(Problem):
    """The pack was not signed with this key, so its deliveries are not this coordinator's."""

    code: ClassVar[str] = "merge.foreign_pack"


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


BUGS = (
    sqlite3.DataError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.NotSupportedError,
    sqlite3.ProgrammingError,
)
"""Errors by which the database says that we failed, not the world: they are never made a Problem."""


@contextmanager
def database_problems() -> Iterator[None]:
    """Turn the database's errors into problems at the door of this room."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, BUGS):
            raise
        raise problem_for(error.orig) from error
    except sqlite3.Error as error:
        raise problem_for(error) from error


def problem_for(error: BaseException | None) -> Problem:
    """Choose the problem for an error by SQLite's own name for it."""
    name = str(getattr(error, "sqlite_errorname", ""))
    primary = "_".join(name.split("_")[:2])
    return PROBLEMS.get(primary, RegisterUnreadable)(reason=name or type(error).__name__)
