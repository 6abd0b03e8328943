"""The pen that the arrow keys move: for people who use the keyboard alone."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop_app.qt.theme import Theme
from desktop_app.signature.strokes import PAD_HEIGHT, WIDTH

STEP = 32
"""Units for each press or repeat of an arrow: little more than a millimetre."""
START = (600, 1130)
RADIUS_MM = 1.7
ARM_MM = 3.6
STEPS = {
    Qt.Key.Key_Left: (-STEP, 0),
    Qt.Key.Key_Right: (STEP, 0),
    Qt.Key.Key_Up: (0, -STEP),
    Qt.Key.Key_Down: (0, STEP),
}


class KeyPen:
    """Where it is, and which arrows are held."""

    def __init__(self) -> None:
        """Begin near the start of the line."""
        self.at: tuple[int, int] = START
        self.is_shown = False
        self._held: set[int] = set()

    def press(self, key: int) -> bool:
        """Move by all arrows that are held; tell whether it was an arrow."""
        if key not in STEPS:
            return False
        self._held.add(key)
        steps: Iterable[tuple[int, int]] = [STEPS[Qt.Key(held)] for held in self._held]
        x = self.at[0] + sum(across for across, _ in steps)
        y = self.at[1] + sum(down for _, down in steps)
        self.at = (min(WIDTH, max(0, x)), min(PAD_HEIGHT, max(0, y)))
        return True

    def release(self, key: int) -> None:
        """Let an arrow go."""
        self._held.discard(key)

    def rest(self) -> None:
        """Lie aside until keys are used again."""
        self._held.clear()
        self.is_shown = False

    def paint(self, painter: QPainter, at: QPointF, theme: Theme, *, is_down: bool) -> None:
        """Paint a ring with four arms around the place; filled while the pen is down."""
        accent = theme.colour("accent")
        radius, arm = theme.exact_px(RADIUS_MM), theme.exact_px(ARM_MM)
        painter.setPen(QPen(accent, theme.exact_px(0.5)))
        painter.setBrush(accent if is_down else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius, radius)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            way = QPointF(x, y)
            painter.drawLine(at + way * radius, at + way * arm)
