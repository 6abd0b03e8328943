"""The text field of a signer: it takes what is typed and nothing else, and gives nothing away."""

import sys
import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.qt.theme import Theme, Type

if TYPE_CHECKING:
    _Widget = QWidget
else:  # Qt takes one widget class only beside it
    _Widget = object

CURSOR_MM = 0.7
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
MOVING_KEYS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
    }
)
LEAVING_KEYS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter})
HARMLESS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
ALT_GR_ON_WINDOWS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def is_allowed_key(event: QKeyEvent) -> bool:
    """Tell whether a key may reach a signer's screen: a short list, and nothing beside it.

    Printable text, Backspace, Delete, arrows, Home, End, Tab and Enter. Deleting with Shift would
    cut to the clipboard, moving with it would fill X11's selection: both are off the list.
    """
    modifiers = event.modifiers() & ~HARMLESS
    key = event.key()
    if key in MOVING_KEYS:
        return modifiers == NO_MODIFIER
    if key in LEAVING_KEYS:
        return not modifiers & ~Qt.KeyboardModifier.ShiftModifier
    return _is_printable(event.text()) and _may_write(modifiers)


def _is_printable(text: str) -> bool:
    return bool(text) and all(unicodedata.category(letter) not in ("Cc", "Cs") for letter in text)


def _may_write(modifiers: Qt.KeyboardModifier) -> bool:
    held = modifiers & ~Qt.KeyboardModifier.ShiftModifier
    if held == Qt.KeyboardModifier.AltModifier:
        return sys.platform == "darwin"  # Option writes letters there
    return held in (NO_MODIFIER, ALT_GR_ON_WINDOWS)


def _runs_from_right(text: str, is_page_from_right: bool) -> bool:
    """Tell by the first letter that has a direction (UAX #9, P2 and P3)."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    strong = next((one for one in directions if one in ("L", "R", "AL")), None)
    return is_page_from_right if strong is None else strong != "L"


class Discreet(_Widget):
    """What fields of both kinds do with a mouse: it sets the cursor, and nothing else.

    A selection would stand in X11's clipboard, and the middle button would paste it.
    """

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show no menu."""
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the first button only; the middle one would paste X11's selection."""
        if event.button() is Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the first button only."""
        if event.button() is Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select nothing: a selection would stand in X11's clipboard."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select nothing by dragging either."""
        event.accept()


class Field(Discreet, QLineEdit):
    """A field without undo, clipboard, menu, dragging or memory.

    It is built anew for each signer: clearing one would leave the last text to Ctrl+Z.
    """

    moved = Signal(int)
    """Up (-1) or Down (+1) was pressed, for a list beneath the field."""

    def __init__(
        self,
        theme: Theme,
        *,
        max_characters: int,
        is_left_to_right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty field; addresses and numbers run left to right in every language."""
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.font(Type.FIELD))
        self.setMaxLength(max_characters)
        self.setAcceptDrops(False)
        self.setDragEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._is_left_to_right = is_left_to_right
        if is_left_to_right:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._align()
        self.textChanged.connect(self._align)

    def add_hints(self, hints: Qt.InputMethodHint) -> None:
        """Say more about what is typed here, for input methods."""
        self.setInputMethodHints(self.inputMethodHints() | hints)

    def begin_with(self, text: str) -> None:
        """Show what was typed before the page was built anew; there is nothing to undo."""
        self.setText(text)
        self.setCursorPosition(len(text))

    def _align(self) -> None:
        """Stand where the typed text begins; an empty field where the page's lines begin."""
        is_right = not self._is_left_to_right and _runs_from_right(
            self.text(), self.isRightToLeft()
        )
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of the page."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list; Up and Down are for a list beneath."""
        if not is_allowed_key(event):
            event.accept()  # swallowed: no parent and no shortcut gets it either
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, and over Qt's thin cursor one that is seen in the sun."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            cursor = self.cursorRect()
            width = self._theme.px(CURSOR_MM)
            x = cursor.center().x() - width // 2
            painter.fillRect(x, cursor.top(), width, cursor.height(), self._theme.colour("accent"))
            painter.end()
