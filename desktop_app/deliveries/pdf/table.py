"""The pages of names: equal rows, so that the number of pages is known before the first is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise

from desktop_app.deliveries.pdf.columns import Cells, Numbers, layout_for
from desktop_app.deliveries.pdf.sheet import LIGHT, Pen, Sheet
from desktop_app.deliveries.pdf.text import TextLayer

_ROW_HEIGHT_PT = 16.0
_HEADING_HEIGHT_PT = 20.0
_BELOW_BASELINE_PT = 4.6
_SAMPLED_ROWS = 300

Row = Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The headings of the names, and how many rows will come."""

    headings: tuple[str, ...]
    number_heading: str
    row_count: int

    def rows_per_page(self, sheet: Sheet) -> int:
        """Tell how many rows a page holds."""
        height_pt = sheet.top_pt - sheet.bottom_pt - _HEADING_HEIGHT_PT
        return int(height_pt // _ROW_HEIGHT_PT)

    def page_count(self, sheet: Sheet) -> int:
        """Tell how many pages the rows will fill."""
        return -(-self.row_count // self.rows_per_page(sheet))


@dataclass(frozen=True, kw_only=True, slots=True)
class TablePage:
    """The rows of one page; the first of them bears a number that counts from 1."""

    first: int
    rows: list[Row] = field(repr=False)

    @property
    def last(self) -> int:
        """Give the number of the last row."""
        return self.first + len(self.rows) - 1


class TablePainter:
    """Draws pages of names, with widths chosen by the first rows. `pen` has the table's margins."""

    def __init__(self, table: Table, rows: Iterable[Row], pen: Pen) -> None:
        """Look at the first rows."""
        untouched = iter(rows)
        sample = list(islice(untouched, _SAMPLED_ROWS))
        layer: TextLayer = pen.document.text
        layout = layout_for(table.headings, sample, table.row_count, pen.sheet, layer)
        self.pen = Pen(pen.document, layout.sheet)
        self._table = table
        self._rows = chain(sample, untouched)
        self._columns = (layout.number_column, *layout.columns)
        self._numbers = Numbers(layout.style, layer)
        self._cells = [Cells(column, layout.style, layer) for column in layout.columns]
        self._heading_style = self.pen.sheet.style(
            layout.style.size_pt - 0.5, is_bold=True, may_turn=True
        )
        self._base = layer.line("1", layout.style).operators()[1]
        self._template = self._row_template()
        self._lines_for: dict[int, str] = {}

    def pages(self) -> Iterator[TablePage]:
        """Give the rows page by page.

        Raises:
            ValueError: there are not as many rows as the table was promised: "page 1 of 9" would
                be false.
        """
        size = self._table.rows_per_page(self.pen.sheet)
        seen = 0
        while rows := list(islice(self._rows, size)):
            yield TablePage(first=seen + 1, rows=rows)
            seen += len(rows)
            if seen > self._table.row_count:
                break
        if seen != self._table.row_count:
            raise ValueError(f"promised {self._table.row_count} rows, got {seen} or more")

    def paint(self, page: TablePage) -> None:
        """Draw the headings and the rows of a page."""
        self._paint_headings()
        shown: list[str] = []
        for number, row in enumerate(page.rows, page.first):
            shown.append(self._numbers.shown(number))
            shown.extend([cells.shown(text) for cells, text in zip(self._cells, row, strict=True)])
        top_pt = self.pen.sheet.top_pt - _HEADING_HEIGHT_PT
        y_pt = top_pt - _ROW_HEIGHT_PT + _BELOW_BASELINE_PT
        template = self._template * len(page.rows)
        start = f"BT {self._base} {self._columns[0].x_pt:.2f} {y_pt:.2f} Td\n"
        canvas = self.pen.document.canvas
        canvas.write(self._lines(len(page.rows)))
        canvas.write(f"{start}{template % tuple(shown)}ET")

    def _row_template(self) -> str:
        """Write the moves of one row, from column to column and back to the start of the next."""
        places = [column.x_pt for column in self._columns]
        moves = [f"{after - before:.2f} 0 Td" for before, after in pairwise(places)]
        back = f"{places[0] - places[-1]:.2f} {-_ROW_HEIGHT_PT:g} Td\n"
        return "".join(f"%s {move} " for move in [*moves, back]).replace("\n ", "\n")

    def _paint_headings(self) -> None:
        headings = (self._table.number_heading, *self._table.headings)
        y_pt = self.pen.sheet.top_pt - _HEADING_HEIGHT_PT + 6.5
        document = self.pen.document
        for column, heading in zip(self._columns, headings, strict=True):
            document.text.draw(
                document.canvas,
                heading,
                (column.x_pt, y_pt),
                self._heading_style,
                align=column.align,
                max_width_pt=column.width_pt,
            )

    def _lines(self, row_count: int) -> str:
        """Give the line below the headings and the hairlines below the rows."""
        if row_count not in self._lines_for:  # two lengths at most: full pages and the last
            self._lines_for[row_count] = self._lines_written(row_count)
        return self._lines_for[row_count]

    def _lines_written(self, row_count: int) -> str:
        left_pt, width_pt = self.pen.sheet.margin_pt, self.pen.sheet.width_pt
        top_pt = self.pen.sheet.top_pt - _HEADING_HEIGHT_PT
        across = f"{left_pt + width_pt:.2f}"
        hairlines = " ".join(
            f"{left_pt:.2f} {y_pt:.2f} m {across} {y_pt:.2f} l"
            for y_pt in (top_pt - row * _ROW_HEIGHT_PT for row in range(1, row_count + 1))
        )
        return (
            f"0.3 w {LIGHT:g} G {hairlines} S\n"
            f"0.8 w 0 G {left_pt:.2f} {top_pt:.2f} m {across} {top_pt:.2f} l S"
        )
