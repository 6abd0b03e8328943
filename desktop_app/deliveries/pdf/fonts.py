"""The fonts of a PDF: which file shows which character, opened only when a text needs it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz

from desktop_app.deliveries.pdf.characters import script_of
from desktop_app.problems import Problem


class FontMissing(Problem):
    """A font that comes with Inkstand is not where it should be: install Inkstand again."""

    code = "pdf.font_missing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """One family of the set in `resources/fonts`, and the scripts it was made for."""

    stem: str
    scripts: frozenset[str] = frozenset()
    has_bold: bool = False
    suffix: str = ".ttf"

    def file_name(self, *, is_bold: bool) -> str:
        """Name the file of a weight; a family without bold stays regular."""
        weight = "Bold" if is_bold and self.has_bold else "Regular"
        return f"{self.stem}-{weight}{self.suffix}"


def _sans(name: str, scripts: str, *, has_bold: bool = False) -> Family:
    return Family(stem=f"NotoSans{name}", scripts=frozenset(scripts.split()), has_bold=has_bold)


# The order is the order of trying. Emoji come before the symbols, which would take away their skin
# tones; Chinese, Japanese and Korean last, because that file has a wide form of much that others have.
FAMILIES: tuple[Family, ...] = (
    _sans("", "Latn Cyrl Grek", has_bold=True),
    _sans("Arabic", "Arab", has_bold=True),
    _sans("Hebrew", "Hebr", has_bold=True),
    _sans("Armenian", "Armn", has_bold=True),
    _sans("Georgian", "Geor", has_bold=True),
    _sans("Devanagari", "Deva", has_bold=True),
    _sans("Bengali", "Beng", has_bold=True),
    _sans("Tamil", "Taml", has_bold=True),
    _sans("Thai", "Thai", has_bold=True),
    _sans("Ethiopic", "Ethi", has_bold=True),
    _sans("Adlam", "Adlm"),
    _sans("Balinese", "Bali"),
    _sans("CanadianAboriginal", "Cans"),
    _sans("Cherokee", "Cher"),
    _sans("Gujarati", "Gujr"),
    _sans("Gurmukhi", "Guru"),
    _sans("Javanese", "Java"),
    _sans("Kannada", "Knda"),
    _sans("Khmer", "Khmr"),
    _sans("Lao", "Laoo"),
    _sans("Malayalam", "Mlym"),
    _sans("Mongolian", "Mong"),
    _sans("Myanmar", "Mymr"),
    _sans("NKo", "Nkoo"),
    _sans("OlChiki", "Olck"),
    _sans("Oriya", "Orya"),
    _sans("Sinhala", "Sinh"),
    _sans("Sundanese", "Sund"),
    _sans("Syriac", "Syrc"),
    _sans("TaiTham", "Lana"),
    _sans("Telugu", "Telu"),
    _sans("Thaana", "Thaa"),
    _sans("Tifinagh", "Tfng"),
    _sans("Vai", "Vaii"),
    _sans("Yi", "Yiii"),
    Family(stem="NotoSerifTibetan", scripts=frozenset({"Tibt"})),
    Family(stem="NotoEmoji"),
    _sans("Symbols", ""),
    _sans("Symbols2", ""),
    Family(
        stem="NotoSansCJK-Core",
        scripts=frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"}),
        suffix=".otf",
    ),
)


class Face:
    """One opened font file. Widths are in thousandths of the type size."""

    def __init__(self, path: Path) -> None:
        """Map the file into memory; HarfBuzz reads of it what it needs."""
        try:
            blob = uharfbuzz.Blob.from_file_path(str(path))
        except (OSError, uharfbuzz.HarfBuzzError) as cause:
            raise FontMissing(font=path.name, folder=str(path.parent)) from cause
        self.name = path.stem
        self.is_bold = path.stem.endswith("-Bold")
        self.harfbuzz_face = uharfbuzz.Face(blob)
        self.harfbuzz_font = uharfbuzz.Font(self.harfbuzz_face)
        self.scale: float = 1000 / self.harfbuzz_face.upem
        self._characters = self.harfbuzz_face.unicodes

    @property
    def has_postscript_outlines(self) -> bool:
        """Tell whether the outlines are CFF; PDF embeds those under another name."""
        return "CFF " in self.harfbuzz_face.table_tags

    def covers(self, character: str) -> bool:
        """Tell whether the font can show a character."""
        return ord(character) in self._characters

    def glyph_of(self, character: str) -> int | None:
        """Give the glyph that a character has by itself."""
        glyph = self.harfbuzz_font.get_nominal_glyph(ord(character))
        return None if glyph is None else int(glyph)

    def glyph_width(self, glyph: int) -> int:
        """Give how far a glyph moves the pen."""
        units: int = self.harfbuzz_font.get_glyph_h_advance(glyph)
        return round(units * self.scale)


class Fonts:
    """The set of fonts in one folder; may serve many documents, one after the other."""

    def __init__(self, folder: Path) -> None:
        """Take a folder that `load` has looked at."""
        self._folder = folder
        self._faces: dict[str, Face] = {}
        self.face_for = lru_cache(maxsize=65_536)(self._find_face)

    @classmethod
    def load(cls, folder: Path) -> "Fonts":
        """Take the fonts of a folder, opening none yet.

        Raises:
            FontMissing: the folder or one of the files is not there.
        """
        for family in FAMILIES:
            for is_bold in (False, True):
                name = family.file_name(is_bold=is_bold)
                if not (folder / name).is_file():
                    raise FontMissing(font=name, folder=str(folder))
        return cls(folder)

    def base(self, *, is_bold: bool) -> Face:
        """Give the font for Latin, Cyrillic and Greek, and for what no font can show."""
        return self._face(FAMILIES[0], is_bold=is_bold)

    def _find_face(self, character: str, is_bold: bool) -> Face | None:
        script = script_of(character)
        by_script = [family for family in FAMILIES if script in family.scripts]
        for family in (*by_script, *FAMILIES):
            face = self._face(family, is_bold=is_bold)
            if face.covers(character):
                return face
        return None

    def _face(self, family: Family, *, is_bold: bool) -> Face:
        name = family.file_name(is_bold=is_bold)
        if name not in self._faces:
            self._faces[name] = Face(self._folder / name)
        return self._faces[name]
