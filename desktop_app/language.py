"""The words that people read: gettext messages, numbers, days and names in one language."""

import gettext
import io
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

SOURCE_LANGUAGE = "en"
DOMAIN = "inkstand.po"
CONSOLE_DOMAIN = "console.po"
"""What the console says beyond the words of shared widgets; the kiosk never reads it."""
SPOKEN = frozenset(
    [
        "ar",
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "ga",
        "he",
        "hr",
        "hu",
        "hy",
        "it",
        "ka",
        "lt",
        "lv",
        "mt",
        "nl",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "tr",
        "uk",
    ]
)
"""The languages into which the signer's screens are translated."""
CONSOLE_SPOKEN = SPOKEN
"""The languages into which the console is translated."""
EUROPEAN = MappingProxyType({"pt": "pt-PT"})
"""Where CLDR's plain tag is another continent's: Portuguese there is that of Brazil."""


class Words:
    """What the program says in one language, with that language's numbers, days and names."""

    def __init__(self, language: str, messages: gettext.NullTranslations) -> None:
        """Bind a language (BCP 47, such as `de`) to its messages."""
        self.language = language
        self._messages = messages

    @cached_property
    def _locale(self) -> Locale:
        return locale_of(self.language)

    @property
    def is_right_to_left(self) -> bool:
        """Tell whether pages in this language run from the right."""
        return self._locale.text_direction == "rtl"

    def say(self, message: str) -> str:
        """Translate a message; without a translation the English words stand."""
        return self._messages.gettext(message)

    def count(self, singular: str, plural: str, number: int) -> str:
        """Choose the plural form for a number and put the number in for `%(number)s`."""
        template = self._messages.ngettext(singular, plural, number)
        return template % {"number": self.number(number)}

    def number(self, number: int) -> str:
        """Write a whole number with this language's separators."""
        from babel.numbers import format_decimal  # here and below: the first screen must come fast

        return str(format_decimal(number, locale=self._locale))

    def day(self, day: date) -> str:
        """Write a day in words, such as 23 November 2026."""
        from babel.dates import format_date

        return str(format_date(day, format="long", locale=self._locale))

    def medium_day(self, day: date) -> str:
        """Write a day for a column of days, such as Nov 23, 2026 or 23.11.2026."""
        from babel.dates import format_date

        return str(format_date(day, format="medium", locale=self._locale))

    def share(self, share: float) -> str:
        """Write a share from 0 to 1 in whole per cent, such as 61 %; a little is more than none."""
        from babel.numbers import format_percent

        if 0 < share < 0.005:
            return f"<{format_percent(0.01, locale=self._locale)}"
        return str(format_percent(share, locale=self._locale))

    def short_day(self, day: date) -> str:
        """Write a day without its year in digits, such as 11/23 or 23.11."""
        from babel.dates import format_skeleton

        return str(format_skeleton("Md", day, locale=self._locale))

    def month(self, day: date) -> str:
        """Write the month of a day in words, such as November 2026."""
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", day, locale=self._locale))

    def weekday(self, day: date) -> str:
        """Write a day with its weekday, such as Monday, 23 November 2026."""
        from babel.dates import format_date

        return str(format_date(day, format="full", locale=self._locale))

    def time(self, moment: datetime) -> str:
        """Write the time of day, such as 17:52; the moment is already in the zone that is meant."""
        from babel.dates import format_time

        return str(format_time(moment, "HH:mm", tzinfo=moment.tzinfo, locale=self._locale))

    def day_and_time(self, moment: datetime) -> str:
        """Write a day in words and the time of day; the moment is already in the zone meant."""
        return f"{self.day(moment.date())}, {self.time(moment)}"

    def country(self, code: str) -> str:
        """Name a country (ISO 3166-1 alpha-2); an unknown code is shown as it is."""
        return str(self._locale.territories.get(code, code))

    def language_name(self, language: str) -> str:
        """Name another language in this one."""
        return locale_of(language).get_display_name(self._locale) or language


class Catalogues:
    """All languages that the interface speaks, read when first asked for.

    The `.po` files are the only source: they are compiled in memory, so none can be stale.
    """

    def __init__(self, folder: Path, *, domain: str = DOMAIN) -> None:
        """Take the folder that holds `LANG/inkstand.po`.

        Another domain has its own file there, and falls back on the words of that one.
        """
        self._folder = folder
        self._domain = domain
        self._words: dict[str, Words] = {}
        self._languages: frozenset[str] | None = None

    def languages(self) -> frozenset[str]:
        """List the languages that have a catalogue, English among them."""
        if self._languages is None:
            found = {path.parent.name for path in self._folder.glob(f"*/{self._domain}")}
            self._languages = frozenset(found | {SOURCE_LANGUAGE})
        return self._languages

    def words(self, language: str) -> Words:
        """Give the words of a language; one without a catalogue speaks English."""
        if language not in self._words:
            self._words[language] = Words(language, self._read(language))
        return self._words[language]

    def _read(self, language: str) -> gettext.NullTranslations:
        messages = self._compiled(language, self._domain)
        if self._domain != DOMAIN:
            messages.add_fallback(self._compiled(language, DOMAIN))
        return messages

    def _compiled(self, language: str, domain: str) -> gettext.NullTranslations:
        path = self._folder / language / domain
        if language == SOURCE_LANGUAGE or not path.is_file():
            return gettext.NullTranslations()
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        compiled = io.BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        return gettext.GNUTranslations(compiled)


def mark(message: str) -> str:
    """Mark a message for the translators' catalogues; it is translated when it is shown."""
    return message


def locale_of(language: str) -> Locale:
    """Find the CLDR locale of a language tag; English for one that CLDR does not know."""
    try:
        return Locale.parse(EUROPEAN.get(language, language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(SOURCE_LANGUAGE)


OWN_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "العربية", "be": "Беларуская", "bg": "Български", "cs": "Čeština", "da": "Dansk",
        "de": "Deutsch", "el": "Ελληνικά", "en": "English", "es": "Español", "et": "Eesti",
        "fa": "فارسی", "fi": "Suomi", "fr": "Français", "ga": "Gaeilge", "he": "עברית",
        "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն", "it": "Italiano", "ka": "ქართული",
        "lt": "Lietuvių", "lv": "Latviešu", "mt": "Malti", "nl": "Nederlands", "pl": "Polski",
        "pt": "Português", "ro": "Română", "ru": "Русский", "sk": "Slovenčina",
        "sl": "Slovenščina", "sq": "Shqip", "sr": "Српски", "sv": "Svenska", "tr": "Türkçe",
        "uk": "Українська",
    }
)  # fmt: skip
"""CLDR's own names, written down so that the first screen need not load every language's data."""


def own_name(language: str) -> str:
    """Name a language in its own script, with a capital where it has one: Français, العربية."""
    return OWN_NAMES.get(language) or cldr_own_name(language)


def cldr_own_name(language: str) -> str:
    """Look a language's own name up in CLDR."""
    name = locale_of(language).get_display_name() or language
    return name[:1].title() + name[1:]
