"""Sends what is typed on the glass to the field that has the focus, as a keyboard would.

The events carry a mark, so that those of a hardware keyboard can be told apart.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

MARK = 0x1445714D
"""Stands where hardware has its scan code; no keyboard has one as high."""


def is_ours(event: QKeyEvent) -> bool:
    """Tell whether the keyboard on the glass sent a key event; a hardware one did otherwise."""
    return event.nativeScanCode() == MARK


def type_text(text: str) -> None:
    """Type a text into the field that has the focus."""
    key = ord(text.upper()) if len(text) == 1 and text.isascii() else Qt.Key.Key_unknown
    _send(Qt.Key(key), text)


def erase() -> None:
    """Erase the character before the cursor."""
    _send(Qt.Key.Key_Backspace, "\b")


def put_domain(domain: str) -> None:
    """End the address in a domain: what follows the first @ is replaced."""
    _send(Qt.Key.Key_End, "")
    _, at_sign, old_domain = text_before_cursor().partition("@")
    for _ in old_domain:
        erase()
    type_text(domain if at_sign else f"@{domain}")


def put_prefix(prefix: str) -> None:
    """Begin the number with a country's prefix, unless it has one."""
    _send(Qt.Key.Key_End, "")
    if text_before_cursor().startswith("+"):
        return
    _send(Qt.Key.Key_Home, "")
    type_text(prefix)
    _send(Qt.Key.Key_End, "")


def text_before_cursor() -> str:
    """Ask the field what stands before its cursor. It is for a decision, never to be kept."""
    field = _field()
    if field is None:
        return ""
    text = field.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText)
    position = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorPosition)
    if not isinstance(text, str) or not isinstance(position, int):
        return ""
    return text[:position]


def _field() -> QWidget | None:
    """Find what may be typed into: a key on a button would press it."""
    widget = QApplication.focusWidget()
    if widget is None or not widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
        return None
    return widget


def _send(key: Qt.Key, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        field = _field()  # a press may have moved the focus
        if field is not None:
            modifiers = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(field, QKeyEvent(kind, key, modifiers, MARK, 0, 0, text))
