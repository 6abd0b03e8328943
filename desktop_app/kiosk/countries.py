"""Finds a country by what a person may type: its name in several languages, or its ISO code.

Source: names and official languages from Unicode CLDR, by Babel.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from desktop_app.campaign.countries import country_codes
from desktop_app.language import SOURCE_LANGUAGE, locale_of

OWN_LANGUAGES_COUNT = 3


@dataclass(frozen=True, kw_only=True)
class Country:
    """A country by its code (ISO 3166-1 alpha-2) and its name in the signer's language."""

    code: str
    name: str


def countries(language: str) -> list[Country]:
    """List all countries by their names in a language, sorted without regard to accents."""
    english = Locale.parse(SOURCE_LANGUAGE).territories
    names = {**english, **locale_of(language).territories}
    found = [Country(code=code, name=str(names[code])) for code in country_codes()]
    return sorted(found, key=lambda country: (folded(country.name), country.code))


def search(language: str, sought: str) -> list[Country]:
    """Find countries: first by code, then by the start of the name, then by the start of a word.

    Names count in the signer's language, in English and in the country's own languages; case and
    accents do not count.
    """
    wanted = folded(sought)
    if not wanted:
        return countries(language)
    ranked = [
        (rank, country)
        for country in countries(language)
        if (rank := _rank(country, wanted)) is not None
    ]
    return [country for _, country in sorted(ranked, key=lambda pair: pair[0])]


def folded(text: str) -> str:
    """Reduce a text to what counts when it is compared: no case, no accents, plain spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


@cache
def other_names() -> dict[str, tuple[str, ...]]:
    """Gather, for each country, its folded names in English and in its own languages.

    It reads a hundred locales (half a second), so the kiosk calls it ahead on the worker lane.
    """
    english = Locale.parse(SOURCE_LANGUAGE).territories
    names = {}
    for code in country_codes():
        own = (locale.territories.get(code) for locale in _own_locales(code))
        found = [english.get(code), *own]
        names[code] = tuple(dict.fromkeys(folded(str(name)) for name in found if name))
    return names


@cache
def codes_of_three() -> dict[str, str]:
    """Map ISO 3166-1 alpha-3 codes to those of two letters."""
    aliases = get_global("territory_aliases")
    return {
        three.casefold(): codes[0]
        for three, codes in aliases.items()
        if len(three) == 3 and three.isalpha() and len(codes) == 1
    }


def _rank(country: Country, wanted: str) -> int | None:
    if wanted == country.code.casefold() or codes_of_three().get(wanted) == country.code:
        return 0
    names = (folded(country.name), *other_names()[country.code])
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(word.startswith(wanted) for name in names for word in _tails(name)):
        return 2
    return None


def _tails(name: str) -> Iterator[str]:
    """Give a name from each of its words on."""
    words = name.split(" ")
    for start in range(1, len(words)):
        yield " ".join(words[start:])


def _own_locales(code: str) -> Iterator[Locale]:
    languages = get_official_languages(code, de_facto=True)[:OWN_LANGUAGES_COUNT]
    for language in languages:
        try:
            yield Locale.parse(language, sep="_")
        except (UnknownLocaleError, ValueError):
            continue
