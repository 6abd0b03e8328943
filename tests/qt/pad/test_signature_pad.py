"""The pad itself: strokes by touch, mouse, pen and keys; undo and clear; the same shape again."""

import math
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.qt.widgets.pad.hands import MOUSE
from desktop_app.qt.widgets.pad.signature_pad import MOST_POINTS, SignaturePad
from desktop_app.signature.strokes import FINE, NO_STROKES, PAD_HEIGHT, WIDTH, Strokes
from tests.qt.pad.drawing import (
    LEFT,
    SIZE,
    WORDS,
    Finger,
    WatchedPad,
    blank,
    curve,
    dark,
    pen_event,
    touch_screen,
)

ONE_UNIT = math.sqrt(0.5)


def far_from(line: Strokes, x: float, y: float) -> float:
    """How far a place of the pad, in pixels, is from the corners and sides of the first stroke."""
    scale = WIDTH / SIZE.width()
    px, py = x * scale, y * scale
    points = line.lines[0]
    best = min(math.dist((px, py), point) for point in points)
    for (ax, ay), (bx, by) in pairwise(points):
        length = math.dist((ax, ay), (bx, by))
        along = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length
        if 0 <= along <= length:
            best = min(best, abs((px - ax) * (by - ay) - (py - ay) * (bx - ax)) / length)
    return best


# ---- hands ----


def test_a_thousand_points_at_full_rate_are_all_there_and_then_simplified(pad: WatchedPad) -> None:
    points = [(20 + 2 * (i % 380), 20 + i % 7 + 25 * (i // 100)) for i in range(1000)]
    finger = Finger(pad)
    finger.down(*points[0])
    for x, y in points[1:]:
        finger.to(x, y)
    assert pad.points == tuple((float(x), float(y)) for x, y in points)

    finger.up(*points[-1])

    assert pad.points == ()
    assert 2 < pad.strokes.points_count < 1000
    assert all(far_from(pad.strokes, x, y) <= FINE + ONE_UNIT + 1e-6 for x, y in points)


def test_touch_mouse_and_pen_draw_the_same(pad: WatchedPad) -> None:
    points = curve(60)
    Finger(pad).draws(points)
    QTest.mousePress(pad, LEFT, pos=QPoint(*points[0]))
    for x, y in points[1:]:
        QTest.mouseMove(pad, QPoint(x, y))
    QTest.mouseRelease(pad, LEFT, pos=QPoint(*points[-1]))
    pen_event(pad, QEvent.Type.TabletPress, *points[0])
    for x, y in points[1:]:
        pen_event(pad, QEvent.Type.TabletMove, x, y)
    pen_event(pad, QEvent.Type.TabletRelease, *points[-1])

    first, second, third = pad.strokes.lines
    assert first == second == third


def test_a_touch_without_a_move_is_a_dot(pad: WatchedPad) -> None:
    Finger(pad).draws([(400, 160)])
    assert [len(line) for line in pad.strokes.lines] == [1]
    assert dark(pad.grab().toImage()) > dark(blank(pad))


def test_a_resting_palm_leaves_no_ink(pad: WatchedPad) -> None:
    palm, finger = Finger(pad, 1), Finger(pad, 2)
    palm.down(700, 280)
    both = QTest.touchEvent(pad, touch_screen(), False)
    both.stationary(1).press(2, QPoint(100, 100), pad)
    both.commit()
    for x, y in curve(40):
        both = QTest.touchEvent(pad, touch_screen(), False)
        both.move(1, QPoint(700 + x % 3, 280), pad).move(2, QPoint(x, y), pad)
        both.commit()
    both = QTest.touchEvent(pad, touch_screen(), False)
    both.stationary(1).release(2, QPoint(*curve(40)[-1]), pad)
    both.commit()
    palm.up(700, 280)

    (line,) = pad.strokes.lines
    assert max(x for x, _ in line) < 690 * WIDTH / SIZE.width()
    assert finger.number == 2


def test_touches_are_ignored_while_a_pen_hovers(pad: WatchedPad) -> None:
    pen_event(pad, QEvent.Type.TabletMove, 300, 100)
    Finger(pad).draws(curve(30))
    assert pad.strokes == NO_STROKES


def test_ink_stays_on_the_pad_when_the_hand_goes_beyond_it(pad: WatchedPad) -> None:
    QTest.mousePress(pad, LEFT, pos=QPoint(400, 100))
    for x, y in ((-300, 100), (-300, 900), (2000, 900)):
        QTest.mouseMove(pad, QPoint(x, y))
    QTest.mouseRelease(pad, LEFT, pos=QPoint(2000, 900))
    assert pad.strokes.lines[0][1:] == ((0, 512), (0, PAD_HEIGHT), (WIDTH, PAD_HEIGHT))


def test_the_right_button_draws_nothing(pad: WatchedPad) -> None:
    QTest.mouseClick(pad, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    assert pad.strokes == NO_STROKES


def test_there_is_an_end_to_scribbling(pad: WatchedPad) -> None:
    pad._do(pad._hands.press(MOUSE, QPointF(0, 0)))
    for number in range(MOST_POINTS + 500):
        pad._do(pad._hands.move(MOUSE, QPointF(number * 37 % 800, number * 91 % 320)))
    assert len(pad.points) == MOST_POINTS
    pad._do(pad._hands.release(MOUSE))
    assert pad.strokes.points_count > MOST_POINTS / 2


def test_a_hand_is_seen_at_each_beginning_and_during_a_long_stroke(pad: WatchedPad) -> None:
    seen: list[None] = []
    pad.hand_seen.connect(lambda: seen.append(None))
    Finger(pad).draws(curve(10))
    assert len(seen) == 1
    Finger(pad).draws(curve(210))
    assert len(seen) == 6


# ---- keys ----


def keys(pad: SignaturePad, *pressed: Qt.Key) -> None:
    for key in pressed:
        QTest.keyClick(pad, key)


def test_with_the_keyboard_alone_arrows_move_a_pen_and_space_sets_it_down(pad: WatchedPad) -> None:
    keys(pad, Qt.Key.Key_Right, Qt.Key.Key_Up)
    assert pad.strokes == NO_STROKES
    keys(pad, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert pad.is_drawing
    keys(pad, Qt.Key.Key_Space)
    keys(pad, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Space)

    first, second = pad.strokes.lines
    start, corner, end = first
    assert (corner[0] > start[0], corner[1] == start[1]) == (True, True)
    assert (end[0] == corner[0], end[1] > corner[1]) == (True, True)
    assert second[0][0] < end[0]


def test_two_arrows_together_draw_aslant(pad: WatchedPad) -> None:
    keys(pad, Qt.Key.Key_Space)
    QTest.keyPress(pad, Qt.Key.Key_Right)
    for _ in range(5):
        QTest.keyPress(pad, Qt.Key.Key_Up)
    QTest.keyRelease(pad, Qt.Key.Key_Up)
    QTest.keyRelease(pad, Qt.Key.Key_Right)
    keys(pad, Qt.Key.Key_Space)
    (start, *_, end) = pad.strokes.lines[0]
    assert end[0] - start[0] == 6 * (start[1] - end[1]) // 5


def test_the_pen_of_the_keys_never_leaves_the_pad(pad: WatchedPad) -> None:
    keys(pad, Qt.Key.Key_Space, *[Qt.Key.Key_Left] * 200, *[Qt.Key.Key_Down] * 200)
    keys(pad, Qt.Key.Key_Space)
    assert pad.strokes.lines[0][-1] == (0, PAD_HEIGHT)


def test_the_pen_of_the_keys_is_shown_and_lifted_when_the_focus_goes(pad: WatchedPad) -> None:
    pad.setFocus(Qt.FocusReason.OtherFocusReason)
    without = pad.grab().toImage()
    keys(pad, Qt.Key.Key_Up)
    assert pad.grab().toImage() != without
    keys(pad, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Up)
    pad.clearFocus()
    assert not pad.is_drawing
    assert len(pad.strokes.lines) == 1


def test_a_finger_goes_on_where_keys_have_begun(pad: WatchedPad) -> None:
    keys(pad, Qt.Key.Key_Space, Qt.Key.Key_Up)
    Finger(pad).draws(curve(20))
    assert len(pad.strokes.lines) == 2
    keys(pad, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert len(pad.strokes.lines) == 3


def test_other_keys_are_left_to_the_page(pad: WatchedPad) -> None:
    keys(pad, Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_Backspace)
    assert pad.strokes == NO_STROKES


def test_pad_has_a_name_a_role_and_says_how_to_draw(pad: WatchedPad) -> None:
    seen = QAccessible.queryAccessibleInterface(pad)
    assert seen.role() is QAccessible.Role.Graphic
    assert seen.text(QAccessible.Text.Name) == WORDS.name
    assert seen.text(QAccessible.Text.Description) == WORDS.keys
    assert seen.state().focusable
    pad.say_wrong("Please draw your signature here.")
    assert seen.text(QAccessible.Text.Description) == "Please draw your signature here."


# ---- undo, clear, other sizes ----


def test_undo_takes_the_last_stroke_and_clear_all(pad: WatchedPad) -> None:
    told: list[Strokes] = []
    pad.drawn.connect(told.append)
    Finger(pad).draws(curve(20))
    one = pad.grab().toImage()
    Finger(pad).draws(curve(20, x=100))
    Finger(pad).draws(curve(20, x=140))
    pad.undo()
    pad.undo()
    assert dark(pad.grab().toImage()) == pytest.approx(dark(one), rel=0.05)
    pad.undo()
    assert pad.strokes == NO_STROKES
    pad.undo()
    pad.clear_all()
    assert [len(strokes.lines) for strokes in told] == [1, 2, 3, 2, 1, 0]
    Finger(pad).draws(curve(20))
    Finger(pad).draws(curve(20))
    pad.clear_all()
    assert told[-1] == pad.strokes == NO_STROKES


def test_the_same_shape_is_there_in_another_size(pad: WatchedPad) -> None:
    Finger(pad).draws(curve(80))
    before, strokes = pad.grab().toImage(), pad.strokes
    pad.setFixedSize(400, 160)
    QApplication.processEvents()
    assert pad.strokes == strokes
    smaller = pad.grab().toImage()
    pad.setFixedSize(SIZE)
    QApplication.processEvents()
    assert dark(pad.grab().toImage()) == pytest.approx(dark(before), rel=0.05)
    assert dark(smaller) > 0


def test_in_a_wrong_shape_strokes_stand_in_the_middle_undistorted(pad: WatchedPad) -> None:
    pad.setFixedSize(800, 800)
    QApplication.processEvents()
    assert pad._box().height() == pytest.approx(320)
    assert pad._box().center() == QPointF(400, 400)


def test_what_is_being_drawn_when_the_page_goes_is_kept(pad: WatchedPad) -> None:
    told: list[Strokes] = []
    pad.drawn.connect(told.append)
    finger = Finger(pad)
    finger.down(100, 100)
    for x, y in curve(30):
        finger.to(x, y)
    pad.hide()
    assert len(told) == 1
    assert told[0].points_count > 3
    finger.up(300, 100)


def test_showing_strokes_tells_nobody(pad: WatchedPad) -> None:
    told: list[Strokes] = []
    pad.drawn.connect(told.append)
    pad.show_strokes(Strokes(lines=(((5, 5), (900, 900)),)))
    assert told == []
    assert pad.strokes.points_count == 2


def test_strokes_shown_while_a_stroke_is_drawn_end_it(pad: WatchedPad) -> None:
    finger = Finger(pad)
    finger.down(100, 100)
    finger.to(200, 150)
    pad.show_strokes(Strokes(lines=(((5, 5), (900, 900)),)))
    finger.to(300, 160)
    finger.up(300, 160)
    assert pad.strokes.points_count == 2
