"""Asks the kernel who is behind a socket, and what that process is. Linux only; no Qt."""

import errno
import os
import socket
import struct
from collections.abc import Mapping
from pathlib import Path

from desktop_app.kiosk.values import Value

PROC = Path("/proc")
PEER_CREDENTIALS = 17  # SO_PEERCRED; Python knows it on Linux only
CREDENTIALS = struct.Struct("3i")
PATIENCE_S = 1.0


class Process(Value, frozen=True, kw_only=True):
    """A running program, as the kernel tells it."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] | None
    """With what it was started; None where the kernel does not tell."""
    loaded: frozenset[str] = frozenset()
    """Names of the libraries that it has loaded, as far as the kernel tells."""
    can_write_here: bool = True
    """Whether it could make a file in the folder it works in; so it is, unless that was tried."""


def listener_of(address: str) -> int | None:
    """Give the number of the process that listens at a Unix socket; None if nobody does.

    Args:
        address: a path, or a name in the kernel's own list that begins with NUL.
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.settimeout(PATIENCE_S)
        try:
            asking.connect(address)
            told = asking.getsockopt(socket.SOL_SOCKET, PEER_CREDENTIALS, CREDENTIALS.size)
        except (OSError, ValueError):
            return None
    number, _, _ = CREDENTIALS.unpack(told)
    return number or None


def process(number: int, proc: Path = PROC) -> Process | None:
    """Tell what a process is; None if it is gone."""
    folder = proc / str(number)
    try:
        name = (folder / "comm").read_text(encoding="utf-8", errors="replace").strip()
        arguments = _texts(folder / "cmdline")
    except OSError:
        return None
    return Process(
        name=name,
        arguments=arguments,
        environment=_environment(folder),
        loaded=_loaded(folder),
        can_write_here=_can_write(folder / "cwd"),
    )


def _environment(folder: Path) -> Mapping[str, str] | None:
    try:
        pairs = [text.partition("=") for text in _texts(folder / "environ")]
    except OSError:
        return None
    return {name: value for name, _, value in pairs}


def _loaded(folder: Path) -> frozenset[str]:
    try:
        lines = (folder / "maps").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    return frozenset(line.rpartition("/")[2] for line in lines if "/" in line)


def _can_write(folder: Path) -> bool:
    """Try to make a file without a name, which is gone at once.

    Whoever may look at another's folder has at least its rights; who may not cannot tell.
    """
    try:
        folder.readlink()
        if folder.stat().st_nlink == 0:
            return False  # it was deleted, and takes nothing any more
    except OSError:
        return True
    nameless = getattr(os, "O_TMPFILE", 0)
    try:
        os.close(os.open(folder, nameless | os.O_WRONLY, 0o600))
    except OSError as error:
        is_known = error.errno in (errno.EACCES, errno.ENOENT, errno.EROFS)
        return not is_known and os.access(folder, os.W_OK)
    return True


def _texts(path: Path) -> tuple[str, ...]:
    whole = path.read_bytes().decode(errors="replace")
    return tuple(whole.removesuffix("\0").split("\0")) if whole else ()
