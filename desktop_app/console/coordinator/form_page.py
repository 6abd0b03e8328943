"""A page with something to fill in: words, fields and files in a column that turns, buttons beneath."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.console.coordinator.entries import EntryKind
from desktop_app.console.coordinator.fields import LineField, TextField, field_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text

LABEL_GAP_MM = 0.9
SCROLL_BAR_MM = 6.0
"""What a scroll bar and the gap beside it take at most."""


class FormPage(Page):
    """Derived pages fill `column` with what is asked, and end with `main_row`."""

    def __init__(self, setting: Setting, title: str) -> None:
        """Begin with a column that has only a place for problems."""
        super().__init__(setting, title)
        self.setStyleSheet(self.theme.style_sheet() + field_style(self.theme))
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self.column = ScrollColumn(self.theme, title)
        self.column.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self.rows.addWidget(self.column, 1)
        self._problem = self.add_words("", name="problem", is_bold=True)
        self._problem.hide()
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def complain(self, problem: Problem | None) -> None:
        """Say what went wrong above all that is asked, or nothing."""
        self.show_problem(self._problem, problem)
        if problem is not None:
            self.bring_into_sight(self._problem)

    def bring_into_sight(self, widget: QWidget) -> None:
        """Turn the column to something, once all of it is in its place."""
        QTimer.singleShot(0, self, lambda: self.column.ensureWidgetVisible(widget, 0, 0))

    def add_words(
        self, words: str, role: Type = Type.READING, *, name: str, is_bold: bool = False
    ) -> Text:
        """Add words to the column."""
        text = self.text(words, role, name=name, is_bold=is_bold)
        self.column.rows.addWidget(text)
        return text

    def add_field(self, label: str, name: str, *, is_secret: bool = False) -> LineField:
        """Add a field with its label; what is typed into a secret one is not shown, nor remembered."""
        field = LineField("", self.theme)
        field.setObjectName(name)
        if is_secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._add_labelled(label, field)
        return field

    def add_sheet_field(self, label: str, name: str, text: str) -> "SheetField":
        """Add a field of several lines for the words of a sheet."""
        field = SheetField(text, self.theme)
        field.setObjectName(name)
        self._add_labelled(label, field)
        return field

    def add_file(self, label: str, name: str, choose: Callable[[], object]) -> Action:
        """Add a button that shows a file's name and asks for another."""
        button = self.button("…", Kind.QUIET, name=name)
        button.clicked.connect(choose)
        self._label_rows(label, button).addLayout(_alone(button))
        return button

    def add_alone(self, button: Action) -> None:
        """Add a button that is no wider than its words."""
        self.column.rows.addLayout(_alone(button))

    @property
    def column_width(self) -> int:
        """The width that the column has beside its bar, in pixels."""
        return self.setting.inner_width - self.theme.px(SCROLL_BAR_MM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn a column that is longer than the page, wherever the focus is."""
        bar = self.column.verticalScrollBar()
        steps = {Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        bar.setValue(bar.value() + step)

    def _add_labelled(self, label: str, field: QWidget) -> None:
        field.setAccessibleName(label)
        field.setAcceptDrops(False)  # what is dropped is for the page
        self._label_rows(label, field).addWidget(field)

    def _label_rows(self, label: str, buddy: QWidget) -> QVBoxLayout:
        text = self.text(label, Type.READING, name="", is_bold=True)
        text.setBuddy(buddy)
        rows = QVBoxLayout()
        rows.setSpacing(self.theme.px(LABEL_GAP_MM))
        rows.addWidget(text)
        self.column.rows.addLayout(rows)
        return rows

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        self.column.follow(now)


class SheetField(TextField):
    """Takes the words of a recovery sheet: nothing of them can be copied out of it or undone."""

    def __init__(self, text: str, theme: Theme) -> None:
        """Begin with what was typed before the page was drawn anew."""
        super().__init__(text, theme, EntryKind.PARAGRAPH)
        self.setUndoRedoEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhPreferLowercase
        )

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give the clipboard nothing."""
        return QMimeData()


def _alone(button: Action) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    return row
