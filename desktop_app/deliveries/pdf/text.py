"""The one door for text: any script, shaped, in order, with embedded fonts, and cached."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum

from desktop_app.deliveries.pdf.bidi import Direction, first_strong_direction
from desktop_app.deliveries.pdf.canvas import PageCanvas
from desktop_app.deliveries.pdf.characters import cleaned, clusters, script_of
from desktop_app.deliveries.pdf.embedding import EmbeddedFont
from desktop_app.deliveries.pdf.fonts import Face, Fonts
from desktop_app.deliveries.pdf.operators import Rise
from desktop_app.deliveries.pdf.plain import PlainText
from desktop_app.deliveries.pdf.runs import runs_of
from desktop_app.deliveries.pdf.shaping import ShapedRun, Shaper

_MOST_CACHED_LINES = 50_000
_LONGEST_LINE = 2_000  # characters; more than any page is wide
_ELLIPSIS = "…"
_SMALLEST_SHARE = 0.8  # of the type size, before a text is cut
_BOLD_STROKE = 0.025
"""How thick letters of a font without bold are drawn around, as a share of the type size."""


class Align(Enum):
    """Which part of the text stands at x."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """How a line is set.

    Attributes:
        size_pt: the type size.
        language: BCP 47; Chinese, Japanese and Korean write some characters differently.
        direction: of the paragraph; None takes that of the first letter.
        is_kerned: False is four times as fast for Latin, Cyrillic and Greek.
    """

    size_pt: float
    is_bold: bool = False
    language: str = ""
    direction: Direction | None = None
    is_kerned: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready for the page: runs of a font setting (`/T0 9 Tf`) and what to show in it."""

    width_pt: float
    runs: tuple[tuple[str, str], ...] = field(repr=False)

    def operators(self, current: str = "") -> tuple[str, str]:
        """Give the operators, and the font setting that holds after them.

        Args:
            current: the font setting that holds before, so that it need not be said again.
        """
        found: list[str] = []
        for setting, shown in self.runs:
            if setting != current:
                found.append(setting)
                current = setting
            found.append(shown)
        return " ".join(found), current


class TextLayer:
    """Sets text for one document and remembers which glyphs its fonts must hold."""

    def __init__(self, fonts: Fonts) -> None:
        """Begin a document with no font in it yet."""
        self._fonts = fonts
        self._shaper = Shaper()
        self._embedded: dict[str, EmbeddedFont] = {}
        self._lines: dict[tuple[str, Style], Line] = {}
        self._plain = {
            is_bold: PlainText(self._embed(fonts.base(is_bold=is_bold)))
            for is_bold in (False, True)
        }
        self.missing_characters: set[str] = set()

    @property
    def embedded_fonts(self) -> tuple[EmbeddedFont, ...]:
        """List the fonts that the file must hold."""
        return tuple(font for font in self._embedded.values() if font.is_used)

    def width_pt(self, text: str, style: Style) -> float:
        """Measure a line."""
        return self.line(text, style).width_pt

    def draw(
        self,
        canvas: PageCanvas,
        text: str,
        at_pt: tuple[float, float],
        style: Style,
        *,
        align: Align = Align.LEFT,
        max_width_pt: float | None = None,
    ) -> float:
        """Draw one line and give its width.

        Args:
            canvas: the page.
            text: anything; it is cleaned, and line ends become spaces.
            at_pt: x of the edge that `align` names, y of the line the letters stand on.
            style: how.
            align: what x means.
            max_width_pt: a longer text is made smaller, and then cut.
        """
        line = self.line(text, style)
        if max_width_pt is not None and line.width_pt > max_width_pt:
            line = self.fitted(text, style, max_width_pt)
        x_pt, y_pt = at_pt
        share = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[align]
        operators, _ = line.operators()
        canvas.write(f"BT {x_pt - share * line.width_pt:.2f} {y_pt:.2f} Td {operators} ET")
        return line.width_pt

    def line(self, text: str, style: Style) -> Line:
        """Set a line, or take it from those set before."""
        key = (text, style)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) >= _MOST_CACHED_LINES:
                self._lines.clear()
            found = self._lines[key] = self.line_set_once(text, style)
        return found

    def line_set_once(self, text: str, style: Style) -> Line:
        """Set a line that will not come again."""
        if not style.is_kerned and style.direction is not Direction.RIGHT_TO_LEFT:
            plain = self._plain[style.is_bold]
            shown = plain.operators(text)
            if shown is not None:
                setting = _font_setting(plain.font, style.size_pt)
                return Line(plain.width(text) * style.size_pt / 1000, ((setting, shown),))
        return self._shaped(text[:_LONGEST_LINE], style)

    def digits(self, digits: str) -> str:
        """Give the operator that shows ASCII digits in the regular base font, quickly."""
        shown = self._plain[False].operators(digits)
        assert shown is not None
        return shown

    def fitted(self, text: str, style: Style, max_width_pt: float) -> Line:
        """Set a line no wider than it may be: smaller if that is enough, or cut with an ellipsis."""
        text = text[:_LONGEST_LINE]
        line = self.line_set_once(text, style)
        if line.width_pt <= max_width_pt:
            return line
        smaller = replace(style, size_pt=_rounded_down(style.size_pt, max_width_pt / line.width_pt))
        if smaller.size_pt >= style.size_pt * _SMALLEST_SHARE:
            return self.line_set_once(text, smaller)
        smallest = replace(style, size_pt=style.size_pt * _SMALLEST_SHARE)
        return self._cut(text, smallest, max_width_pt)

    def _cut(self, text: str, style: Style, max_width_pt: float) -> Line:
        """Find the longest beginning that fits, by halving; whole letters only."""
        letters = clusters(cleaned(text))
        fits, too_many = 0, len(letters)
        while too_many - fits > 1:
            middle = (fits + too_many) // 2
            start = "".join(letters[:middle]).rstrip() + _ELLIPSIS
            if self.line_set_once(start, style).width_pt <= max_width_pt:
                fits = middle
            else:
                too_many = middle
        return self.line_set_once("".join(letters[:fits]).rstrip() + _ELLIPSIS, style)

    def _shaped(self, text: str, style: Style) -> Line:
        text = cleaned(text)
        base = style.direction
        if base is None:
            base = first_strong_direction(text) or Direction.LEFT_TO_RIGHT
        language = _language_of(text, style.language)
        shaped = [
            self._shaper.shape(run, self._embed(run.face), language)
            for run in runs_of(text, base, self._face_for(is_bold=style.is_bold))
        ]
        width_pt = sum(run.width for run in shaped) * style.size_pt / 1000
        return Line(width_pt, tuple(_sized(run, style) for run in shaped))

    def _face_for(self, *, is_bold: bool) -> Callable[[str], Face]:
        def face_for(character: str) -> Face:
            face = self._fonts.face_for(character, is_bold)
            if face is None:
                self.missing_characters.add(character)
                return self._fonts.base(is_bold=is_bold)
            return face

        return face_for

    def _embed(self, face: Face) -> EmbeddedFont:
        if face.name not in self._embedded:
            self._embedded[face.name] = EmbeddedFont(face, f"T{len(self._embedded)}")
        return self._embedded[face.name]


def _language_of(text: str, language: str) -> str:
    """Tell Japanese and Korean by their own letters: a name rarely is in the page's language."""
    scripts = {script_of(character) for character in text}
    if scripts & {"Hira", "Kana"}:
        return "ja"
    if "Hang" in scripts:
        return "ko"
    return language


def _sized(run: ShapedRun, style: Style) -> tuple[str, str]:
    size_pt = style.size_pt
    shown = " ".join(
        f"{piece.amount * size_pt / 1000:.2f} Ts" if isinstance(piece, Rise) else piece
        for piece in run.pieces
    )
    if style.is_bold and not run.font.face.is_bold and not run.is_symbol:
        shown = f"2 Tr {size_pt * _BOLD_STROKE:.2f} w {shown} 0 Tr"
    return _font_setting(run.font, size_pt), shown


def _font_setting(font: EmbeddedFont, size_pt: float) -> str:
    return f"/{font.resource_name} {size_pt:g} Tf"


def _rounded_down(size_pt: float, share: float) -> float:
    """Make a size smaller, in steps, so that a document does not have hundreds of sizes."""
    return int(size_pt * share * 20) / 20
