"""The list of people as a table: Qt asks for the few rows that are on screen, however many there are."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop_app.console.coordinator.column_table import ColumnRoom, ColumnTable
from desktop_app.console.coordinator.people_index import Column
from desktop_app.console.setting import Setting
from desktop_app.language import mark
from desktop_app.qt.theme import Theme
from desktop_app.register.listing import Listed, Standing

Index = QModelIndex | QPersistentModelIndex
COLUMNS = tuple(Column)
TITLES = {
    Column.NAME: mark("Name"),
    Column.EMAIL: mark("E-mail"),
    Column.COUNTRY: mark("Country"),
    Column.PLACE: mark("Place"),
    Column.HOUR: mark("Signed at"),
    # NOTE: Title of a column. Whether a signature counts, is a duplicate, or counts no more.
    Column.STANDING: mark("Status"),
}
STANDINGS = {
    # NOTE: A signature counts.
    Standing.COUNTS: mark("counts"),
    Standing.DUPLICATE: mark("duplicate"),
    # NOTE: A signature that was taken back, or whose device is not trusted any more.
    Standing.AWAY: mark("taken out"),
    # NOTE: A signature that cannot be opened.
    Standing.DAMAGED: mark("damaged"),
}
SAMPLES = {
    Column.NAME: "Marta Kowalska",
    Column.EMAIL: "marta@example.org",
    Column.COUNTRY: "Deutschland",
    Column.PLACE: "Marktplatz",
}
"""What a column is to be wide enough for at least; those of the others are what stands in them."""
LESS_NEEDED = (Column.COUNTRY, Column.PLACE, Column.HOUR, Column.STANDING)
"""Columns that are left out in this order while all together are wider than the page."""


class PeopleModel(QAbstractTableModel):
    """Rows, and the order in which they are shown."""

    def __init__(self, setting: Setting) -> None:
        """Begin empty."""
        super().__init__()
        self._setting = setting
        self._words = setting.words
        self._rows: Sequence[Listed] = ()
        self._shown: Sequence[int] = ()

    def show(self, rows: Sequence[Listed], shown: Sequence[int]) -> None:
        """Show rows in another order. More of the same at the end lets the list stand where it is."""
        before = len(self._shown)
        if rows is self._rows and _goes_on(self._shown, shown):
            self.beginInsertRows(QModelIndex(), before, len(shown) - 1)
            self._shown = shown
            self.endInsertRows()
        elif rows is not self._rows or shown is not self._shown:
            self.beginResetModel()
            self._rows, self._shown = rows, shown
            self.endResetModel()

    def row(self, number: int) -> Listed:
        """Give what stands in a line."""
        return self._rows[self._shown[number]]

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Give the words of a cell; screen readers hear the column's name before them."""
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(self.row(index.row()), column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self._cell(self.row(index.row()), column)
            return f"{self._words.say(TITLES[column])}: {cell}"
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        """Give the titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.title(COLUMNS[section])
        return None

    def title(self, column: Column) -> str:
        """Give what stands above a column."""
        return self._words.say(TITLES[column])

    def samples(self, column: Column) -> tuple[str, ...]:
        """Give what a column is to have room for."""
        match column:
            case Column.STANDING:
                return tuple(self._words.say(name) for name in STANDINGS.values())
            case Column.HOUR:
                return (self._hour("2026-12-28T20:00"),)
            case _:
                return (SAMPLES[column],)

    def _cell(self, row: Listed, column: Column) -> str:
        match column:
            case Column.NAME:
                return row.name
            case Column.EMAIL:
                return row.email
            case Column.COUNTRY:
                return self._words.country(row.country) if row.country else ""
            case Column.PLACE:
                return row.place
            case Column.HOUR:
                return self._hour(row.hour)
            case Column.STANDING:
                return self._words.say(STANDINGS[row.standing])

    def _hour(self, hour: str) -> str:
        """Write the hour of signing as the clocks show it here."""
        moment = self._setting.here(datetime.fromisoformat(hour).replace(tzinfo=UTC))
        return f"{self._words.short_day(moment.date())}, {self._words.time(moment)}"


def _goes_on(before: Sequence[int], after: Sequence[int]) -> bool:
    """Tell whether an order is the one before with more at its end; cheap however long they are."""
    is_plain = isinstance(before, range) or not before
    return is_plain and isinstance(after, range) and len(after) > len(before)


class PeopleTable(ColumnTable):
    """The list of people; names and addresses take the room that is left."""

    def __init__(self, model: PeopleModel, theme: Theme, name: str) -> None:
        """Show a model."""
        rooms = [
            ColumnRoom(samples=model.samples(column), may_grow=column in SAMPLES)
            for column in COLUMNS
        ]
        less_needed = [COLUMNS.index(column) for column in LESS_NEEDED]
        super().__init__(model, theme, name, rooms, less_needed)
        self.setObjectName("people")
