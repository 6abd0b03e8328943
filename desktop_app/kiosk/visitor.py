"""A visitor who signs in the real window by real keys and touches: for the demonstration and tests.

It waits for what must come true by letting Qt work until a deadline; it never sleeps.
"""

import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop_app.kiosk.states import Thanks
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.widgets.text_area import TextArea

PATIENCE_S = 10.0
CLICK = QTest.KeyAction.Click
A_STROKE = tuple(
    (0.2 + 0.6 * turn / 60, 0.5 - 0.3 * math.sin(turn / 5) * math.cos(turn / 25))
    for turn in range(61)
)
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class VisitorLost(AssertionError):
    """What the visitor looks for is not on the screen, or does not come."""


class Visitor:
    """Reads like what a person does at the stall."""

    def __init__(self, window: KioskWindow) -> None:
        """Stand before a window that is shown, with its gate before all events as in the kiosk."""
        self._window = window
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(window.gate)  # twice is as good as once
        self.tap_count = 0
        self.key_count = 0

    # -- the petition --

    def chooses_language(self, language: str) -> None:
        """Choose a language in the bar."""
        self.taps(f"language_{language}")

    def turns_large_on(self) -> None:
        """Ask for large text."""
        if not self._window.state.sight.is_large:
            self.taps("text_size")

    def presses_sign(self) -> None:
        """Press SIGN on the petition; the form begins."""
        self.taps("sign")

    def reads(self, page: str) -> None:
        """Open a reading page: `text`, privacy, terms, faq or contact."""
        self.taps(f"read_{page}")

    def leaves_reading(self) -> None:
        """Go back from a reading page."""
        self.taps("leave_reading")

    def starts_again(self) -> None:
        """Press Start again."""
        self.taps("start_again")

    def needs_more_time(self) -> None:
        """Answer "Are you still there?"."""
        self.taps("more_time")

    def tries_again(self) -> None:
        """Press Try again on the page that asks for the volunteer."""
        self.taps("try_again")

    # -- the form --

    def gives_name(self, given: str, family: str = "") -> None:
        """Type a name and go on."""
        self.types("given_name", given)
        if family:
            self.types("family_name", family)
        self.goes_on()

    def gives_email(self, email: str) -> None:
        """Type an address and go on."""
        self.types("email", email)
        self.goes_on()

    def gives_phone(self, phone: str) -> None:
        """Type a number, going on to its page first if it is not there yet."""
        self._goes_on_until(lambda: self.finds("phone") is not None)
        self.types("phone", phone)

    def chooses_country(self, code: str) -> None:
        """Choose a country by its chip, or in the list, which may be open already."""
        is_open = self.finds("country_search") is not None
        self._goes_on_until(lambda: is_open or self.finds("other_country") is not None)
        if self.finds(f"country_{code}") is None:
            self.seeks_country(code)
        self.taps(f"country_{code}")

    def seeks_country(self, text: str) -> None:
        """Open the list of all countries and type into its search."""
        self.taps("other_country")
        self.types("country_search", text)

    def answers(self, consent_id: str, is_yes: bool) -> None:
        """Answer a choice, going on to its page first if it is not there yet."""
        name = f"{'yes' if is_yes else 'no'}_{consent_id}"
        self._goes_on_until(lambda: self.finds(name) is not None)
        self.taps(name)

    def draws(self, points: Sequence[tuple[float, float]] = A_STROKE) -> None:
        """Draw a stroke, going on to the pad first; points are shares of its width and height."""
        self._goes_on_until(lambda: self.finds("drawn_signature") is not None)
        pad = self._wanted("drawn_signature")
        places = [QPoint(int(x * pad.width()), int(y * pad.height())) for x, y in points]
        self.tap_count += 1
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(pad, place)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=places[-1])
        self.looks()

    def goes_on(self) -> None:
        """Press Next."""
        self.taps("next")

    def goes_to_sign(self) -> None:
        """Go on to the last page of the form, where SIGN is."""
        self._goes_on_until(lambda: self.finds("sign") is not None)

    def signs(self) -> None:
        """Go on to the last page of the form and press SIGN."""
        self.goes_to_sign()
        self.taps("sign")

    # -- the thanks --

    def waits_for_thanks(self) -> str:
        """Wait until the signature is kept, and read the withdrawal code."""
        self.waits_until(lambda: isinstance(self._window.state.stage, Thanks))
        stage = self._window.state.stage
        assert isinstance(stage, Thanks)
        return stage.withdrawal_code

    def presses_next_person(self) -> None:
        """Make room for the next person."""
        self.taps("next_person")

    # -- hands and eyes --

    def finds(self, name: str) -> QWidget | None:
        """Look for a control that is on the screen, by its object name."""
        for widget in self._window.findChildren(QWidget, name):
            if widget.isVisible():
                return widget
        return None

    def taps(self, name: str) -> None:
        """Touch a button in its middle."""
        widget = self._wanted(name)
        if not isinstance(widget, QAbstractButton):
            raise VisitorLost(f"{name} is no button")
        middle = QPoint(widget.width() // 2, widget.height() // 2)
        self.tap_count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=middle)
        self.looks()

    def types(self, name: str, text: str) -> None:
        """Put the cursor into a field, if it is elsewhere, and type key by key."""
        field = self._wanted(name)
        if not isinstance(field, QLineEdit | TextArea):
            raise VisitorLost(f"{name} is no field")
        if not field.hasFocus():
            self.tap_count += 1
            QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        self.key_count += len(text)
        for letter in text:
            QTest.sendKeyEvent(CLICK, field, _key_of(letter), letter, NO_MODIFIER)
        self.looks()

    def presses(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """Press a key wherever the focus is."""
        focused: QWidget | None = self._window.focusWidget()
        target = self._window if focused is None else focused
        self.key_count += 1
        QTest.keyClick(target, key, modifiers or NO_MODIFIER)
        self.looks()

    def takes_picture(self, path: Path) -> None:
        """Save what is on the screen as a PNG."""
        self.looks()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._window.grab().save(str(path), "PNG"):
            raise VisitorLost(f"{path.name} could not be written")

    def waits_until(self, condition: Callable[[], bool]) -> None:
        """Let Qt work until something is true."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                raise VisitorLost(f"waited {PATIENCE_S:.0f} s on {self._where()}")
            QApplication.processEvents()

    def looks(self) -> None:
        """Let Qt show what has changed."""
        QApplication.processEvents()

    def _wanted(self, name: str) -> QWidget:
        widget = self.finds(name)
        if widget is None:
            raise VisitorLost(f"no {name} on {self._where()}")
        return widget

    def _goes_on_until(self, condition: Callable[[], bool]) -> None:
        """Press Next until something is there; the form may be divided into more pages."""
        for _ in range(30):
            if condition():
                return
            before = self._window.page
            self.goes_on()
            if self._window.page is before:
                break
        if not condition():
            raise VisitorLost(f"cannot go on from {self._where()}")

    def _where(self) -> str:
        return type(self._window.page).__name__


def _key_of(letter: str) -> Qt.Key:
    """Give the key of a letter; letters of other scripts come as text alone, as they do in Qt."""
    return Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
