"""What the PDF tests share: the fonts that ship, English and Arabic words, and a small petition."""

import gettext
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.petition import PetitionCover, PetitionWritten, write_petition
from desktop_app.language import Words

FONTS = Path(__file__).parents[3] / "resources" / "fonts"

COVER = PetitionCover(
    language="en",
    title="Open the doors",
    lead="Couples who love each other are still turned away.",
    demands_intro="We, the signers, ask the parliament",
    demands=("to open marriage to all couples;", "to ban conversion therapies."),
    closing="Love needs no permission.",
    body=(),
    addressees=(("National Assembly", ("Maria Example", "Åsa Öberg")),),
    run_by=("Rainbow Initiative",),
    started_by="Alex Muster",
    signature_count=2,
    signed_online=0,
    signed_online_as_of=None,
    by_country=(("Austria", 2),),
    prepared_on=date(2026, 11, 23),
    pack_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)

COLUMNS = ("Name", "Country")

Write = Callable[..., PetitionWritten]


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return Fonts.load(FONTS)


@pytest.fixture
def write(fonts: Fonts) -> Write:
    """Give a function that writes a petition with these rows and changes to the cover."""

    def write_rows(
        out: Path,
        rows: Iterable[Sequence[str]],
        *,
        row_count: int,
        columns: tuple[str, ...] = COLUMNS,
        **changes: Any,
    ) -> PetitionWritten:
        cover = replace(COVER, **changes)
        return write_petition(
            out,
            cover=cover,
            columns=columns,
            rows=rows,
            row_count=row_count,
            fonts=fonts,
            words=Words(cover.language, gettext.NullTranslations()),
        )

    return write_rows


@pytest.fixture
def text_of() -> Callable[[Path], list[str]]:
    """Give a function that takes the text out of each page, as Chrome does."""

    def pages(path: Path) -> list[str]:
        with pypdfium2.PdfDocument(path) as document:
            found = []
            for page in document:
                text_page = page.get_textpage()
                found.append(text_page.get_text_range())
                text_page.close()
                page.close()
            return found

    return pages
