"""Where things stand on a page, told from the edge where reading starts, so that pages mirror."""

from dataclasses import dataclass, field

from desktop_app.deliveries.pdf.bidi import Direction
from desktop_app.deliveries.pdf.document import A4_PT, MM, Document
from desktop_app.deliveries.pdf.text import Align, Style

LIGHT = 0.72
"""The grey of hairlines; text is always black."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A page with its margins, and whether it is read from the right."""

    is_right_to_left: bool
    language: str
    margin_pt: float = 25 * MM
    top_pt: float = A4_PT[1] - 25 * MM
    bottom_pt: float = 27 * MM
    footer_pt: float = 14 * MM

    @property
    def width_pt(self) -> float:
        """Give the width between the margins."""
        return A4_PT[0] - 2 * self.margin_pt

    @property
    def direction(self) -> Direction:
        """Give the direction of paragraphs in the petition's own words."""
        return Direction.RIGHT_TO_LEFT if self.is_right_to_left else Direction.LEFT_TO_RIGHT

    @property
    def start(self) -> Align:
        """Give the side where lines start."""
        return Align.RIGHT if self.is_right_to_left else Align.LEFT

    @property
    def end(self) -> Align:
        """Give the side where lines end."""
        return Align.LEFT if self.is_right_to_left else Align.RIGHT

    def x_pt(self, from_start_pt: float) -> float:
        """Turn a distance from the margin where lines start into one from the paper's left edge."""
        if self.is_right_to_left:
            return A4_PT[0] - self.margin_pt - from_start_pt
        return self.margin_pt + from_start_pt

    def style(self, size_pt: float, *, is_bold: bool = False, may_turn: bool = False) -> Style:
        """Set words in a size.

        Args:
            size_pt: the type size.
            is_bold: bold.
            may_turn: for names and the like, which run as their first letter does; the petition's
                own text runs as the page does, even where a line begins with a foreign word.
        """
        direction = None if may_turn else self.direction
        return Style(size_pt=size_pt, is_bold=is_bold, language=self.language, direction=direction)


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on the current page of a document, mirrored if the sheet is."""

    document: Document
    sheet: Sheet = field(repr=False)

    def text(
        self,
        text: str,
        at_pt: tuple[float, float],
        style: Style,
        *,
        ends_here: bool = False,
        max_width_pt: float | None = None,
    ) -> None:
        """Draw a line that starts (or ends) at a distance from the starting margin."""
        self.document.text.draw(
            self.document.canvas,
            text,
            (self.sheet.x_pt(at_pt[0]), at_pt[1]),
            style,
            align=self.sheet.end if ends_here else self.sheet.start,
            max_width_pt=max_width_pt,
        )

    def box(
        self, at_pt: tuple[float, float], width_pt: float, height_pt: float, *, grey: float = 0
    ) -> None:
        """Fill a box; `at_pt` is its lower corner on the starting side."""
        x_pt = self.sheet.x_pt(at_pt[0]) - (width_pt if self.sheet.is_right_to_left else 0)
        self.document.canvas.write(
            f"{grey:g} g {x_pt:.2f} {at_pt[1]:.2f} {width_pt:.2f} {height_pt:.2f} re f 0 g"
        )
