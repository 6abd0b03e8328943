"""The page of the log: what was done, whether it is whole, and another passphrase for the register."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.app.console_register import register_given
from desktop_app.app.home import Home
from desktop_app.console.coordinator.log import LogDesk
from desktop_app.console.coordinator.log_page import LogTable
from desktop_app.console.coordinator.log_states import ReadingLog
from desktop_app.console.coordinator.log_words import FROM_NEWER, SENTENCES, sentence
from desktop_app.console.given import Given, Look
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from desktop_app.language import SOURCE_LANGUAGE, Catalogues
from desktop_app.register.activity import Deed, Entry
from desktop_app.register.problems import RegisterPassphraseWrong
from desktop_app.register.store import open_register
from tests.console.conftest import LOCALES, OpenConsole
from tests.console.registers import home_of, unlocks
from tests.console.volunteer import Volunteer
from tests.kiosk.faults import faults_of
from tests.kiosk.hearing import faults_heard
from tests.making import PASSPHRASE, clock_at

LYING, STANDING = QSize(1280, 800), QSize(800, 1280)


class Coordinator(Volunteer):
    """A coordinator before the log."""

    def __init__(self, window: ConsoleWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        window.go(Place.LOG)

    def lines(self) -> list[str]:
        table = self._found("log")
        assert isinstance(table, LogTable)
        model = table.model()
        return [str(model.index(line, 1).data()) for line in range(model.rowCount())]

    def types(self, name: str, words: str) -> None:
        self.waits_until(lambda: self.sees(name))
        QTest.keyClicks(self.field(name), words)

    def enters(self, name: str, words: str) -> None:
        self.types(name, words)
        QTest.keyClick(self.field(name), Qt.Key.Key_Return)

    def field(self, name: str) -> QLineEdit:
        field = self._found(name)
        assert isinstance(field, QLineEdit)
        return field


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_of(tmp_path, 3)


OpenLog = Callable[..., Coordinator]


@pytest.fixture
def log_of(open_console: OpenConsole, given: Given, qtbot: QtBot) -> OpenLog:
    def put(home: Home, look: Look | None = None, size: QSize = LYING) -> Coordinator:
        at = replace(given, register=register_given(home), look=look or given.look)
        return Coordinator(open_console(at, size=size), qtbot)

    return put


def test_the_newest_comes_first_and_the_log_is_proved(home: Home, log_of: OpenLog) -> None:
    coordinator = log_of(home)
    unlocks(coordinator)
    coordinator.waits_to_read("told", "3 entries. All are as they were written.")

    assert coordinator.lines() == [
        "The register was unlocked.",
        "Merge 1: 3 new, 0 known, 0 damaged.",
        "The register was made.",
    ]


def test_a_changed_entry_is_told(home: Home, log_of: OpenLog) -> None:
    with sqlite3.connect(home.register) as connection:
        connection.execute("UPDATE activity SET facts = '{\"new\":9}' WHERE seq = 2")
    connection.close()
    coordinator = log_of(home)
    unlocks(coordinator)

    coordinator.waits_to_read("told", "From entry 2 on the log is not as it was written")
    assert coordinator.lines()[1] == "Merge ?: 9 new, ? known, ? damaged."


def test_every_deed_has_a_sentence() -> None:
    words = Catalogues(LOCALES).words(SOURCE_LANGUAGE)
    assert set(SENTENCES) == set(Deed)
    for deed in Deed:
        entry = Entry(seq=1, at="2026-11-25T17:00:00+00:00", deed=deed.value, facts={})
        assert "%(" not in sentence(words, entry)
    newer = Entry(seq=1, at="", deed="flew", facts={})
    assert sentence(words, newer) == FROM_NEWER % {"deed": "flew"}


def test_the_register_gets_another_passphrase(home: Home, log_of: OpenLog) -> None:
    coordinator = log_of(home)
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("log"))
    coordinator.presses("passphrase")
    coordinator.enters("passphrase", "not the one")
    coordinator.waits_to_read("problem", "[register.wrong_passphrase]")
    coordinator.enters("passphrase", PASSPHRASE)
    coordinator.waits_until(lambda: coordinator.sees("own"))
    before = coordinator.reads("proposed")
    coordinator.presses("other_words")
    coordinator.waits_until(lambda: coordinator.reads("proposed") not in ("", before))
    coordinator.presses("own")
    coordinator.types("passphrase", "another one")
    coordinator.enters("again", "another two")
    coordinator.waits_to_read("problem", "[passphrase.not_the_same]")
    coordinator.types("passphrase", "another one")
    coordinator.enters("again", "another one")
    coordinator.waits_until(lambda: coordinator.sees("changed"))
    coordinator.waits_until(
        lambda: "The passphrase of the register was changed." in coordinator.lines()
    )
    coordinator.presses("lock")
    coordinator.window.end()

    with pytest.raises(RegisterPassphraseWrong):
        open_register(home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom)
    open_register(home.register, "another one", clock=clock_at(), randomness=os.urandom).close()


@pytest.mark.parametrize("typed", [PASSPHRASE, "not the one"])
def test_going_back_while_the_passphrase_is_tried_leads_back_for_good(
    home: Home, log_of: OpenLog, typed: str
) -> None:
    coordinator = log_of(home)
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("log"))
    coordinator.presses("passphrase")
    desk = coordinator.window.desk(Place.LOG)
    assert isinstance(desk, LogDesk)
    desk._take_old(typed)
    desk._read_again()
    coordinator.waits_until(lambda: isinstance(desk.state, ReadingLog) and bool(desk.state.log))

    assert coordinator.sees("log")


def test_a_passphrase_that_is_being_changed_is_forgotten_by_locking(
    home: Home, log_of: OpenLog
) -> None:
    coordinator = log_of(home)
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("log"))
    coordinator.presses("passphrase")
    coordinator.enters("passphrase", PASSPHRASE)
    coordinator.waits_until(lambda: coordinator.sees("own"))

    coordinator.presses("lock")

    desk = coordinator.window.desk(Place.LOG)
    assert isinstance(desk, LogDesk)
    assert desk.state == ReadingLog()
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("log"))


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_off_and_all_is_heard(
    home: Home, log_of: OpenLog, language: str, size: QSize, *, is_large: bool
) -> None:
    coordinator = log_of(home, Look(language=language, is_large=is_large), size)
    coordinator.waits_until(lambda: coordinator.window._campaign is not None)
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.reads("told") != "")
    QApplication.processEvents()  # the layout takes the words in
    found = faults_of(coordinator.window) + faults_heard(coordinator.window)
    inside = ("qt_scrollarea", "ScrollBar", "QHeaderView")

    assert "\n".join(one for one in found if not any(name in one for name in inside)) == ""
