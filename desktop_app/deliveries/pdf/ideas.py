"""Writes what people wrote: each idea whole, with a number, and what else the delivery tells below."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.deliveries.pdf.bidi import first_strong_direction
from desktop_app.deliveries.pdf.cover import PetitionCover
from desktop_app.deliveries.pdf.document import writing
from desktop_app.deliveries.pdf.flow import (
    Block,
    Page,
    after,
    baseline_pt,
    kept_together,
    paragraph,
    spread,
    with_more,
)
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.pages import PageWriter, PetitionWritten, about
from desktop_app.deliveries.pdf.sheet import Pen, Sheet
from desktop_app.deliveries.pdf.text import Style, TextLayer
from desktop_app.language import Words

_HEADING_PT = 18.0
_IDEA_PT = 10.5
_SMALL_PT = 8.5
_NUMBER_WIDTH_PT = 34.0
_BETWEEN = " · "
_NOTHING = "–"

Row = Sequence[str]


def write_ideas(
    out: Path,
    *,
    cover: PetitionCover,
    columns: tuple[str, ...],
    idea_column: int,
    rows: Callable[[], Iterable[Row]],
    fonts: Fonts,
    words: Words,
) -> PetitionWritten:
    """Write the PDF; memory does not grow with the ideas, for which the rows are asked twice.

    Args:
        out: the file; it has this name only once it is whole and on disk.
        cover: what the first page says.
        columns: headings of the cells.
        idea_column: which of the cells is the idea; the others stand below it.
        rows: gives the cells of each idea, the same each time.
        fonts: the set of fonts.
        words: the language of the pages, which mirror if it reads from the right.

    Raises:
        FontMissing: a font of the set is not there.
        CannotWritePdf: the folder or disk does not take the file.
    """
    sheet = Sheet(is_right_to_left=words.is_right_to_left, language=cover.language)
    with writing(out, about(cover, cover.signature_count, words), fonts) as document:
        maker = _IdeaMaker(
            heading=columns[idea_column],
            idea_column=idea_column,
            sheet=sheet,
            words=words,
            layer=document.text,
        )
        page_count = sum(1 for _ in maker.pages(rows()))
        writer = PageWriter(document, sheet, cover, words, list_page_count=page_count)
        writer.write_text_pages()
        for index, page in enumerate(maker.pages(rows())):
            if index == 0:
                document.bookmark(columns[idea_column])
            writer.write_page(page)
    return PetitionWritten(
        page_count=document.page_count,
        missing_glyph_count=len(document.text.missing_characters),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _IdeaMaker:
    """Makes the blocks of the ideas."""

    heading: str
    idea_column: int
    sheet: Sheet
    words: Words
    layer: TextLayer

    def pages(self, rows: Iterable[Row]) -> Iterator[Page]:
        return spread(self._blocks(rows), self.sheet)

    def _blocks(self, rows: Iterable[Row]) -> Iterator[Block]:
        for number, row in enumerate(rows, 1):
            idea = kept_together(self._idea(number, row))
            if number == 1:
                style = self.sheet.style(_HEADING_PT, is_bold=True)
                for block in self._paragraph(self.heading, style, indent_pt=0):
                    yield replace(block, keeps_next=True)
            yield from after(14, idea)

    def _idea(self, number: int, row: Row) -> list[Block]:
        text = row[self.idea_column] or _NOTHING
        others = [cell for index, cell in enumerate(row) if cell and index != self.idea_column]
        style = self.sheet.style(_IDEA_PT)
        own = first_strong_direction(text)
        if own is not None:  # an idea runs as its own first letter does, on every line
            style = replace(style, direction=own)
        small = self.sheet.style(_SMALL_PT, may_turn=True)
        lines = self._paragraph(text, style, indent_pt=_NUMBER_WIDTH_PT)
        below = self._paragraph(_BETWEEN.join(others), small, indent_pt=_NUMBER_WIDTH_PT)
        bold = self.sheet.style(_IDEA_PT, is_bold=True, may_turn=True)

        def paint_number(pen: Pen, top_pt: float) -> None:
            y_pt = baseline_pt(top_pt, bold.size_pt)
            most_pt = _NUMBER_WIDTH_PT - 6
            pen.text(self.words.number(number), (0, y_pt), bold, max_width_pt=most_pt)

        return [with_more(paint_number, lines[0]), *lines[1:], *after(2, below)]

    def _paragraph(self, text: str, style: Style, *, indent_pt: float) -> list[Block]:
        space_pt = self.layer.width_pt(" ", style)

        def measure(line: str) -> float:
            """Add words up: they come again, and lines of ideas never do."""
            words = line.split(" ")
            return sum(self.layer.width_pt(word, style) for word in words) + space_pt * (
                len(words) - 1
            )

        return paragraph(
            text,
            style,
            self.layer,
            width_pt=self.sheet.width_pt - indent_pt,
            indent_pt=indent_pt,
            measure=measure,
        )
