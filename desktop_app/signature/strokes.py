"""A drawn signature: strokes on a pad, as whole numbers, and the few bytes that are sealed.

A pad is `WIDTH` units wide, whatever its size on the glass, and as high as its shape says; a unit
is as long across as down, and no coordinate lies outside. A point is (x, y) from the upper left
corner, never mirrored. No time and no pressure is kept: they would tell more about a hand than a
signature on paper does.

The bytes, which must open for ever:

    version     one byte, 1
    height      of the pad in units, 1 to 4095; the width is 4095
    count       of strokes, at least 1
    each stroke count of points, at least 1; then for each point the steps from the point before,
                across and down. The first point of a stroke is counted from the last point of
                the stroke before, that of the first stroke from (0, 0).

Height and counts are LEB128: seven bits a byte, the lowest first, the highest bit set while more
follow, never longer than needed. Steps are zigzag first: 0, -1, 1, -2 … as 0, 1, 2, 3 …
No strokes are no bytes at all. At most 4096 bytes.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop_app.signature.fields import Wrong

STROKES_VERSION = 1
WIDTH = 4095
PAD_HEIGHT = 1638
"""The kiosk's pad is two and a half times as wide as high, on every glass, in every text size."""
MAX_BYTES = 4096
FINE = 2.0
"""How far, in units, a line may stray when it is captured: less than a tenth of a millimetre."""
COARSE = 24.0
"""How far at most if it is too long for its bytes: about a millimetre."""
GROWTH = 1.25
UNTOUCHED = -1.0
"""So fine that every point stays."""
WINDOW = 256
"""Every 256th point is kept whatever it adds, which bounds the time for the wildest scribble."""
MAX_VARINT_BYTES = 2
FIELD = "drawn_signature"

Point = tuple[int, int]
Stroke = tuple[Point, ...]


class StrokesUnreadable(ValueError):
    """The bytes are no strokes of a version that this program knows; it says nothing of them."""


@dataclass(frozen=True, kw_only=True)
class Strokes:
    """What was drawn on a pad. Personal: hidden in `repr`."""

    height: int = PAD_HEIGHT
    lines: tuple[Stroke, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        """Tell whether anything was drawn."""
        return bool(self.lines)

    @property
    def points_count(self) -> int:
        """Count the points of all strokes."""
        return sum(len(line) for line in self.lines)

    def with_stroke(self, stroke: Stroke) -> "Strokes":
        """Give these strokes and one more."""
        return Strokes(height=self.height, lines=(*self.lines, stroke))

    def without_last(self) -> "Strokes":
        """Give these strokes without the last one."""
        return Strokes(height=self.height, lines=self.lines[:-1])


NO_STROKES = Strokes()


def captured(points: Iterable[tuple[float, float]], width: float, height: int) -> Stroke:
    """Make a stroke of the points that a hand gave: normalised, kept on the pad, simplified.

    Args:
        points: at least one, from the pad's upper left corner, in any unit.
        width: of the pad, in the same unit.
        height: of the pad, in units of `Strokes`.
    """
    scale = WIDTH / width
    whole: list[Point] = []
    for x, y in points:
        point = (_within(x * scale, WIDTH), _within(y * scale, height))
        if not whole or point != whole[-1]:
            whole.append(point)
    return simplified(tuple(whole), FINE)


def simplified(stroke: Stroke, epsilon: float) -> Stroke:
    """Leave out the points that lie within `epsilon` units of the line between others.

    Source: Ramer, Douglas, Peucker (1972/73).
    """
    return _weighed(stroke, _weights(stroke), epsilon)


def encoded(strokes: Strokes) -> bytes | Wrong:
    """Give the bytes of strokes, simplified no further than needed; or say that it is too much."""
    if not strokes:
        return b""
    weights = [_weights(line) for line in strokes.lines]
    epsilon = UNTOUCHED
    while epsilon <= COARSE:
        lines = [
            _weighed(line, weight, epsilon)
            for line, weight in zip(strokes.lines, weights, strict=True)
        ]
        data = _written(strokes.height, lines)
        if len(data) <= MAX_BYTES:
            return data
        epsilon = max(FINE, epsilon * GROWTH)
    return Wrong(field=FIELD, code=f"{FIELD}.too_long")


def decoded(untrusted_bytes: bytes) -> Strokes:
    """Read strokes from their bytes.

    Raises:
        StrokesUnreadable: other bytes, a version from the future, too many, or points off the pad.
    """
    if not untrusted_bytes:
        return NO_STROKES
    if len(untrusted_bytes) > MAX_BYTES or untrusted_bytes[0] != STROKES_VERSION:
        raise StrokesUnreadable
    reading = _Reading(untrusted_bytes)
    height = reading.number()
    if not 1 <= height <= WIDTH:
        raise StrokesUnreadable
    lines = tuple(reading.stroke(height) for _ in range(reading.count()))
    if not reading.is_at_end:
        raise StrokesUnreadable
    return Strokes(height=height, lines=lines)


# ---- simplifying ----------------------------------------------------------------------------------


def _weights(stroke: Stroke) -> list[float]:
    """Weigh each point: the distance from which on simplifying leaves it out."""
    weights = [math.inf] * len(stroke)
    for start in range(0, len(stroke) - 1, WINDOW):
        _weigh(stroke, weights, start, min(start + WINDOW, len(stroke) - 1))
    return weights


def _weigh(stroke: Stroke, weights: list[float], first: int, last: int) -> None:
    """Weigh what lies between two points; a point never outweighs the one that divides it off."""
    spans = [(first, last, math.inf)]
    while spans:
        first, last, most = spans.pop()
        if last - first < 2:
            continue
        start, end = stroke[first], stroke[last]
        farthest = max(
            (_distance(stroke[number], start, end), number) for number in range(first + 1, last)
        )
        weight, middle = min(farthest[0], most), farthest[1]
        weights[middle] = weight
        spans += [(first, middle, weight), (middle, last, weight)]


def _weighed(stroke: Stroke, weights: Sequence[float], epsilon: float) -> Stroke:
    return tuple(point for point, weight in zip(stroke, weights, strict=True) if weight > epsilon)


def _distance(point: Point, start: Point, end: Point) -> float:
    """Measure how far a point is from the line between two others, ends included."""
    across, down = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    length = across * across + down * down
    if length == 0:
        return math.hypot(x, y)
    share = min(1.0, max(0.0, (x * across + y * down) / length))
    return math.hypot(x - share * across, y - share * down)


def _within(length: float, most: int) -> int:
    return min(most, max(0, round(length)))


# ---- writing and reading --------------------------------------------------------------------------


def _written(height: int, lines: Sequence[Stroke]) -> bytes:
    data = bytearray([STROKES_VERSION])
    _write(data, height)
    _write(data, len(lines))
    x = y = 0
    for line in lines:
        _write(data, len(line))
        for new_x, new_y in line:
            _write(data, _zigzag(new_x - x))
            _write(data, _zigzag(new_y - y))
            x, y = new_x, new_y
    return bytes(data)


def _write(data: bytearray, number: int) -> None:
    while number > 0x7F:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    data.append(number)


def _zigzag(step: int) -> int:
    return step * 2 if step >= 0 else -step * 2 - 1


class _Reading:
    """Goes through bytes from outside, and stops at the first that cannot be right."""

    def __init__(self, untrusted_bytes: bytes) -> None:
        self._bytes = untrusted_bytes
        self._next = 1
        self._x = self._y = 0

    @property
    def is_at_end(self) -> bool:
        return self._next == len(self._bytes)

    def number(self) -> int:
        number = 0
        for place in range(MAX_VARINT_BYTES):
            if self.is_at_end:
                break
            byte = self._bytes[self._next]
            self._next += 1
            number |= (byte & 0x7F) << (7 * place)
            if byte <= 0x7F:
                if byte == 0 and place > 0:
                    break  # longer than needed
                return number
        raise StrokesUnreadable

    def count(self) -> int:
        number = self.number()
        if number == 0:
            raise StrokesUnreadable
        return number

    def stroke(self, height: int) -> Stroke:
        return tuple(self._point(height) for _ in range(self.count()))

    def _point(self, height: int) -> Point:
        self._x += self._step()
        self._y += self._step()
        if not (0 <= self._x <= WIDTH and 0 <= self._y <= height):
            raise StrokesUnreadable
        return self._x, self._y

    def _step(self) -> int:
        number = self.number()
        return -(number // 2) - 1 if number % 2 else number // 2
