"""Writes a petition for its addressees: the cover, the whole text, and the names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.deliveries.pdf.cover import CoverMaker, PetitionCover
from desktop_app.deliveries.pdf.document import About, Document, writing
from desktop_app.deliveries.pdf.flow import Page
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.sheet import Pen, Sheet
from desktop_app.deliveries.pdf.table import Table, TablePage, TablePainter
from desktop_app.language import Words

__all__ = ["PetitionCover", "PetitionWritten", "write_petition"]

_FOOTER_PT = 7.5
_MOST_TABLE_BOOKMARKS = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class PetitionWritten:
    """What became of it.

    Attributes:
        page_count: pages in the file.
        missing_glyph_count: different characters that no font could show; a box stands there.
    """

    page_count: int
    missing_glyph_count: int


def write_petition(
    out: Path,
    *,
    cover: PetitionCover,
    columns: tuple[str, ...],
    rows: Iterable[Sequence[str]],
    row_count: int,
    fonts: Fonts,
    words: Words,
) -> PetitionWritten:
    """Write the PDF; memory does not grow with the rows.

    Args:
        out: the file; it has this name only once it is whole and on disk.
        cover: what the first page says.
        columns: headings of the names.
        rows: the cells of each person, one for each column.
        row_count: how many rows will come, for "page 1 of 9".
        fonts: the set of fonts.
        words: the petition's language; pages mirror if it reads from the right.

    Raises:
        FontMissing: a font of the set is not there.
        CannotWritePdf: the folder or disk does not take the file.
        ValueError: the rows are not as many, or not as long, as promised.
    """
    about = About(
        title=cover.title,
        author=", ".join(cover.run_by) or cover.started_by,
        language=cover.language,
        made_on=cover.prepared_on,
        is_right_to_left=words.is_right_to_left,
        fingerprint=f"{cover.pack_sha256} {row_count}",
    )
    sheet = Sheet(is_right_to_left=words.is_right_to_left, language=cover.language)
    table = Table(headings=columns, number_heading=words.say("No."), row_count=row_count)
    with writing(out, about, fonts) as document:
        writer = _Writer(document, sheet, cover, table, words)
        writer.write_text_pages()
        writer.write_table_pages(rows)
    return PetitionWritten(
        page_count=document.page_count,
        missing_glyph_count=len(document.text.missing_characters),
    )


class _Writer:
    """Writes the pages of one petition, in order."""

    def __init__(
        self, document: Document, sheet: Sheet, cover: PetitionCover, table: Table, words: Words
    ) -> None:
        """Measure the text pages, so that all pages are counted before the first is written."""
        maker = CoverMaker(cover=cover, sheet=sheet, words=words, layer=document.text)
        self._document = document
        self._pen = Pen(document, sheet)
        self._cover = cover
        self._table = table
        self._words = words
        self._cover_pages = maker.pages()
        self._body_pages = maker.body_pages()
        self._page_count = len(self._cover_pages) + len(self._body_pages) + table.page_count(sheet)

    def write_text_pages(self) -> None:
        """Write the cover and the whole text."""
        for pages, title in (
            (self._cover_pages, self._words.say("Petition")),
            (self._body_pages, self._words.say("The whole text")),
        ):
            for index, page in enumerate(pages):
                if index == 0:
                    self._document.bookmark(title)
                self._write_text_page(page)

    def write_table_pages(self, rows: Iterable[Sequence[str]]) -> None:
        """Write the names."""
        painter = TablePainter(self._table, rows, self._pen)
        size = self._table.rows_per_page(self._pen.sheet)
        pages_between = max(1, -(-self._table.row_count // size) // _MOST_TABLE_BOOKMARKS)
        for index, page in enumerate(painter.pages()):
            if index == 0:
                self._document.bookmark(self._words.say("Signatures"))
            if index % pages_between == 0:
                self._document.bookmark(self._range(page, pages_between * size), level=1)
            painter.paint(page)
            self._end_page(painter.pen)

    def _range(self, page: TablePage, length: int) -> str:
        """Name the rows that a bookmark leads to."""
        last = min(page.first + length - 1, self._table.row_count)
        return f"{self._words.number(page.first)}–{self._words.number(last)}"

    def _write_text_page(self, page: Page) -> None:
        for top_pt, block in page:
            block.paint(self._pen, top_pt)
        self._end_page(self._pen)

    def _end_page(self, pen: Pen) -> None:
        """Write the title and the page's number below, and finish the page."""
        sheet = pen.sheet
        style = replace(sheet.style(_FOOTER_PT, may_turn=True), is_kerned=False)
        number = self._words.say("Page %(page)s of %(pages)s") % {
            "page": self._words.number(self._document.page_count + 1),
            "pages": self._words.number(self._page_count),
        }
        width_pt = sheet.width_pt
        number_pt = self._document.text.width_pt(number, style)
        pen.text(number, (width_pt, sheet.footer_pt), style, ends_here=True)
        pen.text(
            self._cover.title, (0, sheet.footer_pt), style, max_width_pt=width_pt - number_pt - 20
        )
        self._document.end_page()
