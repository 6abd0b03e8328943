"""What is dropped from text, and where it may be cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.deliveries.pdf.characters import cleaned, clusters, script_of


@pytest.mark.parametrize(
    "override", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
)
def test_direction_overrides_are_dropped(override):
    assert cleaned(f"Anna{override}Berta") == "AnnaBerta"


def test_line_ends_become_spaces_and_other_controls_go():
    assert cleaned("new\nline\ttab\x00nul\x1b\u2028end") == "new line tabnul end"


def test_joiners_stay_because_spelling_needs_them():
    assert cleaned("گلچین\u200cفر") == "گلچین\u200cفر"


def test_marks_are_composed_with_their_letters():
    assert cleaned("Nguye\u0302\u0303n") == "Nguyễn"


def test_half_a_character_is_dropped():
    assert cleaned("a\ud800b") == "ab"


@pytest.mark.parametrize(
    ("text", "count"),
    [("añb", 3), ("n\u0303a", 2), ("👩‍👩‍👧x", 2), ("👍🏽x", 2), ("🇦🇹🇩🇪", 2), ("क्षa", 2), ("각", 1)],
)
def test_letters_are_cut_whole(text, count):
    assert len(clusters(text)) == count


@given(st.text())
def test_cutting_loses_nothing(text):
    assert "".join(clusters(text)) == text


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert cleaned(cleaned(text)) == cleaned(text)


def test_scripts_are_told_apart():
    assert [script_of(character) for character in "aяαمก漢1"] == [
        "Latn", "Cyrl", "Grek", "Arab", "Thai", "Hani", "Zyyy",
    ]  # fmt: skip
