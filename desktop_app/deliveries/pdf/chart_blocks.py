"""Draws charts on paper, each with its numbers as a table: beside columns, and around lying bars."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop_app.deliveries.charts import Bar, Chart, ChartKind
from desktop_app.deliveries.pdf.document import MM
from desktop_app.deliveries.pdf.flow import Block, baseline_pt
from desktop_app.deliveries.pdf.sheet import LIGHT, Pen, Sheet
from desktop_app.deliveries.pdf.text import Align, Style, TextLayer

_ROW_PT = 15.0
_SMALL_ROW_PT = 12.2
_TEXT_PT = 9.0
_SMALL_PT = 7.5
_BAR_PT = 8.0
_LABEL_WIDTH_PT = 54 * MM
_NUMBER_WIDTH_PT = 20 * MM
_SHARE_WIDTH_PT = 16 * MM
_GAP_PT = 3 * MM
_COLUMNS_SHARE = 0.56
"""How much of the width standing columns take; their table has the rest."""
_LEAST_COLUMNS_PT = 46 * MM
_MOST_ROWS = 16
"""A longer table is cut in two, side by side."""
_FILL = 0.7
"""How much of its place a column fills."""


@dataclass(frozen=True, slots=True)
class _Styles:
    """How the words of a chart are set; names run as their first letter does."""

    text: Style
    bold: Style
    small: Style
    small_bold: Style

    @classmethod
    def of(cls, sheet: Sheet) -> "_Styles":
        return cls(
            text=sheet.style(_TEXT_PT, may_turn=True),
            bold=sheet.style(_TEXT_PT - 0.5, is_bold=True, may_turn=True),
            small=sheet.style(_SMALL_PT, may_turn=True),
            small_bold=sheet.style(_SMALL_PT, is_bold=True, may_turn=True),
        )


def chart_blocks(chart: Chart, sheet: Sheet, layer: TextLayer) -> Iterator[Block]:
    """Give the blocks of a chart and its table, without its title."""
    styles = _Styles.of(sheet)
    if chart.kind is ChartKind.BARS:
        yield from _bar_rows(chart, sheet, styles)
    else:
        yield _columns(chart, sheet, styles, layer)


def figure_blocks(lines: tuple[tuple[str, str], ...], sheet: Sheet) -> Iterator[Block]:
    """Give a table of labels and numbers."""
    styles = _Styles.of(sheet)
    for index, (label, number) in enumerate(lines):
        yield Block(
            height_pt=_ROW_PT,
            paint=_figure_row(label, number, sheet, styles),
            keeps_next=index != len(lines) - 1,
        )


def _figure_row(
    label: str, number: str, sheet: Sheet, styles: _Styles
) -> Callable[[Pen, float], None]:
    def paint(pen: Pen, top_pt: float) -> None:
        y_pt = top_pt - _ROW_PT + 4.5
        room_pt = sheet.width_pt - 2 * _NUMBER_WIDTH_PT - _GAP_PT
        pen.text(label, (0, y_pt), styles.text, max_width_pt=room_pt)
        pen.text(
            number,
            (sheet.width_pt, y_pt),
            styles.text,
            ends_here=True,
            max_width_pt=2 * _NUMBER_WIDTH_PT,
        )
        pen.box((0, top_pt - _ROW_PT), sheet.width_pt, 0.3, grey=LIGHT)

    return paint


# -- lying bars: the table, with a bar in each of its lines --


def _bar_rows(chart: Chart, sheet: Sheet, styles: _Styles) -> Iterator[Block]:
    last = len(chart.bars) - 1

    def paint_headings(pen: Pen, top_pt: float) -> None:
        y_pt = top_pt - _ROW_PT + 4.5
        pen.text(chart.headings[0], (0, y_pt), styles.bold, max_width_pt=_LABEL_WIDTH_PT)
        _numbers(pen, y_pt, sheet.width_pt, chart.headings[1:], styles.bold)
        pen.box((0, top_pt - _ROW_PT), sheet.width_pt, 0.8)

    yield Block(height_pt=_ROW_PT, paint=paint_headings, keeps_next=True)
    for index, bar in enumerate(chart.bars):
        yield Block(
            height_pt=_ROW_PT,
            paint=_bar_row(chart, bar, sheet, styles),
            keeps_next=index != last,
        )


def _bar_row(chart: Chart, bar: Bar, sheet: Sheet, styles: _Styles) -> Callable[[Pen, float], None]:
    start_pt = _LABEL_WIDTH_PT + _GAP_PT
    longest_pt = sheet.width_pt - start_pt - _NUMBER_WIDTH_PT - _SHARE_WIDTH_PT - _GAP_PT

    def paint(pen: Pen, top_pt: float) -> None:
        y_pt = top_pt - _ROW_PT + 4.5
        pen.text(bar.label, (0, y_pt), styles.text, max_width_pt=_LABEL_WIDTH_PT)
        if bar.count:
            length_pt = max(longest_pt * chart.length(bar), 0.8)
            pen.box((start_pt, y_pt - 1), length_pt, _BAR_PT)
        _numbers(pen, y_pt, sheet.width_pt, (bar.number, bar.share), styles.text)
        pen.box((0, top_pt - _ROW_PT), sheet.width_pt, 0.3, grey=LIGHT)

    return paint


def _numbers(pen: Pen, y_pt: float, end_pt: float, words: tuple[str, ...], style: Style) -> None:
    """Set the number and the share at the end of a line."""
    number, share = words
    pen.text(share, (end_pt, y_pt), style, ends_here=True, max_width_pt=_SHARE_WIDTH_PT)
    at_pt = end_pt - _SHARE_WIDTH_PT
    pen.text(number, (at_pt, y_pt), style, ends_here=True, max_width_pt=_NUMBER_WIDTH_PT)


# -- standing columns, with the table beside them --


def _columns(chart: Chart, sheet: Sheet, styles: _Styles, layer: TextLayer) -> Block:
    bars = chart.bars
    per_part = len(bars) if len(bars) <= _MOST_ROWS else -(-len(bars) // 2)
    table_pt = (per_part + 1) * _SMALL_ROW_PT
    is_beside = len(bars) <= _MOST_ROWS
    width_pt = sheet.width_pt * (_COLUMNS_SHARE if is_beside else 1)
    drawn_pt = max(table_pt, _LEAST_COLUMNS_PT) if is_beside else _LEAST_COLUMNS_PT
    drawn_pt = min(drawn_pt, 1.4 * _LEAST_COLUMNS_PT)

    def paint(pen: Pen, top_pt: float) -> None:
        _paint_columns(pen, chart, (top_pt, width_pt, drawn_pt), styles, layer)
        if is_beside:
            at_pt = width_pt + 2 * _GAP_PT
            _paint_table(pen, chart, bars, (at_pt, top_pt, sheet.width_pt - at_pt), styles)
            return
        part_pt = (sheet.width_pt - 4 * _GAP_PT) / 2
        beneath_pt = top_pt - drawn_pt - 2 * _GAP_PT
        for part in range(2):
            rows = bars[part * per_part : (part + 1) * per_part]
            at_pt = part * (part_pt + 4 * _GAP_PT)
            _paint_table(pen, chart, rows, (at_pt, beneath_pt, part_pt), styles)

    height_pt = max(table_pt, drawn_pt) if is_beside else drawn_pt + 2 * _GAP_PT + table_pt
    return Block(height_pt=height_pt, before_pt=4, paint=paint)


def _paint_columns(
    pen: Pen,
    chart: Chart,
    place_pt: tuple[float, float, float],
    styles: _Styles,
    layer: TextLayer,
) -> None:
    top_pt, width_pt, height_pt = place_pt
    step_pt = width_pt / len(chart.bars)
    step_pt = min(step_pt, 14 * MM)
    base_pt = top_pt - height_pt + 12
    highest_pt = height_pt - 12 - 11
    widest_pt = max((layer.width_pt(bar.mark, styles.small) for bar in chart.bars), default=0.0)
    every = max(1, -(-int(widest_pt + 3) // max(1, int(step_pt))))
    for index, bar in enumerate(chart.bars):
        middle_pt = (index + 0.5) * step_pt
        if bar.count:
            high_pt = max(highest_pt * chart.length(bar), 0.8)
            start_pt = middle_pt - step_pt * _FILL / 2
            pen.box((start_pt, base_pt), step_pt * _FILL, high_pt)
            if layer.width_pt(bar.number, styles.small) <= step_pt:
                _centred(pen, bar.number, (middle_pt, base_pt + high_pt + 2.5), styles.small)
        if index % every == 0:
            _centred(pen, bar.mark, (middle_pt, base_pt - 9), styles.small)
    pen.box((0, base_pt - 0.8), step_pt * len(chart.bars), 0.8)


def _paint_table(
    pen: Pen,
    chart: Chart,
    bars: tuple[Bar, ...],
    place_pt: tuple[float, float, float],
    styles: _Styles,
) -> None:
    start_pt, top_pt, width_pt = place_pt
    lines = [(chart.headings, styles.small_bold)]
    lines += [((bar.label, bar.number, bar.share), styles.small) for bar in bars]
    share_pt, number_pt = 12 * MM, 15 * MM
    for index, ((label, number, share), style) in enumerate(lines):
        y_pt = baseline_pt(top_pt - index * _SMALL_ROW_PT, _SMALL_PT)
        end_pt = start_pt + width_pt
        room_pt = width_pt - share_pt - number_pt - 2
        pen.text(label, (start_pt, y_pt), style, max_width_pt=room_pt)
        pen.text(number, (end_pt - share_pt, y_pt), style, ends_here=True, max_width_pt=number_pt)
        pen.text(share, (end_pt, y_pt), style, ends_here=True, max_width_pt=share_pt)
        rule_pt = top_pt - (index + 1) * _SMALL_ROW_PT + 2.2
        thick_pt, grey = (0.3, LIGHT) if index else (0.8, 0.0)
        pen.box((start_pt, rule_pt), width_pt, thick_pt, grey=grey)


def _centred(pen: Pen, text: str, at_pt: tuple[float, float], style: Style) -> None:
    document = pen.document
    place = (pen.sheet.x_pt(at_pt[0]), at_pt[1])
    document.text.draw(document.canvas, text, place, style, align=Align.CENTRE)
