"""The console as a process has it: how it begins, how it ends, and what a fault leaves behind."""

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.app.console import system_language
from desktop_app.console import start
from desktop_app.console.given import ConsoleEnd, Given, TodayGiven
from desktop_app.console.places import Place
from desktop_app.console.start import run_console
from desktop_app.console.window import ConsoleWindow
from tests.console.conftest import BUSY_DAY, OpenConsole
from tests.console.volunteer import Volunteer


def in_the_window(act) -> None:
    """Act as soon as the console's window is there."""

    def look() -> None:
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, ConsoleWindow)]
        shown = [window for window in windows if window.isVisible() and window.page is not None]
        if shown:
            act(shown[0])
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def test_closing_ends_it(qapp: QApplication, given: Given) -> None:
    in_the_window(lambda window: window.close())

    assert run_console(given) is ConsoleEnd.CLOSED


def test_a_desk_can_ask_for_the_kiosk(qapp: QApplication, given: Given) -> None:
    kiosk = ConsoleEnd.START_KIOSK
    in_the_window(lambda window: window.desk(Place.TODAY).end_asked.emit(kiosk))

    assert run_console(given) is kiosk


def test_nothing_runs_any_more_when_it_has_ended(qapp: QApplication, given: Given) -> None:
    counted: list[object] = []

    def count(day):
        counted.append(day)
        return BUSY_DAY

    hook = sys.excepthook
    in_the_window(lambda window: window.close())
    run_console(replace(given, today=TodayGiven(count=count)))
    before = len(counted)

    QApplication.processEvents()

    assert len(counted) == before
    assert sys.excepthook is hook


def test_a_fault_shows_a_calm_page_and_no_log_holds_its_message(
    open_console: OpenConsole, qtbot, capsys: pytest.CaptureFixture[str]
) -> None:
    volunteer = Volunteer(open_console(), qtbot)
    try:
        raise ValueError("Marta Schmidt")
    except ValueError as error:
        start._calm_hook(volunteer.window)(ValueError, error, error.__traceback__)

    log = capsys.readouterr().err
    assert "ValueError in the console:" in log
    assert "test_start.py" in log
    assert "console.bug ValueError test_start.py:" in volunteer.reads_all()
    assert "Marta" not in volunteer.reads_all()
    volunteer.presses("leave_notice")
    assert volunteer.reads("title") == "Today"


def test_the_system_language_is_a_plain_tag() -> None:
    assert system_language().isalpha()


def test_names_in_any_script_find_their_letters(qapp: QApplication, given: Given) -> None:
    """Places and people are called in scripts that the console does not speak."""
    seen: list[str] = []

    def wait(window: ConsoleWindow) -> None:
        seen[:] = window._families
        if any("CJK" in family for family in seen):
            window.close()
        else:
            QTimer.singleShot(10, lambda: wait(window))

    in_the_window(wait)
    run_console(given)

    assert seen[0] == "Noto Sans"
