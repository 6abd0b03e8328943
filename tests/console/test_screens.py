"""Every screen of the console: nothing cut off, nothing faint, everything heard, in every language."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.console.given import Given, Look
from desktop_app.console.window import ConsoleWindow
from desktop_app.language import CONSOLE_DOMAIN, CONSOLE_SPOKEN, SPOKEN, Catalogues
from desktop_app.qt.colours import Light
from desktop_app.qt.reading_order import reading_order
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.buttons import Action, Option
from tests.console.conftest import LOCALES, OpenConsole
from tests.console.screens import all_given, screens
from tests.kiosk.faults import faults_of
from tests.kiosk.hearing import faults_heard
from tests.kiosk.sheet import whole_picture_of
from tests.kiosk.test_contrast import has_faint_edge, is_faint
from tests.kiosk.test_layout import LongWords

LYING, STANDING = QSize(1280, 800), QSize(800, 1280)
GLASSES = {
    "lying": LYING,
    "standing": STANDING,
    "fine": QSize(1920, 1200),
    "laptop": QSize(1366, 768),
}
STANDING_FOR_ALL = sorted(CONSOLE_SPOKEN & {"en", "de", "ar", "fi", "ka", "he", "el"})
TOUCH_TOLERANCE_PX = 1


class AllLanguages(Catalogues):
    """As if the console were translated into all languages that the kiosk speaks."""

    def languages(self) -> frozenset[str]:
        return SPOKEN


class LongCatalogues(AllLanguages):
    def _read(self, language: str) -> LongWords:
        return LongWords()


Faults = Callable[[ConsoleWindow], list[str]]


def opened(open_console: OpenConsole, given: Given, look: Look, size: QSize) -> ConsoleWindow:
    window: ConsoleWindow = open_console(replace(all_given(given), look=look), size=size)
    window._timer.stop()
    return window


def all_faults(window: ConsoleWindow, faults_on: Faults) -> str:
    return "\n".join(
        f"{screen}: {fault}" for screen in screens(window) for fault in faults_on(window)
    )


def hard_to_touch(window: ConsoleWindow) -> list[str]:
    """List what is smaller than a finger."""
    theme = window.page.theme if window.page is not None else None
    assert theme is not None
    least = theme.px(Size.TOUCH) - TOUCH_TOLERANCE_PX
    return [
        f"{button.objectName()} is {button.width()}×{button.height()}"
        for button in window.findChildren(QWidget)
        if isinstance(button, Action | Option) and button.isVisible()
        if min(button.width(), button.height()) < least
    ]


def shown_badly(window: ConsoleWindow) -> list[str]:
    return faults_of(window) + hard_to_touch(window)


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("language", sorted(CONSOLE_SPOKEN))
def test_nothing_is_cut_off_and_nothing_overlaps(
    open_console: OpenConsole, given: Given, language: str, *, is_large: bool
) -> None:
    window = opened(open_console, given, Look(language=language, is_large=is_large), LYING)

    assert all_faults(window, shown_badly) == ""


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("language", STANDING_FOR_ALL)
@pytest.mark.parametrize("glass", [name for name in GLASSES if name != "lying"])
def test_nothing_is_cut_off_on_other_glasses(
    open_console: OpenConsole, given: Given, glass: str, language: str, *, is_large: bool
) -> None:
    look = Look(language=language, is_large=is_large)
    window = opened(open_console, given, look, GLASSES[glass])

    assert all_faults(window, shown_badly) == ""


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_nothing_is_cut_off_with_longer_words(
    open_console: OpenConsole, given: Given, size: QSize, language: str, *, is_large: bool
) -> None:
    long = LongCatalogues(LOCALES, domain=CONSOLE_DOMAIN)
    look = Look(language=language, is_large=is_large)
    window = opened(open_console, replace(given, catalogues=long), look, size)

    assert all_faults(window, shown_badly) == ""


@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
def test_all_languages_can_be_chosen(
    open_console: OpenConsole, given: Given, size: QSize, *, is_large: bool
) -> None:
    every = AllLanguages(LOCALES, domain=CONSOLE_DOMAIN)
    look = Look(is_large=is_large)
    window = opened(open_console, replace(given, catalogues=every), look, size)
    *_, _look = (screen for screen in screens(window) if screen == "look" and seen_all(window))


def seen_all(window: ConsoleWindow) -> bool:
    """Turn the pages of languages from the first to the last."""
    while (previous := window.findChild(Action, "previous")).isEnabled():
        previous.click()
    seen: list[str] = []
    while True:
        assert shown_badly(window) == []
        options = window.page.findChildren(Option) if window.page is not None else []
        names = [option.objectName() for option in options if option.isVisible()]
        seen += [name for name in names if name.startswith("language_")]
        following = window.findChild(Action, "next")
        if not following.isEnabled():
            break
        following.click()
    return sorted(seen) == sorted(f"language_{language}" for language in SPOKEN)


# ---- seen in the sun, heard, and reached by keys ----------------------------------------------------


def faint(window: ConsoleWindow) -> list[str]:
    picture = whole_picture_of(window)
    shown = [one for one in window.findChildren(QWidget) if one.isVisible()]
    words = [f"words of {one.objectName()}" for one in shown if is_faint(window, one, picture)]
    return words + [
        f"edge of {one.objectName()}"
        for one in shown
        if not one.objectName().startswith(("place_", "language_"))  # words without a frame
        if has_faint_edge(window, one, picture)
    ]


@pytest.mark.parametrize("light", list(Light), ids=lambda light: light.value)
@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
def test_words_and_controls_have_contrast_on_every_page(
    open_console: OpenConsole, given: Given, light: Light, *, is_large: bool
) -> None:
    window = opened(open_console, given, Look(light=light, is_large=is_large), LYING)

    assert all_faults(window, faint) == ""


@pytest.fixture
def screen_reader(qapp: QApplication) -> Iterator[None]:
    """Let Qt believe that a screen reader is there."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("screen_reader")
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
def test_everything_that_is_heard_has_a_role_a_name_and_true_states(
    open_console: OpenConsole, given: Given, size: QSize, *, is_large: bool
) -> None:
    window = opened(open_console, given, Look(is_large=is_large), size)

    assert all_faults(window, faults_heard) == ""


def not_reached(window: ConsoleWindow) -> list[str]:
    """List the controls to which neither Tab nor an arrow leads."""
    window.setFocus()
    wanted = {one for one in reading_order(window) if is_control(one)}
    reached: set[QWidget] = set()
    for _ in range(len(wanted) + 1):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focused = window.focusWidget()
        reached.add(focused)
        if isinstance(focused, Option):  # arrows lead to the others of its group
            reached.update(focused.siblings())
    return [one.objectName() for one in wanted - reached]


def is_control(widget: QWidget) -> bool:
    return isinstance(widget, Action | Option) and widget.isVisible() and widget.isEnabled()


def test_tab_and_arrows_lead_to_every_control(open_console: OpenConsole, given: Given) -> None:
    window = opened(open_console, given, Look(), LYING)

    assert all_faults(window, not_reached) == ""
