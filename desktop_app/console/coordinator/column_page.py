"""A page whose rows are a column that turns; one on which files may be dropped; cards added as needed."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop_app.console.coordinator.fields import LineField
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text
from desktop_app.qt.widgets.wrapping import WrappingLayout

CARDS_AT_ONCE = 30


class ColumnPage(FormPage):
    """A form, or what is listed beneath each other."""

    def put(self, *widgets: QWidget) -> None:
        """Add widgets to the column, beneath each other."""
        for widget in widgets:
            self.column.rows.addWidget(widget)

    def heading(self, title: str) -> Text:
        """Head a part of the column."""
        return Text(title, self.theme, Type.LEAD, is_bold=True, spoken=Spoken.HEADING)

    def told(self, sentence: str, name: str = "told", *, is_bold: bool = False) -> Text:
        """Make a sentence of the column."""
        return self.text(sentence, Type.READING, name=name, is_bold=is_bold)

    def quiet(self, said: str, name: str, pressed: Callable[[], object]) -> Action:
        """Make a small button that does something."""
        button = self.button(said, Kind.QUIET, name=name)
        button.clicked.connect(pressed)
        return button

    def wrapped(self, *widgets: QWidget) -> WrappingLayout:
        """Put widgets beside each other, and beneath where the width ends."""
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        for widget in widgets:
            row.addWidget(widget)
        return row

    def labelled_field(
        self, title: str, name: str, *, is_secret: bool = False
    ) -> tuple[Text, LineField]:
        """Make a field of one line, and the words above it, that come and go together."""
        label = self.told(title, f"{name}_label", is_bold=True)
        field = LineField("", self.theme)
        field.setObjectName(name)
        field.setAcceptDrops(False)
        field.setAccessibleName(title)
        if is_secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(field)
        self.put(label, field)
        return label, field


class DropPage(ColumnPage):
    """Files and folders of this computer may be dropped anywhere on the page."""

    paths_dropped = Signal(tuple)
    """Paths, in the order in which they came."""

    def __init__(self, setting: Setting, title: str) -> None:
        """Begin to take drops."""
        super().__init__(setting, title)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what has at least one file of this computer; nothing else looks as if it could be."""
        if any(_paths_in(event.mimeData())):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped. The files stay where they are, whatever the system proposes."""
        paths = tuple(_paths_in(event.mimeData()))
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.paths_dropped.emit(paths)


class Lines(QPlainTextEdit):
    """Many lines to be read and copied, as many as there are; it turns by itself."""

    def __init__(self, page: ColumnPage, lines: Sequence[str], name: str, title: str) -> None:
        """Fill it; it asks for the height of some lines."""
        super().__init__("\n".join(lines))
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setFont(page.theme.font(Type.READING))
        self.setObjectName(name)
        self.setAccessibleName(title)
        shown = min(max(len(lines), 2), 8) + 1
        for unheard in (self.verticalScrollBar(), self.horizontalScrollBar()):
            speak_as(unheard, Spoken.NOTHING)
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + page.theme.px(3.0))


class Cards:
    """Cards in a column, made when they are about to be seen: there may be thousands."""

    def __init__(self, column: ScrollColumn, makers: Sequence[Callable[[], QWidget]]) -> None:
        """Make the first; the others follow when the column turns towards them."""
        self._column = column
        self._makers: Iterator[Callable[[], QWidget]] = iter(makers)
        self._at = column.rows.count()
        self._more()
        column.verticalScrollBar().valueChanged.connect(self._turned)

    def _turned(self, value: int) -> None:
        bar = self._column.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self._more()

    def _more(self) -> None:
        for _, make in zip(range(CARDS_AT_ONCE), self._makers, strict=False):
            card = make()
            self._column.rows.insertWidget(self._at, card)
            self._at += 1
            card.show()


def _paths_in(untrusted: QMimeData) -> Iterator[Path]:
    for url in untrusted.urls():
        if url.isLocalFile() and url.toLocalFile():
            yield Path(url.toLocalFile())
