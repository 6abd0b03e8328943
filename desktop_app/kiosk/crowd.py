"""More fingers than signing needs: a wet glass, a palm, a gesture of the system. None counts."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QEventPoint, QTouchEvent, QWindow
from PySide6.QtWidgets import QApplication

from desktop_app.qt.fingers import MANY_FINGERS

MOST_FINGERS = 3


class Crowd:
    """Once there are too many fingers, none counts until all have left the glass.

    A finger that came down on a field for drawing is that field's, wherever it goes.
    """

    def __init__(self) -> None:
        """Begin with an empty glass."""
        self._is_crowded = False
        self._counted: set[int] = set()

    def stops(self, watched: QObject, event: QTouchEvent) -> bool:
        """Tell whether a touch must not pass; what it had begun is then cancelled.

        Fingers are counted where the system hands them over, on the window as a whole.
        """
        if not isinstance(watched, QWindow):
            return False
        is_over = event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
        self._count(event, is_over=is_over)
        if self._is_crowded:
            self._is_crowded = not is_over
            event.accept()
            return True
        if len(self._counted) <= MOST_FINGERS:
            return False
        cancelled = QTouchEvent(QEvent.Type.TouchCancel, event.pointingDevice())
        QApplication.sendEvent(watched, cancelled)  # it passes by here too, while this is no crowd
        self._is_crowded = True
        event.accept()  # else Qt makes mouse clicks of it
        return True

    def _count(self, event: QTouchEvent, *, is_over: bool) -> None:
        for point in event.points():
            if point.state() is QEventPoint.State.Pressed and not _is_taken_care_of(point):
                self._counted.add(point.id())
            elif point.state() is QEventPoint.State.Released:
                self._counted.discard(point.id())
        if is_over:
            self._counted.clear()


def _is_taken_care_of(point: QEventPoint) -> bool:
    widget = QApplication.widgetAt(point.globalPosition().toPoint())
    return widget is not None and bool(widget.property(MANY_FINGERS))
