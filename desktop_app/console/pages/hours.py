"""The curve of a day: a column for each hour, with its number above and its hour beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme, Type

WIDEST_LABEL = "00:00"
LABEL_GAP_MM = 1.6
WIDEST_COLUMN_MM = 22.0
COLUMN_SHARE = 0.72
AIR_MM = 0.8


@dataclass(frozen=True, kw_only=True)
class Hour:
    """A column: what stands beneath it, the number, and both in words for screen readers."""

    label: str
    count: int
    number: str
    spoken: str


def column_width(theme: Theme) -> int:
    """Give the width that a column needs at least, for its hour to stand clear of the next."""
    label = QFontMetrics(theme.font(Type.READING)).horizontalAdvance(WIDEST_LABEL)
    return label + theme.px(LABEL_GAP_MM)


class Hours(QWidget):
    """The columns beside each other, in the direction of reading; each is heard by itself."""

    def __init__(self, hours: Sequence[Hour], theme: Theme, description: str) -> None:
        """Draw all columns against the highest."""
        super().__init__()
        speak_as(self, Spoken.GROUP, description)
        most = max((hour.count for hour in hours), default=0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for hour in hours:
            row.addWidget(_Column(hour, most, theme), 1)
        row.addStretch(1 if len(hours) < 4 else 0)


class _Column(QWidget):
    def __init__(self, hour: Hour, most: int, theme: Theme) -> None:
        super().__init__()
        self._hour = hour
        self._share = hour.count / most if most else 0.0
        self._theme = theme
        speak_as(self, Spoken.WORDS, hour.spoken)
        self.setObjectName(f"hour_{hour.label}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumWidth(theme.px(WIDEST_COLUMN_MM))

    def minimumSizeHint(self) -> QSize:
        """Leave room for both labels and a column that can be seen."""
        line = QFontMetrics(self._theme.font(Type.READING, is_bold=True)).height()
        return QSize(self._theme.px(4.0), 2 * line + self._theme.px(8.0))

    def sizeHint(self) -> QSize:
        """Take what there is."""
        return QSize(column_width(self._theme), self.minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the number, the column on its base line, and the hour."""
        theme = self._theme
        painter = QPainter(self)
        painter.setPen(theme.colour("ink"))
        bold, plain = theme.font(Type.READING, is_bold=True), theme.font(Type.READING)
        line = QFontMetrics(bold).height()
        air, base = theme.px(AIR_MM), theme.px(Size.LINE)
        bottom = self.height() - line - air
        room = bottom - line - air
        height = max(room * self._share, base if not self._hour.count else 2 * base)
        top = bottom - height
        width = self.width() * COLUMN_SHARE
        column = QRectF((self.width() - width) / 2, top, width, height)
        painter.fillRect(QRectF(0, bottom - base, self.width(), base), theme.colour("ink"))
        if self._hour.count:
            painter.fillRect(column, theme.colour("accent"))
            painter.setFont(bold)
            above = QRectF(0, top - line - air, self.width(), line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, self._hour.number)
        painter.setFont(plain)
        beneath = QRectF(0, bottom + air, self.width(), line)
        painter.drawText(beneath, Qt.AlignmentFlag.AlignCenter, self._hour.label)
        painter.end()
