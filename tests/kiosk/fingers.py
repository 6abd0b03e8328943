"""A finger on the real window: real touches by the window system, counted as Qt delivers them."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF
from PySide6.QtGui import QKeyEvent, QPointingDevice, QTouchEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.keyboard.keys import CHIPS, Role, key_at
from desktop_app.qt.keyboard.sending import is_ours
from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.qt.theme import fitting_px_per_mm
from tests.kiosk.keystroke_model import Effort

FLICK_MM = 8.0
DEPARTURES = ("language_", "country_", "other_country")
"""Controls that change what is preset."""

WAYS_TO_A_LETTER = ((Role.SHIFT,), (Role.PAGE,), (Role.SHIFT,), (Role.PAGE,), ())
"""Taken one after another until the letter is there."""


class Finger:
    """Touches what is on the screen, and nothing else: buttons by name, keys by what is on them."""

    def __init__(self, window: KioskWindow, device: QPointingDevice) -> None:
        self._window = window
        self._device = device
        self._eyes = Visitor(window)

    @property
    def keyboard(self) -> Keyboard:
        (shown,) = (one for one in self._window.findChildren(Keyboard) if one.isVisible())
        return shown

    def taps(self, name: str) -> None:
        widget = self._eyes.finds(name)
        assert widget is not None, name
        assert widget.isEnabled(), name
        self.touches(widget, widget.rect().center())

    def types(self, text: str) -> None:
        """Type by keys that are there, with shift or the page of signs where it takes them."""
        for letter in text:
            for roles in WAYS_TO_A_LETTER:
                if self._has(letter):
                    break
                for role in roles:
                    self.taps_role(role)
            self.taps_key(letter)

    def taps_key(self, text: str) -> None:
        placed = next(p for p in self.keyboard.placed if text in (p.key.text, p.key.label))
        self.touches(self.keyboard, placed.rect.center().toPoint())

    def taps_role(self, role: Role) -> None:
        for placed in self.keyboard.placed:
            if placed.key.role is role:
                self.touches(self.keyboard, placed.rect.center().toPoint())
                return

    def goes_on(self) -> None:
        self.taps_role(Role.NEXT)

    def touches(self, widget: QWidget, at: QPoint, to: QPoint | None = None) -> None:
        """Touch the window where a widget is, and lift there or elsewhere."""
        begin = widget.mapTo(self._window, at)
        end = begin if to is None else widget.mapTo(self._window, to)
        QTest.touchEvent(self._window, self._device).press(0, begin, self._window).commit()
        if end != begin:
            QTest.touchEvent(self._window, self._device).move(0, end, self._window).commit()
        QTest.touchEvent(self._window, self._device).release(0, end, self._window).commit()
        QApplication.processEvents()

    def _has(self, letter: str) -> bool:
        return any(placed.key.text == letter for placed in self.keyboard.placed)


class Counter(QObject):
    """Counts touches and keys from the events that Qt delivers, whoever sends them."""

    def __init__(self, window: KioskWindow) -> None:
        super().__init__()
        self._window = window
        self._begun_at = QPointF()
        self._page = ""
        self.taps = self.keys = self.flicks = self.preparations = 0

    def effort(self, words: int) -> Effort:
        return Effort(
            taps=self.taps,
            keys=self.keys,
            flicks=self.flicks,
            preparations=self.preparations,
            words=words,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on. A touch comes to the window first and then to a widget: it counts once."""
        if isinstance(event, QTouchEvent) and isinstance(watched, QWindow):
            if event.type() is QEvent.Type.TouchBegin:
                self._begun_at = event.points()[0].position()
                self._touched(self._begun_at)
            elif event.type() is QEvent.Type.TouchEnd:
                self._lifted(event.points()[0].position())
        elif event.type() is QEvent.Type.KeyPress and isinstance(watched, QWindow):
            assert isinstance(event, QKeyEvent)
            self.keys += not is_ours(event)
        return False

    def _touched(self, at: QPointF) -> None:
        page = type(self._window.page).__name__ + str(getattr(self._window.page, "step", ""))
        self.preparations += page != self._page
        self._page = page
        target = self._window.childAt(at.toPoint())
        if isinstance(target, Keyboard) and self._is_key(target, at):
            self.keys += 1
            return
        self.taps += 1
        name = target.objectName() if target is not None else ""
        self.preparations += name.startswith(DEPARTURES)

    def _is_key(self, keyboard: Keyboard, at: QPointF) -> bool:
        """Chips are buttons that stand on the keyboard."""
        placed = key_at(keyboard.placed, QPointF(keyboard.mapFrom(self._window, at.toPoint())))
        return placed is not None and placed.key.role not in CHIPS

    def _lifted(self, at: QPointF) -> None:
        way = at - self._begun_at
        far = FLICK_MM * fitting_px_per_mm(self._window.size())
        self.flicks += way.manhattanLength() > far


def new_touch_device() -> QPointingDevice:
    """Plug a touch screen in."""
    return QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
