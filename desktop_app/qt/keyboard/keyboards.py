"""The keyboards of one campaign: which layouts its languages have, and in which order they come."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.qt.keyboard.layout import (
    BrokenLayout,
    Layout,
    MailDomains,
    Script,
    SharedVariants,
    read_domains,
    read_known_domains,
    read_layout,
    read_variants,
)
from desktop_app.signature.typos import KnownDomains

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?")
FALLBACK = "en"


@dataclass(frozen=True, kw_only=True)
class Keyboards:
    """All that is read from `resources/keyboards` for one campaign, once."""

    by_language: dict[str, Layout]
    variants: SharedVariants
    domains: MailDomains
    known_domains: KnownDomains

    def texts(self) -> Iterable[str]:
        """List all that stands on keys, so that its fonts can be loaded."""
        for layout in self.by_language.values():
            yield from (layout.name, layout.label, *layout.rows, *layout.labels.values())

    def for_language(self, language: str) -> tuple[Layout, ...]:
        """Order the layouts for a signer: their language's first, then the others, each once."""
        found: list[Layout] = []
        own = self.by_language.get(language)
        for layout in (own, *self.by_language.values()):
            if layout is not None and layout not in found:
                found.append(layout)
        return tuple(found)


def read_keyboards(folder: Path, languages: Iterable[str]) -> Keyboards:
    """Read the layouts of a campaign's languages; those without one are left out.

    There is always a Latin layout.

    Raises:
        BrokenLayout.
    """
    found: dict[str, Layout] = {}
    for language in languages:
        path = _file_of(folder, language)
        if path is not None:
            found[language] = read_layout(path)
    if not any(layout.script is Script.LATIN for layout in found.values()):
        found[FALLBACK] = read_layout(folder / f"{FALLBACK}.toml")
    variants, domains = read_variants(folder), read_domains(folder)
    return Keyboards(
        by_language=found,
        variants=variants,
        domains=domains,
        known_domains=read_known_domains(folder, domains),
    )


def keyboards_that_read(folder: Path, languages: Iterable[str]) -> Keyboards | None:
    """Read the layouts, or only the English one, or none: a broken file stops nobody's signing."""
    for wanted in (languages, (FALLBACK,)):
        with suppress(BrokenLayout, OSError):
            return read_keyboards(folder, wanted)
    return None


def switch_label(layout: Layout, among: tuple[Layout, ...]) -> str:
    """Name the key that leads to a layout: by its letters, or by its language if need be."""
    is_alone = sum(other.label == layout.label for other in among) == 1
    return layout.label if is_alone else layout.name[:3]


def prefix_of(country: str) -> str:
    """Give a country's telephone prefix, such as +49; nothing for one that has none."""
    import phonenumbers  # its metadata are large, and the first screen needs none

    code = phonenumbers.country_code_for_region(country)
    return f"+{code}" if code else ""


def _file_of(folder: Path, language: str) -> Path | None:
    """Find the file of a language, or of the language without its script or region."""
    for name in (language, language.partition("-")[0]):
        path = folder / f"{name}.toml"
        if LANGUAGE.fullmatch(name) and path.is_file():
            return path
    return None
