"""What touches mean, without Qt's clock or screen."""

from desktop_app.qt.keyboard.keys import Key, Role
from desktop_app.qt.keyboard.state import Order, Page, Shift, Type, Typing

A = Key(role=Role.TEXT, text="a", label="a", variants=("á", "à"))
B = Key(role=Role.TEXT, text="b", label="b")
SHIFT = Key(role=Role.SHIFT)
PAGE = Key(role=Role.PAGE)
SPACE = Key(role=Role.SPACE, text=" ")


def tapped(typing: Typing, key: Key, at_s: float = 0.0) -> tuple[object, ...]:
    typing.interrupt()
    pressed = typing.press(1, key, at_s=at_s)
    return (*pressed, *typing.release(1, is_on_key=True))


def shift_of(typing: Typing) -> Shift:
    return typing.shift


def page_of(typing: Typing) -> Page:
    return typing.page


def test_shift_holds_for_one_letter() -> None:
    typing = Typing()

    tapped(typing, SHIFT)
    assert shift_of(typing) is Shift.ONCE
    tapped(typing, B)

    assert shift_of(typing) is Shift.OFF


def test_double_tap_locks_shift_and_a_third_one_ends_it() -> None:
    typing = Typing()

    tapped(typing, SHIFT, at_s=1.0)
    tapped(typing, SHIFT, at_s=1.2)
    tapped(typing, B)
    assert shift_of(typing) is Shift.LOCKED
    tapped(typing, SHIFT, at_s=1.3)

    assert shift_of(typing) is Shift.OFF


def test_double_tap_locks_also_where_a_capital_was_due_anyway() -> None:
    typing = Typing()
    typing.see_beginning(is_capital_due=True)

    tapped(typing, SHIFT, at_s=1.0)
    tapped(typing, SHIFT, at_s=1.2)

    assert shift_of(typing) is Shift.LOCKED


def test_slow_second_tap_takes_shift_back() -> None:
    typing = Typing()

    tapped(typing, SHIFT, at_s=1.0)
    tapped(typing, SHIFT, at_s=2.0)

    assert shift_of(typing) is Shift.OFF


def test_next_finger_types_what_the_first_one_still_holds() -> None:
    typing = Typing()
    typing.press(1, A, at_s=0)

    assert typing.interrupt() == (Order.END_HOLDING, Type(text="a"))
    typing.press(2, B, at_s=0)

    assert typing.release(1, is_on_key=True) == (Order.END_HOLDING,)
    assert typing.release(2, is_on_key=True) == (Order.END_HOLDING, Type(text="b"))
    assert typing.is_idle


def test_held_key_offers_variants_and_types_no_letter_of_its_own() -> None:
    typing = Typing()
    assert typing.press(1, A, at_s=0) == (Order.BEGIN_HOLDING,)

    typing.hold()
    typing.aim(1, 1)

    assert typing.release(1, is_on_key=False) == (Type(text="à"),)
    assert typing.is_idle


def test_lifting_beside_the_offer_types_nothing() -> None:
    typing = Typing()
    typing.press(1, A, at_s=0)
    typing.hold()

    assert typing.release(1, is_on_key=False) == ()
    assert typing.is_idle


def test_lifting_on_the_key_leaves_the_offer_for_a_tap() -> None:
    typing = Typing()
    typing.press(1, A, at_s=0)
    typing.hold()
    typing.release(1, is_on_key=True)

    typing.interrupt(0)
    typing.press_variant(2, 0)

    assert typing.release(2, is_on_key=False) == (Type(text="á"),)


def test_turning_elsewhere_closes_an_offer_that_waits() -> None:
    typing = Typing()
    typing.press(1, A, at_s=0)
    typing.hold()
    typing.release(1, is_on_key=True)

    typing.end_waiting()

    assert typing.is_idle


def test_space_leads_back_from_the_signs() -> None:
    typing = Typing()
    tapped(typing, PAGE)
    assert page_of(typing) is Page.SIGNS

    tapped(typing, SPACE)

    assert page_of(typing) is Page.LETTERS


def test_key_left_before_lifting_types_nothing() -> None:
    typing = Typing()
    typing.press(1, B, at_s=0)

    assert typing.release(1, is_on_key=False) == (Order.END_HOLDING,)


def test_nothing_typed_is_shown_by_repr() -> None:
    assert "secret" not in repr(Type(text="secret"))
