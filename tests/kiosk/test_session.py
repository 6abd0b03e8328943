"""Locked or not: from processes and displays that really run, and from what others have looked like."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from desktop_app.kiosk import session as session_module
from desktop_app.kiosk.compositor import (
    Compositor,
    compositor_at,
    compositor_of,
    is_kiosk_shell,
    never_blanks,
)
from desktop_app.kiosk.peer import Process, listener_of, process
from desktop_app.kiosk.session import Session, look_at_session
from desktop_app.kiosk.x_display import is_bare

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's processes")


def running(
    *arguments: str,
    loaded: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
    can_write_here: bool = True,
) -> Process:
    return Process(
        name=Path(arguments[0]).name,
        arguments=arguments,
        environment={} if environment is None else environment,
        loaded=frozenset(loaded),
        can_write_here=can_write_here,
    )


# ---- compositors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "is_kiosk", "locks_terminals"),
    [
        (["cage", "--", "inkstand", "kiosk"], True, True),
        (["cage", "-d", "inkstand", "-s"], True, True),
        (["cage", "-s", "--", "inkstand", "kiosk"], True, False),
        (["cage", "-ds", "inkstand", "kiosk"], True, False),
        (["/usr/bin/gnome-shell"], False, False),
        (["sway"], False, False),
        (["weston", "--no-config"], False, False),
        (["weston", "--shell=kiosk-shell.so", "--no-config"], True, False),
        (["weston", "--shell=kiosk", "--no-config"], False, False),
        (["weston", "--shell=desktop-shell.so", "--no-config"], False, False),
    ],
)
def test_kiosk_compositors_are_told_from_others(
    arguments: list[str], is_kiosk: bool, locks_terminals: bool
) -> None:
    found = compositor_of(running(*arguments))

    assert is_kiosk_shell(found) is is_kiosk
    assert found.locks_terminals is locks_terminals


def test_shell_that_weston_has_really_loaded_counts() -> None:
    told = ("weston", "--shell=kiosk-shell.so", "--no-config")

    assert is_kiosk_shell(compositor_of(running(*told, loaded=("libc.so.6", "kiosk-shell.so"))))
    assert not is_kiosk_shell(compositor_of(running(*told, loaded=("desktop-shell.so",))))


WESTON_INI = """\
# a kiosk
[core]
idle-time=0
shell=kiosk-shell.so

[output]
name=HDMI-A-1
[output]
name=DP-1

[keyboard]
vt-switching=false
[core]
shell=desktop-shell.so
"""


def test_weston_is_read_from_its_file_where_its_command_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "weston.ini").write_text(WESTON_INI, encoding="utf-8")
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}

    for found in (
        compositor_of(running("weston", environment=environment)),
        compositor_of(running("weston", "-c", str(tmp_path / "weston.ini"))),
        compositor_of(running("weston", f"--config={tmp_path / 'weston.ini'}")),
    ):
        assert is_kiosk_shell(found)
        assert never_blanks(found)
        assert found.locks_terminals


@pytest.mark.parametrize("option", ["--idle-time=300", "-i300"])
def test_command_counts_more_than_the_file(tmp_path: Path, option: str) -> None:
    (tmp_path / "weston.ini").write_text(WESTON_INI, encoding="utf-8")
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    found = compositor_of(
        running("weston", "--shell=desktop-shell.so", option, environment=environment)
    )

    assert not is_kiosk_shell(found)
    assert not never_blanks(found)


def test_file_that_is_not_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "weston.ini").write_text(WESTON_INI, encoding="utf-8")
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    found = compositor_of(running("weston", "--no-config", environment=environment))

    assert not is_kiosk_shell(found)
    assert not never_blanks(found)


@pytest.mark.parametrize("options", [["--idle-time=0"], ["-i", "0"], ["-i0"]])
def test_weston_without_a_clock_never_blanks(options: list[str]) -> None:
    assert never_blanks(compositor_of(running("weston", *options, "--no-config")))


def test_only_cage_never_blanks_by_itself() -> None:
    assert never_blanks(compositor_of(running("cage", "inkstand")))
    assert not never_blanks(compositor_of(running("weston", "--no-config")))
    assert not never_blanks(compositor_of(running("sway")))


# ---- the whole ------------------------------------------------------------------------------------


@pytest.fixture
def shown_by(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Session]:
    """What is found when a compositor like this shows the kiosk; X displays are bare or not."""

    def look(
        *arguments: str,
        environment: Mapping[str, str] | None,
        bare: tuple[str, ...] = (),
        can_write_here: bool = False,
    ) -> Session:
        compositor = compositor_of(
            Process(
                name=arguments[0],
                arguments=arguments,
                environment=environment,
                can_write_here=can_write_here,
            )
        )
        monkeypatch.setattr(session_module, "compositor_at", lambda _: compositor)
        monkeypatch.setattr(session_module, "is_bare", lambda display: display in bare)
        return look_at_session("wayland", {})

    return look


Shown = Callable[..., Session]


def test_cage_on_the_real_screen_is_locked(shown_by: Shown) -> None:
    found = shown_by("cage", "inkstand", environment={"HOME": "/home/kiosk"})

    assert found == Session(keeps_people=True, never_blanks=True)


def test_cage_that_lets_switch_terminals_is_not(shown_by: Shown) -> None:
    assert not shown_by("cage", "-s", "inkstand", environment={}).keeps_people


def test_compositor_in_a_window_is_as_good_as_what_the_window_is_in(shown_by: Shown) -> None:
    on_desktop = {"DISPLAY": ":0"}
    assert not shown_by("cage", "inkstand", environment=on_desktop).keeps_people
    assert not shown_by("cage", "inkstand", environment={"WAYLAND_DISPLAY": "x"}).keeps_people
    assert shown_by("cage", "inkstand", environment=on_desktop, bare=(":0",)).keeps_people


def test_compositor_that_hides_how_it_was_started_is_not_trusted(shown_by: Shown) -> None:
    assert not shown_by("cage", "inkstand", environment=None).keeps_people


def test_weston_must_be_told_to_lock_terminals(shown_by: Shown, tmp_path: Path) -> None:
    kiosk = ("weston", "--shell=kiosk-shell.so")
    assert not shown_by(*kiosk, "--no-config", environment={}).keeps_people

    (tmp_path / "weston.ini").write_text("[keyboard]\nvt-switching=false\n", encoding="utf-8")
    found = shown_by(*kiosk, environment={"XDG_CONFIG_HOME": str(tmp_path)})

    assert found == Session(keeps_people=True, never_blanks=False)


def test_weston_that_could_film_the_screen_is_not_locked(shown_by: Shown, tmp_path: Path) -> None:
    """Super+R writes a film of what people type into the folder that Weston works in."""
    (tmp_path / "weston.ini").write_text("[keyboard]\nvt-switching=false\n", encoding="utf-8")
    kiosk = ("weston", "--shell=kiosk-shell.so")
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert shown_by(*kiosk, environment=environment).keeps_people

    assert not shown_by(*kiosk, environment=environment, can_write_here=True).keeps_people
    pictures = {**environment, "XDG_PICTURES_DIR": "/home/kiosk"}
    assert not shown_by(*kiosk, environment=pictures).keeps_people


@pytest.mark.parametrize("platform", ["windows", "cocoa", "offscreen", "eglfs", ""])
def test_what_cannot_be_proved_is_not_so(platform: str) -> None:
    assert look_at_session(platform, {}) == Session()


def test_no_compositor_is_no_lock() -> None:
    assert look_at_session("wayland", {"XDG_RUNTIME_DIR": "/nonexistent"}) == Session()


# ---- processes that really run --------------------------------------------------------------------


def test_compositor_is_whoever_listens(tmp_path: Path) -> None:
    path = tmp_path / "wayland-7"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        assert listener_of(str(path)) == os.getpid()
        environment = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}
        found = compositor_at(environment)
        by_path = compositor_at({"WAYLAND_DISPLAY": str(path)})

    myself = process(os.getpid())
    assert myself is not None
    assert found == by_path
    assert isinstance(found, Compositor)
    assert found.name == myself.name
    assert not is_kiosk_shell(found)


def test_process_is_read_as_it_is() -> None:
    command = [sys.executable, "-c", "input()", "--shell=kiosk-shell.so"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env={"DISPLAY": ":7"}) as other:
        until(lambda: any("libc" in name for name in read(other.pid).loaded))
        found = read(other.pid)
        other.communicate(b"\n")

    assert found.arguments[1:] == ("-c", "input()", "--shell=kiosk-shell.so")
    assert found.environment == {"DISPLAY": ":7"}
    assert any(name.startswith(("libc.so", "libc-")) for name in found.loaded)


def test_folder_that_takes_no_files_is_told_from_one_that_does(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = [sys.executable, "-c", "input()"]
    for folder, can_write in ((tmp_path, True), (gone, False)):
        with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=folder) as other:
            if folder is gone:
                gone.rmdir()
            assert read(other.pid).can_write_here is can_write
            other.communicate(b"\n")
    assert not list(tmp_path.iterdir())


def read(number: int) -> Process:
    found = process(number)
    assert found is not None
    return found


def test_nobody_listens_and_nobody_runs(tmp_path: Path) -> None:
    assert listener_of(str(tmp_path / "none")) is None
    assert listener_of("x" * 300) is None
    assert process(2**22 + 1) is None


# ---- displays that really run ---------------------------------------------------------------------


@pytest.fixture
def display() -> Iterator[str]:
    """A bare X display without a window manager."""
    assert shutil.which("Xvfb"), "Xvfb is missing: python3 packaging/dev.py test"
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "320x240x24"]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


CLIENT = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(["client"])
windows = [QWidget() for _ in range(int(sys.argv[1]))]
for window in windows:
    window.show()
app.processEvents()
print("shown", flush=True)
sys.stdin.readline()
"""

MANAGER = """
import ctypes, sys
from desktop_app.kiosk.x_display import SUBSTRUCTURE_REDIRECT, _library
xcb = _library()
connection = xcb.xcb_connect(None, None)
root = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection)).data[0]
mask = (ctypes.c_uint32 * 1)(SUBSTRUCTURE_REDIRECT)
change = xcb.xcb_change_window_attributes
change.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p]
change(connection, root, 2048, mask)  # XCB_CW_EVENT_MASK
xcb.xcb_flush(ctypes.c_void_p(connection))
xcb.xcb_get_input_focus_reply.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p]
xcb.xcb_get_input_focus.argtypes = [ctypes.c_void_p]
xcb.xcb_get_input_focus_reply(connection, xcb.xcb_get_input_focus(connection), None)
print("shown", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def client(display: str) -> Iterator[Callable[..., None]]:
    """Starts somebody else on the display."""
    started: list[subprocess.Popen[str]] = []

    def start(script: str, *arguments: str) -> None:
        other = subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            cwd=Path(__file__).parents[2],
        )
        started.append(other)
        assert other.stdout is not None
        assert other.stdout.readline() == "shown\n"

    yield start
    for other in started:
        other.communicate("\n", timeout=20)


def test_display_with_one_window_is_bare_and_with_two_it_is_not(
    display: str, client: Callable[..., None]
) -> None:
    assert is_bare(display)
    client(CLIENT, "1")
    assert is_bare(display)
    assert look_at_session("xcb", {"DISPLAY": display}).keeps_people

    client(CLIENT, "1")

    assert not is_bare(display)


def test_display_with_a_window_manager_is_not_bare(
    display: str, client: Callable[..., None]
) -> None:
    client(MANAGER)

    assert not is_bare(display)


@pytest.mark.parametrize("display_name", ["", ":", "nowhere:0", ":987654", "localhost:10.0", ":x"])
def test_display_that_cannot_be_looked_at_is_not_bare(display_name: str) -> None:
    assert not is_bare(display_name)


def test_server_with_terminals_is_never_bare(display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def xorg(number: int) -> Process:
        return Process(name="Xorg", arguments=(), environment={})

    monkeypatch.setattr("desktop_app.kiosk.x_display.process", xorg)

    assert not is_bare(display)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it does not come"
