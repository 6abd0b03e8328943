"""The way between the places: a column beside the page, or on a standing screen a row above it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.console.places import PLACE_NAMES, Place
from desktop_app.language import Words
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout

WIDTH_MM = 43.0
WIDTH_LARGE_MM = 59.0
EDGE_MM = 2.4
ROW_EDGE_MM = 1.0


class Navigation(QWidget):
    """One button a place; that of the place that is shown is filled."""

    place_chosen = Signal(Place)

    def __init__(self, places: tuple[Place, ...], theme: Theme, words: Words) -> None:
        """Offer places in their order."""
        super().__init__()
        speak_as(self, Spoken.GROUP, words.say("Pages"))
        self._theme = theme
        self._options = {place: self._option(place, words) for place in places}
        self._wrapping: WrappingLayout | None = None
        edge = theme.px(EDGE_MM)
        if theme.is_portrait:
            rows = QVBoxLayout(self)
            rows.setContentsMargins(edge, theme.px(ROW_EDGE_MM), edge, theme.px(ROW_EDGE_MM))
            self._wrapping = WrappingLayout(theme.px(0.9), theme.px(0.9))
            rows.addLayout(self._wrapping)
            for option in self._options.values():
                self._wrapping.addWidget(option)
            return
        self.setFixedWidth(theme.px(WIDTH_LARGE_MM if theme.is_large else WIDTH_MM))
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(0.9))
        for option in self._options.values():
            option.setFixedHeight(option.face.height_in(self.width() - 2 * edge))
            column.addWidget(option)
        column.addStretch(1)

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
        option = Option(words.say(PLACE_NAMES[place]), self._theme, Kind.PLACE, self)
        option.setObjectName(f"place_{place.value}")
        option.clicked.connect(lambda: self.place_chosen.emit(place))
        return option
