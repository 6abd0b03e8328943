"""The gate before all events of the kiosk: which keys pass, and what never does."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent

from desktop_app.kiosk.keyboard.sending import is_ours
from desktop_app.qt.widgets.fields import is_allowed_key

KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
NEVER = frozenset(
    {
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.Shortcut,
        QEvent.Type.ToolTip,
        QEvent.Type.WhatsThis,
    }
)


class Gate(QObject):
    """An event filter for the whole application.

    Keys pass by a short list, not by what is forbidden: a filter of combinations with Ctrl and Alt
    still lets Shift+Insert and the keys Undo and Paste through.
    """

    touched = Signal()
    hardware_key_pressed = Signal()
    """A key that may pass; those of the keyboard on the screen do not count."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Stop what may not pass; tell of every touch."""
        kind = event.type()
        if kind in TOUCHES:
            self.touched.emit()
        if kind in NEVER:
            return True
        if kind not in KEYS or not isinstance(event, QKeyEvent):
            return False
        if not is_allowed_key(event):
            return True
        if kind is QEvent.Type.KeyPress and not is_ours(event):
            self.hardware_key_pressed.emit()
        return False
