"""What is wrong with a page as it stands on the glass: cut off, overlapping, too small to touch."""

import math
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.qt.theme import fitting_px_per_mm
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.pictures import QrCode
from desktop_app.qt.widgets.reading import ReadingView
from desktop_app.qt.widgets.text import Text

TYPED = ("given_name", "family_name", "email", "phone", "country_search")


def faults_of(window: QWidget) -> list[str]:
    """List all that is wrong with the page that is shown."""
    faults = []
    shown = [w for w in widgets_in(window) if w.isVisible()]
    for widget in shown:
        place = place_in(window, widget)
        if not window.rect().contains(place):
            faults.append(f"{name_of(widget)} leaves the window: {place}")
        if isinstance(widget, Text) and not widget.text_fits():
            faults.append(f"cut off: {name_of(widget)} in {widget.size()}")
        if isinstance(widget, Action | Option) and not widget.face.text_fits():
            faults.append(f"cut off: {name_of(widget)} in {widget.size()}")
    faults += overlaps(window, shown)
    faults += faults_of_keyboard(window, shown)
    faults += too_small_to_touch(window, shown)
    return faults


def widgets_in(parent: QWidget) -> Iterator[QWidget]:
    """Walk through all widgets below one, generation by generation.

    `findChildren` would bind what Qt itself has made, scroll bars and viewports, to the window: there
    it outlives its page, and shiboken 6.11 takes a new widget at the same address for it and crashes.
    """
    for child in parent.children():
        if isinstance(child, QWidget):
            yield child
            yield from widgets_in(child)


def faults_of_keyboard(window: QWidget, shown: list[QWidget]) -> list[str]:
    faults = []
    px_per_mm = fitting_px_per_mm(window.size())
    for keyboard in (widget for widget in shown if isinstance(widget, Keyboard)):
        keys = [placed.rect for placed in keyboard.placed]
        if not keys or not keyboard.words_fit():
            faults.append("keys are missing or cut off")
        if min(min(rect.height(), rect.width()) for rect in keys) < 12.0 * px_per_mm:
            faults.append("keys are too small")
        if any(not QRectF(keyboard.rect()).contains(rect) for rect in keys):
            faults.append("keys leave the keyboard")
    typed = [w for w in shown if isinstance(w, QLineEdit) and w.objectName() in TYPED]
    if typed and not any(isinstance(widget, Keyboard) for widget in shown):
        faults.append(f"no keyboard for {typed[0].objectName()}")
    return faults


def overlaps(window: QWidget, shown: list[QWidget]) -> list[str]:
    kinds = (QLabel, QAbstractButton, QLineEdit, ReadingView, Keyboard, QrCode)
    places = [(widget, place_in(window, widget)) for widget in shown if isinstance(widget, kinds)]
    return [
        f"{name_of(one)} {place} overlaps {name_of(other)} {other_place}"
        for (one, place), (other, other_place) in combinations(places, 2)
        if place.adjusted(1, 1, -1, -1).intersects(other_place)
    ]


def too_small_to_touch(window: QWidget, shown: list[QWidget]) -> list[str]:
    px_per_mm = fitting_px_per_mm(window.size())
    touched = [widget for widget in shown if isinstance(widget, QAbstractButton | QLineEdit)]
    small = [w for w in touched if min(w.width(), w.height()) < math.floor(12 * px_per_mm)]
    main = [w for w in touched if isinstance(w, Action) and w.face.kind is Kind.MAIN]
    low = [w for w in main if w.height() < math.floor(20 * px_per_mm)]
    return [f"too small to touch: {name_of(widget)} {widget.size()}" for widget in small + low]


def place_in(window: QWidget, widget: QWidget) -> QRect:
    """Tell where a widget is in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} {widget.property('text')!r}"
