"""Blocks that follow each other down the pages: measured first, so that pages can be counted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    measure: Callable[[str], float] | None = None,
) -> list[Block]:
    """Make a block of each line; the first two and the last two stay together.

    Args:
        text: one paragraph.
        style: how it is set.
        layer: measures.
        width_pt: of the lines.
        indent_pt: from the starting margin.
        leading: from line to line, as a share of the type size.
        measure: tells how wide a line would be, if there is a quicker way than setting it.
    """
    lines = wrapped(text, width_pt, measure or (lambda line: layer.width_pt(line, style)))
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
    return list(spread(blocks, sheet))


def spread(blocks: Iterable[Block], sheet: Sheet) -> Iterator[Page]:
    """Do so for blocks without end: each page is given as soon as it is full."""
    page: Page = []
    y_pt = sheet.top_pt
    for group in _groups(blocks):
        needed_pt = sum(block.before_pt + block.height_pt for block in group)
        if page and y_pt - needed_pt < sheet.bottom_pt:
            yield page
            page, y_pt = [], sheet.top_pt
        for block in group:
            y_pt -= block.before_pt if page else 0
            if page and y_pt - block.height_pt < sheet.bottom_pt:  # a group beyond a page
                yield page
                page, y_pt = [], sheet.top_pt
            page.append((y_pt, block))
            y_pt -= block.height_pt
    if page:
        yield page


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        group.append(block)
        if not block.keeps_next:
            yield group
            group = []
    if group:
        yield group


def after(before_pt: float, blocks: list[Block]) -> list[Block]:
    """Put space above the first of some blocks."""
    return [replace(blocks[0], before_pt=before_pt), *blocks[1:]] if blocks else []


def kept_together(blocks: list[Block]) -> list[Block]:
    """Let some blocks stand on one page."""
    return [*(replace(block, keeps_next=True) for block in blocks[:-1]), *blocks[-1:]]


def with_more(paint_more: Callable[[Pen, float], None], block: Block) -> Block:
    """Draw something beside a block."""

    def paint(pen: Pen, top_pt: float) -> None:
        paint_more(pen, top_pt)
        block.paint(pen, top_pt)

    return replace(block, paint=paint)
