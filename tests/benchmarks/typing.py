"""Key to glyph: from the touch on a painted key until the field is repainted with the letter."""

import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.start import WINDOWED_SIZE, begin_once_shown, new_window
from desktop_app.kiosk.visitor import Visitor
from desktop_app.qt.application import application
from desktop_app.qt.tasks import Lane
from tests.benchmarks.measure import Measure, ms, percentile
from tests.kiosk.fingers import Finger

PEOPLE = 8
NAME = "maximiliane alexandra wilhelmine o’brien"


class _Paints(QObject):
    """Counts how often a field was painted."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__()
        self.count = 0
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def measure_key_to_glyph(stall: Stall) -> Measure:
    """Let some people type a long name on the glass, each letter by a touch of its own."""
    application()
    lane = Lane()
    window = new_window(stall, lane, may_close=True)
    begin_once_shown(window, stall)
    window.resize(WINDOWED_SIZE)
    window.show()
    visitor, finger = Visitor(window), Finger(window, QTest.createTouchDevice())
    visitor.waits_until(lambda: window.state.kept_count is not None)
    times: list[float] = []
    for _ in range(PEOPLE):
        visitor.presses_sign()
        field = visitor.finds("given_name")
        assert isinstance(field, QLineEdit)
        times += _times_of(finger, field)
        visitor.starts_again()
    window.end()
    lane.close()
    window.close()
    window.deleteLater()
    return Measure(
        what=f"key to glyph, {len(times)} letters by touch",
        measured=f"p50 {ms(percentile(times, 0.5))}, p95 {ms(percentile(times, 0.95))}",
        budget="p95 ≤ 50 ms",
    )


def _times_of(finger: Finger, field: QLineEdit) -> list[float]:
    paints, times = _Paints(field), []
    for letter in NAME:
        key = next(p for p in finger.keyboard.placed if p.key.text.lower() == letter)
        at, before, length = key.rect.center().toPoint(), paints.count, len(field.text())
        start = time.perf_counter()
        finger.touches(finger.keyboard, at)
        times.append(time.perf_counter() - start)
        assert len(field.text()) == length + 1
        assert paints.count > before, "the letter is not on the glass yet"
    return times
