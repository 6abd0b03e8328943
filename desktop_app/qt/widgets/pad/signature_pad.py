"""The pad: takes strokes from fingers, pens, the mouse or the arrow keys, and shows them as ink."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QLabel

from desktop_app.qt.fingers import MANY_FINGERS
from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.pad.hands import KEYS, MOUSE, PEN, Deed, Hands, Marks
from desktop_app.qt.widgets.pad.ink import Ink
from desktop_app.qt.widgets.pad.key_pen import KeyPen
from desktop_app.qt.widgets.pad.paper import PadWords, Paper
from desktop_app.signature.strokes import NO_STROKES, PAD_HEIGHT, WIDTH, Strokes, captured

INK_MM = 0.8
LEAST_INK_PX = 3.0
MOST_POINTS = 4000
"""Of one stroke, and of all together once simplified: more than anybody's name needs."""
POINTS_BETWEEN_SIGNS = 50
"""After so many points a long stroke tells that somebody is there."""


class SignaturePad(QLabel):
    """Keeps strokes in units of the pad, so that the same shape is drawn in any size.

    It is a label for screen readers alone: one that holds a picture has the role of a graphic. Its
    width and height should be as `WIDTH` to `PAD_HEIGHT`; else strokes are drawn in the middle.
    """

    drawn = Signal(object)
    """All strokes, after one was drawn or taken back."""
    hand_seen = Signal()
    """Somebody is drawing; told at the beginning of each stroke and while it lasts."""

    def __init__(
        self, theme: Theme, words: PadWords, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with an empty pad. The clock gives seconds."""
        super().__init__()
        self.setPixmap(QPixmap(1, 1))  # only for the role
        self.setAccessibleName(words.name)
        self.setAccessibleDescription(words.keys)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setProperty(MANY_FINGERS, True)  # all contacts of a palm, to tell it from a finger
        self.setTabletTracking(True)  # a pen that hovers is heard
        self._theme = theme
        self._paper = Paper(theme, words)
        self._hands = Hands(theme.px_per_mm, clock=clock)
        self._keys = KeyPen()
        self._strokes = NO_STROKES
        self._points: list[tuple[float, float]] = []
        self._ink: Ink | None = None

    # -- what others may know and do --

    @property
    def strokes(self) -> Strokes:
        """What was drawn; a stroke that is being drawn comes when it is finished."""
        return self._strokes

    @property
    def is_drawing(self) -> bool:
        """Tell whether a stroke is being drawn."""
        return self._hands.writer is not None

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """The points of the stroke that is being drawn, as they came."""
        return tuple(self._points)

    def words_fit(self) -> bool:
        """Tell whether all that may stand in the empty pad is shown whole."""
        return self._paper.words_fit(self.size())

    def show_strokes(self, strokes: Strokes) -> None:
        """Show strokes that were drawn before."""
        if strokes != self._strokes:
            self._strokes = strokes
            self._draw_anew()

    def undo(self) -> None:
        """Take the last stroke back."""
        self._set(self._strokes.without_last())

    def clear_all(self) -> None:
        """Take all strokes back."""
        self._set(NO_STROKES)

    def say_wrong(self, sentence: str) -> None:
        """Let screen readers say what is wrong; with an empty sentence, how to draw by keys."""
        self.setAccessibleDescription(sentence or self._paper.words.keys)

    # -- ink --

    def _do(self, marks: Marks) -> None:
        for mark in marks:
            match mark.deed, mark.at:
                case Deed.BEGIN, QPointF() as at:
                    self._begin(at)
                case Deed.GO_ON, QPointF() as at:
                    self._go_on(at)
                case Deed.END, _:
                    self._end()
                case _:
                    self._draw_anew()

    def _begin(self, at: QPointF) -> None:
        self.hand_seen.emit()
        if self._strokes.points_count >= MOST_POINTS:
            return
        was_empty = not self._strokes
        self._points = [(at.x(), at.y())]
        self._repaint(self._sheet().begin(at))
        if was_empty:
            self.update()  # the words in the empty pad vanish

    def _go_on(self, at: QPointF) -> None:
        if not self._points or len(self._points) >= MOST_POINTS:
            return
        self._points.append((at.x(), at.y()))
        self._repaint(self._sheet().go_on(at))
        if len(self._points) % POINTS_BETWEEN_SIGNS == 0:
            self.hand_seen.emit()

    def _end(self) -> None:
        if not self._points:
            return
        self._repaint(self._sheet().end())
        box = self._box()
        points = [(x - box.left(), y - box.top()) for x, y in self._points]
        self._points.clear()
        self._strokes = self._strokes.with_stroke(captured(points, box.width(), PAD_HEIGHT))
        self.drawn.emit(self._strokes)

    def _set(self, strokes: Strokes) -> None:
        self._do(self._hands.cancel())
        if strokes != self._strokes:
            self.show_strokes(strokes)
            self.drawn.emit(strokes)

    def _draw_anew(self) -> None:
        """Forget the stroke that is being drawn, and draw the others where they are now."""
        self._points.clear()
        self._ink = None
        self.update()

    def _sheet(self) -> Ink:
        if self._ink is None:
            width = max(LEAST_INK_PX, self._theme.exact_px(INK_MM))
            colour = self._theme.colour("ink")
            self._ink = Ink(self.size(), self.devicePixelRatioF(), colour, width)
            for stroke in self._strokes.lines:
                self._ink.draw_stroke([self._place(x, y) for x, y in stroke])
        return self._ink

    def _repaint(self, area: QRectF) -> None:
        self.update(area.toAlignedRect())

    def _box(self) -> QRectF:
        """Find where the pad's units lie: all of it, or the middle of a wrong shape."""
        scale = min(self.width() / WIDTH, self.height() / PAD_HEIGHT)
        size = QPointF(WIDTH, PAD_HEIGHT) * scale
        corner = (QPointF(self.width(), self.height()) - size) / 2
        return QRectF(corner, corner + size)

    def _place(self, x: float, y: float) -> QPointF:
        box = self._box()
        return box.topLeft() + QPointF(x, y) * (box.width() / WIDTH)

    # -- hands --

    def event(self, event: QEvent) -> bool:
        """Take touches; all points of all fingers."""
        if event.type() is QEvent.Type.TouchCancel:
            self._do(self._hands.cancel_touches())
        elif isinstance(event, QTouchEvent):
            for point in event.points():
                self._do(self._hands.touch(point))
        else:
            return super().event(event)
        event.accept()
        return True

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Take a pen, also one that only hovers."""
        event.accept()
        self._do(self._hands.hear_pen())
        match event.type():
            case QEvent.Type.TabletPress:
                self._do(self._hands.press(PEN, event.position()))
            case QEvent.Type.TabletRelease:
                self._do(self._hands.release(PEN))
            case _:
                self._do(self._hands.move(PEN, event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the mouse, but not what a screen makes of touches."""
        is_touch = event.device().type() is QPointingDevice.DeviceType.TouchScreen
        if event.button() is Qt.MouseButton.LeftButton and not is_touch:
            self._do(self._hands.press(MOUSE, event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        self._do(self._hands.move(MOUSE, event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the mouse go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._do(self._hands.release(MOUSE))

    # -- keys --

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the pen by the arrows, set it down and lift it by Space."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._set_keys_down(is_down=self._hands.writer != KEYS)
        elif self._keys.press(event.key()):
            self._do(self._hands.move(KEYS, self._place(*self._keys.at)))
        else:
            super().keyPressEvent(event)
            return
        self._show_keys()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Note which arrows are held: two of them draw aslant."""
        if not event.isAutoRepeat():
            self._keys.release(event.key())

    def _set_keys_down(self, *, is_down: bool) -> None:
        at = self._place(*self._keys.at)
        self._do(self._hands.press(KEYS, at) if is_down else self._hands.release(KEYS))

    def _show_keys(self) -> None:
        self._keys.is_shown = True
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the pen of the keys to those who came by keys."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._show_keys()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lift the pen of the keys."""
        super().focusOutEvent(event)
        self._set_keys_down(is_down=False)
        self._keys.rest()
        self.update()

    # -- Qt --

    def sizeHint(self) -> QSize:
        """Ask for nothing: whoever lays out the page gives it a size of the right shape."""
        return self.size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the same shape in the new size."""
        super().resizeEvent(event)
        self._draw_anew()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was being drawn when the page goes."""
        super().hideEvent(event)
        self._do(self._hands.cancel())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part that changed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_empty = not self._strokes and not self._points
        self._paper.paint(painter, self, is_empty=is_empty, shows_keys=self._keys.is_shown)
        self._sheet().paint(painter, QRectF(event.rect()))
        if self._keys.is_shown and self.hasFocus():
            is_down = self._hands.writer == KEYS
            self._keys.paint(painter, self._place(*self._keys.at), self._theme, is_down=is_down)
        self._paper.paint_frame(painter, self)
        painter.end()
