"""Decides whose points become ink: a pen before fingers, one finger before others, a palm never."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF
from PySide6.QtGui import QEventPoint

MOUSE = -1
PEN = -2
KEYS = -3
"""What draws without being a finger; fingers have numbers from 0."""
PALM_MM = 22.0
"""A contact as broad as this is no fingertip."""
RESTING_MM = 2.0
"""Who has moved no farther since touching is not drawing yet."""
BROADER = 1.6
"""How much broader the first contact must be than the second to be the palm beside a finger."""
PEN_LINGERS_S = 1.0
"""A pen that was heard of so recently is still near. A hovering one is heard of all the time."""


class Deed(Enum):
    """What happens to the ink."""

    BEGIN = "begin"
    GO_ON = "go on"
    END = "end"
    TAKE_BACK = "take back"
    """The stroke was none: a palm had made it."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One thing that a hand does to the ink, and where in the pad's pixels."""

    deed: Deed
    at: QPointF | None = None


Marks = tuple[Mark, ...]
END = Mark(deed=Deed.END)
TAKE_BACK = Mark(deed=Deed.TAKE_BACK)


class Hands:
    """All that touches the pad. At most one of them draws."""

    def __init__(self, px_per_mm: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Know the size of a palm. The clock gives seconds."""
        self._px_per_mm = px_per_mm
        self._clock = clock
        self._writer: int | None = None
        self._start = QPointF()
        self._breadth_px = 0.0
        self._has_moved = False
        self._pen_heard_at: float | None = None

    @property
    def writer(self) -> int | None:
        """Who draws at this moment: a finger's number, the mouse, the pen, the keys, or nobody."""
        return self._writer

    @property
    def is_pen_near(self) -> bool:
        """Tell whether a pen hovers, so that touches are the hand that holds it."""
        heard = self._pen_heard_at
        return heard is not None and self._clock() - heard < PEN_LINGERS_S

    def hear_pen(self) -> Marks:
        """Note that a pen is near: what a finger was drawing was the hand that holds it."""
        self._pen_heard_at = self._clock()
        if self._writer is None or self._writer < 0:
            return ()
        return self._stop(TAKE_BACK)

    def touch(self, point: QEventPoint) -> Marks:
        """Take one point of a touch, in the pad's pixels."""
        breadths = point.ellipseDiameters()
        finger, at = point.id(), point.position()
        breadth_px = max(breadths.width(), breadths.height())
        match point.state():
            case QEventPoint.State.Pressed:
                return self.press(finger, at, breadth_px)
            case QEventPoint.State.Updated:
                return self.move(finger, at, breadth_px)
            case QEventPoint.State.Released:
                return (*self.move(finger, at, breadth_px), *self.release(finger))
            case _:
                return ()

    def press(self, hand: int, at: QPointF, breadth_px: float = 0.0) -> Marks:
        """Touch the pad. `breadth_px` is the diameter of a finger's contact, 0 if unknown."""
        if hand >= 0 and (self.is_pen_near or self._is_palm(breadth_px)):
            return ()
        before: Marks = ()
        if self._writer is not None:
            if not self._gives_way(hand, breadth_px):
                return ()
            is_palm = self._writer >= 0
            before = self._stop(TAKE_BACK if is_palm else END)
        self._writer, self._start, self._breadth_px = hand, at, breadth_px
        self._has_moved = False
        return (*before, Mark(deed=Deed.BEGIN, at=at))

    def move(self, hand: int, at: QPointF, breadth_px: float = 0.0) -> Marks:
        """Go on; a contact that grows into a palm takes its stroke with it."""
        if hand != self._writer:
            return ()
        if self._is_palm(breadth_px):
            return self._stop(TAKE_BACK)
        self._breadth_px = max(self._breadth_px, breadth_px)
        self._has_moved = self._has_moved or self._is_far(at)
        return (Mark(deed=Deed.GO_ON, at=at),)

    def release(self, hand: int) -> Marks:
        """Leave the pad."""
        return self._stop(END) if hand == self._writer else ()

    def cancel_touches(self) -> Marks:
        """Let the system take all touches away, be it because a pen draws: that one goes on."""
        return self.cancel() if self._writer is not None and self._writer >= 0 else ()

    def cancel(self) -> Marks:
        """End whatever is being drawn: it stays, but a mere dot does not."""
        if self._writer is None:
            return ()
        return self._stop(END if self._has_moved else TAKE_BACK)

    def _stop(self, mark: Mark) -> Marks:
        self._writer = None
        return (mark,)

    def _gives_way(self, hand: int, breadth_px: float) -> bool:
        """Tell whether the one who draws was only resting there, or drew by the keys."""
        assert self._writer is not None
        if hand == PEN or self._writer == KEYS:
            return hand != self._writer
        if hand < 0 or self._writer < 0:
            return False
        return not self._has_moved or 0 < breadth_px * BROADER < self._breadth_px

    def _is_palm(self, breadth_px: float) -> bool:
        return breadth_px >= PALM_MM * self._px_per_mm

    def _is_far(self, at: QPointF) -> bool:
        way = at - self._start
        return way.manhattanLength() > RESTING_MM * self._px_per_mm
