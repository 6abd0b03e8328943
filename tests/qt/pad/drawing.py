"""What tests of the pad share: a pad that is watched, and fingers and pens that draw on it."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPointingDevice, QRegion, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.pad.paper import PadWords
from desktop_app.qt.widgets.pad.signature_pad import SignaturePad
from desktop_app.signature.strokes import Strokes

THEME = Theme(px_per_mm=5.9)
WORDS = PadWords(name="Draw your signature here", keys="The arrow keys move the pen.")
SIZE = QSize(800, 320)
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class WatchedPad(SignaturePad):
    """Notes which areas are painted."""

    def __init__(self) -> None:
        super().__init__(THEME, WORDS)
        self.painted: list[QRect] = []

    def paintEvent(self, event) -> None:
        self.painted.append(QRegion(event.region()).boundingRect())
        super().paintEvent(event)


class Finger:
    """One finger on a touch screen."""

    def __init__(self, pad: SignaturePad, number: int = 1) -> None:
        self.pad, self.number = pad, number
        self.device = touch_screen()

    def down(self, x: int, y: int) -> None:
        self._do("press", x, y)

    def to(self, x: int, y: int) -> None:
        self._do("move", x, y)

    def up(self, x: int, y: int) -> None:
        self._do("release", x, y)

    def draws(self, points: Sequence[tuple[int, int]]) -> None:
        self.down(*points[0])
        for x, y in points[1:]:
            self.to(x, y)
        self.up(*points[-1])

    def _do(self, what: str, x: int, y: int) -> None:
        touches = QTest.touchEvent(self.pad, self.device, False)
        getattr(touches, what)(self.number, QPoint(x, y), self.pad)
        touches.commit()


_screens: list[QPointingDevice] = []


def touch_screen() -> QPointingDevice:
    """One for all tests: Qt keeps those that it once knew."""
    if not _screens:
        _screens.append(QTest.createTouchDevice())
    return _screens[0]


PENS: list[QPointingDevice] = []


def pen_event(pad: SignaturePad, kind: QEvent.Type, x: float, y: float) -> None:
    if not PENS:
        PENS.append(
            QPointingDevice(
                "pen",
                77,
                QPointingDevice.DeviceType.Stylus,
                QPointingDevice.PointerType.Pen,
                QPointingDevice.Capability.Position | QPointingDevice.Capability.Pressure,
                1,
                1,
            )
        )
    at = QPointF(x, y)
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletMove else LEFT
    event = QTabletEvent(
        kind, PENS[0], at, pad.mapToGlobal(at), 0.4, 0, 0, 0, 0, 0, NO_MODIFIER, button, LEFT
    )
    QApplication.sendEvent(pad, event)


def curve(count: int, *, x: int = 60, width: int = 600) -> list[tuple[int, int]]:
    return [
        (x + round(width * i / count), 160 + round(90 * math.sin(i / count * 12)))
        for i in range(count)
    ]


def dark(image: QImage) -> int:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(
        grey.pixelColor(x, y).value() < 100
        for x in range(40, grey.width() - 40, 2)
        for y in range(40, grey.height() - 40, 2)
    )


def blank(pad: SignaturePad) -> QImage:
    """A pad with nothing on it but its line: without words, too."""
    other = SignaturePad(THEME, WORDS)
    other.setFixedSize(pad.size())
    other.show_strokes(Strokes(lines=(((0, 0),),)))
    image = other.grab().toImage()
    other.deleteLater()
    return image
