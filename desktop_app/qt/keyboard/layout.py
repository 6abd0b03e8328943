"""Layouts of the on-screen keyboard as data: which letters a language has on which rows.

A layout is `LANG.toml`; `variants.toml` has what a long press offers in each script.
"""

import tomllib
import unicodedata
from enum import Enum
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from desktop_app.signature.typos import KnownDomains

MOST_KEYS_IN_A_ROW = 12
MOST_ROWS = 4
MOST_KEYS_IN_A_NARROW_ROW = 10
MOST_NARROW_ROWS = 5
SHIFTED_VARIANTS = {"ß": "ẞ", "ı": "İ"}
"""Capitals that Unicode's plain upper case would not give, or would give to another key."""

PartT = TypeVar("PartT", bound=msgspec.Struct)
Short = Annotated[str, Meta(min_length=1, max_length=20)]
Row = Annotated[str, Meta(min_length=1, max_length=MOST_KEYS_IN_A_ROW)]
Rows = Annotated[tuple[Row, ...], Meta(min_length=3, max_length=MOST_ROWS)]
NarrowRow = Annotated[str, Meta(min_length=1, max_length=MOST_KEYS_IN_A_NARROW_ROW)]
NarrowRows = Annotated[tuple[NarrowRow, ...], Meta(max_length=MOST_NARROW_ROWS)]
Domain = Annotated[str, Meta(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
Ending = Annotated[str, Meta(pattern=r"^[a-z]+(\.[a-z]+)*$")]
Domains = Annotated[tuple[Domain, ...], Meta(min_length=1, max_length=8)]


class BrokenLayout(ValueError):
    """A file of the keyboard breaks its rules; the message names the file and what is wrong."""


class Script(Enum):
    """A writing system for which there are layouts."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    GREEK = "Greek"
    ARMENIAN = "Armenian"
    GEORGIAN = "Georgian"
    HEBREW = "Hebrew"
    ARABIC = "Arabic"


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The letters of one language on their rows.

    `label` stands on the key that leads here; `signs` have keys beside the space; after one of
    `capital_after` a name goes on with a capital; `email_rows` replace `rows` for addresses where
    leaving the accented letters out would not leave a to z; `narrow_rows` have the same letters as
    `rows` for a standing glass, on which more than ten keys in a row would be too narrow to hit.
    """

    name: Short
    label: Short
    script: Script
    rows: Rows
    narrow_rows: NarrowRows = ()
    has_case: bool = True
    email_rows: tuple[Row, ...] = ()
    signs: Annotated[str, Meta(min_length=1, max_length=3)] = "-’"
    capital_after: str = " -'’"
    shifted: dict[str, str] = {}
    variants: dict[str, str] = {}
    labels: dict[str, str] = {}

    @property
    def keys(self) -> frozenset[str]:
        """All letters and signs that have a key of their own."""
        return frozenset("".join((*self.rows, self.signs)))

    def rows_on(self, *, is_standing: bool) -> tuple[str, ...]:
        """Give the rows for a lying or a standing glass."""
        return self.narrow_rows if is_standing and self.narrow_rows else self.rows

    def capital(self, letter: str) -> str:
        """Give what shift makes of a letter with a key of its own."""
        if letter in self.shifted:
            return self.shifted[letter]
        return SHIFTED_VARIANTS["ß"] if letter == "ß" else letter.upper()

    def label_of(self, text: str) -> str:
        """Give what stands on a key; a mark that combines stands on a dotted circle."""
        if text in self.labels:
            return self.labels[text]
        return f"◌{text}" if unicodedata.category(text[0]) == "Mn" else text


class SharedVariants(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a long press offers on every layout, by script, and for signs."""

    signs: dict[str, str]
    by_script: dict[Script, dict[str, str]]

    def of(self, letter: str, layout: Layout, *, is_shifted: bool = False) -> tuple[str, ...]:
        """List what a long press on a key offers, the layout's own variants first."""
        shared = self.by_script[layout.script].get(letter, "")
        found = dict.fromkeys(layout.variants.get(letter, "") + shared)
        rare = [variant for variant in found if variant not in layout.keys]
        if is_shifted:
            rare = [SHIFTED_VARIANTS.get(variant, variant.upper()) for variant in rare]
            rare = [variant for variant in dict.fromkeys(rare) if len(variant) == 1]
        return (*rare, *self.signs.get(letter, ""))


class MailDomains(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The usual domains of mail addresses by country."""

    default: Domains
    countries: dict[Annotated[str, Meta(pattern="^[A-Z]{2}$")], Domains]

    def of(self, country: str) -> tuple[str, ...]:
        """List a country's domains (ISO 3166-1 alpha-2), the most usual first."""
        return self.countries.get(country, self.default)


class MailSlips(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What decides whether a mail domain is questioned."""

    largest: tuple[Domain, ...]
    near: tuple[Domain, ...]
    families: dict[Annotated[str, Meta(pattern="^[a-z0-9-]+$")], tuple[Ending, ...]]


def read_layout(path: Path) -> Layout:
    """Read one layout.

    Raises:
        BrokenLayout.
    """
    layout = _read(path, Layout)
    _refuse_wrong_keys(layout, path)
    return layout


def read_variants(folder: Path) -> SharedVariants:
    """Read what a long press offers on every layout.

    Raises:
        BrokenLayout.
    """
    path = folder / "variants.toml"
    table = _table(path)
    scripts = {key: value for key, value in table.items() if key != "signs"}
    untrusted = {"signs": table.get("signs"), "by_script": scripts}
    variants = _converted(untrusted, SharedVariants, path)
    missing = [script.value for script in Script if script not in variants.by_script]
    if missing:
        raise BrokenLayout(f"{path.name}: nothing for {', '.join(missing)}")
    return variants


def read_domains(folder: Path) -> MailDomains:
    """Read the usual domains of mail addresses.

    Raises:
        BrokenLayout.
    """
    return _read(folder / "mail_domains.toml", MailDomains)


def read_known_domains(folder: Path, domains: MailDomains) -> KnownDomains:
    """Read what is known of mail domains beside the usual ones.

    Raises:
        BrokenLayout.
    """
    slips = _read(folder / "mail_slips.toml", MailSlips)
    return KnownDomains(
        largest=slips.largest,
        by_country=domains.countries,
        families=slips.families,
        near=slips.near,
    )


def _refuse_wrong_keys(layout: Layout, path: Path) -> None:
    letters = "".join(layout.rows)
    twice = {letter for letter in letters if letters.count(letter) > 1}
    if twice:
        raise BrokenLayout(f"{path.name}: {''.join(sorted(twice))} has two keys")
    strangers = (layout.shifted.keys() | layout.variants.keys()) - layout.keys
    if strangers:
        raise BrokenLayout(f"{path.name}: {''.join(sorted(strangers))} has no key")
    beside = 2 if layout.has_case else 1
    if len(layout.rows[-1]) > MOST_KEYS_IN_A_ROW - beside:
        raise BrokenLayout(f"{path.name}: the last row leaves no room for its other keys")
    if layout.narrow_rows:
        _refuse_wrong_narrow_rows(layout, beside, path)


def _refuse_wrong_narrow_rows(layout: Layout, beside: int, path: Path) -> None:
    if sorted("".join(layout.narrow_rows)) != sorted("".join(layout.rows)):
        raise BrokenLayout(f"{path.name}: the narrow rows have other letters")
    if len(layout.narrow_rows[-1]) > MOST_KEYS_IN_A_NARROW_ROW - beside:
        raise BrokenLayout(f"{path.name}: the last narrow row leaves no room for its other keys")


def _read(path: Path, part: type[PartT]) -> PartT:
    return _converted(_table(path), part, path)


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenLayout(f"{path.name}: {error}") from error


def _converted(untrusted: object, part: type[PartT], path: Path) -> PartT:
    try:
        return msgspec.convert(untrusted, part)
    except msgspec.ValidationError as error:
        raise BrokenLayout(f"{path.name}: {error}") from error
