"""Blocks that follow each other down the pages: measured first, so that pages can be counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.deliveries.pdf.sheet import Pen, Sheet
from desktop_app.deliveries.pdf.text import Style, TextLayer
from desktop_app.deliveries.pdf.wrapping import wrapped

_ASCENT = 0.8
"""How far below the top of its block a line stands, as a share of the type size."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Something of a height that is drawn below a given y.

    Attributes:
        before_pt: the space above, which goes at the top of a page.
        keeps_next: it may not be the last on a page.
    """

    height_pt: float
    paint: Callable[[Pen, float], None]
    before_pt: float = 0
    keeps_next: bool = False


Page = list[tuple[float, Block]]
"""The blocks of a page, each with the y of its top."""


def paragraph(
    text: str,
    style: Style,
    layer: TextLayer,
    *,
    width_pt: float,
    indent_pt: float = 0,
    leading: float = 1.42,
) -> list[Block]:
    """Make a block of each line; the first two and the last two stay together.

    Args:
        text: one paragraph.
        style: how it is set.
        layer: measures.
        width_pt: of the lines.
        indent_pt: from the starting margin.
        leading: from line to line, as a share of the type size.
    """
    lines = wrapped(text, width_pt, lambda line: layer.width_pt(line, style))
    last = len(lines) - 1
    return [
        Block(
            height_pt=style.size_pt * leading,
            paint=_line_painter(line, style, indent_pt),
            keeps_next=index != last and index in {0, last - 1},
        )
        for index, line in enumerate(lines)
    ]


def _line_painter(line: str, style: Style, indent_pt: float) -> Callable[[Pen, float], None]:
    def paint(pen: Pen, top_pt: float) -> None:
        pen.text(line, (indent_pt, baseline_pt(top_pt, style.size_pt)), style)

    return paint


def baseline_pt(top_pt: float, size_pt: float) -> float:
    """Give the y that the letters of a block's first line stand on."""
    return top_pt - size_pt * _ASCENT


def paginated(blocks: Sequence[Block], sheet: Sheet) -> list[Page]:
    """Spread blocks over pages, none of which ends with a block that keeps the next."""
    pages: list[Page] = []
    y_pt = sheet.bottom_pt
    for group in _groups(blocks):
        needed_pt = sum(block.before_pt + block.height_pt for block in group)
        if not pages or y_pt - needed_pt < sheet.bottom_pt:
            pages.append([])
            y_pt = sheet.top_pt
        for block in group:
            y_pt -= block.before_pt if pages[-1] else 0
            if pages[-1] and y_pt - block.height_pt < sheet.bottom_pt:  # a group beyond a page
                pages.append([])
                y_pt = sheet.top_pt
            pages[-1].append((y_pt, block))
            y_pt -= block.height_pt
    return pages


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and groups[-1][-1].keeps_next:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups
