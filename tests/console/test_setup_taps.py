"""From a fresh home to a kiosk that people can sign on: taps, keys and seconds, and no network."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.console import given_for
from desktop_app.app.drives import Drive
from desktop_app.app.finding_packs import find_packs
from desktop_app.app.home import Home
from desktop_app.app.installed import installed_campaigns
from desktop_app.app.settings import read_settings
from desktop_app.console.given import ConsoleEnd, Given
from desktop_app.console.places import Place
from desktop_app.console.stick import Stick
from desktop_app.kiosk.pin_file import is_right, read_pin
from tests.console.conftest import OpenConsole
from tests.console.setting_up import Counter, Volunteer
from tests.making import made_key, published

PIN = "482915"
PLACE, SHIFT = "Heumarkt", "Morning"
MOST_TAPS = 12
MOST_SECONDS = 120.0
PERSONA_TAPS, PERSONA_SECONDS = 6, 37.0
"""Of a signature in the first campaign: tests/kiosk/test_persona.py keeps it."""
TAPS_TO_CLOSE_PRACTICE = 1
WORDS_TO_READ = 170
"""All that the five pages say, read once."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(folder=tmp_path / "home")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "PETITION"
    folder.mkdir()
    published(made_key(), folder / "open-doors.inkpack")
    return folder


def with_stick(home: Home, *folders: Path) -> Given:
    """The console of a home, on a machine into which sticks are plugged."""
    drives = tuple(
        Drive(
            path=folder,
            name=folder.name,
            free_bytes=7_600_000_000,
            total_bytes=8_000_000_000,
            is_writable=True,
            filesystem="vfat",
        )
        for folder in folders
    )
    sticks = tuple(
        Stick(folder=d.path, name=d.name, free_bytes=d.free_bytes, is_writable=True) for d in drives
    )
    given = given_for(home)
    assert given.stall is not None
    stall = replace(
        given.stall,
        find_packs=lambda: find_packs(
            home, drives=lambda: drives, downloads=lambda: home.folder / "none"
        ),
        find_sticks=lambda: sticks,
    )
    return replace(given, stall=stall)


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(800, 1280), QSize(1920, 1080)], ids=str)
def test_a_fresh_device_is_set_up_in_twelve_taps_and_two_minutes(
    home: Home,
    stick: Path,
    size: QSize,
    open_console: OpenConsole,
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "socket", None)  # whoever wants a network fails
    window = open_console(with_stick(home, stick), size=size)
    ends: list[ConsoleEnd] = []
    window.ended.connect(ends.append)
    volunteer, counter = Volunteer(window, qtbot), Counter(window)
    qapp.installEventFilter(counter)
    try:
        assert len(volunteer.reads("four_words").split()) == 4
        volunteer.taps("match")
        volunteer.waits_for("place")
        volunteer.types(PLACE)
        volunteer.goes_on()
        volunteer.types(SHIFT)
        volunteer.goes_on()
        volunteer.types_pin(PIN)
        volunteer.taps("give_pin")
        volunteer.types_pin(PIN)
        volunteer.taps("stick_0")
        volunteer.taps("practise")
        qtbot.waitUntil(lambda: ends == [ConsoleEnd.PRACTISE])
    finally:
        qapp.removeEventFilter(counter)

    effort = counter.effort(WORDS_TO_READ)
    taps = effort.taps + PERSONA_TAPS + TAPS_TO_CLOSE_PRACTICE
    seconds = effort.seconds + PERSONA_SECONDS + 1.0
    assert taps <= MOST_TAPS, effort
    assert seconds <= MOST_SECONDS, (effort, seconds)
    settings = read_settings(home)
    assert (settings.campaign, settings.place, settings.shift) == ("open-doors", PLACE, SHIFT)
    assert settings.second_copy == str(stick)
    assert list(stick.glob("*/*.inkmirror"))
    stored = read_pin(home.pin)
    assert stored is not None
    assert is_right(stored, PIN)


def test_words_that_do_not_match_install_nothing_and_are_not_offered_again(
    home: Home, stick: Path, open_console: OpenConsole, qtbot: QtBot
) -> None:
    volunteer = Volunteer(open_console(with_stick(home, stick)), qtbot)

    volunteer.taps("differ")

    assert "was not installed" in volunteer.reads("rejected")
    assert volunteer.sees("match") is None
    assert volunteer.sees("pack_0") is None
    assert installed_campaigns(home) == []
    assert not home.folder.exists()


def test_of_two_packs_one_is_chosen_first(
    home: Home, stick: Path, tmp_path: Path, open_console: OpenConsole, qtbot: QtBot
) -> None:
    (tmp_path / "OTHER").mkdir()
    published(made_key(), tmp_path / "OTHER" / "more.inkpack")
    volunteer = Volunteer(open_console(with_stick(home, stick, tmp_path / "OTHER")), qtbot)
    volunteer.waits_for("pack_1")
    volunteer.taps("pack_0")
    words = volunteer.reads("four_words")

    volunteer.taps("differ")
    volunteer.taps("pack_0")

    assert volunteer.reads("four_words") != words


def test_a_stick_that_is_plugged_in_later_is_found(
    home: Home, stick: Path, open_console: OpenConsole, qtbot: QtBot
) -> None:
    plugged: list[Path] = []
    given = with_stick(home)
    assert given.stall is not None
    found = with_stick(home, stick).stall
    nothing = given.stall.find_packs
    assert found is not None
    stall = replace(given.stall, find_packs=lambda: found.find_packs() if plugged else nothing())
    window = open_console(replace(given, stall=stall))
    volunteer = Volunteer(window, qtbot)
    qtbot.waitUntil(lambda: "Plug in the stick" in volunteer.reads("nothing"))

    plugged.append(stick)
    window.desk(Place.WELCOME).tick()

    volunteer.waits_for("four_words")


def test_a_file_that_is_no_pack_is_named(
    home: Home, tmp_path: Path, open_console: OpenConsole, qtbot: QtBot
) -> None:
    (tmp_path / "bad.inkpack").write_bytes(b"nothing")

    volunteer = Volunteer(open_console(with_stick(home, tmp_path)), qtbot)

    assert volunteer.reads("refused") == "bad.inkpack cannot be used. [pack.not_a_pack]"


def test_a_pack_that_changes_between_comparing_and_installing_is_refused(
    home: Home, stick: Path, open_console: OpenConsole, qtbot: QtBot
) -> None:
    volunteer = Volunteer(open_console(with_stick(home, stick)), qtbot)
    volunteer.waits_for("match")
    (stick / "open-doors.inkpack").unlink()
    published(made_key(), stick / "open-doors.inkpack")

    volunteer.taps("match")

    assert volunteer.reads("complaint").endswith("[setup.pack_changed]")
    assert installed_campaigns(home) == []


@pytest.mark.parametrize(("first", "code"), [("123456", "too_easy"), ("4829", "too_short")])
def test_a_pin_that_is_none_is_refused_with_words(
    home: Home, stick: Path, open_console: OpenConsole, qtbot: QtBot, first: str, code: str
) -> None:
    volunteer = at_the_pin(home, stick, open_console, qtbot)
    volunteer.types_pin(first)
    volunteer.taps("give_pin")

    assert volunteer.reads("complaint").endswith(f"[pin.{code}]")
    assert volunteer.waits_for("pin_dots").count == 0


def test_two_pins_that_differ_begin_anew(
    home: Home, stick: Path, open_console: OpenConsole, qtbot: QtBot
) -> None:
    volunteer = at_the_pin(home, stick, open_console, qtbot)
    volunteer.types_pin(PIN)
    volunteer.taps("give_pin")
    assert volunteer.reads("pin_sentence") == "Type the same PIN once more."
    volunteer.types_pin("482916")
    volunteer.taps("give_pin")

    assert volunteer.reads("complaint").endswith("[pin.not_the_same]")
    assert read_pin(home.pin) is None
    assert PIN not in repr(volunteer.window.desk(Place.WELCOME).state)


def test_a_pin_may_be_left_out_after_a_plain_warning(
    home: Home, stick: Path, open_console: OpenConsole, qtbot: QtBot
) -> None:
    volunteer = at_the_pin(home, stick, open_console, qtbot)
    assert "cannot leave the kiosk" in volunteer.reads("pin_warning")

    volunteer.taps("skip_pin")

    volunteer.waits_for("stick_0")
    assert not home.pin.exists()


def at_the_pin(home: Home, stick: Path, open_console: OpenConsole, qtbot: QtBot) -> Volunteer:
    volunteer = Volunteer(open_console(with_stick(home, stick)), qtbot)
    volunteer.taps("match")
    volunteer.waits_for("place")
    volunteer.goes_on()
    volunteer.goes_on()
    volunteer.waits_for("pin_dots")
    return volunteer
