"""Ink: a line that follows the hand point by point, and the same line drawn anew from its strokes."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

SHARP = 0.35
"""The cosine of the turn beyond which a corner stays a corner."""

A_DOT = QPointF(0.01, 0.0)
"""A line of no length at all is not painted."""


class Ink:
    """What is drawn, on a transparent sheet of its own; each new point costs one short curve.

    A curve runs through the middles between the points, bent by the points themselves. The last
    half is not known yet: `tail` is drawn over the sheet until it is.
    """

    def __init__(self, size: QSize, ratio: float, colour: QColor, width: float) -> None:
        """Lay out an empty sheet; `ratio` is the screen's pixels in one of Qt's."""
        self._sheet = QPixmap(size * ratio)
        self._sheet.setDevicePixelRatio(ratio)
        self._sheet.fill(Qt.GlobalColor.transparent)
        self._pen = QPen(colour, width)
        self._pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._last: QPointF | None = None
        self._middle = QPointF()

    @property
    def tail(self) -> tuple[QPointF, QPointF] | None:
        """The line from the last curve to the hand."""
        return None if self._last is None else (self._middle, self._last)

    def begin(self, at: QPointF) -> QRectF:
        """Set a point, and tell what to paint."""
        self._last = self._middle = at
        return self._draw(smooth([at]))

    def go_on(self, at: QPointF) -> QRectF:
        """Draw on to a point, and tell what to paint."""
        assert self._last is not None
        last, self._last = self._last, at
        path = QPainterPath(self._middle)
        old_tail = QRectF(self._middle, last).normalized()
        self._middle = (last + at) / 2
        path.quadTo(last, self._middle)
        return self._draw(path) | old_tail | self._around(QRectF(self._middle, at).normalized())

    def end(self) -> QRectF:
        """Draw the last half."""
        assert self._last is not None
        path = QPainterPath(self._middle)
        path.lineTo(self._last)
        self._last = None
        return self._draw(path)

    def draw_stroke(self, points: Sequence[QPointF]) -> None:
        """Draw a whole stroke from the points that were kept of it."""
        self._draw(smooth(points))

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint a part of the sheet, and the tail."""
        ratio = self._sheet.devicePixelRatio()
        source = QRectF(area.topLeft() * ratio, area.size() * ratio)
        painter.drawPixmap(area, self._sheet, source)
        if self.tail is not None:
            painter.setPen(self._pen)
            painter.drawLine(*self.tail)

    def _draw(self, path: QPainterPath) -> QRectF:
        painter = QPainter(self._sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, self._pen)
        painter.end()
        return self._around(path.controlPointRect())

    def _around(self, area: QRectF) -> QRectF:
        margin = self._pen.widthF() / 2 + 2
        return area.adjusted(-margin, -margin, margin, margin)


def smooth(points: Sequence[QPointF]) -> QPainterPath:
    """Bend a curve through all points; where they turn sharply it has a corner.

    Between two points runs a cubic curve whose handles are a third of their distance, along the
    direction of the line at each point: that of both neighbours, the nearer one weighing more.
    """
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + A_DOT)
    for number in range(1, len(points)):
        start, end = points[number - 1], points[number]
        third = _length(end - start) / 3
        leaving = _direction(points, number - 1, is_leaving=True)
        arriving = _direction(points, number, is_leaving=False)
        path.cubicTo(start + leaving * third, end - arriving * third, end)
    return path


def _direction(points: Sequence[QPointF], number: int, *, is_leaving: bool) -> QPointF:
    """Give the line's direction at a point, as a step of length 1."""
    before = _unit(points[number] - points[max(number - 1, 0)])
    after = _unit(points[min(number + 1, len(points) - 1)] - points[number])
    if number == 0 or number == len(points) - 1 or QPointF.dotProduct(before, after) < SHARP:
        return after if is_leaving else before
    length_before = _length(points[number] - points[number - 1])
    length_after = _length(points[number + 1] - points[number])
    return _unit(before * length_after + after * length_before)


def _unit(step: QPointF) -> QPointF:
    length = _length(step)
    return step / length if length else step


def _length(step: QPointF) -> float:
    return float(QPointF.dotProduct(step, step) ** 0.5)
