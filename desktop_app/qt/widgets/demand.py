"""What a petition asks: a number in a filled circle, and the words beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Theme, Type
from desktop_app.qt.widgets.text import Text


class Demand(QWidget):
    """A numbered demand: the number in a filled circle, the words beside it."""

    def __init__(self, number: int, text: str, theme: Theme) -> None:
        """Set the words of a demand."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(1.7))
        row.addWidget(NumberInCircle(number, theme), 0, Qt.AlignmentFlag.AlignTop)
        words = Text(text, theme)
        words.setAccessibleName(f"{number}. {text}")
        row.addWidget(words, 1)


class NumberInCircle(QWidget):
    """An ornament: screen readers hear the number before the words."""

    def __init__(self, number: int, theme: Theme) -> None:
        """Make it as high as a line."""
        super().__init__()
        speak_as(self, Spoken.NOTHING)
        self._number = str(number)
        self._theme = theme
        side = theme.px(6.0)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint it light on dark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("chosen"))
        painter.drawEllipse(self.rect())
        painter.setPen(self._theme.colour("paper"))
        painter.setFont(self._theme.font(Type.READING, is_bold=True, scale=0.9))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)
        painter.end()
