"""A field for a few sentences, as close-mouthed as the field for a line."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Theme, Type
from desktop_app.qt.widgets.fields import CURSOR_MM, Discreet, is_allowed_key

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
EDITING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class TextArea(Discreet, QPlainTextEdit):
    """Several lines without undo, clipboard, menu, dragging or memory. It is built anew for each signer.

    Enter leads on as in a line: a short text needs no paragraphs.
    """

    typed = Signal(str)
    returnPressed = Signal()  # noqa: N815 - the name that fields have in Qt

    def __init__(self, theme: Theme, *, max_characters: int, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self._theme = theme
        self._max_characters = max_characters
        self.setFont(theme.font(Type.LEAD))
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        speak_as(self.viewport(), Spoken.NOTHING)
        # There is nothing to pan, and Qt complains of a gesture whose page has gone meanwhile.
        self.viewport().ungrabGesture(Qt.GestureType.PanGesture)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalScrollBarPolicy(NEVER)
        self.setVerticalScrollBarPolicy(NEVER)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.setCursorWidth(theme.px(CURSOR_MM))
        self.textChanged.connect(lambda: self.typed.emit(self.toPlainText()))

    def text(self) -> str:
        """Give what was typed."""
        return self.toPlainText()

    def begin_with(self, text: str) -> None:
        """Show what was typed before the page was built anew; there is nothing to undo."""
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list, as long as there is room."""
        if not is_allowed_key(event):
            event.accept()  # swallowed: no parent and no shortcut gets it either
            return
        if event.key() in ENTER:
            self.returnPressed.emit()
            return
        is_writing = bool(event.text()) and event.key() not in EDITING
        if is_writing and len(self.toPlainText()) >= self._max_characters:
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and over Qt's cursor one that does not blink and is seen in the sun."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            cursor = self.cursorRect()
            width = self._theme.px(CURSOR_MM)
            x = cursor.left()
            painter.fillRect(x, cursor.top(), width, cursor.height(), self._theme.colour("accent"))
            painter.end()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: ARG002 - Qt's signature
        """Take nothing but what is typed."""
        return False

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take nothing but what is typed."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give nothing away."""
        return QMimeData()
