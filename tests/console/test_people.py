"""The page of people: everybody is listed, searched, sorted and filtered, and gone once it is locked."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.app.console_inquiry import inquiry_given
from desktop_app.app.console_register import register_given
from desktop_app.app.home import Home
from desktop_app.console.coordinator.people_index import Column
from desktop_app.console.coordinator.people_table import COLUMNS, PeopleTable
from desktop_app.console.given import Given, Look
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from tests.console.conftest import OpenConsole
from tests.console.registers import empty_home, home_of, unlocks
from tests.console.volunteer import Volunteer
from tests.kiosk.faults import faults_of
from tests.kiosk.hearing import faults_heard

COUNT = 300
LYING, STANDING, BOOK = QSize(1280, 800), QSize(800, 1280), QSize(1024, 768)


class Coordinator(Volunteer):
    """A coordinator before the list."""

    def __init__(self, window: ConsoleWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        window.go(Place.PEOPLE)

    @property
    def table(self) -> PeopleTable:
        table = self._found("people")
        assert isinstance(table, PeopleTable)
        return table

    def lists(self, count: int) -> None:
        """Wait until so many lines are there."""
        self.waits_until(lambda: self.sees("people") and self.table.model().rowCount() == count)

    def reads_line(self, line: int, column: Column) -> str:
        return str(self.table.model().index(line, COLUMNS.index(column)).data())

    def sorts_by(self, column: Column) -> None:
        self.table.horizontalHeader().sectionClicked.emit(COLUMNS.index(column))

    def types(self, words: str) -> None:
        field = self._found("search")
        assert isinstance(field, QLineEdit)
        field.clear()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose register has a few hundred people."""
    return home_of(tmp_path_factory.mktemp("people"), COUNT)


OpenList = Callable[..., Coordinator]


@pytest.fixture
def list_of(open_console: OpenConsole, given: Given, qtbot: QtBot) -> OpenList:
    def put(home: Home, look: Look | None = None, size: QSize = LYING) -> Coordinator:
        at = replace(
            given, register=register_given(home), inquiry=inquiry_given(), look=look or given.look
        )
        return Coordinator(open_console(at, size=size), qtbot)

    return put


def test_everybody_is_listed_once_it_is_unlocked(home: Home, list_of: OpenList) -> None:
    coordinator = list_of(home)
    unlocks(coordinator)
    coordinator.lists(COUNT)

    assert coordinator.reads_line(0, Column.NAME).startswith("Marta")
    coordinator.waits_to_read("told", "300 of 300 signatures")


def test_a_wrong_passphrase_is_told_and_another_may_be_typed(home: Home, list_of: OpenList) -> None:
    coordinator = list_of(home)
    unlocks(coordinator, "something else entirely")
    coordinator.waits_to_read("problem", "[register.wrong_passphrase]")
    field = coordinator._found("passphrase")
    assert isinstance(field, QLineEdit)
    assert field.text() == ""

    unlocks(coordinator)
    coordinator.lists(COUNT)


def test_typing_searches_and_a_title_sorts(home: Home, list_of: OpenList) -> None:
    coordinator = list_of(home)
    unlocks(coordinator)
    coordinator.lists(COUNT)

    coordinator.sorts_by(Column.EMAIL)
    coordinator.waits_until(lambda: coordinator.reads_line(0, Column.EMAIL) == "Marta0@example.org")
    coordinator.sorts_by(Column.EMAIL)
    coordinator.waits_until(lambda: coordinator.reads_line(0, Column.EMAIL) == "Marta9@example.org")
    coordinator.types("MARTA123")
    coordinator.lists(1)
    coordinator.types("nobody of this name")
    coordinator.lists(0)
    assert "Look for fewer words" in coordinator.reads("told")


def test_those_that_are_no_duplicates_are_left_out_on_wish(home: Home, list_of: OpenList) -> None:
    coordinator = list_of(home)
    unlocks(coordinator)
    coordinator.lists(COUNT)

    coordinator.presses("standing_duplicate")
    coordinator.lists(0)
    coordinator.presses("standing_counts")
    coordinator.lists(COUNT)


def test_enter_and_two_clicks_choose_a_line(home: Home, list_of: OpenList, qtbot: QtBot) -> None:
    coordinator = list_of(home)
    unlocks(coordinator)
    coordinator.lists(COUNT)
    desk = coordinator.window.desk(Place.PEOPLE)
    chosen: list[str] = []

    coordinator.table.setFocus()
    QTest.keyClick(coordinator.table, Qt.Key.Key_Down)
    QTest.keyClick(coordinator.table, Qt.Key.Key_Down)
    QTest.keyClick(coordinator.table, Qt.Key.Key_Return)
    chosen.append(desk.inquiry.trail.last.record_id)
    coordinator.presses("back")
    coordinator.table.doubleClicked.emit(coordinator.table.model().index(5, 0))
    chosen.append(desk.inquiry.trail.last.record_id)

    assert [one == "" for one in chosen] == [False, False]
    assert chosen[0] != chosen[1]


def test_locking_takes_everybody_off_the_screen(home: Home, list_of: OpenList) -> None:
    coordinator = list_of(home)
    unlocks(coordinator)
    coordinator.lists(COUNT)

    coordinator.presses("lock")

    assert coordinator.sees("passphrase")
    desk = coordinator.window.desk(Place.PEOPLE)
    assert desk.state.rows == ()
    unlocks(coordinator)
    coordinator.lists(COUNT)


def test_without_a_register_the_way_to_the_first_merge_is_shown(
    tmp_path: Path, list_of: OpenList
) -> None:
    coordinator = list_of(Home(folder=tmp_path / "home"))
    coordinator.waits_until(lambda: coordinator.sees("nothing"))

    assert coordinator.may_press("to_merge")
    assert not coordinator.sees("passphrase")
    assert not (tmp_path / "home").exists()


def test_an_empty_register_says_what_to_do_next(tmp_path: Path, list_of: OpenList) -> None:
    coordinator = list_of(empty_home(tmp_path))
    unlocks(coordinator)
    coordinator.waits_to_read("told", "Merge what the devices handed over")

    assert coordinator.may_press("to_merge")
    assert not coordinator.sees("people")


def is_of_the_list(fault: str) -> bool:
    """Tell whether a fault lies inside the table, which scrolls and writes its own cells."""
    return any(name in fault for name in ("qt_scrollarea", "ScrollBar", "QHeaderView"))


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING, BOOK], ids=["lying", "standing", "book"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_off_and_all_is_heard(
    home: Home, list_of: OpenList, language: str, size: QSize, *, is_large: bool
) -> None:
    coordinator = list_of(home, Look(language=language, is_large=is_large), size)
    coordinator.waits_until(lambda: coordinator.window._campaign is not None)
    found = faults_of(coordinator.window) + faults_heard(coordinator.window)
    unlocks(coordinator)
    coordinator.lists(COUNT)
    found += faults_of(coordinator.window) + faults_heard(coordinator.window)

    turns = is_large and size is not STANDING  # then the page is a column with a bar
    found = [fault for fault in found if not (turns and "leaves the window" in fault)]
    assert "\n".join(fault for fault in found if not is_of_the_list(fault)) == ""
