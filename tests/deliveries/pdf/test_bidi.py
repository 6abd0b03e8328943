"""The order of lines of mixed direction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.deliveries.pdf.bidi import (
    Direction,
    first_strong_direction,
    levels,
    visual_order,
)

LEFT, RIGHT = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT


def displayed(text: str, base: Direction) -> str:
    """Order a line as it is seen, without turning brackets round (the font does that)."""
    level_of = dict(enumerate(levels(text, base)))
    ordered = visual_order(list(enumerate(text)), lambda item: level_of[item[0]])
    return "".join(character for _, character in ordered)


def test_latin_stays_as_it_is():
    assert displayed("Smith (12)", LEFT) == "Smith (12)"


def test_hebrew_runs_from_the_right():
    assert displayed("אבג דה", RIGHT) == "הד גבא"


def test_digits_run_from_the_left_inside_hebrew():
    assert displayed("אב 123", RIGHT) == "123 בא"


def test_brackets_stay_with_latin_inside_an_arabic_line():
    assert displayed("محمد Smith (12)", RIGHT) == "Smith (12) دمحم"


def test_brackets_follow_the_text_they_hold():
    assert levels("a (אב) b", LEFT) == [0, 0, 0, 1, 1, 0, 0, 0]


def test_a_joiner_inside_a_word_does_not_tear_it_apart():
    assert set(levels("گلچین\u200cفر", RIGHT)) == {1}


@pytest.mark.parametrize(
    ("text", "direction"), [("12 אב", RIGHT), ("- Anna", LEFT), ("2026-11-01", None), ("", None)]
)
def test_direction_of_a_paragraph_is_that_of_its_first_letter(text, direction):
    assert first_strong_direction(text) is direction


@given(
    text=st.text(alphabet="abאבמح12٣(+)-.,[] /%ًǅ־", max_size=14),
    base=st.sampled_from(Direction),
)
def test_order_is_that_of_another_implementation(text, base):
    bidi = pytest.importorskip("bidi", reason="python-bidi, an independent oracle")
    assert displayed(text, base) == bidi.get_display(text, base_dir="LR"[base])
