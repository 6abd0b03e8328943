"""A page that was come to from another one: Back and Escape lead there again."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.fields import field_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text


class BackPage(Page):
    """Has the button Back; Escape does the same, and Page up and down turn what is long."""

    finished = Signal()

    def __init__(self, setting: Setting, title: str) -> None:
        """Begin with the title; `back` goes into the last row."""
        super().__init__(setting, title)
        self.setStyleSheet(self.theme.style_sheet() + field_style(self.theme))
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self.back = self.button(setting.words.say("Back"), Kind.BIG, name="back")
        self.back.clicked.connect(self.finished)
        self.column: ScrollColumn | None = None

    def show_state(self, state: object) -> None:
        """Show what may change while the page stays."""
        raise NotImplementedError

    def add_column(self, name: str) -> ScrollColumn:
        """Add a column that turns, with a name for screen readers; there is one on a page."""
        self.column = ScrollColumn(self.theme, name)
        self.column.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self.rows.addWidget(self.column, 1)
        return self.column

    def fill_column(self, widgets: Iterable[QWidget]) -> None:
        """Put these into the column, in the place of what was there."""
        assert self.column is not None
        while (item := self.column.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in widgets:
            self.column.rows.addWidget(each)
            each.show()  # else it is shown, and measured, only after this event
        self.column.rows.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead back on Escape; turn the column, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape and self._may_go_back():
            self.finished.emit()
            return
        if self.column is not None:
            bar = self.column.verticalScrollBar()
            steps = {Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                bar.setValue(bar.value() + step)
                return
        super().keyPressEvent(event)

    def _may_go_back(self) -> bool:
        return self.back.isVisible() and self.back.isEnabled()

    def heading(self, words: str) -> Text:
        """Make the heading of a part of the page."""
        return Text(words, self.theme, Type.LEAD, is_bold=True, spoken=Spoken.HEADING)

    def quiet(self, words: str, name: str, spoken: str = "") -> Action:
        """Make a small button; what it says alone is not enough for those who hear the page."""
        button = self.button(words, Kind.QUIET, name=name)
        if spoken:
            button.setAccessibleName(f"{words}: {spoken}")
        return button
