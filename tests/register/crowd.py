"""People who do not exist, in many languages and scripts, from a seed: names, addresses, phones.

Names are as unevenly spread as in life (a few are very common), and family names are put together as
they came about, so that many differ in a letter or a syllable only: Obermeier, Niedermeier.
"""

import tomllib
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import phonenumbers


@dataclass(frozen=True, kw_only=True)
class Person:
    """What somebody would type, and who it truly is."""

    number: int
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(default="", repr=False)
    country: str = "DE"
    language: str = "en"

    def but(self, **changes: str) -> "Person":
        """Give the same person, who types something else."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Locale:
    """How people of one language are called, and where they live."""

    language: str
    countries: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    weight: int
    seconds: float


def _locale(table: dict[str, Any]) -> Locale:
    starts, ends = (table.get(part, "").split() for part in ("starts", "ends"))
    return Locale(
        language=table["language"],
        countries=tuple(table["countries"].split()),
        given=tuple(table["given"].split()),
        family=(*table["family"].split(), *(start + end for end in ends for start in starts)),
        weight=table.get("weight", 1),
        seconds=table.get("seconds", 0.15),
    )


_TABLES = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
SPELT = {
    ord(pair[0]): pair[1:] for pairs in _TABLES.pop("spelling").values() for pair in pairs.split()
}
LOCALES = {name: _locale(table) for name, table in _TABLES.items()}
PROVIDERS = (
    *("gmail.com", "gmail.com", "gmx.de", "web.de", "outlook.com", "icloud.com", "yahoo.com"),
    *("proton.me", "posteo.de", "mail.ru", "orange.fr", "t-online.de", "hotmail.com", "wp.pl"),
)


class Crowd:
    """Gives people, one after the other, none of whom has another's address or phone."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self._count = 0
        self._taken: set[str] = set()
        self._weights = list(accumulate(locale.weight for locale in LOCALES.values()))

    def person(self, locale: Locale | None = None) -> Person:
        """Give somebody new."""
        chance = self.chance
        locale = locale or chance.choices([*LOCALES.values()], cum_weights=self._weights)[0]
        given, family = self._given(locale), _common(locale.family, chance)
        self._count += 1
        return Person(
            number=self._count,
            given_name=given,
            family_name="" if chance.random() < 0.03 else family,
            email=self.new_email(given, family),
            phone=self.new_phone(locale) if chance.random() < 0.3 else "",
            country=chance.choice(locale.countries),
            language=locale.language,
        )

    def again(self, person: Person, **changes: str) -> Person:
        """Give somebody else, who is like a person but for some entries."""
        self._count += 1
        return replace(person, number=self._count, **changes)

    def other_given_name(self, person: Person, locale: Locale) -> str:
        """Give a first name that is not this person's."""
        return self.chance.choice([name for name in locale.given if name != person.given_name])

    def new_email(self, given: str, family: str) -> str:
        """Give an address that nobody has: as people choose them, years and nicknames included."""
        given, family = (
            latin(name) or str(self.chance.randrange(10**6)) for name in (given, family)
        )
        forms = (
            *(
                f"{given}.{family}",
                f"{given[:1]}.{family}",
                f"{given}{family}",
                f"{family}.{given}",
            ),
            *(f"{given}_{family[:1]}", f"{family}{given[:1]}"),
        )
        while True:
            tail = self.chance.choice(("", "", self._year(), self._year(), self._word()))
            mailbox = self.chance.choice(forms).strip("._-") or "me"
            email = f"{mailbox}{tail}@{self.chance.choice(PROVIDERS)}"
            if self.takes(email):
                return email

    def takes(self, text: str) -> bool:
        """Remember something that only one person may have; tells whether it was still free."""
        is_free = text not in self._taken
        self._taken.add(text)
        return is_free

    def new_phone(self, locale: Locale) -> str:
        """Give a number that nobody has and that may exist in its country."""
        beginning = _beginning(locale.countries[0])
        while True:
            phone = f"{beginning}{self.chance.randrange(10**6):06}"
            is_valid = phonenumbers.is_valid_number(phonenumbers.parse(phone))
            if is_valid and self.takes(phone):
                return phone

    def _given(self, locale: Locale) -> str:
        name = _common(locale.given, self.chance)
        if self.chance.random() < locale.seconds:
            second = _common(locale.given, self.chance)
            return name if second == name else f"{name} {second}"
        return name

    def _year(self) -> str:
        year = self.chance.randrange(1946, 2010)
        return (
            str(year)
            if self.chance.random() < 0.5
            else f"{year % 100:02}{self.chance.randrange(1, 13):02}"
        )

    def _word(self) -> str:
        vowels, others = "aeiou", "bdfgklmnprstvz"
        return "." + "".join(
            self.chance.choice(others) + self.chance.choice(vowels) for _ in range(3)
        )


@cache
def _beginning(country: str) -> str:
    """Give all but the last six digits of a mobile number that this country may have."""
    kind = phonenumbers.PhoneNumberType.MOBILE
    example = phonenumbers.example_number_for_type(country, kind)
    assert example is not None
    return f"+{example.country_code}{str(example.national_number)[:-6]}"


def latin(name: str) -> str:
    """Spell a name as its owner's address does; nothing for scripts that have no letters."""
    parts = unicodedata.normalize("NFC", name.lower()).translate(SPELT)
    plain = unicodedata.normalize("NFKD", parts).replace(" ", ".")
    return "".join(c for c in plain if c.isascii() and (c.isalnum() or c in ".-")).strip(".-")


def locale_of(person: Person) -> Locale:
    """Find the locale whose names somebody has."""
    first = person.given_name.split(maxsplit=1)[0]
    fits = (
        each
        for each in LOCALES.values()
        if first in each.given and person.country in each.countries
    )
    return next(fits, LOCALES["german"])


def _common(names: tuple[str, ...], chance: Random) -> str:
    """Choose a name; those that stand first are the more common ones."""
    return names[int(len(names) * chance.random() ** 1.3)]
