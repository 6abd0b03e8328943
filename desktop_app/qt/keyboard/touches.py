"""Turns Qt's touches and mouse into fingers on a widget: who, what, where."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

MOUSE = -1
"""The mouse is one more finger."""
READER = -2
"""And a screen reader that presses a key is another."""


@dataclass(frozen=True, kw_only=True)
class Touch:
    """What one finger did, in the coordinates of the widget that it is for."""

    finger: int
    state: QEventPoint.State
    position: QPointF


def touches_of(event: QTouchEvent | QMouseEvent, over: QWidget, to: QWidget) -> Iterator[Touch]:
    """List what fingers did.

    Args:
        event: what Qt says.
        over: the widget that got the event.
        to: the widget that the touches are for, in the same window.
    """
    if isinstance(event, QTouchEvent):
        for point in event.points():
            position = _across(point.position(), over, to)
            yield Touch(finger=point.id(), state=point.state(), position=position)
    elif event.button() is Qt.MouseButton.LeftButton or _is_move(event):
        position = _across(event.position(), over, to)
        yield Touch(finger=MOUSE, state=_mouse_state(event), position=position)


def _across(position: QPointF, over: QWidget, to: QWidget) -> QPointF:
    if over is to:
        return position
    window = over.window()
    return QPointF(to.mapFrom(window, QPointF(over.mapTo(window, position))))


def _is_move(event: QMouseEvent) -> bool:
    return event.type() is QEvent.Type.MouseMove


def _mouse_state(event: QMouseEvent) -> QEventPoint.State:
    if _is_move(event):
        return QEventPoint.State.Updated
    is_release = event.type() is QEvent.Type.MouseButtonRelease
    return QEventPoint.State.Released if is_release else QEventPoint.State.Pressed
