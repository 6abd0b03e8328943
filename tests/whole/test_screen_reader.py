"""The real kiosk on the real AT-SPI bus: what Orca would find there, and what it could do."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.demonstration import CAMPAIGN, prepare
from desktop_app.app.home import Home
from tests.whole.real_session import PATIENCE_S, check_programs, running, x_server

pytestmark = [pytest.mark.slow, pytest.mark.screen]

DEBIANS_PYTHON = "/usr/bin/python3"
PROGRAMS = ("Xvfb", "xdotool", "dbus-daemon")
QUESTIONS = ("May we give", "Would you like e-mails", "Would you like text messages")
Told = dict[str, Any]


class Reader:
    """The screen reader, which runs by itself: asked, it answers; and it notes what it hears."""

    def __init__(self, program: subprocess.Popen[bytes]) -> None:
        self._program = program
        self._lines: queue.Queue[bytes] = queue.Queue()
        self.announced: list[str] = []
        self.focused: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._program.stdout is not None
        for line in self._program.stdout:
            self._lines.put(line)

    def hears(self, wanted: str) -> Any:
        """Wait for an answer, and note everything else."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            left_s = deadline - time.monotonic()
            told: Told = json.loads(self._lines.get(timeout=max(0.0, left_s)))
            self.announced += [told["announced"]] if "announced" in told else []
            self.focused += [told["focused"]] if "focused" in told else []
            if wanted in told:
                return told[wanted]

    def asks(self, wanted: str, **order: str) -> Any:
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(order).encode() + b"\n")
        self._program.stdin.flush()
        return self.hears(wanted)

    def walks(self) -> list[Told]:
        """Read the whole window."""
        return self.asks("tree", do="walk")

    def finds(self, role: str, name: str, *, state: str = "SHOWING") -> Told | None:
        """Look for something in a certain state."""
        told = (one for one in self.walks() if (one["role"], one["name"]) == (role, name))
        return next((one for one in told if state in one["states"]), None)

    def waits_for(self, role: str, name: str, *, state: str = "SHOWING") -> Told:
        """Read the window until something is there, in a certain state."""
        deadline = time.monotonic() + PATIENCE_S
        while (one := self.finds(role, name, state=state)) is None:
            told = [(one["role"], one["name"], one["states"]) for one in self.walks()]
            assert time.monotonic() < deadline, f"no {role} {name!r} in {told}"
        return one

    def presses(self, name: str, *, role: str = "push button", within: str | None = None) -> None:
        """Press a button as a screen reader does, without any key or finger."""
        place = {} if within is None else {"within": within}
        assert self.asks("is_pressed", do="press", role=role, name=name, **place)

    def writes(self, name: str, text: str) -> None:
        """Put a text into a field, as dictation does."""
        assert self.asks("is_written", do="write", role="text", name=name, text=text)

    def waits_to_hear(self, part: str) -> str:
        """Listen until something with these words has been announced."""
        while not any(part in one for one in self.announced):
            self.hears("announced")
        return next(one for one in self.announced if part in one)


@contextmanager
def on_the_bus(folder: Path, home: Home) -> Iterator[tuple[Reader, str]]:
    """Run the kiosk on a screen and a bus of its own, with a screen reader beside it."""
    check_programs(PROGRAMS)
    question = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    has_bindings = subprocess.run([DEBIANS_PYTHON, "-c", question], check=False).returncode == 0
    assert has_bindings, "gir1.2-atspi-2.0 missing: python3 packaging/dev.py test installs it"
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    with ExitStack() as stack:
        environment["DISPLAY"] = stack.enter_context(x_server(folder))
        command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
        log = folder / "dbus.log"
        bus = stack.enter_context(running(command, environment, log, stdout=subprocess.PIPE))
        assert bus.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        script = str(Path(__file__).with_name("screen_reader.py"))
        log = folder / "reader.log"
        reader = Reader(
            stack.enter_context(running([DEBIANS_PYTHON, script], environment, log, **pipes))
        )
        reader.hears("is_listening")
        command = [sys.executable, "-m", "desktop_app", "--home", str(home.folder)]
        command += ["kiosk", "--campaign", CAMPAIGN]
        stack.enter_context(running(command, environment, folder / "kiosk.log"))
        yield reader, environment["DISPLAY"]


def test_somebody_who_sees_nothing_reads_the_petition_and_signs(tmp_path: Path) -> None:
    home = Home(folder=tmp_path / "home")
    prepare(home)
    with on_the_bus(tmp_path, home) as (reader, display):
        reads_the_petition(reader)
        reader.presses("SIGN")
        gives_the_name(reader)
        gives_the_address(reader, display)
        for question in QUESTIONS:
            reader.waits_for("radio button", "No")
            reader.presses("No", role="radio button", within=question)
        if not reader.finds("push button", "SIGN"):  # the words to sign have a page of their own
            reader.presses("Next")
            reader.waits_for("push button", "SIGN")
        reader.presses("SIGN")
        said = reader.waits_to_hear("Keep this code to take your signature back")
        reader.waits_for("heading", "Thank you.")
        code = said.rpartition(" ")[2]
        assert [one for one in reader.walks() if one["name"] == code]
        assert "Next person" in reader.focused
    warnings = (tmp_path / "kiosk.log").read_text(encoding="utf-8")
    assert "Traceback" not in warnings
    assert "Please call the volunteer" not in reader.focused


def reads_the_petition(reader: Reader) -> None:
    """Find everything that stands there, by its role and in its order, and nothing beside it."""
    reader.waits_for("push button", "SIGN")
    tree = [one for one in reader.walks() if one["role"] != "filler"]
    told = [(one["role"], one["name"]) for one in tree]
    title = "Keep the door open for trans people from Russia"
    assert told[0] == ("frame", "Inkstand")
    assert told[3:13] == [
        ("panel", "Language"),
        ("radio button", "English"),
        ("radio button", "Deutsch"),
        ("radio button", "Français"),
        ("radio button", "Español"),
        ("radio button", "Русский"),
        ("radio button", "العربية"),
        ("check box", "Large text"),
        ("panel", title),
        ("heading", title),
    ]
    assert told[-1] == ("push button", "SIGN")
    assert all(name for _, name in told)
    bar = next(one for one in tree if one["role"] == "progress bar")
    assert (bar["name"], bar["value"]) == ("Goal: 10,000", 74.0)
    chosen = [one["name"] for one in tree if "CHECKED" in one["states"]]
    assert chosen == ["English"]
    assert "ACTIVE" in tree[0]["states"]
    assert [one["name"] for one in tree if "FOCUSED" in one["states"]] == [title]


def gives_the_name(reader: Reader) -> None:
    """Be told that it is missing, and dictate it."""
    sentence = "Please type your name here."
    first, last = "First name", "Last name — leave empty if you have one name"
    reader.waits_for("text", first)
    reader.presses("Next")  # leads to the other field
    reader.waits_for("text", last, state="FOCUSED")
    reader.presses("Next")
    assert reader.waits_to_hear(sentence) == sentence
    assert reader.waits_for("text", first, state="FOCUSED")["description"] == sentence
    reader.writes(first, "Marta")
    assert reader.waits_for("text", first)["text"] == "Marta"
    reader.presses("Next")
    reader.waits_for("text", last, state="FOCUSED")
    reader.presses("Next")


def gives_the_address(reader: Reader, display: str) -> None:
    """Type it by keys; they go where the focus is, as the screen reader was told."""
    reader.waits_for("text", "E-mail, such as name@example.org")
    for arguments in (["type", "--delay", "8", "marta@example.org"], ["key", "Return"]):
        subprocess.run(
            ["xdotool", *arguments],
            check=True,
            timeout=PATIENCE_S,
            env={**os.environ, "DISPLAY": display},
        )
    reader.waits_for("push button", "other …")
