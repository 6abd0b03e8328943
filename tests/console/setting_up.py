"""A finger on the console's window: real clicks by the window system, counted as Qt delivers them."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.console.window import ConsoleWindow
from desktop_app.qt.keyboard.keys import Role, key_at
from desktop_app.qt.keyboard.sending import is_ours
from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.qt.widgets.text import Text
from tests.kiosk.keystroke_model import Effort

KEYS = ("digit_", "erase_digit")
"""The pad's digits are keys; what ends the PIN is a tap."""


class Counter(QObject):
    """Counts clicks and keys from what reaches the window, whoever sends them."""

    def __init__(self, window: ConsoleWindow) -> None:
        super().__init__()
        self._window = window
        self._page = ""
        self.taps = self.keys = self.preparations = 0

    def effort(self, words: int) -> Effort:
        return Effort(
            taps=self.taps, keys=self.keys, flicks=0, preparations=self.preparations, words=words
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWindow):
            return False
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            self._pressed(event.position())
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self.keys += not is_ours(event)
        return False

    def _pressed(self, at: QPointF) -> None:
        page = type(self._window.page).__name__
        self.preparations += page != self._page
        self._page = page
        target = self._window.childAt(at.toPoint())
        name = target.objectName() if target is not None else ""
        is_key = isinstance(target, Keyboard) and self._is_on_key(target, at)
        if is_key or name.startswith(KEYS):
            self.keys += 1
        else:
            self.taps += 1

    def _is_on_key(self, keyboard: Keyboard, at: QPointF) -> bool:
        place = QPointF(keyboard.mapFrom(self._window, at.toPoint()))
        return key_at(keyboard.placed, place) is not None


class Volunteer:
    """Sees what is on the window, and touches it."""

    def __init__(self, window: ConsoleWindow, qtbot: QtBot) -> None:
        self.window = window
        self._bot = qtbot
        self._waits_for_campaign()

    def _waits_for_campaign(self) -> None:
        """Begin when all is drawn in the campaign's colours.

        Drawing anew between a finger's coming and its going would let nothing have been pressed.
        """
        self._bot.waitUntil(self.window._timer.isActive)
        read: list[None] = []
        self.window._lane.run(lambda: None, on_done=read.append, on_problem=lambda _: None)
        self._bot.waitUntil(lambda: bool(read))

    def sees(self, name: str) -> QWidget | None:
        found = self.window.findChildren(QWidget, name)
        return next((each for each in found if each.isVisible()), None)

    def waits_for(self, name: str) -> QWidget:
        def is_ready() -> bool:
            widget = self.sees(name)
            return widget is not None and widget.isEnabled()

        self._bot.waitUntil(is_ready)
        widget = self.sees(name)
        assert widget is not None
        return widget

    def reads(self, name: str) -> str:
        label = self.waits_for(name)
        assert isinstance(label, Text)
        return label.text()

    def taps(self, name: str) -> None:
        widget = self.waits_for(name)
        self._clicks(widget, widget.rect().center())

    def types(self, text: str) -> None:
        """Type on the glass, with shift where it takes one."""
        for letter in text:
            if not self._keys(letter):
                self._role(Role.SHIFT)
            (key,) = self._keys(letter)[:1]
            self._clicks(self.keyboard, key.rect.center().toPoint())

    def goes_on(self) -> None:
        """Touch the keyboard's own Next."""
        self._role(Role.NEXT)

    def types_pin(self, digits: str) -> None:
        for digit in digits:
            self.taps(f"digit_{digit}")

    @property
    def keyboard(self) -> Keyboard:
        (shown,) = (k for k in self.window.findChildren(Keyboard) if k.isVisible())
        return shown

    def _keys(self, letter: str) -> list:
        return [placed for placed in self.keyboard.placed if placed.key.text == letter]

    def _role(self, role: Role) -> None:
        placed = next(p for p in self.keyboard.placed if p.key.role is role)
        self._clicks(self.keyboard, placed.rect.center().toPoint())

    def _clicks(self, widget: QWidget, at: QPoint) -> None:
        """Let the window system click where a widget is."""
        place = widget.mapTo(self.window, at)
        QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
        QApplication.processEvents()
