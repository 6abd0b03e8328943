"""A volunteer at the console: reads what is on screen and presses what can be pressed."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.text import Text


class Volunteer:
    """Finds things by their names, and only what is really to be seen."""

    def __init__(self, window: ConsoleWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    def sees(self, name: str) -> bool:
        """Tell whether something is on screen."""
        return self._found(name) is not None

    def reads(self, name: str) -> str:
        """Read some words; empty if they are not there."""
        label = self._found(name)
        return label.text() if isinstance(label, Text) else ""

    def reads_all(self) -> str:
        """Read everything on the page."""
        assert self.window.page is not None
        texts = self.window.page.findChildren(Text)
        return "\n".join(text.text() for text in texts if text.isVisible())

    def may_press(self, name: str) -> bool:
        """Tell whether a button is there and takes a touch."""
        button = self._found(name)
        return button is not None and button.isEnabled()

    def presses(self, name: str) -> None:
        """Press a button or choose an option."""
        button = self._found(name)
        assert isinstance(button, Action | Option), f"{name} is not on screen: {self.reads_all()}"
        assert button.isEnabled(), f"{name} cannot be pressed"
        button.click()
        QApplication.processEvents()

    def goes_to(self, place: Place) -> None:
        """Go to a place by the navigation."""
        self.presses(f"place_{place.value}")

    def waits_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for work on the lane."""
        self._qtbot.waitUntil(is_so, timeout=20_000)

    def waits_to_read(self, name: str, words: str) -> None:
        """Wait until some words stand somewhere."""
        self.waits_until(lambda: words in self.reads(name))

    def _found(self, name: str) -> QWidget | None:
        found = self.window.findChildren(QWidget, name)
        return next((widget for widget in found if widget.isVisible()), None)
