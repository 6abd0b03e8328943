"""The console's shell: places, looks, problems, and how it ends."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.console.given import ConsoleEnd, DayCounts, Given, Look, TodayGiven
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from desktop_app.journal.problems import JournalUnreadable
from desktop_app.qt.colours import Light
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.text import Text
from tests.console.conftest import BUSY_DAY, OpenConsole


def press(window: ConsoleWindow, name: str) -> None:
    button = window.findChild(QWidget, name)
    assert isinstance(button, Action | Option), name
    button.click()


def said(window: ConsoleWindow, name: str) -> str:
    label = window.findChild(Text, name)
    assert label is not None, name
    return label.text()


@pytest.fixture
def window(open_console: OpenConsole, qtbot: QtBot) -> ConsoleWindow:
    window = open_console()
    qtbot.waitUntil(lambda: said(window, "today") == "143")
    return window


def test_today_is_counted_as_soon_as_the_window_is_there(window: ConsoleWindow) -> None:
    assert said(window, "all") == "1,143"
    assert said(window, "waiting") == "143"
    assert said(window, "last") == "Last signature: 17:52"
    assert said(window, "campaign_title") == "Keep the door open for trans people from Russia"


def test_large_text_is_remembered_and_the_focus_stays(
    window: ConsoleWindow, looks: list[Look], qtbot: QtBot
) -> None:
    window.findChild(Action, "text_size").setFocus()

    press(window, "text_size")

    qtbot.waitUntil(lambda: looks == [Look(is_large=True)])
    assert window.page is not None
    assert window.page.theme.is_large
    assert window.focusWidget().objectName() == "text_size"


def test_light_is_chosen_on_the_page_behind_the_language(
    window: ConsoleWindow, looks: list[Look], qtbot: QtBot
) -> None:
    press(window, "look")
    assert said(window, "title") == "Language and look"
    press(window, "light_indoor")
    qtbot.waitUntil(lambda: looks == [Look(light=Light.INDOOR)])

    press(window, "done")

    assert window.place is Place.TODAY


def test_a_count_that_fails_is_said_and_the_numbers_stay(
    open_console: OpenConsole, given: Given, qtbot: QtBot
) -> None:
    days: list[date] = []

    def count(day: date) -> DayCounts:
        days.append(day)
        if len(days) > 1:
            raise JournalUnreadable(reason="EIO")
        return BUSY_DAY

    window = open_console(replace(given, today=TodayGiven(count=count)))
    qtbot.waitUntil(lambda: said(window, "today") == "143")

    window.desk(Place.TODAY).tick()

    qtbot.waitUntil(lambda: said(window, "problem") != "")
    assert "Everything that was signed before is safe." in said(window, "problem")
    assert said(window, "problem").endswith("[journal.unreadable]")
    assert said(window, "today") == "143"


def test_a_fault_is_a_calm_page_and_leads_back(window: ConsoleWindow) -> None:
    window.meet_bug("KeyError today.py:7")
    assert "KeyError today.py:7" in said(window, "sentence_2")

    press(window, "leave_notice")

    assert said(window, "title") == "Today"


def test_closing_waits_for_what_runs_and_says_how_it_ended(
    open_console: OpenConsole, qtbot: QtBot
) -> None:
    window = open_console()
    order: list[str] = []
    window._lane.run(
        lambda: order.append("written"), on_done=lambda _: None, on_problem=lambda _: None
    )

    with qtbot.waitSignal(window.ended) as ended:
        window.close()

    assert ended.args == [ConsoleEnd.CLOSED]
    assert order == ["written"]
    assert not window.isVisible()


def test_tab_goes_round_and_reaches_every_control(window: ConsoleWindow, qtbot: QtBot) -> None:
    reached: list[str] = []
    window.setFocus()
    for _ in range(6):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(window.focusWidget().objectName())

    assert reached[:3] == ["look", "text_size", "place_today"]
    assert reached[3:] == reached[:3]
