"""A register in a PostgreSQL database: the same tables in the schema of the URL's user, one writer.

Every transaction takes one advisory lock first, so that two coordinators take turns as they do with
a file. Passwords come from the URL, from `PGPASSWORD` or from libpq's own password file; none is ever
in a message.
"""

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.pool import StaticPool

from desktop_app.register.problems import RegisterUnreachable
from desktop_app.register.tables import metadata, register_table

LOCK_TIMEOUT_MS = 3000
CONNECT_TIMEOUT_S = 10
WRITER_LOCK = 0x496E6B52  # "InkR"


def open_engine(url: URL) -> Engine:
    """Prepare to connect; the first transaction does.

    Raises:
        RegisterUnreachable: the driver is not installed.
    """
    given = url.query.get("options", "")
    options = given if isinstance(given, str) else " ".join(given)
    try:
        engine = create_engine(
            url,
            poolclass=StaticPool,
            connect_args={
                "connect_timeout": CONNECT_TIMEOUT_S,
                "application_name": "inkstand",
                "options": f"{options} -c lock_timeout={LOCK_TIMEOUT_MS}".strip(),
            },
        )
    except ImportError as error:
        raise RegisterUnreachable(reason="psycopg is not installed") from error
    event.listen(engine, "begin", _take_turn)
    return engine


def is_empty(connection: Connection) -> bool:
    """Tell whether there is no register in the schema; other tables in it are not ours to judge."""
    return not inspect(connection).has_table(register_table.name)


def vacuum(engine: Engine) -> None:
    """Give back the space of what was erased."""
    _on_all_tables(engine, "VACUUM")


def look_anew(engine: Engine) -> None:
    """Let PostgreSQL count what its tables hold, so that it chooses the right indexes."""
    _on_all_tables(engine, "ANALYZE")


def _on_all_tables(engine: Engine, command: str) -> None:
    names = ", ".join(f'"{name}"' for name in metadata.tables)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"{command} {names}")


def _take_turn(connection: Connection) -> None:
    if connection.get_isolation_level() != "AUTOCOMMIT":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
