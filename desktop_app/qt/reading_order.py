"""The order in which a page is read: that of its layouts. Tab and screen readers both follow it."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from desktop_app.qt.widgets.buttons import Option

BOTTOM_TO_TOP = QBoxLayout.Direction.BottomToTop


def reading_order(whole: QWidget) -> Iterator[QWidget]:
    """Give all that is in a widget, each before what it holds."""
    for child in _children_in_order(whole):
        yield child
        yield from reading_order(child)


def put_in_reading_order(whole: QWidget) -> None:
    """Let screen readers meet the widgets in reading order, which is not that of their making."""
    wanted = _children_in_order(whole)
    if _children(whole) != wanted:
        for child in wanted:
            child.raise_()  # its place among the children is its place in the tree
    for child in wanted:
        put_in_reading_order(child)


def tab_stop(whole: QWidget, current: QWidget | None, *, is_forward: bool) -> QWidget | None:
    """Find where Tab leads: round and round in one window. A group of options is one stop."""
    order = list(reading_order(whole))
    at = order.index(current) if current in order else -1 if is_forward else 0
    after = [*order[at + 1 :], *order[: max(at, 0)]]
    around = after if is_forward else reversed(after)
    group = current.siblings() if isinstance(current, Option) else []
    return next((one for one in around if one not in group and _is_stop(one)), None)


def _is_stop(widget: QWidget) -> bool:
    if not widget.isVisible() or not widget.isEnabled():
        return False
    if isinstance(widget, Option):
        return widget is widget.entrance()
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _children_in_order(whole: QWidget) -> list[QWidget]:
    """List the children by the layout; what stands outside of it comes after, as it was made."""
    layout = whole.layout()
    placed = list(_in_layout(layout)) if layout is not None else []
    return placed + [child for child in _children(whole) if child not in placed]


def _children(whole: QWidget) -> list[QWidget]:
    return [
        child for child in whole.children() if isinstance(child, QWidget) and not child.isWindow()
    ]


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    indexes: Iterable[int] = range(layout.count())
    if isinstance(layout, QBoxLayout) and layout.direction() is BOTTOM_TO_TOP:
        indexes = reversed(range(layout.count()))
    for index in indexes:
        item = layout.itemAt(index)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)
