"""What a person may type, and what is said when it will not do."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.campaign.countries import country_codes
from desktop_app.signature.fields import (
    NAME_MAX_CHARACTERS,
    Wrong,
    cleaned,
    read_country,
    read_email,
    read_name,
    read_phone,
    read_postcode,
)

NAMES = [
    "O", "Ñ", "Ng", "Marta", "Jean-Luc", "O’Brien", "D'Angelo", "José María", "Nguyễn", "Željko",
    "İpek", "Søren", "Łukasz", "Đorđe", "Zoë", "Ὀδυσσεύς", "Иван", "Їжак", "ნინო", "Անի",
    "محمد", "فاطمة‌زهرا", "גל", "अनुष्का", "சு", "สมชาย", "王小明", "髙橋", "김서연", "𠮷田",
    "X Æ A-12", "Mary Jane", "van der Berg", "St. John", "Prince ☮",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_a_name_and_stays_as_it_was_written(name: str) -> None:
    assert read_name(name, field="given_name") == unicodedata.normalize("NFC", name)


def test_a_name_of_eighty_characters_is_kept_and_of_eighty_one_refused() -> None:
    assert read_name("W" * NAME_MAX_CHARACTERS, field="given_name") == "W" * 80
    assert read_name("W" * 81, field="given_name") == Wrong(
        field="given_name", code="name.too_long"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana   Maria ", "Ana Maria"),
        ("Ana\u202eairaM", "AnaairaM"),
        ("Ana\u2066\u2069\x00\x07", "Ana"),
        ("Ana\nMaria\tPaz", "Ana Maria Paz"),
        ("Ame\u0301lie", "Amélie"),
        ("\u2003Ana\u00a0", "Ana"),
        ("گلچین\u200cفر", "گلچین\u200cفر"),
        ("\ud800Ana", "Ana"),
    ],
)
def test_control_and_direction_characters_go_and_joiners_stay(typed: str, kept: str) -> None:
    assert read_name(typed, field="given_name") == kept


@pytest.mark.parametrize("typed", ["\u200d", "\u0301\u0302"])
def test_a_name_without_any_letter_is_no_name(typed: str) -> None:
    assert read_name(typed, field="given_name") == Wrong(field="given_name", code="name.empty")


@given(st.text(max_size=200))
def test_cleaned_text_is_stable_and_on_one_line(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in once)
    assert not any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in once)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("marta@gmail.com", "marta@gmail.com"),
        (" Marta.B+tag@GMAIL.com ", "Marta.B+tag@gmail.com"),
        ("jörg@exämple.de", "jörg@exämple.de"),
        ("", ""),
    ],
)
def test_good_addresses(typed: str, kept: str) -> None:
    assert read_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("marta", "email.no_at"),
        ("marta@", "email.no_domain"),
        ("marta@gmail", "email.no_domain"),
        ("@gmail.com", "email.wrong"),
        ("mar ta@gmail.com", "email.space"),
        ("marta@@gmail.com", "email.wrong"),
        (".marta@gmail.com", "email.wrong"),
        ("m" * 250 + "@gmail.com", "email.too_long"),
    ],
)
def test_wrong_addresses_say_what_is_wrong(typed: str, code: str) -> None:
    assert read_email(typed) == Wrong(field="email", code=code)


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("0151 23456789", "DE", "+4915123456789"),
        ("+33 6 12 34 56 78", "DE", "+33612345678"),
        ("00 33 6 12 34 56 78", "DE", "+33612345678"),
        ("", "DE", ""),
    ],
)
def test_phones_become_e164(typed: str, country: str, kept: str) -> None:
    assert read_phone(typed, country=country) == kept


@pytest.mark.parametrize(
    ("typed", "country", "code"),
    [
        ("12", "DE", "phone.wrong"),
        ("hello", "DE", "phone.wrong"),
        ("0151 23456789", "", "phone.no_prefix"),
    ],
)
def test_wrong_phones_say_what_is_wrong(typed: str, country: str, code: str) -> None:
    wrong = read_phone(typed, country=country)
    assert isinstance(wrong, Wrong)
    assert wrong.code == code


def test_countries_are_iso_codes() -> None:
    assert read_country("de") == "DE"
    assert read_country("XK") == "XK"
    assert read_country("EU") == Wrong(field="country", code="country.unknown")
    assert read_country("Germany") == Wrong(field="country", code="country.unknown")
    assert {"DE", "RU", "GE", "PS", "TW"} <= country_codes()
    assert len(country_codes()) == 250  # ISO 3166-1 has 249, and Kosovo


def test_postcodes_are_text() -> None:
    assert read_postcode(" SW1A 1AA ") == "SW1A 1AA"
    assert read_postcode("x" * 17) == Wrong(field="postcode", code="postcode.too_long")
