"""Writes a petition for its addressees: the cover, the whole text, and the names."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop_app.deliveries.pdf.cover import PetitionCover
from desktop_app.deliveries.pdf.document import writing
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.pages import PageWriter, PetitionWritten, about
from desktop_app.deliveries.pdf.sheet import Pen, Sheet
from desktop_app.deliveries.pdf.table import Table, TablePainter
from desktop_app.language import Words

__all__ = ["PetitionCover", "PetitionWritten", "write_petition"]

_MOST_TABLE_BOOKMARKS = 40


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
    sheet = Sheet(is_right_to_left=words.is_right_to_left, language=cover.language)
    table = Table(headings=columns, number_heading=words.say("No."), row_count=row_count)
    with writing(out, about(cover, row_count, words), fonts) as document:
        pages = table.page_count(sheet)
        writer = PageWriter(document, sheet, cover, words, list_page_count=pages)
        writer.write_text_pages()
        _write_table(writer, TablePainter(table, rows, Pen(document, sheet)), table, words)
    return PetitionWritten(
        page_count=document.page_count,
        missing_glyph_count=len(document.text.missing_characters),
    )


def _write_table(writer: PageWriter, painter: TablePainter, table: Table, words: Words) -> None:
    """Write the names."""
    document = painter.pen.document
    size = table.rows_per_page(painter.pen.sheet)
    pages_between = max(1, -(-table.row_count // size) // _MOST_TABLE_BOOKMARKS)
    for index, page in enumerate(painter.pages()):
        if index == 0:
            document.bookmark(words.say("Signatures"))
        if index % pages_between == 0:
            last = min(page.first + pages_between * size - 1, table.row_count)
            document.bookmark(f"{words.number(page.first)}–{words.number(last)}", level=1)
        painter.paint(page)
        writer.end_page(painter.pen)
