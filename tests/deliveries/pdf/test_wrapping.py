"""Breaking paragraphs into lines."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.deliveries.pdf.wrapping import wrapped


def measure(line: str) -> float:
    return float(len(line))


def test_lines_break_at_spaces():
    assert wrapped("one two three", 7, measure) == ["one two", "three"]


def test_a_word_wider_than_the_line_is_cut():
    assert wrapped("a Donaudampfschiff b", 6, measure) == ["a", "Donaud", "ampfsc", "hiff b"]


def test_japanese_breaks_anywhere_but_before_a_full_stop():
    assert wrapped("扉を開こう。愛を", 5, measure) == ["扉を開こ", "う。愛を"]


def test_a_space_that_may_not_break_does_not():
    assert wrapped("10\u00a0000 people", 6, measure) == ["10\u00a0000", "people"]


def test_nothing_gives_no_line():
    assert wrapped("", 10, measure) == []
    assert wrapped(" \n ", 10, measure) == []


@given(st.text(alphabet="ab -漢。", max_size=40), st.integers(min_value=2, max_value=9))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, width):
    lines = wrapped(text, width, measure)
    assert all(measure(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
