"""A country is found by whatever a person may type."""

import pytest

from desktop_app.kiosk.countries import countries, folded, search


def first_found(language: str, sought: str) -> str:
    return search(language, sought)[0].code


@pytest.mark.parametrize(
    ("language", "sought", "code"),
    [
        ("en", "Germany", "DE"),
        ("en", "germ", "DE"),
        ("en", "deutschland", "DE"),
        ("en", "DE", "DE"),
        ("en", "deu", "DE"),
        ("ru", "Герм", "DE"),
        ("ar", "ألمانيا", "DE"),
        ("en", "საქართველო", "GE"),
        ("de", "Georgien", "GE"),
        ("de", "osterr", "AT"),
        ("en", "cote d'iv", "CI"),
        ("en", "Côte", "CI"),
        ("en", "hrvatska", "HR"),
        ("en", "united k", "GB"),
        ("fr", "etats", "US"),
        ("en", "kingdom", "GB"),
        ("en", "kosovo", "XK"),
    ],
)
def test_country_is_found(language: str, sought: str, code: str) -> None:
    assert first_found(language, sought) == code


def test_all_countries_have_a_name_in_every_language_of_the_campaign() -> None:
    for language in ("en", "de", "fr", "es", "ru", "ar"):
        assert all(len(country.name) > 2 for country in countries(language))


def test_countries_are_sorted_without_regard_to_accents() -> None:
    names = [folded(country.name) for country in countries("de")]

    assert names == sorted(names)


def test_nothing_is_found_for_letters_that_begin_no_country() -> None:
    assert search("en", "qqq") == []
