"""Starting and ending the kiosk, and what must be quick."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.start import KioskEnd, run_kiosk
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from tests.kiosk.stalls import MemoryKeeper


def running_window() -> KioskWindow:
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, KioskWindow)]
    return next(window for window in windows if window.isVisible())


def test_kiosk_runs_opens_the_journal_and_ends(
    qapp: QApplication, stall: Stall, keeper: MemoryKeeper
) -> None:
    def look_and_close() -> None:
        window = running_window()
        Visitor(window).waits_until(lambda: window.state.kept_count == 0)
        window.close()

    QTimer.singleShot(0, look_and_close)

    assert run_kiosk(stall, is_windowed=True) is KioskEnd.LEFT
    assert keeper.is_closed


def test_bug_calls_the_volunteer_and_logs_nothing_that_was_typed(
    qapp: QApplication, stall: Stall, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[object] = []

    def meet_a_bug() -> None:
        window = running_window()
        sys.excepthook(ValueError, ValueError("Zyxqua"), None)
        seen.append(window.state.stage)
        window.close()

    QTimer.singleShot(0, meet_a_bug)
    run_kiosk(stall, is_windowed=True)

    assert seen == [st.VolunteerNeeded(code="kiosk.bug")]
    assert "Zyxqua" not in capsys.readouterr().err


def test_first_screen_needs_none_of_what_the_form_needs() -> None:
    heavy = ("phonenumbers", "email_validator", "segno", "sqlalchemy", "babel.messages")
    code = (
        "import sys, desktop_app.kiosk.start; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"
