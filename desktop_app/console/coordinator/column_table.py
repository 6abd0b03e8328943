"""A desk's table whose columns share the width of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent

from desktop_app.console.coordinator.desk_table import CELL_PADDING_MM, DeskTable
from desktop_app.qt.theme import Theme


@dataclass(frozen=True, kw_only=True)
class ColumnRoom:
    """How wide a column is: at least as these samples and its title; some take what is left."""

    samples: Sequence[str]
    may_grow: bool = False


class ColumnTable(DeskTable):
    """Columns that are less needed are left out where not all have room."""

    def __init__(
        self,
        model: QAbstractTableModel,
        theme: Theme,
        name: str,
        rooms: Sequence[ColumnRoom],
        less_needed: Sequence[int] = (),
    ) -> None:
        """Show a model.

        Args:
            name: for screen readers.
            rooms: of each column.
            less_needed: columns that are left out, in this order, while all are wider than the page.
        """
        super().__init__(model, theme, name)
        self._rooms = rooms
        self._less_needed = less_needed
        self._least = [self._measured(number, theme) for number in range(len(rooms))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        width, shown = self.viewport().width(), list(range(len(self._rooms)))
        for number in self._less_needed:
            if sum(self._least[one] for one in shown) <= width:
                break
            shown.remove(number)
        growing = [one for one in shown if self._rooms[one].may_grow]
        needed = sum(self._least[one] for one in shown)
        rest, share = max(0, width - needed), min(1.0, width / needed)
        for number, least in enumerate(self._least):
            self.setColumnHidden(number, number not in shown)
            more = rest // len(growing) if number in growing else 0
            self.setColumnWidth(number, int(least * share) + more)

    def _measured(self, number: int, theme: Theme) -> int:
        """Measure how wide a column is to be at least, in pixels."""
        cells, titles = QFontMetrics(self.font()), QFontMetrics(self.horizontalHeader().font())
        title = self.model().headerData(number, Qt.Orientation.Horizontal)
        around = 2 * theme.px(CELL_PADDING_MM) + theme.px(2.0)
        samples = [cells.horizontalAdvance(sample) for sample in self._rooms[number].samples]
        return around + max(titles.horizontalAdvance(str(title)), *samples, 0)
