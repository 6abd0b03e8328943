"""In every layout: a country is found, a number and a postcode are typed, the scripts are switched."""

import pytest

from desktop_app.kiosk.countries import countries, folded, search
from desktop_app.qt.keyboard.boards import Kind
from desktop_app.qt.keyboard.keys import Role
from tests.kiosk.keyboard.conftest import SitDown
from tests.kiosk.keyboard.hands import LANGUAGES, LYING, STANDING

SOUGHT = ("DE", "GB", "RU", "GE", "CI")
ENOUGH = 3
"""Letters that a person types before they look at the list."""
POSTCODES = ("10115", "SW1A 1AA", "1012 AB", "LV-1010", "00-950")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_country_is_found_by_its_first_letters(sit_down: SitDown, language: str) -> None:
    names = {country.code: country.name for country in countries(language)}
    for code in SOUGHT:
        hands = sit_down(language)
        hands.types(folded(names[code])[:ENOUGH])

        found = [country.code for country in search(language, hands.bench.text)]
        assert code in found, names[code]


def test_every_country_can_be_written(sit_down: SitDown, language: str) -> None:
    hands = sit_down(language, text="x")
    wanted = {letter for one in countries(language) for letter in folded(one.name)[:ENOUGH]}
    letters = "".join(sorted(wanted - {" "}))

    hands.types(letters)

    assert hands.bench.text == "x" + letters


@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
def test_number_is_typed(sit_down: SitDown, language: str, size) -> None:
    hands = sit_down(language, Kind.PHONE, country="PL", size=size, by="mouse")

    hands.taps_role(Role.PREFIX)
    hands.types("1234567890")

    assert hands.bench.text == "+481234567890"


@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
def test_postcodes_of_the_world_are_typed(sit_down: SitDown, language: str, size) -> None:
    for postcode in POSTCODES:
        hands = sit_down(language, Kind.POSTCODE, size=size, by="mouse")

        hands.types(postcode)

        assert hands.bench.text == postcode


@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
def test_name_in_all_letters_of_the_layout(sit_down: SitDown, language: str, size) -> None:
    hands = sit_down(language, size=size, text="x", by="mouse")
    letters = "".join(hands.keyboard.layout_shown.rows)
    written = hands.bench.fields[0]
    written.setMaxLength(200)

    hands.types(letters)

    assert written.text() == "x" + letters


def test_switch_leads_through_the_campaigns_scripts_and_back(
    sit_down: SitDown, language: str
) -> None:
    hands = sit_down(language, languages=(language, "en", "ru", "ar", "el"))
    first = hands.keyboard.layout_shown
    seen = [first.script]
    hands.taps_role(Role.SWITCH)
    while hands.keyboard.layout_shown != first:
        seen.append(hands.keyboard.layout_shown.script)
        hands.taps_role(Role.SWITCH)

    assert {one.value for one in seen} >= {"Latin", "Cyrillic", "Arabic", "Greek"}
