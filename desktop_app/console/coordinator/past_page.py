"""What is decided, in lists that scroll however long they are: parts are read when they come in sight."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.console.coordinator.column_table import ColumnRoom, ColumnTable
from desktop_app.console.coordinator.duplicates_states import PART_SIZE, LookingBack
from desktop_app.console.coordinator.look_back import is_undone_by_parting, may_change
from desktop_app.console.coordinator.pair_keys import PairKey, pair_key
from desktop_app.console.coordinator.past_words import (
    said_change,
    said_decider,
    said_decision,
    said_outcome,
    short_time,
)
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.language import Words, mark
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.register.finding import Found
from desktop_app.register.past import Past, PastList

Index = QModelIndex | QPersistentModelIndex
NOT_READ = "…"


class Column(Enum):
    """A column of both lists."""

    FIRST = "first"
    LATER = "later"
    OUTCOME = "outcome"
    DECIDER = "decider"


TITLES = {
    # NOTE: Titles of columns: the signature that was given first, and the one that was given later.
    Column.FIRST: mark("Signed first"),
    Column.LATER: mark("Signed later"),
    # NOTE: Title of a column: same person, or different people.
    Column.OUTCOME: mark("Decision"),
    # NOTE: Title of a column: the rule, or a person and when.
    Column.DECIDER: mark("Decided"),
}
COLUMNS = {
    PastList.DUPLICATES: (Column.FIRST, Column.LATER, Column.DECIDER),
    PastList.DECISIONS: tuple(Column),
}
LESS_NEEDED = (Column.DECIDER, Column.OUTCOME)
"""Columns that are left out in this order where there is no room for all."""
SOMEBODY = "Marta Kowalska"
SOME_TIME = datetime(2026, 12, 28, 20, 0, tzinfo=UTC)
LISTS = {
    # NOTE: Tab above a list, with how many: signatures that do not count, as another one does.
    PastList.DUPLICATES: mark("Duplicates"),
    # NOTE: Tab above a list: what somebody decided about two signatures.
    PastList.DECISIONS: mark("Decisions"),
}


class PastModel(QAbstractTableModel):
    """As many lines as there are, of which only some parts are here."""

    part_missed = Signal(int)
    """A line came in sight whose part is not read."""

    def __init__(self, setting: Setting, which: PastList) -> None:
        """Begin empty."""
        super().__init__()
        self._setting = setting
        self.columns = COLUMNS[which]
        self._count = 0
        self._parts: Mapping[int, tuple[Past, ...]] = {}

    def show(self, count: int, parts: Mapping[int, tuple[Past, ...]]) -> None:
        """Show a list of this length; parts that were read since appear where they belong."""
        if parts is self._parts and count == self._count:
            return
        is_same_list = count == self._count and parts.keys() >= self._parts.keys()
        new = parts.keys() - self._parts.keys()
        if not is_same_list:
            self.beginResetModel()
        self._count, self._parts = count, parts
        if not is_same_list:
            self.endResetModel()
            return
        for part in new:
            first, last = part * PART_SIZE, min((part + 1) * PART_SIZE, count) - 1
            if first <= last:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Give the words of a cell; screen readers hear the column's name before them."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index.row(), column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._setting.words.say(TITLES[column])}: {self._cell(index.row(), column)}"
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        """Give the titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._setting.words.say(TITLES[self.columns[section]])
        return None

    def _cell(self, row: int, column: Column) -> str:
        part = self._parts.get(row // PART_SIZE)
        if part is None:
            self.part_missed.emit(row // PART_SIZE)
            return NOT_READ
        if row % PART_SIZE >= len(part):
            return ""
        line = part[row % PART_SIZE]
        match column:
            case Column.FIRST:
                return self._person(line.sides[0])
            case Column.LATER:
                return self._person(line.sides[1])
            case Column.OUTCOME:
                return said_outcome(line, self._setting.words)
            case Column.DECIDER:
                return said_decider(line, self._setting)

    def _person(self, found: Found | None) -> str:
        words = self._setting.words
        if found is None:
            return words.say("not here any more")
        if found.signature is None:
            return words.say("cannot be opened")
        one = found.signature
        name = f"{one.given_name} {one.family_name}".strip()
        parts = [f"\u2068{part}\u2069" for part in (name, one.email or one.phone) if part]
        return ", ".join(parts)


class PastTable(ColumnTable):
    """The columns share the width. Letters are the page's: nobody searches by them here."""

    def __init__(self, model: PastModel, setting: Setting, name: str) -> None:
        """Show a model."""
        words = setting.words
        samples = {
            Column.OUTCOME: (words.say("same person"), words.say("different people")),
            Column.DECIDER: (
                words.say("other decisions"),
                words.say("decided anew"),
                short_time(SOME_TIME, setting),
            ),
        }
        rooms = [
            ColumnRoom(samples=samples.get(column, (SOMEBODY,)), may_grow=column not in samples)
            for column in model.columns
        ]
        less_needed = [model.columns.index(one) for one in LESS_NEEDED if one in model.columns]
        super().__init__(model, setting.theme, name, rooms, less_needed)
        self.setObjectName("past")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that undo to the page."""
        if pair_key(event) in (PairKey.UNDO, PairKey.DIFFERENT):
            event.ignore()
        else:
            super().keyPressEvent(event)


class PastPage(Page):
    """Both lists; tells which line is marked and what is to become of it."""

    list_chosen = Signal(PastList)
    part_missed = Signal(int)
    line_chosen = Signal(int)
    line_opened = Signal()
    changed = Signal()
    finished = Signal()

    def __init__(self, setting: Setting, state: LookingBack) -> None:
        """Draw the list of the state."""
        super().__init__(setting, setting.words.say("What is decided"))
        words = self.words
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self._state = state
        self._tabs = self._make_tabs()
        self._model = PastModel(setting, state.which)
        self._model.part_missed.connect(self.part_missed)
        self._table = PastTable(self._model, setting, words.say(LISTS[state.which]))
        self._table.selectionModel().currentRowChanged.connect(self._see_chosen)
        self._table.opened.connect(lambda _: self.line_opened.emit())
        self._told = self.text("", Type.READING, name="told")
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._empty = self.text("", Type.LEAD, name="nothing")
        self._table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._below = QWidget()
        speak_as(self._below, Spoken.NOTHING)
        self.rows.addWidget(self._empty)
        for widget in (self._table, self._below):
            self.rows.addWidget(widget, 1)
        self.rows.addWidget(self._told)
        self.rows.addWidget(self._problem)
        self._back = self.button(words.say("Overview"), Kind.PLAIN, name="overview")
        self._closely = self.button(words.say("Side by side"), Kind.PLAIN, name="closely")
        self._change = self.button(words.say("Undo (U)"), Kind.PLAIN, name="change")
        self._back.clicked.connect(self.finished)
        self._closely.clicked.connect(self.line_opened)
        self._change.clicked.connect(self.changed)
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        for button in (self._change, self._closely, self._back):
            row.addWidget(button)
        self.rows.addLayout(row)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the list, or where it is empty on."""
        return self._back if self._state.count == 0 else self._table

    def show_state(self, state: LookingBack) -> None:
        """Show what was read, and what can be done with the marked line."""
        self._state = state
        words = self.words
        for which, tab in self._tabs.items():
            tab.setChecked(which is state.which)
        if state.count is not None:
            self._model.show(state.count, state.parts)
            if state.count and self._table.currentIndex().row() != state.chosen:
                self._table.setCurrentIndex(self._model.index(state.chosen, 0))
        is_empty = state.count == 0
        if is_empty and self._table.hasFocus():
            self._back.setFocus()
        self._table.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._below.setVisible(is_empty)
        self._empty.say(_nothing(state.which, words) if is_empty else "")
        line = state.line(state.chosen)
        self._told.say(said_decision(line, self.setting) if line is not None else "")
        self._told.setVisible(not is_empty and state.problem is None)  # the room is needed
        self._change.face.say(said_change(line, words))
        self._change.setEnabled(line is not None and may_change(line) and not state.is_busy)
        self._closely.setEnabled(line is not None and not state.is_busy)
        self.show_problem(self._problem, state.problem)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo by the key that is on the button, wherever the focus is."""
        line = self._state.line(self._state.chosen)
        wanted = PairKey.UNDO
        if line is not None and is_undone_by_parting(line):
            wanted = PairKey.DIFFERENT
        if pair_key(event) is wanted and self._change.isEnabled():
            self._change.click()
        else:
            super().keyPressEvent(event)

    def _make_tabs(self) -> dict[PastList, Option]:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        tabs = {}
        for which, name in LISTS.items():
            tab = Option(self.words.say(name), self.theme, Kind.TAB, holder)
            tab.setObjectName(f"list_{which.value}")
            tab.clicked.connect(telling(self.list_chosen, which))
            row.addWidget(tab)
            tabs[which] = tab
        row.addStretch(1)
        self.rows.addWidget(holder)
        return tabs

    def _see_chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self.line_chosen.emit(current.row())


def _nothing(which: PastList, words: Words) -> str:
    if which is PastList.DUPLICATES:
        return words.say("Nobody signed twice so far: every signature counts.")
    return words.say(
        "Nobody has decided about a pair so far. Decisions stay in this list, also those that are"
        " undone."
    )
