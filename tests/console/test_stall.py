"""The stall: a live checklist, the ways to what can be changed, and a button that is never dead silently."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import change_settings, read_settings
from desktop_app.app.setup import set_pin
from desktop_app.console.checks import Fact, Finding, finding
from desktop_app.console.found import Found, Subject, Verdict
from desktop_app.console.given import ConsoleEnd, Given, Look
from desktop_app.console.places import Place
from desktop_app.console.stick import Stick
from desktop_app.qt.colours import Light
from desktop_app.qt.theme import TextSize
from desktop_app.qt.widgets.text import Text
from tests.console.conftest import GLASS, OpenConsole
from tests.console.device import NOW, Device
from tests.console.setting_up import Volunteer

GOOD = (
    finding(Found.CAMPAIGN_OPEN, day=NOW.date(), words="laundry serpent qualifier stove"),
    finding(Found.JOURNAL_WHOLE, count=143),
    finding(Found.CLOCK_PLAUSIBLE, time=NOW, today=NOW.date(), zone="UTC+1"),
)
OpenStall = Callable[..., Volunteer]


class Checks:
    """What the checklist will find; counts the looks."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        self.looks = 0

    def __call__(self) -> tuple[Finding, ...]:
        self.looks += 1
        return self.findings


def with_checks(device: Device, checks: Checks, sticks: tuple[Stick, ...] = ()) -> Given:
    given = device.given()
    assert given.stall is not None
    stall = replace(given.stall, check=checks, find_sticks=lambda: sticks)
    return replace(given, stall=stall)


@pytest.fixture
def open_stall(device: Device, open_console: OpenConsole, qtbot: QtBot) -> OpenStall:
    def open_it(
        *findings: Finding, checks: Checks | None = None, size: QSize = GLASS, **more
    ) -> Volunteer:
        given = with_checks(device, checks or Checks(*findings), **more)
        return Volunteer(open_console(given, size=size), qtbot)

    return open_it


def test_the_console_of_a_device_that_is_set_up_begins_at_the_stall(
    device: Device, open_console: OpenConsole, qtbot: QtBot
) -> None:
    change_settings(device.home, place="Heumarkt", shift="Morning")
    volunteer = Volunteer(open_console(device.given()), qtbot)

    assert volunteer.window.place is Place.STALL
    qtbot.waitUntil(lambda: volunteer.reads("where") == "Heumarkt · Morning")
    assert "Its four words:" in volunteer.reads("check_campaign")


def test_what_is_not_good_comes_first_and_says_what_to_do(open_stall: OpenStall) -> None:
    volunteer = open_stall(*GOOD, finding(Found.BATTERY_LOW, percent=38), finding(Found.PIN_NONE))

    said = volunteer.reads("check_battery")
    assert said == "Battery: 38 %. Plug the device in soon."
    tops = [
        volunteer.waits_for(f"check_{name}").mapTo(volunteer.window, volunteer.window.pos()).y()
        for name in ("battery", "pin", "campaign", "clock")
    ]
    assert tops == sorted(tops)


def test_start_looks_once_more_and_then_leads_into_the_kiosk(
    open_stall: OpenStall, qtbot: QtBot
) -> None:
    checks = Checks(*GOOD, finding(Found.COPY_NONE))
    volunteer = open_stall(checks=checks)
    ends: list[ConsoleEnd] = []
    volunteer.window.ended.connect(ends.append)
    volunteer.waits_for("start_kiosk")
    before = checks.looks

    volunteer.taps("start_kiosk")

    qtbot.waitUntil(lambda: ends == [ConsoleEnd.START_KIOSK])
    assert checks.looks == before + 1


def test_what_has_gone_wrong_meanwhile_stops_the_start_with_a_sentence(
    open_stall: OpenStall, qtbot: QtBot
) -> None:
    checks = Checks(*GOOD)
    volunteer = open_stall(checks=checks)
    volunteer.waits_for("start_kiosk")
    checks.findings = (*GOOD, finding(Found.ROOM_NONE, megabytes=3))

    volunteer.taps("start_kiosk")

    qtbot.waitUntil(lambda: volunteer.sees("why_not") is not None)
    assert volunteer.reads("why_not") == (
        "Not yet. Free space: Free some space: below 200 MB nobody can sign."
    )
    start = volunteer.sees("start_kiosk")
    assert start is not None
    assert not start.isEnabled()


def test_a_home_in_which_somebody_else_works_does_not_start(
    open_stall: OpenStall, device: Device, qtbot: QtBot
) -> None:
    volunteer = open_stall(*GOOD)
    volunteer.waits_for("start_kiosk")

    with device.home.alone():
        volunteer.taps("start_kiosk")
        qtbot.waitUntil(lambda: volunteer.sees("why_not") is not None)

    assert volunteer.reads("why_not").endswith("[home.in_use]")
    assert volunteer.sees("start_kiosk") is not None


@pytest.mark.parametrize("found", [f for f in Found if finding(f).verdict is Verdict.STOP])
def test_whatever_stops_says_why(open_stall: OpenStall, qtbot: QtBot, found: Found) -> None:
    facts: dict[str, Fact] = {"day": NOW.date(), "words": "a b c d", "megabytes": 3, "percent": 4}
    volunteer = open_stall(finding(found, **facts))

    qtbot.waitUntil(lambda: volunteer.reads("why_not").startswith("Not yet."))

    start = volunteer.sees("start_kiosk")
    assert start is not None
    assert not start.isEnabled()


def test_the_checklist_is_renewed_while_it_is_shown(open_stall: OpenStall, qtbot: QtBot) -> None:
    checks = Checks(*GOOD, finding(Found.BATTERY_GOOD, percent=41))
    volunteer = open_stall(checks=checks)
    volunteer.waits_for("start_kiosk")
    desk = volunteer.window.desk(Place.STALL)
    assert desk.TICK_S is not None
    checks.findings = (*GOOD, finding(Found.BATTERY_LOW, percent=40))

    desk.tick()

    qtbot.waitUntil(lambda: "40 %" in volunteer.reads("check_battery"))


def test_the_light_is_chosen_and_remembered(
    open_stall: OpenStall, device: Device, qtbot: QtBot
) -> None:
    volunteer = open_stall(*GOOD)

    volunteer.taps("light_indoor")

    qtbot.waitUntil(lambda: read_settings(device.home).light is Light.INDOOR)
    assert volunteer.window.page is not None
    assert volunteer.window.page.theme.light is Light.INDOOR
    assert volunteer.window.place is Place.STALL


def test_place_and_shift_are_changed_by_themselves(
    open_stall: OpenStall, device: Device, qtbot: QtBot
) -> None:
    change_settings(device.home, place="Heumarkt", shift="Morning")
    volunteer = open_stall(*GOOD)
    volunteer.taps("change_place")
    qtbot.waitUntil(lambda: volunteer.waits_for("place").text() == "Heumarkt")
    assert volunteer.sees("progress") is None
    volunteer.types("s")
    volunteer.goes_on()
    volunteer.goes_on()

    qtbot.waitUntil(lambda: volunteer.window.place is Place.STALL)
    assert read_settings(device.home).place == "Heumarkts"
    assert read_settings(device.home).shift == "Morning"


def test_a_hardware_keyboard_puts_the_one_on_the_glass_away_and_a_touch_brings_it_back(
    open_stall: OpenStall, qtbot: QtBot
) -> None:
    volunteer = open_stall(*GOOD)
    volunteer.taps("change_place")
    qtbot.waitUntil(lambda: volunteer.waits_for("place").hasFocus())
    assert volunteer.sees("keyboard") is not None

    QTest.keyClick(volunteer.window.windowHandle(), Qt.Key.Key_X)
    qtbot.waitUntil(lambda: volunteer.sees("keyboard") is None)
    assert volunteer.sees("next") is not None
    assert volunteer.waits_for("place").text().endswith("x")

    volunteer.taps("place")
    assert volunteer.sees("keyboard") is not None


def test_a_keyboard_that_was_put_away_stays_away_when_the_page_is_drawn_anew(
    open_stall: OpenStall, device: Device, qtbot: QtBot
) -> None:
    volunteer = open_stall(*GOOD)
    volunteer.taps("change_place")
    QTest.keyClick(volunteer.waits_for("place"), Qt.Key.Key_X)
    before = volunteer.window.page

    volunteer.window.resize(QSize(1024, 768))

    assert volunteer.window.page is not before
    assert volunteer.sees("keyboard") is None
    assert volunteer.sees("next") is not None
    assert volunteer.waits_for("place").text() == "x"


def test_the_second_copy_is_chosen_and_given_up(
    open_stall: OpenStall, device: Device, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "CARD").mkdir()
    card = Stick(folder=tmp_path / "CARD", name="CARD", free_bytes=7_000_000_000, is_writable=True)
    locked = Stick(folder=tmp_path, name="LOCKED", free_bytes=1, is_writable=False)
    volunteer = open_stall(*GOOD, sticks=(locked, card))
    volunteer.taps("change_copy")
    volunteer.waits_for("stick_0")
    assert volunteer.sees("stick_1") is None
    assert volunteer.sees("copy_off") is None
    volunteer.taps("stick_0")
    qtbot.waitUntil(lambda: volunteer.window.place is Place.STALL)
    assert read_settings(device.home).second_copy == str(tmp_path / "CARD")

    volunteer.taps("change_copy")
    volunteer.taps("copy_off")
    qtbot.waitUntil(lambda: volunteer.window.place is Place.STALL)
    assert read_settings(device.home).second_copy == ""
    assert list((tmp_path / "CARD").glob("*/*.inkmirror"))


def test_a_stick_that_is_pulled_while_it_is_chosen_is_said_to_be_away(
    open_stall: OpenStall, device: Device, tmp_path: Path
) -> None:
    gone = Stick(folder=tmp_path / "GONE", name="GONE", free_bytes=7_000_000_000, is_writable=True)
    volunteer = open_stall(*GOOD, sticks=(gone,))
    volunteer.taps("change_copy")
    volunteer.taps("stick_0")

    assert volunteer.reads("complaint").endswith("[second_copy.away]")
    assert read_settings(device.home).second_copy == ""


def test_practice_leads_into_the_kiosk(open_stall: OpenStall, qtbot: QtBot) -> None:
    volunteer = open_stall(*GOOD)
    ends: list[ConsoleEnd] = []
    volunteer.window.ended.connect(ends.append)
    volunteer.taps("change_practice")
    volunteer.taps("practise")

    qtbot.waitUntil(lambda: ends == [ConsoleEnd.PRACTISE])


def test_a_new_pin_takes_the_place_of_the_old_one(
    open_stall: OpenStall, device: Device, qtbot: QtBot
) -> None:
    set_pin(device.home, "482915")
    before = device.home.pin.read_bytes()
    volunteer = open_stall(*GOOD)
    volunteer.taps("change_pin")
    volunteer.types_pin("740183")
    volunteer.taps("give_pin")
    volunteer.types_pin("740183")

    qtbot.waitUntil(lambda: volunteer.window.place is Place.STALL)
    assert device.home.pin.read_bytes() != before


# ---- room --------------------------------------------------------------------------------------------

ALL_WRONG = (
    finding(Found.CAMPAIGN_DAY_UNSURE, first=NOW.date(), last=NOW.date(), words="a b c d"),
    finding(Found.ROOM_LITTLE, megabytes=300),
    finding(Found.BATTERY_LOW, percent=20),
    finding(Found.CLOCK_JUMPED, time=NOW, today=NOW.date(), zone="UTC+1", before=NOW, after=NOW),
    finding(Found.COPY_AWAY, name="PETITION"),
    finding(Found.SCREEN_NO_PIN),
    finding(Found.PIN_NONE),
    finding(Found.PRACTICE_MISSING),
    finding(Found.RETENTION_DUE, day=NOW.date()),
    finding(Found.SWAP_ON),
)


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(800, 1280)], ids=["lying", "standing"])
@pytest.mark.parametrize("text_size", TextSize)
def test_no_point_is_lost_and_no_text_is_cut_off(
    open_stall: OpenStall, device: Device, size: QSize, text_size: TextSize, qtbot: QtBot
) -> None:
    change_settings(device.home, is_large=text_size is TextSize.LARGE)
    volunteer = open_stall(*ALL_WRONG, size=size)
    qtbot.waitUntil(lambda: volunteer.sees("check_room") is not None)
    seen: set[str] = set()
    for _ in ALL_WRONG:
        page = volunteer.window.page
        assert page is not None
        qtbot.waitUntil(lambda: not cut_off(volunteer.window.page))
        assert page.rows.totalMinimumSize().height() <= page.height()
        seen |= {text.objectName() for text in page.findChildren(Text) if text.isVisible()}
        if volunteer.sees("more_checks") is None:
            break
        volunteer.taps("more_checks")
    assert {f"check_{each.subject.value}" for each in ALL_WRONG} <= seen


def cut_off(page: QWidget | None) -> list[str]:
    assert page is not None
    texts = page.findChildren(Text)
    return [text.text() for text in texts if text.isVisible() and not text.text_fits()]


def test_every_subject_has_a_row(open_stall: OpenStall) -> None:
    assert {each.subject for each in (*ALL_WRONG, *GOOD)} == set(Subject)
    assert Look() == Look(language="", is_large=False, light=Light.OUTDOOR)
