"""Charts: lying bars within the table of their numbers, and standing columns. No register is known.

Rows and columns are painted, so that hundreds of them stay light; screen readers get the table, row
by row. Nothing is told by colour alone: each bar stands beside its name and its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QVBoxLayout, QWidget

from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme, Type

ROW_AIR_MM = 1.3
GAP_MM = 2.6
LEAST_COLUMNS_MM = 42.0
WIDEST_COLUMN_MM = 16.0
COLUMN_SHARE = 0.72
BAR_SHARE = 0.52
LABEL_SHARE = 0.4
"""How much of a row names may take beside bars; the bars have what is left."""
LEAST_BAR_PX = 2


@dataclass(frozen=True, kw_only=True)
class ChartRow:
    """A line of the table, and its bar: `length` is from 0 to 1, `mark` stands beneath a column."""

    label: str
    number: str
    share: str = ""
    length: float = 0.0
    mark: str = ""


class ChartTable(QWidget):
    """Headings and rows; with a bar between name and number, or without."""

    def __init__(
        self,
        rows: Sequence[ChartRow],
        theme: Theme,
        *,
        name: str,
        headings: tuple[str, str, str] | None = None,
        has_bars: bool = False,
    ) -> None:
        """Measure the numbers, so that all rows share their columns."""
        super().__init__()
        speak_as(self, Spoken.GROUP, name)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        places = _Places.of(rows, headings, theme, has_bars=has_bars)
        if headings is not None:
            head = ChartRow(label=headings[0], number=headings[1], share=headings[2])
            lines.addWidget(_Row(head, theme, places, is_heading=True))
        for row in rows:
            lines.addWidget(_Row(row, theme, places))


@dataclass(frozen=True, kw_only=True)
class _Places:
    """The widths that the rows of a table share, in pixels."""

    number: int
    share: int
    has_bars: bool

    @classmethod
    def of(
        cls,
        rows: Sequence[ChartRow],
        headings: tuple[str, str, str] | None,
        theme: Theme,
        *,
        has_bars: bool,
    ) -> "_Places":
        plain = QFontMetrics(theme.font(Type.READING))
        bold = QFontMetrics(theme.font(Type.READING, is_bold=True))
        numbers = [plain.horizontalAdvance(row.number) for row in rows]
        shares = [plain.horizontalAdvance(row.share) for row in rows]
        if headings is not None:
            numbers.append(bold.horizontalAdvance(headings[1]))
            shares.append(bold.horizontalAdvance(headings[2]))
        return cls(number=max(numbers, default=0), share=max(shares, default=0), has_bars=has_bars)


class _Row(QWidget):
    def __init__(
        self, row: ChartRow, theme: Theme, places: _Places, *, is_heading: bool = False
    ) -> None:
        super().__init__()
        self._row = row
        self._theme = theme
        self._places = places
        self._is_heading = is_heading
        spoken = ", ".join(part for part in (row.number, row.share) if part)
        speak_as(self, Spoken.WORDS, f"{row.label}: {spoken}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Take the height of a line, whatever its script."""
        line = QFontMetrics(self._theme.font(Type.READING, is_bold=self._is_heading)).height()
        return QSize(self._theme.px(60.0), line + self._theme.px(ROW_AIR_MM))

    def minimumSizeHint(self) -> QSize:
        """Shrink in width only: names are shortened, numbers are not."""
        gap = self._theme.px(GAP_MM)
        numbers = self._places.number + self._places.share + 3 * gap
        return QSize(numbers + self._theme.px(12.0), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint name, bar, number and share, and the line beneath."""
        theme, places, row = self._theme, self._places, self._row
        gap = theme.px(GAP_MM)
        height, width = self.height(), self.width()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(Type.READING, is_bold=self._is_heading))
        share_at = width - places.share
        number_at = share_at - (gap if places.share else 0) - places.number
        room = number_at - gap
        label_width = int(width * LABEL_SHARE) if places.has_bars else room
        label = painter.fontMetrics().elidedText(
            row.label, Qt.TextElideMode.ElideRight, label_width
        )
        self._write(painter, QRect(0, 0, label_width, height), label, is_at_end=False)
        self._write(painter, QRect(number_at, 0, places.number, height), row.number)
        self._write(painter, QRect(share_at, 0, places.share, height), row.share)
        if places.has_bars and row.length > 0:
            start = label_width + gap
            length = max(LEAST_BAR_PX, int((room - start) * row.length))
            high = int(height * BAR_SHARE)
            bar = QRect(start, (height - high) // 2, length, high)
            painter.fillRect(self._placed(bar), theme.colour("accent"))
        line = theme.px(Size.LINE) if self._is_heading else 1
        painter.fillRect(0, height - line, width, line, theme.colour("ink"))
        painter.end()

    def _write(self, painter: QPainter, place: QRect, text: str, *, is_at_end: bool = True) -> None:
        side = Qt.AlignmentFlag.AlignRight if is_at_end else Qt.AlignmentFlag.AlignLeft
        along = QStyle.visualAlignment(self.layoutDirection(), side)
        flags = along | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._placed(place), flags | Qt.TextFlag.TextSingleLine, text)

    def _placed(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


class Columns(QWidget):
    """Columns in the order of time, as many as there are; the table beside them says their numbers."""

    def __init__(self, rows: Sequence[ChartRow], theme: Theme, *, name: str) -> None:
        """Draw all rows against the longest."""
        super().__init__()
        speak_as(self, Spoken.PICTURE, name)
        self._rows = tuple(rows)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a calm height."""
        return QSize(self._theme.px(80.0), self._theme.px(LEAST_COLUMNS_MM))

    def minimumSizeHint(self) -> QSize:
        """Shrink in width."""
        return QSize(self._theme.px(20.0), self._theme.px(LEAST_COLUMNS_MM))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the columns on their base line, numbers and marks where they have room."""
        if not self._rows:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(Type.READING))
        metrics = painter.fontMetrics()
        line, base_line = metrics.height(), theme.px(Size.LINE)
        widest = theme.px(WIDEST_COLUMN_MM)
        step = min(self.width() / len(self._rows), widest)
        base = self.height() - line
        room = base - line - base_line
        mark_width = max(metrics.horizontalAdvance(row.mark) for row in self._rows)
        every = max(1, -(-(mark_width + theme.px(1.0)) // max(1, int(step))))
        for index, row in enumerate(self._rows):
            middle = int((index + 0.5) * step)
            top = base
            if row.length > 0:
                high = max(LEAST_BAR_PX, int(room * row.length))
                top = base - high
                wide = max(1, int(step * COLUMN_SHARE))
                column = QRect(middle - wide // 2, top, wide, high)
                painter.fillRect(self._placed(column), theme.colour("accent"))
            if row.length > 0 and metrics.horizontalAdvance(row.number) <= step:
                self._centre(painter, QPoint(middle, top - line), row.number)
            if index % every == 0:
                self._centre(painter, QPoint(middle, base), row.mark)
        ground = QRect(0, base, int(step * len(self._rows)), base_line)
        painter.fillRect(self._placed(ground), theme.colour("ink"))
        painter.end()

    def _centre(self, painter: QPainter, at: QPoint, text: str) -> None:
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + 2
        left = max(0, at.x() - width // 2)
        place = QRect(left, at.y(), width, metrics.height())
        painter.drawText(self._placed(place), Qt.AlignmentFlag.AlignCenter, text)

    def _placed(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
