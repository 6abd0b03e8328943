"""The columns of the names: how wide each is, and the cells that are drawn in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.deliveries.pdf.document import MM
from desktop_app.deliveries.pdf.sheet import Sheet
from desktop_app.deliveries.pdf.text import Align, Style, TextLayer

_GAP_PT = 9.0
_NARROWEST_PT = 26.0
_NARROWEST_NUMBER_PT = 18.0
_NARROW_MARGIN_PT = 14 * MM
_MOST_CACHED_CELLS = 50_000
_USUAL_SHARE = 0.95
"""A column is wide enough for this share of the sampled cells; the rest is made smaller or cut."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: x of the edge its cells stand at, which edge that is, and how wide they may be."""

    x_pt: float
    width_pt: float
    align: Align


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """How a table is set: the page with its margins, the type, and the columns."""

    sheet: Sheet
    style: Style
    number_column: Column
    columns: tuple[Column, ...]


def layout_for(
    headings: Sequence[str],
    sample: Sequence[Sequence[str]],
    row_count: int,
    sheet: Sheet,
    layer: TextLayer,
) -> Layout:
    """Choose margins, type and columns; a wide table gets narrower margins, then smaller type.

    Args:
        headings: of the columns after the row numbers.
        sample: the first rows, which tell how wide columns should be.
        row_count: tells how wide the row numbers become.
        sheet: the page.
        layer: measures.
    """
    narrow = replace(sheet, margin_pt=min(sheet.margin_pt, _NARROW_MARGIN_PT))
    chosen: Layout | None = None
    for tried, size_pt in ((sheet, 9.0), (narrow, 9.0), (narrow, 8.0), (narrow, 7.0)):
        style = Style(size_pt=size_pt, language=sheet.language, is_kerned=False)
        number_pt = max(layer.width_pt(str(row_count), style), _NARROWEST_NUMBER_PT)
        room_pt = tried.width_pt - number_pt - _GAP_PT * len(headings)
        wanted_pt = _wanted_pt(headings, sample, style, layer)
        chosen = _placed(tried, style, number_pt, _shared_out(wanted_pt, room_pt))
        if sum(wanted_pt) <= room_pt:
            break
    assert chosen is not None
    return chosen


def _wanted_pt(
    headings: Sequence[str], sample: Sequence[Sequence[str]], style: Style, layer: TextLayer
) -> list[float]:
    bold = replace(style, is_bold=True)
    return [
        max(
            _usual([layer.width_pt(row[index], style) for row in sample]),
            layer.width_pt(heading, bold),
            _NARROWEST_PT,
        )
        for index, heading in enumerate(headings)
    ]


def _placed(sheet: Sheet, style: Style, number_pt: float, widths_pt: Sequence[float]) -> Layout:
    columns: list[Column] = []
    from_start_pt = number_pt + _GAP_PT
    for width_pt in widths_pt:
        x_pt = sheet.x_pt(from_start_pt)
        columns.append(Column(x_pt=x_pt, width_pt=width_pt, align=sheet.start))
        from_start_pt += width_pt + _GAP_PT
    return Layout(
        sheet=sheet,
        style=style,
        number_column=_number_column(number_pt, sheet),
        columns=tuple(columns),
    )


def _number_column(width_pt: float, sheet: Sheet) -> Column:
    """Place the row numbers: units below units, on a mirrored page too."""
    from_start_pt = 0.0 if sheet.is_right_to_left else width_pt
    return Column(x_pt=sheet.x_pt(from_start_pt), width_pt=width_pt, align=Align.RIGHT)


def _usual(widths_pt: list[float]) -> float:
    return sorted(widths_pt)[int(len(widths_pt) * _USUAL_SHARE)] if widths_pt else 0.0


def _shared_out(wanted_pt: Sequence[float], room_pt: float) -> list[float]:
    """Give each column what it wants if there is room; else narrow the widest ones first."""
    spare_pt = room_pt - sum(wanted_pt)
    if spare_pt >= 0:
        return [width + spare_pt / len(wanted_pt) for width in wanted_pt]
    widths = list(wanted_pt)
    for _ in range(len(widths)):
        limit = _limit(widths, room_pt)
        widths = [min(width, limit) for width in widths]
    return widths


def _limit(widths_pt: Sequence[float], room_pt: float) -> float:
    """Find the width above which columns are cut, so that all together fill the room."""
    left_pt = room_pt
    ordered = sorted(widths_pt)
    for index, width in enumerate(ordered):
        share = left_pt / (len(ordered) - index)
        if width > share:
            return share
        left_pt -= width
    return ordered[-1]


class Cells:
    """The cells of one column, kept as operators because most come again.

    The operators begin and end at the column's edge, with the table's own font.
    """

    def __init__(self, column: Column, style: Style, layer: TextLayer) -> None:
        """Begin with none."""
        self._column = column
        self._style = style
        self._layer = layer
        self._base = layer.line("1", style).operators()[1]
        self._is_right = column.align is Align.RIGHT
        self._shown: dict[str, str] = {}

    def shown(self, text: str) -> str:
        """Give the operators of a cell."""
        found = self._shown.get(text)
        if found is None:
            if len(self._shown) >= _MOST_CACHED_CELLS:
                self._shown.clear()
            found = self._shown[text] = self._set(text)
        return found

    def _set(self, text: str) -> str:
        line = self._layer.fitted(text, self._style, self._column.width_pt)
        operators, setting = line.operators(self._base)
        if setting != self._base:
            operators = f"{operators} {self._base}"
        if self._is_right:
            return f"{-line.width_pt:.2f} 0 Td {operators} {line.width_pt:.2f} 0 Td"
        return operators


class Numbers:
    """The row numbers, which never come again: set the quickest way, units below units."""

    def __init__(self, style: Style, layer: TextLayer) -> None:
        """Begin with no length of number known."""
        self._style = style
        self._layer = layer
        self._moves: dict[int, tuple[str, str]] = {}

    def shown(self, number: int) -> str:
        """Give the operators of a number that ends at the column's edge."""
        digits = str(number)
        if len(digits) not in self._moves:  # all digits are equally wide
            width_pt = self._layer.width_pt("0" * len(digits), self._style)
            self._moves[len(digits)] = f"{-width_pt:.2f} 0 Td ", f" {width_pt:.2f} 0 Td"
        before, after = self._moves[len(digits)]
        return before + self._layer.digits(digits) + after
