"""The corner that a volunteer holds for three seconds: unseen, and in nobody's way."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from desktop_app.qt.theme import fitting_px_per_mm

HOLD_MS = 3000
SIDE_MM = 14.0
BEGINNINGS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
MOVES = frozenset({QEvent.Type.MouseMove, QEvent.Type.TouchUpdate})
ENDS = frozenset(
    {
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
    }
)


class Corner(QObject):
    """Looks on while events pass, and stops none: what is beneath works as if it were not there."""

    held = Signal()

    def __init__(self, window: QWidget, *, hold_ms: int = HOLD_MS) -> None:
        """Watch the lower corner of a window on the side where its lines begin."""
        super().__init__(window)
        self._window = window
        self._holding = QTimer(self)
        self._holding.setSingleShot(True)
        self._holding.setInterval(hold_ms)
        self._holding.timeout.connect(self.held)

    @property
    def is_being_held(self) -> bool:
        """Tell whether a finger or the mouse is in the corner, and has not left it."""
        return self._holding.isActive()

    @property
    def place(self) -> QRectF:
        """Where it is, in the window."""
        window = self._window
        side = SIDE_MM * fitting_px_per_mm(window.size())
        left = window.width() - side if window.isRightToLeft() else 0.0
        return QRectF(left, window.height() - side, side, side)

    def watch(self, event: QEvent) -> None:
        """Look at an event on its way."""
        kind = event.type()
        if kind in ENDS:
            self._holding.stop()
        elif kind in BEGINNINGS and self._is_inside(event):
            if not self.is_being_held:  # the same press passes several widgets
                self._holding.start()
        elif kind in MOVES and self.is_being_held and not self._is_inside(event):
            self._holding.stop()

    def _is_inside(self, event: QEvent) -> bool:
        """Tell whether one finger, or the mouse with its first button, is in the corner."""
        if isinstance(event, QMouseEvent):
            is_held = bool(event.buttons() & Qt.MouseButton.LeftButton)
            return is_held and self._holds(event.globalPosition())
        if isinstance(event, QTouchEvent):
            points = [one for one in event.points() if one.state() != QEventPoint.State.Released]
            return len(points) == 1 and self._holds(points[0].globalPosition())
        return False

    def _holds(self, position: QPointF) -> bool:
        return self.place.contains(self._window.mapFromGlobal(position))
