"""The short way for Latin, Cyrillic and Greek in one font: a table look-up for each letter."""

import unicodedata

from desktop_app.deliveries.pdf.characters import COMMON, script_of
from desktop_app.deliveries.pdf.embedding import EmbeddedFont

_PLAIN_SCRIPTS = frozenset({"Latn", "Cyrl", "Grek", COMMON})


class PlainText:
    """Shows letters that need no shaping. It loses kerning and nothing else."""

    def __init__(self, font: EmbeddedFont) -> None:
        """Take the font for these letters; tables fill as letters come."""
        self.font = font
        self._codes: dict[str, str] = {}
        self._widths: dict[str, int] = {}

    def operators(self, text: str) -> str | None:
        """Give the operators, or None if any letter needs more than a look-up."""
        codes = self._codes
        try:
            return f"<{''.join([codes[character] for character in text])}>Tj"
        except KeyError:
            if not all(self._is_known(character) for character in text):
                return None
            return f"<{''.join([codes[character] for character in text])}>Tj"

    def width(self, text: str) -> int:
        """Measure a text that `operators` has shown, in thousandths of the type size."""
        widths = self._widths
        return sum([widths[character] for character in text])

    def _is_known(self, character: str) -> bool:
        """Take a letter into the tables, if its glyph can say nothing but this letter."""
        if character in self._codes:
            return True
        glyph = self.font.face.glyph_of(character)
        if glyph is None or not _is_plain(character) or not self.font.use(glyph, character):
            return False
        self._codes[character] = f"{glyph:04X}"
        self._widths[character] = self.font.width_of(glyph)
        return True


def _is_plain(character: str) -> bool:
    is_mark_or_control = unicodedata.category(character)[0] in "MC"
    is_composed = unicodedata.normalize("NFC", character) == character
    return not is_mark_or_control and is_composed and script_of(character) in _PLAIN_SCRIPTS
