"""Starts a PostgreSQL of its own for the tests: a cluster in a temporary folder, on a socket only."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

USER = "inkstand"


def binaries() -> Path | None:
    """Find the newest server that is installed."""
    root = Path("/usr/lib/postgresql")
    found = sorted(root.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def cluster(folder: Path, *, is_durable: bool = False, is_new: bool = True) -> Iterator[Path]:
    """Run a server below a folder; gives the folder of its socket. Nothing listens on the network.

    `is_durable` with all that makes a commit last, as a server outside tests does; not `is_new` for
    one that ran there before.
    """
    programs = binaries()
    assert programs is not None, (
        "PostgreSQL is not installed: python3 packaging/dev.py test does it"
    )
    folder.mkdir(parents=True, exist_ok=True)
    data, sockets = folder / "data", folder / "s"
    sockets.mkdir(exist_ok=True)
    _own(folder)
    options = ["--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8"]
    if is_new:
        _run(programs / "initdb", "-D", data, *options, "--no-sync")
    quick = "" if is_durable else " -c fsync=off -c full_page_writes=off"
    settings = f"-c listen_addresses='' -c unix_socket_directories='{sockets}'{quick}"
    log = folder / "log"
    start = ["-D", data, "-l", log, "-w", "-t", "60", "-o", settings, "start"]
    _run(programs / "pg_ctl", *start)
    try:
        yield sockets
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop")


def new_place(sockets: Path, name: str) -> str:
    """Make an empty schema; gives the URL of a register in it. Quicker than a database of its own."""
    import psycopg

    with psycopg.connect(host=str(sockets), user=USER, dbname="postgres", autocommit=True) as admin:
        admin.execute(f'CREATE SCHEMA "{name}"')
    query = {"host": str(sockets), "options": f"-csearch_path={name}"}
    url = URL.create("postgresql+psycopg", username=USER, database="postgres", query=query)
    return url.render_as_string(hide_password=False)


def _own(folder: Path) -> None:
    """PostgreSQL refuses to run as root: there it runs as the user that Debian made for it."""
    if getpass.getuser() != "root":
        return
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid == 0 and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, "postgres")


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    answer = subprocess.run(
        words,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=_environment(),
        user="postgres" if os.geteuid() == 0 else None,
    )
    assert answer.returncode == 0, f"{words[0]}: {answer.stdout}{answer.stderr}"


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": "/tmp"}
