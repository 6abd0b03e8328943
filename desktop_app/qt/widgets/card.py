"""A frame with round corners and a ground of its own."""

from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.qt.theme import Size, Theme


class Card(QWidget):
    """What stands apart on a page; whoever makes it lays out what is in it."""

    def __init__(self, theme: Theme) -> None:
        """Begin an empty card."""
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the frame and the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._theme.exact_px(Size.FRAME)
        painter.setPen(QPen(self._theme.colour("ink"), line))
        painter.setBrush(self._theme.colour("card"))
        inset = int(line / 2) + 1
        radius = self._theme.exact_px(Size.RADIUS)
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()
