"""From a finger's move on the pad to its ink on the screen."""

import math
import time

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.qt.application import application
from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.pad.paper import PadWords
from desktop_app.qt.widgets.pad.signature_pad import SignaturePad
from tests.benchmarks.measure import Measure, ms, percentile

POINTS = 1000
STROKES = 4


class TimedPad(SignaturePad):
    """Notes when it was painted."""

    painted_at_s = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and look at the clock."""
        super().paintEvent(event)
        self.painted_at_s = time.perf_counter()


def measure_drawing() -> list[Measure]:
    """Draw some long strokes offscreen."""
    application()
    pad = TimedPad(Theme(px_per_mm=5.9), PadWords(name="", keys=""))
    pad.setFixedSize(QSize(950, 380))
    pad.show()
    QApplication.processEvents()
    times = [time_s for _ in range(STROKES) for time_s in _stroke(pad)]
    early, late = times[: POINTS // 2], times[-POINTS // 2 :]
    pad.close()
    pad.deleteLater()
    growth = percentile(late, 0.5) / percentile(early, 0.5)
    return [
        Measure(
            what=f"draw to ink, {len(times)} points",
            measured=f"p50 {ms(percentile(times, 0.5))}, p95 {ms(percentile(times, 0.95))};"
            f" the last {growth:.1f} × the first",
            budget="p95 ≤ 50 ms",
        )
    ]


def _stroke(pad: TimedPad) -> list[float]:
    """Draw round and round by a finger; gives the seconds from each move to its ink."""
    screen, times = QTest.createTouchDevice(), []
    for number in range(POINTS):
        turn = number / 40
        x = 475 + round((60 + number / 4) * math.cos(turn))
        y = 190 + round((30 + number / 10) * math.sin(turn))
        start = time.perf_counter()
        touches = QTest.touchEvent(pad, screen, False)
        (touches.move if number else touches.press)(1, QPoint(x, y), pad)
        touches.commit()
        while pad.painted_at_s < start:
            QApplication.processEvents()
        times.append(pad.painted_at_s - start)
    touches = QTest.touchEvent(pad, screen, False)
    touches.release(1, QPoint(0, 0), pad).commit()
    return times
