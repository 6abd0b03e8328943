"""The number pad for a PIN: typed by touch or keys, and shown as dots alone."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop_app.language import Words
from desktop_app.qt.keyboard.painting import paint_erase
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind

MOST_KEY_MM = 25.0
LEAST_KEY_MM = 16.0
ICON_MM = 7.0
DOT_MM = 3.6
DOTS_HEIGHT_MM = 13.0
PAD_ROWS = ("123", "456", "789")


class NumberPad(QWidget):
    """Ten digits, a key that erases and one that ends; in the same places in every language."""

    digit_typed = Signal(str)
    digit_erased = Signal()
    given = Signal()

    def __init__(self, theme: Theme, *, erase: str, done: str) -> None:
        """Lay the keys out.

        Args:
            theme: sizes and colours.
            erase: what screen readers call the key that erases.
            done: what they call the one that ends.
        """
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._theme = theme
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(Size.GAP))
        for row, digits in enumerate(PAD_ROWS):
            for column, digit in enumerate(digits):
                grid.addWidget(self._digit(digit), row, column)
        erase_key = PadKey(theme, erase, _paint_erase)
        erase_key.setObjectName("erase_digit")
        erase_key.clicked.connect(self.digit_erased)
        done_key = PadKey(theme, done, _paint_tick, kind=Kind.GO)
        done_key.setObjectName("give_pin")
        done_key.clicked.connect(self.given)
        grid.addWidget(erase_key, 3, 0)
        grid.addWidget(self._digit("0"), 3, 1)
        grid.addWidget(done_key, 3, 2)
        for column in range(3):
            grid.setColumnStretch(column, 1)

    def take_key(self, event: QKeyEvent) -> bool:
        """Take digits of any script, Backspace and Enter from a hardware keyboard; False for others."""
        text = event.text()
        if event.key() == Qt.Key.Key_Backspace:
            self.digit_erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.given.emit()
        elif len(text) == 1 and text.isdecimal():
            self.digit_typed.emit(str(int(text)))
        else:
            return False
        return True

    def _digit(self, digit: str) -> Action:
        key = Action(digit, self._theme, Kind.ARROW)
        key.setObjectName(f"digit_{digit}")
        grow(key, self._theme)
        key.clicked.connect(lambda: self.digit_typed.emit(digit))
        return key


class PinDots(QWidget):
    """A frame with a dot for each digit; nobody who looks on learns more."""

    def __init__(self, theme: Theme, words: Words, *, most: int) -> None:
        """Begin empty, with room for so many."""
        super().__init__()
        self.setObjectName("pin_dots")
        speak_as(self, Spoken.WORDS)
        self._theme = theme
        self._words = words
        self._most = most
        self._count = 0
        self.setFixedHeight(theme.px(DOTS_HEIGHT_MM))

    @property
    def count(self) -> int:
        """How many dots are shown."""
        return self._count

    def show_count(self, count: int) -> None:
        """Show some dots."""
        if count == self._count and self.accessibleName():
            return
        self._count = count
        self.setAccessibleName(self._words.number(count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the frame, and the dots from the side where reading begins."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.exact_px(Size.FRAME)
        frame = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setPen(QPen(theme.colour("ink"), line))
        painter.setBrush(theme.colour("paper"))
        radius = theme.exact_px(Size.RADIUS)
        painter.drawRoundedRect(frame, radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        step = min(2 * theme.exact_px(DOT_MM), self.width() / (self._most + 1))
        radius = min(theme.exact_px(DOT_MM) / 2, step / 3)
        for number in range(self._count):
            x = (number + 1) * step
            x = self.width() - x if self.isRightToLeft() else x
            painter.drawEllipse(QPointF(x, self.height() / 2), radius, radius)
        painter.end()


def grow(key: Action, theme: Theme) -> None:
    """Let a key fill its place."""
    key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    key.setMinimumHeight(theme.px(LEAST_KEY_MM))
    key.setMaximumHeight(theme.px(MOST_KEY_MM))


PaintIcon = Callable[[QPainter, QRectF, Theme], None]


class PadKey(Action):
    """A key of the pad with a sign in the place of words; screen readers say its name."""

    def __init__(
        self, theme: Theme, name: str, paint: PaintIcon, *, kind: Kind = Kind.ARROW
    ) -> None:
        """Make a key."""
        super().__init__(" ", theme, kind)
        self._theme = theme
        self._paint = paint
        self.setAccessibleName(name)
        grow(self, theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign over the face."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("paper" if self.face.is_filled else "ink"))
        side = self._theme.exact_px(ICON_MM)
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(self.rect()).center())
        self._paint(painter, place, self._theme)
        painter.end()


def _paint_erase(painter: QPainter, place: QRectF, theme: Theme) -> None:  # noqa: ARG001
    paint_erase(painter, place, painter.pen().color(), is_mirrored=False)


def _paint_tick(painter: QPainter, place: QRectF, theme: Theme) -> None:
    pen = QPen(painter.pen().color(), theme.exact_px(1.1))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    side, left, top = place.width(), place.left(), place.top()
    painter.drawPolyline(
        [
            QPointF(left, top + side * 0.55),
            QPointF(left + side * 0.36, top + side * 0.9),
            QPointF(left + side, top + side * 0.14),
        ]
    )
