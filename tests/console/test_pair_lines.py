"""What two signatures have in common and in what they differ, in words."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.campaign.text import Span
from desktop_app.console.coordinator.pair_lines import (
    END_OF_ISOLATE,
    ISOLATE,
    agreement,
    lines_of,
    marked,
    shortened,
    spoken_pair,
)
from desktop_app.language import Catalogues
from desktop_app.register.likeness import Reason
from tests.console.duplicates_screens import LIKELY, UNREADABLE, beside, found
from tests.making import NOON, open_doors

WORDS = Catalogues(Path("nowhere")).words("en")


def lines(pair, pack=None):
    return {line.name: line for line in lines_of(pair, pack or open_doors(), WORDS, lambda at: at)}


def bold(value: str, other: str) -> str:
    return "".join(f"[{span.text}]" if span.is_bold else span.text for span in marked(value, other))


@pytest.mark.parametrize(
    ("value", "other", "seen"),
    [
        ("marta@example.org", "marta@example.ogr", "marta@example.or[g]"),
        ("Wiśniewska", "Wisniewska", "Wi[ś]niewska"),
        ("Королёва", "Королева", "Корол[ё]ва"),
        ("Aleksandra", "Ola", "[Aleksandra]"),
        ("فاطمة", "فاطمه", "[فاطمة]"),
        ("10115", "–", "[10115]"),
        ("Marta", "Marta", "Marta"),
    ],
)
def test_letters_that_differ_are_bold_where_words_are_alike(value, other, seen):
    inner = bold(value, other).replace(ISOLATE, "").replace(END_OF_ISOLATE, "")
    assert inner == seen


def test_every_value_is_kept_apart_by_its_direction():
    for spans in (marked("a", "a"), marked("abcd", "abce"), marked("a", "ب")):
        text = "".join(span.text for span in spans)
        assert text[0] == ISOLATE
        assert text[-1] == END_OF_ISOLATE
        assert all(isinstance(span, Span) for span in spans)


def test_long_ideas_are_not_compared_letter_by_letter():
    (whole,) = marked("trees " * 2_000, "trees " * 1_999 + "bench ")
    assert whole.is_bold


def test_only_fields_that_somebody_gave_have_a_line():
    there = lines(LIKELY)
    assert "idea" not in there
    assert there["postcode"].values == ("10115", "–")
    assert there["phone"].is_same
    assert there["paper"].values == ("–", "sheet B-7, row 12")


def test_consents_say_what_would_hold_for_one_person_where_that_is_not_plain():
    there = lines(LIKELY)
    share = there["consent_share_with_starter"]
    assert (share.values, share.result) == (("Yes", "No"), "As one person: No")
    assert there["consent_email_updates"].result == ""
    assert there["consent_sms"].values == ("Yes", "not asked")
    assert there["consent_sms"].result == "As one person: Yes"
    assert share.label.startswith("May we give your first name")
    assert len(shortened(share.label)) < len(share.label)


def test_without_a_pack_consents_are_called_by_their_ids():
    there = {line.name: line for line in lines_of(LIKELY, None, WORDS, lambda at: at)}
    assert there["consent_sms"].label == "sms"


def test_a_signature_that_cannot_be_opened_is_said_first():
    (first, *_) = lines_of(UNREADABLE, open_doors(), WORDS, lambda at: at)
    assert first.values == ("–", "cannot be opened")


def test_who_signed_twice_within_minutes_is_told():
    again = found(5, signed_at=NOON + timedelta(minutes=7))
    soon = beside(found(4), again, Reason.SAME_NAME)
    assert agreement(soon, WORDS) == "What agrees: same name, signed 7 minutes apart"
    later = beside(found(4), found(5, signed_at=NOON + timedelta(hours=7)), Reason.SAME_NAME)
    assert agreement(later, WORDS) == "What agrees: same name"
    assert agreement(replace(soon, reasons=()), WORDS) == ""


def test_nothing_personal_is_in_the_repr_of_a_line():
    assert all("Wi" not in repr(line) for line in lines(LIKELY).values())
    assert "Aleksandra" in spoken_pair(LIKELY, tuple(lines(LIKELY).values()), WORDS)
