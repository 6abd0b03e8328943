"""Opens the register's database: the only file that knows which kinds of database there are.

SQLite by default, one file: `on_sqlite.py`. PostgreSQL, and what speaks its protocol, by URL once an
organisation outgrows one machine: `on_postgresql.py`. Both have one writer at a time and the same
tables.
"""

from pathlib import Path

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from desktop_app.register import on_postgresql, on_sqlite
from desktop_app.register.problems import (
    NotARegister,
    RegisterDamaged,
    RegisterFromNewerVersion,
    RegisterUrlUnknown,
    RegisterUrlWithPassword,
)
from desktop_app.register.tables import TABLES_VERSION, register_table

Place = Path | URL
"""Where a register is: the path of a SQLite file, or the URL of a PostgreSQL database."""

POSTGRESQL = "postgresql"
DRIVER = "postgresql+psycopg"


def register_place(place: str | Path) -> Place:
    """Read where a register is: a file's path, `sqlite:///PATH`, or `postgresql+psycopg://…`.

    Raises:
        RegisterUrlUnknown: a database of another kind.
    """
    if isinstance(place, Path) or "://" not in place:
        return Path(place)
    kind = place.partition("://")[0]
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:
        raise RegisterUrlUnknown(kind=kind) from error
    if url.get_backend_name() == POSTGRESQL and url.drivername in (POSTGRESQL, DRIVER):
        if not url.database:
            raise RegisterUrlUnknown(kind=kind)
        return url.set(drivername=DRIVER)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise RegisterUrlUnknown(kind=kind)
    return Path(url.database)


def shown(place: Place) -> str:
    """Say where a register is, without a password."""
    return str(place) if isinstance(place, Path) else place.render_as_string(hide_password=True)


def lasting(place: str) -> str:
    """Write where a register is so that it holds in any folder, to be remembered.

    Raises:
        RegisterUrlUnknown, RegisterUrlWithPassword.
    """
    found = register_place(place)
    if isinstance(found, Path):
        return str(found.absolute())
    if found.password is not None:
        raise RegisterUrlWithPassword
    return found.render_as_string()


def open_engine(place: Place) -> Engine:
    """Open the database with one connection and our own transactions.

    Raises:
        RegisterUnreachable: PostgreSQL's driver is not installed. What the driver itself raises
        while connecting is for `database_problems`.
    """
    if isinstance(place, Path):
        return on_sqlite.open_engine(place)
    return on_postgresql.open_engine(place)


def is_missing(place: Place) -> bool:
    """Tell whether there cannot be a register, without making anything.

    Raises:
        RegisterUnreadable.
    """
    return isinstance(place, Path) and on_sqlite.is_missing(place)


def make_place(place: Place) -> None:
    """Make what must be there before a new register is opened: a file that only its owner may read.

    Raises:
        RegisterUnreadable.
    """
    if isinstance(place, Path):
        on_sqlite.make_private_file(place)


def prepare(place: Place) -> None:
    """Bring a file of an older version to this one, on a copy.

    Raises:
        RegisterFull, RegisterReadOnly, RegisterInUse, RegisterDamaged, RegisterUnreadable: it stays
        as it was.
    """
    if isinstance(place, Path):
        from desktop_app.register.stepping import step_copy

        step_copy(place)


def is_new(connection: Connection) -> bool:
    """Tell whether no register is in the database yet.

    Raises:
        NotARegister: another program wrote it. RegisterFromNewerVersion.
    """
    if connection.dialect.name == "sqlite":
        if on_sqlite.is_empty(connection):
            return True
        version = on_sqlite.version_of(connection)
    else:
        if on_postgresql.is_empty(connection):
            return True
        version = _noted_version(connection)
    if version > TABLES_VERSION:
        raise RegisterFromNewerVersion(version=version)
    return False


def mark_as_ours(connection: Connection) -> None:
    """Write the version of the tables where the next opening looks first."""
    if connection.dialect.name == "sqlite":
        on_sqlite.mark_as_ours(connection)


def scrub(engine: Engine) -> None:
    """Let what was erased vanish also from where the database still keeps old pages.

    SQLite: the write-ahead log is emptied; the file itself is overwritten by `secure_delete`.
    PostgreSQL: a VACUUM; its own log keeps old pages until it is written anew.
    """
    if engine.dialect.name == "sqlite":
        on_sqlite.empty_log(engine)
    else:
        on_postgresql.vacuum(engine)


def look_anew(engine: Engine) -> None:
    """Let the database count anew what its tables hold, after much has come."""
    if engine.dialect.name == "sqlite":
        on_sqlite.look_anew(engine)
    else:
        on_postgresql.look_anew(engine)


def _noted_version(connection: Connection) -> int:
    found = connection.execute(register_table.select()).all()
    if len(found) != 1:
        raise RegisterDamaged(reason="its locked key")
    if not isinstance(found[0].version, int):
        raise NotARegister(reason="a table of another program")
    return int(found[0].version)
