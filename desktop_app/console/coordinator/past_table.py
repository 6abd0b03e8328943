"""The list of what is decided as a table: parts of it are read when they come in sight."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop_app.console.coordinator.column_table import ColumnRoom, ColumnTable
from desktop_app.console.coordinator.duplicates_states import PART_SIZE
from desktop_app.console.coordinator.pair_keys import PairKey, pair_key
from desktop_app.console.coordinator.past_words import said_decider, said_outcome, short_time
from desktop_app.console.setting import Setting
from desktop_app.language import mark
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
            # NOTE: In place of a name: this signature was erased.
            return words.say("not here any more")
        if found.signature is None:
            # NOTE: In place of a name: this signature.
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
