"""A drawn signature as numbers: simplified, small, and the same after its bytes."""

import math
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.signature.fields import Wrong
from desktop_app.signature.strokes import (
    COARSE,
    FINE,
    MAX_BYTES,
    NO_STROKES,
    PAD_HEIGHT,
    WIDTH,
    Stroke,
    Strokes,
    StrokesUnreadable,
    captured,
    decoded,
    encoded,
    simplified,
)

POINTS = st.tuples(st.integers(0, WIDTH), st.integers(0, PAD_HEIGHT))
STROKES = st.lists(POINTS, min_size=1, max_size=120).map(tuple)
DRAWINGS = st.lists(STROKES, max_size=12).map(lambda lines: Strokes(lines=tuple(lines)))
HAND = st.lists(st.tuples(st.floats(-50, 750), st.floats(-50, 350)), min_size=1, max_size=700)


def spiral(count: int, turns: float = 9.0) -> Stroke:
    """A hand that goes round and round."""
    return tuple(
        (
            2047 + round(600 * i / count * math.cos(turns * math.tau * i / count)),
            819 + round(600 * i / count * math.sin(turns * math.tau * i / count)),
        )
        for i in range(count)
    )


def distance(point: tuple[float, float], line: Stroke) -> float:
    """How far a point is from the nearest place of a line; counted here once more, another way."""
    best = min(math.dist(point, corner) for corner in line)
    for (ax, ay), (bx, by) in pairwise(line):
        length = math.dist((ax, ay), (bx, by))
        if length:
            ux, uy = (bx - ax) / length, (by - ay) / length
            along = (point[0] - ax) * ux + (point[1] - ay) * uy
            if 0 <= along <= length:
                best = min(best, abs((point[0] - ax) * uy - (point[1] - ay) * ux))
    return best


# ---- simplifying ----


@given(STROKES, st.floats(0, 60))
def test_no_point_is_farther_from_the_simplified_line_than_said(
    stroke: Stroke, epsilon: float
) -> None:
    line = simplified(stroke, epsilon)
    assert line[0] == stroke[0]
    assert line[-1] == stroke[-1]
    assert all(distance(point, line) <= epsilon + 1e-6 for point in stroke)


@given(STROKES, st.floats(0, 60))
def test_simplifying_only_leaves_out_and_keeps_the_order(stroke: Stroke, epsilon: float) -> None:
    left = iter(stroke)
    assert all(point in left for point in simplified(stroke, epsilon))


def test_a_straight_line_needs_its_two_ends() -> None:
    assert simplified(tuple((x, 2 * x) for x in range(0, 200, 5)), FINE) == ((0, 0), (195, 390))


def test_a_line_that_returns_on_itself_keeps_where_it_turned() -> None:
    there_and_back = tuple((x, 10) for x in (*range(0, 500, 10), *range(500, -1, -10)))
    assert (500, 10) in simplified(there_and_back, FINE)


def test_a_curve_needs_few_points_and_a_long_one_is_measured_in_windows() -> None:
    assert len(simplified(spiral(8000), FINE)) < 400


# ---- capturing ----


@given(HAND)
def test_what_a_hand_gave_is_on_the_pad_and_within_a_tenth_of_a_millimetre(
    points: list[tuple[float, float]],
) -> None:
    stroke = captured(points, 700.0, PAD_HEIGHT)
    assert all(0 <= x <= WIDTH and 0 <= y <= PAD_HEIGHT for x, y in stroke)
    scale = WIDTH / 700.0
    for x, y in points:
        on_pad = (min(WIDTH, max(0.0, x * scale)), min(PAD_HEIGHT, max(0.0, y * scale)))
        assert distance(on_pad, stroke) <= FINE + math.sqrt(0.5) + 1e-6


def test_the_same_hand_on_a_pad_of_another_size_gives_the_same_stroke() -> None:
    hand = [(x / 4, 60 + 40 * math.sin(x / 30)) for x in range(400)]
    small = captured(hand, 300.0, PAD_HEIGHT)
    large = captured([(3 * x, 3 * y) for x, y in hand], 900.0, PAD_HEIGHT)
    assert small == large


def test_a_touch_without_a_move_is_a_point() -> None:
    assert captured([(5.0, 5.0)] * 3, 4095.0, PAD_HEIGHT) == ((5, 5),)


# ---- bytes ----


@given(DRAWINGS)
def test_bytes_give_back_the_strokes_if_there_is_room_for_all(strokes: Strokes) -> None:
    data = encoded(strokes)
    if strokes.points_count < 900:
        assert isinstance(data, bytes)
        assert decoded(data) == strokes


@given(st.lists(st.lists(POINTS, min_size=1, max_size=900).map(tuple), max_size=30))
@example([spiral(3000, turns=60.0)] * 3)
@example([((5, 5),)] * 4000)
@example([tuple((n * 37 % WIDTH, n * 911 % PAD_HEIGHT) for n in range(6000))])
def test_there_are_never_more_bytes_than_agreed(lines: list[Stroke]) -> None:
    strokes = Strokes(lines=tuple(lines))
    data = encoded(strokes)
    if isinstance(data, Wrong):
        assert data == Wrong(field="drawn_signature", code="drawn_signature.too_long")
        return
    assert len(data) <= MAX_BYTES
    read = decoded(data)
    assert len(read.lines) == len(lines)
    for line, simpler in zip(lines, read.lines, strict=True):
        assert all(distance(point, simpler) <= COARSE + 1e-6 for point in line[::17])


def test_a_drawing_that_is_a_little_too_long_becomes_a_little_coarser() -> None:
    long = Strokes(lines=(spiral(4000, turns=40.0),) * 2)
    data = encoded(long)
    assert isinstance(data, bytes)
    assert 0.6 * MAX_BYTES < len(data) <= MAX_BYTES


def test_a_drawing_far_too_long_is_refused_and_nothing_is_cut_off() -> None:
    assert isinstance(encoded(Strokes(lines=(((1, 1),), ((900, 900),)) * 1000)), Wrong)


def test_an_ordinary_signature_takes_some_hundred_bytes() -> None:
    hand = [(x * 1.4, 150 + 80 * math.sin(x / 17) * math.cos(x / 41)) for x in range(540)]
    data = encoded(NO_STROKES.with_stroke(captured(hand, 1000.0, PAD_HEIGHT)))
    assert isinstance(data, bytes)
    assert len(data) < 700


def test_the_bytes_are_those_that_the_module_describes() -> None:
    strokes = Strokes(height=1638, lines=(((1, 2), (0, 66)), ((0, 66),)))
    assert encoded(strokes) == bytes([1, 0xE6, 12, 2, 2, 2, 4, 1, 0x80, 1, 1, 0, 0])


def test_nothing_drawn_is_no_bytes_and_the_other_way_round() -> None:
    assert encoded(NO_STROKES) == b""
    assert decoded(b"") == NO_STROKES
    assert not NO_STROKES


BROKEN = {
    "another version": bytes([2, 100, 1, 1, 2, 2]),
    "nothing after the version": bytes([1]),
    "no height": bytes([1, 0, 1, 1, 2, 2]),
    "too high": bytes([1, 0x80, 0x20, 1, 1, 2, 2]),
    "no stroke": bytes([1, 100, 0]),
    "a stroke without a point": bytes([1, 100, 1, 0]),
    "a point cut off": bytes([1, 100, 1, 1, 2]),
    "a number cut off": bytes([1, 100, 1, 1, 2, 0x80]),
    "something behind the end": bytes([1, 100, 1, 1, 2, 2, 0]),
    "left of the pad": bytes([1, 100, 1, 1, 1, 2]),
    "right of the pad": bytes([1, 100, 1, 1, 0x80, 0x40, 2]),
    "above the pad": bytes([1, 100, 1, 1, 2, 1]),
    "below the pad": bytes([1, 100, 1, 1, 2, 0xCA, 1]),
    "a number longer than needed": bytes([1, 100, 1, 1, 0x82, 0, 2]),
    "a number of three bytes": bytes([1, 100, 1, 1, 0x82, 0x80, 1, 2]),
    "more strokes than can be": bytes([1, 100, 0xFF, 0x7F, 1, 2, 2]),
    "more points than can be": bytes([1, 100, 1, 0xFF, 0x7F, 2, 2]),
}


@pytest.mark.parametrize("untrusted", BROKEN.values(), ids=BROKEN.keys())
def test_broken_bytes_are_refused(untrusted: bytes) -> None:
    with pytest.raises(StrokesUnreadable):
        decoded(untrusted)


def test_more_bytes_than_agreed_are_refused_even_if_they_are_strokes() -> None:
    good = bytes([1, 100, 1, 0xFF, 0x0F]) + bytes(2 * 2047)
    assert len(good) > MAX_BYTES
    with pytest.raises(StrokesUnreadable):
        decoded(good)


@given(st.binary(max_size=5000) | st.binary(max_size=4095).map(lambda tail: b"\x01" + tail))
def test_any_bytes_are_strokes_on_a_pad_or_refused_and_have_one_way_to_be_written(
    untrusted: bytes,
) -> None:
    try:
        strokes = decoded(untrusted)
    except StrokesUnreadable:
        return
    points = [point for line in strokes.lines for point in line]
    assert all(0 <= x <= WIDTH and 0 <= y <= strokes.height for x, y in points)
    assert encoded(strokes) == untrusted


def test_strokes_tell_nothing_in_their_repr() -> None:
    assert "123" not in repr(Strokes(lines=(((123, 123), (1234, 1234)),)))
