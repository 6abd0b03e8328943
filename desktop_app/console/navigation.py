"""The way between the places: a column beside the page, or on a standing screen a row above it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.console.coordinator.place_names import DESK_NAMES
from desktop_app.console.places import PLACE_NAMES, Place
from desktop_app.language import Words
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout

WIDTH_MM = 43.0
WIDTH_LARGE_MM = 59.0
EDGE_MM = 2.4
ROW_EDGE_MM = 1.0
MANY = 6
WIDEST = 1.4
"""How much wider the column may become for many places with long names."""
LEAST_MM = 7.5
"""As low as a way between places may become: those who have many have a mouse."""
NAMES = {**PLACE_NAMES, **DESK_NAMES}


@dataclass(frozen=True, kw_only=True)
class OtherGroup:
    """The way to the other group of places: its words, and the place to which it leads."""

    name: str
    first: Place


class Navigation(QWidget):
    """One button a place; that of the place that is shown is filled."""

    place_chosen = Signal(Place)

    def __init__(
        self,
        places: tuple[Place, ...],
        theme: Theme,
        words: Words,
        other: OtherGroup | None = None,
    ) -> None:
        """Offer places in their order, and at the end the way to those of somebody else."""
        super().__init__()
        speak_as(self, Spoken.GROUP, words.say("Pages"))
        self._theme = theme
        self._options = {place: self._option(place, words) for place in places}
        self._wrapping: WrappingLayout | None = None
        way = self._way(other, words) if other is not None else None
        edge = theme.px(EDGE_MM)
        if theme.is_portrait:
            rows = QVBoxLayout(self)
            rows.setContentsMargins(edge, theme.px(ROW_EDGE_MM), edge, theme.px(ROW_EDGE_MM))
            self._wrapping = WrappingLayout(theme.px(0.9), theme.px(0.9))
            rows.addLayout(self._wrapping)
            for option in self._options.values():
                self._wrapping.addWidget(option)
            if way is not None:
                self._wrapping.addWidget(way)
            return
        self.setFixedWidth(self._fitting_width())
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(0.9))
        for option in self._options.values():
            option.setFixedHeight(option.face.height_in(self.width() - 2 * edge))
            column.addWidget(option)
        column.addStretch(1)
        if way is not None:
            way.setFixedHeight(way.face.height_in(self.width() - 2 * edge))
            column.addWidget(way)

    def _fitting_width(self) -> int:
        """Give the column's width. Many places stand in one line each, so long words make it wider."""
        theme = self._theme
        least = theme.px(WIDTH_LARGE_MM if theme.is_large else WIDTH_MM)
        if len(self._options) < MANY:
            return least
        longest = max(option.sizeHint().width() for option in self._options.values())
        return min(max(least, longest + 2 * theme.px(EDGE_MM)), round(WIDEST * least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the ways lower where all of them have no room above each other."""
        super().resizeEvent(event)
        if self._theme.is_portrait:
            return
        column = self.layout()
        assert column is not None
        ways = [item.widget() for item in map(column.itemAt, range(column.count())) if item]
        buttons = [way for way in ways if way is not None]
        gaps = len(buttons) * column.spacing() + 2 * self._theme.px(EDGE_MM)
        over = sum(button.height() for button in buttons) + gaps - self.height()
        if over > 0:
            least = self._theme.px(LEAST_MM)
            lower = -(-over // len(buttons))
            for button in buttons:
                button.setFixedHeight(max(least, button.height() - lower))

    def show_chosen(self, place: Place) -> None:
        """Mark the place that is shown; a place beside the navigation marks none."""
        for each, option in self._options.items():
            option.setAutoExclusive(False)  # Qt lets nobody take the last mark away otherwise
            option.setChecked(each is place)
        for option in self._options.values():
            option.setAutoExclusive(True)

    def height_for(self, width: int) -> int:
        """Measure the row on a standing screen."""
        if self._wrapping is None:
            return 0
        edge = self._theme.px(EDGE_MM)
        inner = width - 2 * edge
        return self._wrapping.heightForWidth(inner) + 2 * self._theme.px(ROW_EDGE_MM)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the ground, and the line towards the page."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("card"))
        line = self._theme.px(Size.LINE)
        ink = self._theme.colour("ink")
        if self._theme.is_portrait:
            painter.fillRect(0, self.height() - line, self.width(), line, ink)
        else:
            x = 0 if self.isRightToLeft() else self.width() - line
            painter.fillRect(x, 0, line, self.height(), ink)
        painter.end()

    def _option(self, place: Place, words: Words) -> Option:
        option = Option(words.say(NAMES[place]), self._theme, Kind.PLACE, self)
        option.setObjectName(f"place_{place.value}")
        option.clicked.connect(lambda: self.place_chosen.emit(place))
        return option

    def _way(self, other: OtherGroup, words: Words) -> Action:
        way = Action(words.say(other.name), self._theme, Kind.QUIET, self)
        way.setObjectName("other_group")
        way.clicked.connect(lambda: self.place_chosen.emit(other.first))
        return way
