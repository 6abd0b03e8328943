"""The page of the log: what was done with the register, the newest first, and whether it is whole."""

from datetime import UTC, datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.desk_table import CELL_PADDING_MM, DeskTable
from desktop_app.console.coordinator.fields import field_style
from desktop_app.console.coordinator.log_states import ReadingLog
from desktop_app.console.coordinator.log_words import sentence
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.register.activity import Entry, Log

Index = QModelIndex | QPersistentModelIndex
WHEN, WHAT = 0, 1
SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
"""What has no room in its column is seen whole under the mouse."""


class LogPage(Page):
    """Shows the log."""

    passphrase_pressed = Signal()
    used = Signal()
    """Somebody moves through the list."""

    def __init__(self, setting: Setting, state: ReadingLog) -> None:
        """Draw the list."""
        super().__init__(setting, setting.words.say("Log"))
        words = self.words
        self.setStyleSheet(self.theme.style_sheet() + field_style(self.theme))
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        other = self.button(words.say("Another passphrase …"), Kind.QUIET, name="passphrase")
        other.clicked.connect(self.passphrase_pressed)
        self.add_beside_title(other)
        self._told = self.text("", Type.READING, name="told")
        self._changed = self.text(
            words.say(
                "The register has a new passphrase. Copies that were made before have the old one."
            ),
            Type.READING,
            name="changed",
            is_bold=True,
        )
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        for text in (self._changed, self._problem, self._told):
            self.rows.addWidget(text)
        self._model = LogModel(setting)
        self._table = LogTable(self._model, setting)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self.used.emit())
        self._table.verticalScrollBar().valueChanged.connect(lambda _: self.used.emit())
        self.rows.addWidget(self._table, 1)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the list."""
        return self._table

    def show_state(self, state: ReadingLog) -> None:
        """Show what was read."""
        self._changed.setVisible(state.is_changed)
        self.show_problem(self._problem, state.problem)
        if state.log is not None:
            self._model.show(state.log)
            self._told.say(self._sentence(state.log))

    def _sentence(self, log: Log) -> str:
        words = self.words
        if log.broken_at is not None:
            return words.say(
                "From entry %(number)s on the log is not as it was written: somebody changed the"
                " database, or it is damaged. Compare it with a backup."
            ) % {"number": words.number(log.broken_at)}
        whole = words.count(
            "%(number)s entry. It is as it was written.",
            "%(number)s entries. All are as they were written.",
            len(log.entries),
        )
        return whole % {"number": words.number(len(log.entries))}


class LogModel(QAbstractTableModel):
    """The entries, the newest first."""

    def __init__(self, setting: Setting) -> None:
        """Begin empty."""
        super().__init__()
        self._setting = setting
        self._entries: tuple[Entry, ...] = ()

    def show(self, log: Log) -> None:
        """Show a log."""
        self.beginResetModel()
        self._entries = log.entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Give when something was done, or what."""
        if not index.isValid() or role not in SHOWN:
            return None
        entry = self._entries[-1 - index.row()]
        if index.column() == WHAT:
            return sentence(self._setting.words, entry)
        return self.when(entry.at)

    def when(self, at: str) -> str:
        """Write an instant as the clocks show it here; a damaged one stands as it is."""
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return at
        words, here = self._setting.words, self._setting.here(moment)
        is_short = self._setting.is_narrow
        day = words.short_day(here.date()) if is_short else words.medium_day(here.date())
        return f"{day}, {words.time(here)}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        """Give the titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        words = self._setting.words
        # NOTE: Titles of the two columns of the log: when something was done, and what.
        return words.say("When") if section == WHEN else words.say("What was done")


class LogTable(DeskTable):
    """The log; on a narrow page a sentence may have two lines."""

    def __init__(self, model: LogModel, setting: Setting) -> None:
        """Show a model."""
        super().__init__(model, setting.theme, setting.words.say("Log"))
        self.setObjectName("log")
        theme = setting.theme
        sample = model.when(datetime(2026, 12, 28, 20, 0, tzinfo=UTC).isoformat())
        around = 2 * theme.px(CELL_PADDING_MM) + theme.px(2.0)
        self._when_width = around + QFontMetrics(self.font()).horizontalAdvance(sample)
        if setting.is_narrow:
            self.setWordWrap(True)
            height = 2 * QFontMetrics(self.font()).lineSpacing() + theme.px(CELL_PADDING_MM)
            self.verticalHeader().setDefaultSectionSize(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentences what the times leave."""
        super().resizeEvent(event)
        width = self.viewport().width()
        when = min(self._when_width, width // 2)
        self.setColumnWidth(WHEN, when)
        self.setColumnWidth(WHAT, width - when)
