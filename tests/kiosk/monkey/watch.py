"""Watches one process: which files it opens, and that it starts nothing and calls nobody.

An audit hook cannot be taken out again, so a process that is watched does nothing else.
"""

import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

STARTS_OR_CALLS = (
    "ftplib.",
    "http.client.",
    "imaplib.",
    "nntplib.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "poplib.",
    "pty.spawn",
    "smtplib.",
    "socket.",
    "subprocess.",
    "telnetlib.",
    "urllib.",
    "webbrowser.",
)
CHANGES = frozenset(
    {"os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}
    | {"os.symlink", "os.truncate", "shutil.copyfile", "shutil.move", "shutil.rmtree"}
)
WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
SYSTEM_READS = ("/dev/null", "/dev/urandom", "/etc/fonts", "/etc/localtime", "/proc", "/sys")
"""What every program looks at: the fonts' settings, the clock's zone, what hardware there is."""
MORE_SYSTEM_READS = ("/usr/share/fonts", "/usr/share/zoneinfo", "/var/cache/fontconfig")
MOST_NOTES = 20


class Watch:
    """Notes everything that a kiosk must not do; `notes` stays empty."""

    def __init__(self, home: Path) -> None:
        """Let files be written in the home, and read there and where the program lies."""
        self.notes: list[str] = []
        self._is_looking_away = False
        self._home = _real(home)
        program = Path(__file__).resolve().parents[3]
        python = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
        places = [str(home), str(program), *python, *SYSTEM_READS, *MORE_SYSTEM_READS]
        self._readable = tuple(dict.fromkeys(_real(Path(place)) for place in places))
        self._sockets = _sockets()

    def begin(self) -> None:
        """Watch from now on, until the process ends."""
        sys.addaudithook(self._hear)

    def look_at_process(self) -> None:
        """Look at what no hook tells: files and sockets that Qt has open, and children."""
        with self._looking_away():
            if not Path("/proc/self").is_dir():
                return
            for target in _open_files():
                if target.startswith("/") and not self._may_read(target):
                    self._note(f"has {target} open")
            new_sockets = _sockets() - self._sockets
            if new_sockets:
                self._note(f"has opened {len(new_sockets)} sockets")
            children = [
                child
                for task in Path("/proc/self/task").iterdir()
                for child in _read(task / "children").split()
            ]
            if children:
                self._note(f"has started {len(children)} processes")

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._is_looking_away:
            return
        if event == "open":
            path, mode, flags = (*arguments, None, None, None)[:3]
            self._hear_open(path, mode, flags)
        elif event == "sqlite3.connect" or event in CHANGES:
            place = _path_of_address(arguments[0])
            if not self._is_in_home(place):
                self._note(f"{event} {_name(place)}")
        elif event.startswith(STARTS_OR_CALLS):
            self._note(event)

    def _hear_open(self, path: object, mode: object, flags: object) -> None:
        if isinstance(path, int):
            return
        name = _name(path)
        is_writing = isinstance(mode, str) and not set(mode).isdisjoint("wax+")
        is_writing = is_writing or (isinstance(flags, int) and bool(flags & WRITING_FLAGS))
        if is_writing and not (self._is_in_home(path) or name == "/dev/null"):
            self._note(f"writes {name}")
        elif not self._may_read(name):
            self._note(f"reads {name}")

    def _is_in_home(self, path: object) -> bool:
        return isinstance(path, int) or _is_under(_real(Path(_name(path))), self._home)

    def _may_read(self, name: str) -> bool:
        real = _real(Path(name))
        return any(_is_under(real, place) for place in self._readable)

    def _note(self, text: str) -> None:
        if len(self.notes) < MOST_NOTES and text not in self.notes:
            self.notes.append(text)

    @contextmanager
    def _looking_away(self) -> Iterator[None]:
        """Let the watch itself read."""
        self._is_looking_away = True
        try:
            yield
        finally:
            self._is_looking_away = False


def _name(path: object) -> str:
    return os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else repr(path)


def _path_of_address(place: object) -> object:
    """Give the path of a file that SQLite is given as an address."""
    if isinstance(place, str) and place.startswith("file:"):
        return unquote(urlsplit(place).path)
    return place


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _is_under(name: str, folder: str) -> bool:
    return name == folder or name.startswith(folder.rstrip(os.sep) + os.sep)


def _open_files() -> list[str]:
    targets = []
    for entry in os.listdir("/proc/self/fd"):  # noqa: PTH208 - fewer objects: it is done often
        try:
            targets.append(os.readlink(f"/proc/self/fd/{entry}"))  # noqa: PTH115
        except OSError:  # the folder's own
            continue
    return [target.removesuffix(" (deleted)") for target in targets]


def _sockets() -> set[str]:
    if not Path("/proc/self").is_dir():
        return set()
    return {target for target in _open_files() if target.startswith("socket:")}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:  # the thread has ended
        return ""
