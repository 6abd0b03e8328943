"""A real kiosk session for tests: a compositor with Weston's kiosk shell, keys by xdotool, pictures.

Everything is as at a stall but the glass: Weston's screen is a window on an X display that nobody
sees, and there is no window manager on that display to take keys away.
"""

import json
import os
import select
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROGRAMS = ("Xvfb", "weston", "xdotool")
SIZE = (1280, 800)
PATIENCE_S = 20.0

# The real command. It only tells the test which page is there, where its controls are, and how
# much was typed.
TELLING = """
import json, sys
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget
from desktop_app.kiosk.states import FieldTyped
from desktop_app.kiosk.window import KioskWindow
happen, begin = KioskWindow.happen, KioskWindow.begin
def say(**told):
    print("@" + json.dumps(told), flush=True)
def say_page(window):
    middles = {}
    for widget in window.findChildren(QWidget):
        if widget.objectName() and widget.isVisible():
            middle = widget.mapTo(window, QPoint(widget.width() // 2, widget.height() // 2))
            middles[widget.objectName()] = [middle.x(), middle.y()]
    corner = window.gate.corner.place.center()
    middles["corner"] = [int(corner.x()), int(corner.y())]
    say(page=type(window.page).__name__, places=middles)
def told(self, event):
    page = self.page
    happen(self, event)
    if isinstance(event, FieldTyped):
        say(typed=len(event.text))
    if self.page is not page or isinstance(event, FieldTyped):  # a key puts the keyboard away
        QTimer.singleShot(0, lambda: say_page(self))
def begun(self):
    begin(self)
    QTimer.singleShot(0, lambda: say_page(self))
KioskWindow.happen, KioskWindow.begin = told, begun
from desktop_app.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


@dataclass
class Session:
    """A kiosk on a screen: what it says, what is seen of it, and hands."""

    display: str
    frame_buffer: Path
    kiosk: subprocess.Popen[bytes]
    said: list[str] = field(default_factory=list)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    page: str = ""
    typed_count: int = 0
    _rest: bytes = b""

    # -- ears --

    def waits_for(self, condition: Callable[[], bool], what: str) -> None:
        """Listen to the kiosk until something is true."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            left_s = deadline - time.monotonic()
            assert left_s > 0, f"no {what} on {self.page}; it said {self.said}"
            self._listens(left_s)

    def waits_for_page(self, name: str) -> None:
        self.waits_for(lambda: self.page == name, name)

    def _listens(self, patience_s: float) -> None:
        assert self.kiosk.stdout is not None
        number = self.kiosk.stdout.fileno()
        ready, _, _ = select.select([number], [], [], patience_s)
        data = os.read(number, 65536) if ready else b""
        assert data or not ready, f"the kiosk has ended; it said {self.said}"
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._hears(line.decode())

    def _hears(self, line: str) -> None:
        if not line.startswith("@"):
            self.said.append(line)
            return
        told: dict[str, Any] = json.loads(line[1:])
        self.typed_count = told.get("typed", self.typed_count)
        if "page" in told:
            self.page = told["page"]
            self.places = {name: (x, y) for name, (x, y) in told["places"].items()}

    # -- hands --

    def does(self, *arguments: str) -> None:
        """Let xdotool do something."""
        subprocess.run(
            ["xdotool", *arguments],
            check=True,
            timeout=PATIENCE_S,
            env={**os.environ, "DISPLAY": self.display},
        )

    def types(self, text: str) -> None:
        """Type into the field that has the focus, and wait until all of it is there."""
        before = self.typed_count
        self.does("type", "--delay", "8", text)
        self.waits_for(lambda: self.typed_count == before + len(text), text)

    def taps(self, name: str) -> None:
        x, y = self.places[name]
        self.does("mousemove", str(x), str(y), "click", "1")

    # -- eyes --

    def picture(self) -> bytes:
        """What is on the glass, as 32-bit pixels; read where the X server draws."""
        data = self.frame_buffer.read_bytes()
        header = struct.unpack(">25I", data[:100])
        start = header[0] + 12 * header[19]  # after the header and the table of colours
        return data[start : start + 4 * SIZE[0] * SIZE[1]]

    def waits_for_picture(self, wanted: bytes, why: str) -> None:
        """Look until the glass shows exactly this."""
        deadline = time.monotonic() + PATIENCE_S
        while self.picture() != wanted:
            assert time.monotonic() < deadline, f"the screen shows something else after {why}"

    def waits_for_stillness(self) -> bytes:
        """Look until the glass has not changed for many looks."""
        deadline = time.monotonic() + PATIENCE_S
        last, count = self.picture(), 0
        while count < 60:
            assert time.monotonic() < deadline, "the screen never rests"
            now = self.picture()
            count = count + 1 if now == last else 0
            last = now
        return last

    def colour_at(self, name: str, *, left: int = 0) -> tuple[int, int, int]:
        """The colour on the glass near the middle of a control."""
        x, y = self.places[name]
        place = 4 * (y * SIZE[0] + x - left)
        blue, green, red = self.picture()[place : place + 3]
        return red, green, blue


def check_programs(programs: Sequence[str] = PROGRAMS) -> None:
    """Say plainly what is missing; without it nothing is proved."""
    missing = [name for name in programs if shutil.which(name) is None]
    assert not missing, f"{', '.join(missing)} missing: python3 packaging/dev.py test installs them"


@contextmanager
def real_session(folder: Path, *arguments: str) -> Iterator[Session]:
    """Run the kiosk with these arguments in a session of its own."""
    check_programs()
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    with ExitStack() as stack:
        display = stack.enter_context(x_server(folder))
        environment = {
            **os.environ,
            "DISPLAY": display,
            "XDG_RUNTIME_DIR": str(runtime),
            "WAYLAND_DISPLAY": "",
        }
        stack.enter_context(_weston(folder, environment))
        environment |= {"WAYLAND_DISPLAY": "stall", "QT_QPA_PLATFORM": "wayland", "DISPLAY": ""}
        kiosk = stack.enter_context(
            running(
                [sys.executable, "-c", TELLING, *arguments],
                environment,
                folder / "kiosk.log",
                stdout=subprocess.PIPE,
            )
        )
        yield Session(display=display, frame_buffer=folder / "Xvfb_screen0", kiosk=kiosk)


@contextmanager
def x_server(folder: Path) -> Iterator[str]:
    """Run an X display that nobody sees; gives its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"]
    command += ["-fbdir", str(folder), "-nolisten", "tcp", "-noreset"]
    with running(command, dict(os.environ), folder / "Xvfb.log", pass_fds=(writing,)):
        os.close(writing)
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"


@contextmanager
def _weston(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Start Weston and wait for its socket."""
    command = ["weston", "--backend=x11-backend.so", "--shell=kiosk-shell.so", "--no-config"]
    command += [f"--width={SIZE[0]}", f"--height={SIZE[1]}", "--use-pixman", "--idle-time=0"]
    environment = {name: value for name, value in environment.items() if value}
    socket = Path(environment["XDG_RUNTIME_DIR"]) / "stall"
    gone = folder / "gone"
    gone.mkdir()
    log = folder / "weston.log"
    with running([*command, "--socket=stall"], environment, log, cwd=gone) as weston:
        gone.rmdir()  # Super+R films the screen into the folder that Weston works in
        deadline = time.monotonic() + PATIENCE_S
        while not socket.exists():
            told = log.read_text(encoding="utf-8")
            assert weston.poll() is None, f"Weston has ended:\n{told}"
            assert time.monotonic() < deadline, f"Weston does not come:\n{told}"
        yield


@contextmanager
def running(
    command: list[str], environment: Mapping[str, str], log: Path, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program while something is done, and end it afterwards."""
    with log.open("wb") as errors:
        options.setdefault("stdout", errors)
        program = subprocess.Popen(
            command, stderr=errors, env=dict(environment), **{"cwd": ROOT, **options}
        )
        try:
            yield program
        finally:
            program.terminate()
            try:
                program.wait(timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
            for pipe in (program.stdin, program.stdout):
                if pipe is not None:
                    pipe.close()
