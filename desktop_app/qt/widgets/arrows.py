"""Where an arrow key leads among widgets that stand in rows and columns."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
Placed = TypeVar("Placed", bound=QWidget)


def neighbour(current: Placed, all_in_order: Sequence[Placed], arrow: Qt.Key) -> Placed:
    """Find what stands nearest in an arrow's direction.

    At the end of a row or column it is the next one as they are read, and after the last the first.
    """
    beyond = [one for one in all_in_order if _is_beyond(one, current, arrow)]
    if beyond:
        return min(beyond, key=lambda one: _distance(one, current, arrow))
    forward = Qt.Key.Key_Left if current.isRightToLeft() else Qt.Key.Key_Right
    step = 1 if arrow in (forward, Qt.Key.Key_Down) else -1
    return all_in_order[(all_in_order.index(current) + step) % len(all_in_order)]


def _is_beyond(one: QWidget, current: QWidget, arrow: Qt.Key) -> bool:
    """Tell whether one lies wholly in a direction; for Left and Right, in the same row."""
    there, here = one.geometry(), current.geometry()
    is_in_row = there.top() <= here.center().y() <= there.bottom()
    match arrow:
        case Qt.Key.Key_Left:
            return is_in_row and there.right() <= here.left()
        case Qt.Key.Key_Right:
            return is_in_row and there.left() >= here.right()
        case Qt.Key.Key_Up:
            return there.bottom() <= here.top()
        case _:
            return there.top() >= here.bottom()


def _distance(one: QWidget, current: QWidget, arrow: Qt.Key) -> tuple[int, int]:
    away = one.geometry().center() - current.geometry().center()
    across, down = abs(away.x()), abs(away.y())
    return (across, down) if arrow in (Qt.Key.Key_Left, Qt.Key.Key_Right) else (down, across)
