"""The pages of duplicates, stage by stage: whole, and heard, in each size and direction."""

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from desktop_app.app.home import Home
from desktop_app.console.given import Given, Look
from desktop_app.console.places import Place
from tests.console.conftest import OpenConsole
from tests.console.duplicates_screens import show, states
from tests.console.registers import empty_home, unlocks
from tests.console.test_duplicates import Coordinator, given_at
from tests.kiosk.faults import faults_of
from tests.kiosk.hearing import faults_heard

LYING, STANDING, SMALL = QSize(1280, 800), QSize(800, 1280), QSize(1024, 768)


IN_COLUMN = (
    *("'content'", "PairView", "_LineView", "_Sign", "'line_", "'sides'", "Text ''", "QWidget ''"),
    *("'kind_", "'campaign_", "'waiting'", "'told'", "'agreement'", "'counts'", "'already'"),
    *("'duplicates'", "'decisions'"),
)
"""What stands in a column that turns."""
ROOMS = [
    *(("en", size, is_large) for size in (LYING, STANDING) for is_large in (False, True)),
    *(("ar", size, is_large) for size in (LYING, STANDING) for is_large in (False, True)),
    *(("de", SMALL, is_large) for is_large in (False, True)),
]


def is_scrolled(fault: str) -> bool:
    """Tell whether a fault is only that a column or list goes on beneath what is seen."""
    is_bar = any(name in fault for name in ("ScrollBar", "qt_scrollarea", "Viewport", "Header"))
    is_beneath = "leaves the window" in fault or "overlaps" in fault
    return is_bar or (is_beneath and any(name in fault for name in IN_COLUMN))


@pytest.mark.parametrize(("language", "size", "is_large"), ROOMS)
def test_nothing_is_cut_off_and_all_is_heard(
    open_console: OpenConsole,
    given: Given,
    qtbot: QtBot,
    empty: Home,
    language: str,
    size: QSize,
    *,
    is_large: bool,
) -> None:
    look = Look(language=language, is_large=is_large)
    coordinator = Coordinator(open_console(given_at(given, empty, look), size=size), qtbot)
    coordinator.window.go(Place.DUPLICATES)
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("nothing"))
    coordinator.window._timer.stop()
    faults = []
    for name, state in states():
        show(coordinator.desk, state)
        faults += [f"{name}: {fault}" for fault in faults_of(coordinator.window)]
        faults += [f"{name}: {fault}" for fault in faults_heard(coordinator.window)]
    assert "\n".join(fault for fault in faults if not is_scrolled(fault)) == ""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return empty_home(tmp_path_factory.mktemp("screens"))
