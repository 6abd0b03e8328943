"""What the pad looks like before anybody draws: a line to sign on, a cross, and a few words."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.campaign.text import Span
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.typesetting import Lines, set_lines

LINE_AT = 0.76
"""Where the line to sign on lies, as a share of the height."""
INSET_MM = 6.0
CROSS_MM = 3.4
SMALLER = (1.0, 0.9, 0.8)


@dataclass(frozen=True, kw_only=True)
class PadWords:
    """What the pad is called, and how it is used with the keyboard alone."""

    name: str
    keys: str


class Paper:
    """Paints all that is not ink."""

    def __init__(self, theme: Theme, words: PadWords) -> None:
        """Know the words."""
        self.words = words
        self._theme = theme

    def paint(self, painter: QPainter, pad: QWidget, *, is_empty: bool, shows_keys: bool) -> None:
        """Paint the ground, the line to sign on and, while the pad is empty, the words."""
        painter.fillRect(pad.rect(), self._theme.colour("paper"))
        self._paint_line(painter, pad)
        if is_empty:
            self._paint_words(painter, pad, shows_keys=shows_keys)

    def paint_frame(self, painter: QPainter, pad: QWidget) -> None:
        """Paint the frame; who has the focus has the accent, and a stronger one."""
        theme, has_focus = self._theme, pad.hasFocus()
        width = theme.exact_px(Size.FOCUS_RING if has_focus else Size.FRAME)
        painter.setPen(QPen(theme.colour("accent" if has_focus else "ink"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        frame = QRectF(pad.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.exact_px(Size.RADIUS), theme.exact_px(Size.RADIUS))

    def _paint_line(self, painter: QPainter, pad: QWidget) -> None:
        """Paint the line, and a cross where it begins."""
        theme = self._theme
        inset, side = theme.exact_px(INSET_MM), theme.exact_px(CROSS_MM)
        y = pad.height() * LINE_AT
        painter.setPen(QPen(theme.colour("ink"), theme.exact_px(Size.LINE)))
        left = pad.width() - inset - side if pad.isRightToLeft() else inset
        top = y - side - theme.exact_px(1.2)
        painter.drawLine(QPointF(left, top), QPointF(left + side, top + side))
        painter.drawLine(QPointF(left, top + side), QPointF(left + side, top))
        painter.drawLine(QPointF(inset, y), QPointF(pad.width() - inset, y))

    def words_fit(self, size: QSize) -> bool:
        """Tell whether the name is shown whole above the line."""
        return self._fits(self._set(self.words.name, size), size)

    def _paint_words(self, painter: QPainter, pad: QWidget, *, shows_keys: bool) -> None:
        """Set the words above the line, in the middle; how keys draw only if there is room."""
        size = pad.size()
        lines = self._set(self.words.keys if shows_keys else self.words.name, size)
        if not self._fits(lines, size):
            lines = self._set(self.words.name, size)
        painter.setPen(self._theme.colour("ink"))
        room = size.height() * LINE_AT
        lines.draw(painter, (size.width() - self._width(size)) / 2, (room - lines.height) / 2)

    def _fits(self, lines: Lines, size: QSize) -> bool:
        return lines.height <= size.height() * LINE_AT and lines.width <= self._width(size) + 1

    def _set(self, words: str, size: QSize) -> Lines:
        """Break the words into lines; where they have no room they become a little smaller."""
        middle, width = Qt.AlignmentFlag.AlignHCenter, self._width(size)
        fonts = [self._theme.font(Type.LEAD, scale=scale) for scale in SMALLER]
        sets = (set_lines((Span(text=words),), font, width, middle) for font in fonts)
        smallest = set_lines((Span(text=words),), fonts[-1], width, middle)
        return next((lines for lines in sets if self._fits(lines, size)), smallest)

    def _width(self, size: QSize) -> float:
        return size.width() - 2 * self._theme.exact_px(INSET_MM)
