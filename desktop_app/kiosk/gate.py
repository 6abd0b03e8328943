"""The gate before all events of the kiosk: which keys and touches pass, and what never does."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from desktop_app.kiosk.corner import Corner
from desktop_app.kiosk.crowd import Crowd
from desktop_app.qt.keyboard.sending import is_ours
from desktop_app.qt.widgets.fields import is_allowed_key

KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
BUTTONS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
    }
)
NEVER = frozenset(
    {
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.Gesture,
        QEvent.Type.GestureOverride,
        QEvent.Type.NativeGesture,
        QEvent.Type.QueryWhatsThis,
        QEvent.Type.Shortcut,
        QEvent.Type.StatusTip,
        QEvent.Type.ToolTip,
        QEvent.Type.WhatsThis,
        QEvent.Type.WhatsThisClicked,
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

    def __init__(self, window: QWidget) -> None:
        """Stand before a window."""
        super().__init__(window)
        self.corner = Corner(window)
        self._crowd = Crowd()
        self.may_hardware_type: Callable[[], bool] = lambda: True
        """Asked before each key of a hardware keyboard."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop what may not pass; tell of every touch."""
        kind = event.type()
        if kind in TOUCHES:
            self.touched.emit()
        if kind in NEVER:
            return True
        if isinstance(event, QTouchEvent) and self._crowd.stops(watched, event):
            return True
        self.corner.watch(event)
        if kind in BUTTONS and isinstance(event, QMouseEvent):
            return event.button() is not Qt.MouseButton.LeftButton
        return kind in KEYS and isinstance(event, QKeyEvent) and self._stops_key(event)

    def _stops_key(self, event: QKeyEvent) -> bool:
        """Tell whether a key must not pass."""
        if not is_allowed_key(event):
            return True
        if is_ours(event) or event.type() is not QEvent.Type.KeyPress:
            return False
        if not self.may_hardware_type():
            return True
        self.hardware_key_pressed.emit()
        return False
