"""Whose points become ink: fingers, palms, pens, the mouse and the keys, all at once."""

from PySide6.QtCore import QPointF

from desktop_app.qt.widgets.pad.hands import (
    KEYS,
    MOUSE,
    PALM_MM,
    PEN,
    PEN_LINGERS_S,
    Deed,
    Hands,
    Marks,
)

PX_PER_MM = 6.0
FINGER_PX = 8 * PX_PER_MM
PALM_PX = (PALM_MM + 1) * PX_PER_MM


class HandClock:
    """Seconds, as the test says."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def hands(clock: HandClock | None = None) -> Hands:
    return Hands(PX_PER_MM, clock=clock or HandClock())


def at(x: float, y: float = 0.0) -> QPointF:
    return QPointF(x, y)


def deeds(*marks: Marks) -> list[Deed]:
    return [mark.deed for some in marks for mark in some]


def test_one_finger_draws() -> None:
    one = hands()
    marks = (one.press(4, at(1)), one.move(4, at(50)), one.release(4))
    assert deeds(*marks) == [Deed.BEGIN, Deed.GO_ON, Deed.END]
    assert [mark.at for some in marks[:2] for mark in some] == [at(1), at(50)]
    assert one.writer is None


def test_a_second_contact_beside_a_drawing_finger_is_ignored_until_it_is_lifted() -> None:
    one = hands()
    one.press(1, at(0), FINGER_PX)
    one.move(1, at(90), FINGER_PX)
    assert one.press(2, at(300), FINGER_PX) == ()
    assert one.move(2, at(310), FINGER_PX) == ()
    assert deeds(one.move(1, at(95), FINGER_PX)) == [Deed.GO_ON]
    assert one.release(2) == ()
    assert deeds(one.release(1)) == [Deed.END]


def test_a_contact_that_lay_there_before_without_moving_was_the_palm() -> None:
    one = hands()
    one.press(1, at(400), FINGER_PX)
    one.move(1, at(402), FINGER_PX)
    assert deeds(one.press(2, at(10), FINGER_PX)) == [Deed.TAKE_BACK, Deed.BEGIN]
    assert one.move(1, at(500), FINGER_PX) == ()
    assert deeds(one.move(2, at(60), FINGER_PX)) == [Deed.GO_ON]


def test_a_moving_contact_gives_way_to_a_much_smaller_one() -> None:
    one = hands()
    one.press(1, at(400), 2 * FINGER_PX)
    one.move(1, at(450), 2 * FINGER_PX)
    assert deeds(one.press(2, at(10), FINGER_PX)) == [Deed.TAKE_BACK, Deed.BEGIN]


def test_contacts_of_unknown_breadth_are_told_apart_by_moving_alone() -> None:
    one = hands()
    one.press(1, at(400))
    one.move(1, at(450))
    assert one.press(2, at(10)) == ()


def test_a_palm_is_never_ink() -> None:
    one = hands()
    assert one.press(1, at(0), PALM_PX) == ()
    assert one.move(1, at(100), PALM_PX) == ()
    assert deeds(one.press(2, at(0), FINGER_PX)) == [Deed.BEGIN]


def test_a_contact_that_grows_into_a_palm_takes_its_stroke_with_it() -> None:
    one = hands()
    one.press(1, at(0), FINGER_PX)
    one.move(1, at(30), FINGER_PX)
    assert deeds(one.move(1, at(31), PALM_PX)) == [Deed.TAKE_BACK]
    assert one.move(1, at(32), FINGER_PX) == ()
    assert one.release(1) == ()


def test_touches_are_ignored_while_a_pen_is_near() -> None:
    clock = HandClock()
    one = hands(clock)
    one.hear_pen()
    assert one.press(1, at(0), FINGER_PX) == ()
    assert deeds(one.press(PEN, at(5)), one.move(PEN, at(9)), one.release(PEN)) == [
        Deed.BEGIN,
        Deed.GO_ON,
        Deed.END,
    ]
    clock.now_s += PEN_LINGERS_S
    assert deeds(one.press(2, at(0), FINGER_PX)) == [Deed.BEGIN]


def test_what_the_hand_drew_before_its_pen_came_near_is_taken_back() -> None:
    one = hands()
    one.press(1, at(0), FINGER_PX)
    one.move(1, at(100), FINGER_PX)
    assert deeds(one.hear_pen()) == [Deed.TAKE_BACK]
    assert one.move(1, at(110), FINGER_PX) == ()


def test_a_pen_that_draws_is_not_disturbed_by_being_heard() -> None:
    one = hands()
    one.press(PEN, at(0))
    assert one.hear_pen() == ()
    assert deeds(one.move(PEN, at(10))) == [Deed.GO_ON]


def test_pen_goes_before_the_mouse_and_everybody_before_the_keys() -> None:
    one = hands()
    one.press(MOUSE, at(0))
    assert deeds(one.press(PEN, at(5))) == [Deed.END, Deed.BEGIN]
    assert one.press(MOUSE, at(0)) == ()
    one.release(PEN)
    for hand in (MOUSE, PEN):
        one.press(KEYS, at(0))
        assert deeds(one.press(hand, at(5))) == [Deed.END, Deed.BEGIN]
        assert one.press(KEYS, at(0)) == ()
        one.release(hand)


def test_a_finger_after_the_keys_keeps_what_the_keys_drew() -> None:
    one = hands()
    one.press(KEYS, at(0))
    one.move(KEYS, at(1))
    assert deeds(one.press(3, at(50), FINGER_PX)) == [Deed.END, Deed.BEGIN]


def test_a_pen_goes_on_when_the_system_takes_the_touches_of_its_hand_away() -> None:
    one = hands()
    one.press(PEN, at(0))
    one.move(PEN, at(50))
    assert one.cancel_touches() == ()
    assert deeds(one.move(PEN, at(90))) == [Deed.GO_ON]


def test_what_the_system_takes_away_stays_if_it_was_more_than_a_dot() -> None:
    one = hands()
    assert one.cancel() == ()
    one.press(1, at(0))
    assert deeds(one.cancel_touches()) == [Deed.TAKE_BACK]
    one.press(1, at(0))
    one.move(1, at(99))
    assert deeds(one.cancel()) == [Deed.END]
    assert one.writer is None
