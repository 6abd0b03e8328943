"""What is wrong on a page whose column turns: only what is wholly before the eyes is looked at."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from desktop_app.console.window import ConsoleWindow
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.text import Text
from tests.kiosk.faults import name_of, overlaps, place_in


def seen(window: ConsoleWindow, widget: QWidget) -> bool:
    """Tell whether a widget is wholly before the eyes, not turned away in its column."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == QRect(
        0, 0, widget.width(), widget.height()
    )


def shown_badly(window: ConsoleWindow) -> list[str]:
    shown = [w for w in window.findChildren(QWidget) if w.isVisible()]
    faults = [f"cut off: {name_of(w)}" for w in shown if isinstance(w, Text) and not w.text_fits()]
    faults += [
        f"cut off: {name_of(w)}"
        for w in shown
        if isinstance(w, Action | Option) and not w.face.text_fits()
    ]
    whole = [w for w in shown if seen(window, w)]
    faults += [
        f"leaves the window: {name_of(w)}"
        for w in whole
        if not window.rect().contains(place_in(window, w))
    ]
    return faults + overlaps(window, whole)
