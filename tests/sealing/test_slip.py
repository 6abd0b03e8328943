"""The closing slip: what is copied by hand comes back, and what is copied wrongly is noticed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_2

from desktop_app.sealing.slip import (
    ALPHABET,
    BEGINNING,
    CHECK_ALPHABET,
    MAX_NUMBER,
    ClosingSlip,
    SlipFromNewerVersion,
    SlipMistyped,
    SlipUnreadable,
    check_character,
    first_letters,
    read_slip,
    slip_lines,
    slip_text,
)

SLIP = ClosingSlip(
    campaign="open-doors",
    device="b75d9750156aabbccdde",
    count=1143,
    head=bytes.fromhex("11" * 32),
    closed_at=datetime(2026, 11, 25, 17, 52, 31, tzinfo=UTC),
)
TEXT = "248H-248H-248H-248H-PXES-EM0N-0EE9-G001-3Q3X-FAY1-SASW-M1G"

slips = st.builds(
    ClosingSlip,
    campaign=st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,4}", fullmatch=True).filter(
        lambda campaign: len(campaign) <= 64
    ),
    device=st.text("0123456789abcdef", min_size=20, max_size=20),
    count=st.integers(0, MAX_NUMBER),
    head=st.binary(min_size=32, max_size=32),
    closed_at=st.integers(0, MAX_NUMBER).map(lambda n: BEGINNING + timedelta(minutes=n)),
)


def shortened(slip: ClosingSlip) -> ClosingSlip:
    return ClosingSlip(
        campaign=slip.campaign,
        device=slip.device[:10],
        count=slip.count,
        head=slip.head[:10],
        closed_at=slip.closed_at.replace(second=0, microsecond=0),
    )


def test_the_slip_of_the_docstring() -> None:
    assert slip_text(SLIP) == TEXT
    assert read_slip(TEXT) == shortened(SLIP)
    assert slip_lines(TEXT) == (
        "248H 248H 248H 248H",
        "PXES EM0N 0EE9 G001",
        "3Q3X FAY1 SASW M1G",
    )
    assert first_letters(TEXT) == "248H"
    assert SLIP.is_of("b75d9750156aabbccdde")
    assert read_slip(TEXT).is_of("b75d9750156aabbccdde")
    assert not read_slip(TEXT).is_of("b75d9750166aabbccdde")
    assert read_slip(TEXT).has_head(SLIP.head)
    assert not read_slip(TEXT).has_head(bytes(32))


@given(slips)
def test_every_slip_comes_back_from_its_text(slip: ClosingSlip) -> None:
    text = slip_text(slip)
    assert set(text) <= set(ALPHABET + "-")
    assert read_slip(text) == shortened(slip)


@given(slips, st.data())
def test_a_slip_is_read_as_people_type_it(slip: ClosingSlip, data: st.DataObject) -> None:
    typed = ""
    for letter in slip_text(slip):
        forms = {"0": "0Oo", "1": "1IiLl", "-": ["-", " ", "", "\r\n", " – ", "\u200e"]}
        typed += data.draw(st.sampled_from(forms.get(letter, letter + letter.lower())))
    assert read_slip(typed) == read_slip(slip_text(slip))


@given(st.text(CHECK_ALPHABET[:36], max_size=60))
def test_the_check_character_is_that_of_iso_7064(text: str) -> None:
    assert check_character(text) == mod_37_2.calc_check_digit(text)
    assert mod_37_2.is_valid(text + check_character(text))


@given(slips)
def test_every_single_wrong_character_is_noticed(slip: ClosingSlip) -> None:
    letters = slip_text(slip).replace("-", "")
    for place, right in enumerate(letters):
        for wrong in ALPHABET.replace(right, "") + "U*":
            with pytest.raises(SlipMistyped):
                read_slip(letters[:place] + wrong + letters[place + 1 :])


@given(slips)
def test_every_swap_of_two_neighbours_is_noticed(slip: ClosingSlip) -> None:
    letters = slip_text(slip).replace("-", "")
    for place in range(len(letters) - 1):
        first, second = letters[place], letters[place + 1]
        if first != second:
            with pytest.raises(SlipMistyped):
                read_slip(letters[:place] + second + first + letters[place + 2 :])


@given(slips, st.data())
def test_a_character_too_many_or_too_few_is_hardly_ever_another_slip(
    slip: ClosingSlip, data: st.DataObject
) -> None:
    """One in 37 passes the check; it never passes for the same slip."""
    letters = slip_text(slip).replace("-", "")
    place = data.draw(st.integers(0, len(letters) - 1))
    more = letters[:place] + data.draw(st.sampled_from(ALPHABET)) + letters[place:]
    for wrong in (letters[:place] + letters[place + 1 :], more):
        try:
            read = read_slip(wrong)
        except (SlipMistyped, SlipUnreadable, SlipFromNewerVersion):
            continue
        assert read != shortened(slip)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "slip", TEXT[:30], "https://example.org/?q=1", "?" * 47, "0" * 5000, "Ж" * 47],
)
def test_what_is_no_slip_is_said_to_be_none(text: str) -> None:
    with pytest.raises(SlipUnreadable):
        read_slip(text)


@given(st.text(max_size=100) | st.text(ALPHABET, min_size=36, max_size=200))
def test_any_text_is_a_slip_or_a_problem(text: str) -> None:
    try:
        slip = read_slip(text)
    except (SlipMistyped, SlipUnreadable, SlipFromNewerVersion):
        return
    assert read_slip(slip_text(slip)) == slip


def test_a_slip_of_a_newer_version_is_named_as_such() -> None:
    letters = TEXT.replace("-", "")
    for version in ALPHABET[8:]:
        body = letters[:-2] + version
        check = check_character(body)
        if check in ALPHABET:
            with pytest.raises(SlipFromNewerVersion):
                read_slip(body + check)


def test_a_clock_before_the_beginning_still_gives_a_slip() -> None:
    slip = ClosingSlip(
        campaign="a",
        device="0" * 20,
        count=0,
        head=bytes(32),
        closed_at=datetime(1970, 1, 1, tzinfo=UTC),
    )
    assert read_slip(slip_text(slip)).closed_at == BEGINNING
