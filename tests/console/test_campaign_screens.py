"""The pages of campaigns: nothing cut off, nothing faint, everything heard, at every size of type."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from desktop_app.app.console_campaigns import campaigns_given
from desktop_app.app.home import Home
from desktop_app.console.coordinator.campaigns import CampaignsDesk
from desktop_app.console.coordinator.sections import Section
from desktop_app.console.coordinator.states import View
from desktop_app.console.given import Given, Look
from desktop_app.console.given_campaigns import SignerPage
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from tests.console.conftest import OpenConsole
from tests.console.screens import _settle
from tests.console.turning import shown_badly
from tests.kiosk.hearing import faults_heard
from tests.making import OPEN_DOORS

SIZES = {"small": QSize(1280, 800), "laptop": QSize(1366, 768), "large": QSize(1920, 1080)}


@pytest.fixture
def home(tmp_path) -> Home:
    home = Home(folder=tmp_path / "home")
    home.campaigns_in_work.mkdir(parents=True)
    shutil.copytree(OPEN_DOORS, home.campaigns_in_work / "mine")
    campaigns_given(home).begin()
    return home


def screens(window: ConsoleWindow) -> Iterator[str]:
    """Show each page of campaigns."""
    window.begin()
    window.go(Place.CAMPAIGNS)
    _settle(window)
    yield "list"
    desk = window.desk(Place.CAMPAIGNS)
    assert isinstance(desk, CampaignsDesk)
    for name in ("mine", "my-campaign"):
        desk._list()
        _settle(window)
        desk._open(name)
        for _ in range(3):
            _settle(window)
        editor = desk.editor
        assert editor is not None
        for section in Section:
            if section is not Section.FILES:
                editor.open_section(section)
                _settle(window)
                yield f"{name} {section.value}"
        if name == "mine":
            editor.open_language("ar")
            editor.open_section(Section.WORDS)
            yield "words in Arabic"
            for page in SignerPage:
                editor.show_signer_page(page)
                editor.open_view(View.PREVIEW)
                yield f"preview of {page.value}"
            desk._ask_for_key()
            yield "publish"
    desk._open("my-campaign")


def opened(open_console: OpenConsole, given: Given, home: Home, look: Look, size: QSize):
    given = replace(given, campaigns=campaigns_given(home), look=look)
    window: ConsoleWindow = open_console(given, size=size)
    window._timer.stop()
    return window


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_off_and_nothing_overlaps(
    open_console: OpenConsole, given: Given, home: Home, size: str, language: str, *, is_large: bool
) -> None:
    look = Look(language=language, is_large=is_large)
    window = opened(open_console, given, home, look, SIZES[size])
    faults = [f"{screen}: {fault}" for screen in screens(window) for fault in settled(window)]
    assert faults == [], "\n".join(faults)


def settled(window: ConsoleWindow) -> list[str]:
    QApplication.processEvents()
    QApplication.processEvents()
    return shown_badly(window)


@pytest.fixture
def screen_reader(qapp: QApplication) -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


QTS_OWN = ("qt_scrollarea", "ScrollBar ''")
"""What Qt puts around a column that turns: a screen reader passes over it."""
IN_A_GROUP = ("is a heading, or none", "said twice")
"""Each group of the form has its own title, and what is in several groups is called alike."""


def is_ours(fault: str) -> bool:
    return not any(part in fault for part in QTS_OWN + IN_A_GROUP)


@pytest.mark.usefixtures("screen_reader")
@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
def test_everything_that_is_heard_has_a_role_and_a_name(
    open_console: OpenConsole, given: Given, home: Home, *, is_large: bool
) -> None:
    window = opened(open_console, given, home, Look(is_large=is_large), SIZES["small"])
    faults = []
    for screen in screens(window):
        QApplication.processEvents()
        faults += [f"{screen}: {fault}" for fault in faults_heard(window) if is_ours(fault)]
    assert faults == [], "\n".join(faults)
