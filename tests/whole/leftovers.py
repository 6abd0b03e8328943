"""Everywhere in a running kiosk where something of a person could be left."""

import gc
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.signature.draft import Draft
from desktop_app.signature.strokes import Strokes
from tests.kiosk.inside import texts_in

SPOKEN = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
    QAccessible.Text.Identifier,
)

QTS_OWN = ("_q_", "_PySide")
"""How Qt and its binding name properties for themselves; Python cannot read all of them."""


def settle() -> None:
    """Do what a running event loop does by itself: delete what is to be deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    gc.collect()


def texts_left(window: KioskWindow) -> Iterator[str]:
    """Give every text that is anywhere but in files: in widgets, for screen readers, to paste."""
    for widget in QApplication.allWidgets():
        yield from texts_of(widget)
    yield from spoken(QAccessible.queryAccessibleInterface(window))
    yield from clipboard_texts()
    yield from texts_in(window.state)
    yield repr(window.state)


def texts_of(widget: QWidget) -> Iterator[str]:
    """Give every property of a widget that holds a text, and what it would bring back by undo."""
    yield from texts_of_object(widget)
    if isinstance(widget, QLineEdit):
        yield widget.displayText()
        widget.undo()
        yield widget.text()
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        yield widget.toPlainText()
        widget.undo()
        yield widget.toPlainText()
    if isinstance(widget, Keyboard):
        yield repr(vars(widget.typing))
        yield repr(widget.placed)


def texts_of_object(thing: QObject) -> Iterator[str]:
    """Give what all properties hold, those that were added later as well."""
    kind = thing.metaObject()
    for number in range(kind.propertyCount()):
        yield from texts_in(kind.property(number).read(thing))
    names = (bytes(name.data()).decode() for name in thing.dynamicPropertyNames())
    for name in names:
        if not name.startswith(QTS_OWN):
            yield from texts_in(thing.property(name))


def spoken(interface: QAccessibleInterface | None) -> Iterator[str]:
    """Give everything that a screen reader could read, below an interface."""
    if interface is None:
        return
    for kind in SPOKEN:
        yield interface.text(kind)
    text = interface.textInterface()
    if text is not None:
        yield text.text(0, text.characterCount())
    for number in range(interface.childCount()):
        yield from spoken(interface.child(number))


def clipboard_texts() -> Iterator[str]:
    """Give what could be pasted."""
    clipboard = QGuiApplication.clipboard()
    for mode in QClipboard.Mode:
        yield clipboard.text(mode)


def drafts_alive(traces: Iterable[str]) -> list[Draft]:
    """Find every draft with a trace in it that Python still holds, wherever."""
    wanted = tuple(traces)
    drafts = [one for one in gc.get_objects() if isinstance(one, Draft)]
    return [draft for draft in drafts if with_a_trace(texts_in(draft), wanted)]


def strokes_alive() -> dict[int, Strokes]:
    """Find everything drawn that Python still holds, by its identity."""
    return {id(one): one for one in gc.get_objects() if isinstance(one, Strokes) and one}


def with_a_trace(texts: Iterable[str], traces: Iterable[str]) -> list[str]:
    """Give the texts that hold a trace, in small or capital letters, with spaces or without."""
    wanted = tuple(traces)
    folded = ("".join(text.casefold().split()) for text in texts)
    return [text for text in folded if any(trace in text for trace in wanted)]
