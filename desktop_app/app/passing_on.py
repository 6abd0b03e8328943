"""The chain console → kiosk → console: each is a process of its own, and the one before ends.

Where the system can, a process becomes the next: it keeps its number, so that whoever started it,
`cage -- inkstand` say, waits for the same one and does not end the session.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop_app.app.home import Home
from desktop_app.app.surroundings import screen_platform

BACK = "--back-to-console"
X_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108  # where X servers listen


def back_to_console(home: Home) -> int:
    """Become the console again, once a volunteer has left the kiosk."""
    return become(of_home(home))


def of_home(home: Home, *arguments: str) -> list[str]:
    """Give the arguments of a command in a home; the environment and the language go along."""
    return ["--home", str(home.folder), *arguments]


def become(
    arguments: Sequence[str],
    *,
    system: str = os.name,
    replace: Callable[[str, list[str]], object] = os.execv,
    start: Callable[[list[str]], object] = subprocess.Popen,
) -> int:
    """Go on as another Inkstand. Returns, with the exit code, only on Windows.

    Windows knows no such step; there the next one is started, and this one ends.
    """
    command = [*this_program(), *arguments]
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    if system == "nt":
        start(command)
    else:
        replace(command[0], command)
    return 0


def this_program() -> list[str]:
    """Give how this very Inkstand is started: its Python with the package, or the bundle."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "desktop_app"]


def reaches_screen(
    environment: Mapping[str, str] = os.environ, x_sockets: Path = X_SOCKETS
) -> bool:
    """Tell whether a window could be opened; where it cannot, Qt would end without a word of ours.

    A display on another machine is believed to be there.
    """
    platform = screen_platform(environment)
    if platform == "wayland":
        named = Path(environment.get("WAYLAND_DISPLAY", ""))
        return (Path(environment.get("XDG_RUNTIME_DIR", "")) / named).exists()
    if platform == "xcb":
        host, _, number = environment.get("DISPLAY", "").partition(":")
        is_local = host in ("", "unix")
        return not is_local or (x_sockets / f"X{number.partition('.')[0]}").exists()
    return bool(platform)
