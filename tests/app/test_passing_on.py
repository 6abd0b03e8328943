"""One Inkstand becomes the next: by the same process where the system can, by a new one on Windows."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.app import opening
from desktop_app.app.home import Home
from desktop_app.app.passing_on import (
    back_to_console,
    become,
    of_home,
    reaches_screen,
    this_program,
)
from desktop_app.console.given import ConsoleEnd


def noting(became: list[object]) -> Callable[[list[str]], int]:
    def note(arguments: list[str]) -> int:
        became.append(arguments)
        return 0

    return note


def refuse(*_: object) -> None:
    raise AssertionError


def test_a_process_becomes_the_next_and_keeps_its_number() -> None:
    became: list[object] = []

    become(["kiosk"], system="posix", replace=lambda *a: became.append(a), start=refuse)

    command = [sys.executable, "-m", "desktop_app", "kiosk"]
    assert became == [(sys.executable, command)]


def test_windows_starts_the_next_and_ends() -> None:
    started: list[object] = []

    code = become(["kiosk"], system="nt", replace=refuse, start=started.append)

    assert (code, started) == (0, [[sys.executable, "-m", "desktop_app", "kiosk"]])


def test_a_bundle_is_its_own_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert this_program() == [sys.executable]


def test_the_home_goes_along() -> None:
    home = Home(folder=Path("/a home"))

    assert of_home(home, "kiosk") == ["--home", str(home.folder), "kiosk"]


@pytest.mark.parametrize(
    ("end", "arguments"),
    [
        (ConsoleEnd.START_KIOSK, ["kiosk", "--back-to-console"]),
        (ConsoleEnd.PRACTISE, ["kiosk", "--practice", "--back-to-console"]),
        (ConsoleEnd.CLOSED, None),
    ],
)
def test_the_console_leads_on_to_what_it_was_asked_for(
    end: ConsoleEnd, arguments: list[str] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No window is opened and no process replaced here: tests/whole does both."""
    from desktop_app.console import start

    became: list[object] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(start, "run_console", lambda given: end)
    monkeypatch.setattr(opening, "become", noting(became))
    home = Home(folder=tmp_path)

    assert opening.open_console(home) == 0
    assert became == ([of_home(home, *arguments)] if arguments else [])


def test_without_a_screen_the_console_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform != "linux":
        monkeypatch.setattr(opening, "reaches_screen", lambda: False)  # others always have one

    with pytest.raises(opening.NoScreen):
        opening.open_console(Home(folder=tmp_path))


def test_the_kiosk_becomes_the_console_of_the_same_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.app import passing_on

    became: list[object] = []
    monkeypatch.setattr(passing_on, "become", noting(became))

    back_to_console(Home(folder=tmp_path))

    assert became == [["--home", str(tmp_path)]]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_screen_is_there_only_if_somebody_listens(tmp_path: Path) -> None:
    (tmp_path / "X7").touch()
    (tmp_path / "wayland-0").touch()

    def reached(**environment: str) -> bool:
        return reaches_screen({"XDG_RUNTIME_DIR": str(tmp_path), **environment}, tmp_path)

    assert reached(DISPLAY=":7")
    assert reached(DISPLAY=":7.0")
    assert not reached(DISPLAY=":8")
    assert reached(DISPLAY="server:8")
    assert reached(WAYLAND_DISPLAY="wayland-0")
    assert reached(WAYLAND_DISPLAY=str(tmp_path / "wayland-0"))
    assert not reached(WAYLAND_DISPLAY="wayland-1", DISPLAY=":7")
    assert not reached()
