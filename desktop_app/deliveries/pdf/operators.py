"""Writes glyphs as PDF text operators: strings of glyph numbers with their shifts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rise:
    """From here on glyphs stand higher than the line, in thousandths of the type size."""

    amount: int


Piece = str | Rise


def spoken(text: str) -> str:
    """Begin a span that says its text to whoever extracts it, whatever the glyphs."""
    return f"/Span<</ActualText<FEFF{text.encode('utf-16-be').hex().upper()}>>>BDC"


SPAN_END = "EMC"


class GlyphString:
    """Collects glyphs and shifts, and gives the shortest operators that show them."""

    def __init__(self) -> None:
        """Begin at the start of a run, on the line."""
        self._pieces: list[Piece] = []
        self._parts: list[str] = []  # of one TJ array: "<0012" open strings and numbers
        self._is_string_open = False
        self._rise = 0
        self._owed = 0.0

    def show(self, glyph: int, *, x_offset: float, rise: int) -> None:
        """Show a glyph, shifted from where the pen is."""
        if rise != self._rise:
            self._close_array()
            self._pieces.append(Rise(rise))
            self._rise = rise
        shift = self._owed + x_offset
        self._owed = shift - self._shift(shift) - x_offset
        if not self._is_string_open:
            self._parts.append("<")
            self._is_string_open = True
        self._parts.append(f"{glyph:04X}")

    def advance_more(self, amount: float) -> None:
        """Move the pen on by more (or less) than the width of the glyph just shown."""
        self._owed += amount

    def mark(self, operator: str) -> None:
        """Put the begin or the end of a span between glyphs."""
        self._close_array()
        self._pieces.append(operator)

    def finished(self) -> tuple[Piece, ...]:
        """End the run: back on the line, and the pen where the next run begins."""
        self._shift(self._owed)
        self._close_array()
        if self._rise:
            self._pieces.append(Rise(0))
        return tuple(self._pieces)

    def _shift(self, amount: float) -> int:
        whole = round(amount)
        if whole:
            self._close_string()
            self._parts.append(f"{-whole}")
        return whole

    def _close_string(self) -> None:
        if self._is_string_open:
            self._parts.append(">")
            self._is_string_open = False

    def _close_array(self) -> None:
        self._close_string()
        if self._parts:
            self._pieces.append(f"[{''.join(self._parts)}]TJ")
            self._parts = []
