"""One font inside one document: the glyphs in use, what they say, and the objects of the file."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import uharfbuzz

from desktop_app.deliveries.pdf.fonts import Face

_NOT_DEFINED = 0
"""The glyph that a font shows for what it does not have."""

_TABLES_NO_VIEWER_NEEDS = (
    "GSUB",
    "GPOS",
    "GDEF",
    "name",
    "OS/2",
    "post",
    "DSIG",
    "STAT",
    "BASE",
    "vmtx",
    "vhea",
    "VORG",
    "MATH",
)
_MOST_CHARACTERS_IN_A_BLOCK = 100  # PDF 32000, 9.7.5.4, after Adobe Technical Note 5014

_TO_UNICODE_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    " /CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def"
    " /CMapName /Adobe-Identity-UCS def /CMapType 2 def"
    " 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)
_TO_UNICODE_TAIL = "\nendcmap CMapName currentdict /CMap defineresource pop end end"


class EmbeddedFont:
    """A face in one document, under the name that the pages call it by."""

    def __init__(self, face: Face, resource_name: str) -> None:
        """Begin with no glyph but the one for what is missing."""
        self.face = face
        self.resource_name = resource_name
        self._says: dict[int, str] = {_NOT_DEFINED: ""}
        self._widths: dict[int, int] = {}

    @property
    def is_used(self) -> bool:
        """Tell whether any page shows a glyph of this font."""
        return bool(self._widths)

    def use(self, glyph: int, text: str) -> bool:
        """Note that a glyph stands for a text; False if it stands for another one already."""
        return self._says.setdefault(glyph, text) == text

    def width_of(self, glyph: int) -> int:
        """Give the width of a glyph in thousandths of the type size, as the file will state it."""
        if glyph not in self._widths:
            self._widths[glyph] = self.face.glyph_width(glyph)
        return self._widths[glyph]

    def objects(self) -> "FontObjects":
        """Make what the file needs of this font."""
        return FontObjects(
            base_name=self._base_name(),
            outlines=_subset(self.face, set(self._says)),
            to_unicode=_to_unicode(self._says),
            widths=" ".join(self._width_stretches()),
            descriptor=self._descriptor(),
            has_postscript_outlines=self.face.has_postscript_outlines,
        )

    def _base_name(self) -> str:
        """Name the subset: six letters that differ for different glyphs, then the font."""
        check = zlib.crc32(repr(sorted(self._says)).encode())
        tag = "".join(chr(ord("A") + (check >> (4 * place)) % 26) for place in range(6))
        return f"{tag}+{self.face.name.replace('-', '')}"

    def _width_stretches(self) -> Iterator[str]:
        """List widths as PDF wants them: the first glyph of a stretch, then the widths in it."""
        glyphs = sorted(self._says)
        start = 0
        for index, glyph in enumerate(glyphs):
            if index + 1 == len(glyphs) or glyphs[index + 1] != glyph + 1:
                stretch = glyphs[start : index + 1]
                yield f"{stretch[0]}[{' '.join(str(self.width_of(each)) for each in stretch)}]"
                start = index + 1

    def _descriptor(self) -> str:
        scale = self.face.scale
        head = self.face.harfbuzz_face.reference_table("head").data
        box = " ".join(str(round(edge * scale)) for edge in struct.unpack(">4h", head[36:44]))
        extents = self.face.harfbuzz_font.get_font_extents("ltr")
        return (
            f"/Flags 4/FontBBox[{box}]/ItalicAngle 0/CapHeight 714/StemV 80"
            f"/Ascent {round(extents.ascender * scale)}/Descent {round(extents.descender * scale)}"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class FontObjects:
    """The parts of one embedded font; the document writes them and links them up."""

    base_name: str
    outlines: bytes
    to_unicode: bytes
    widths: str
    descriptor: str
    has_postscript_outlines: bool

    def outlines_head(self) -> str:
        """Give the dictionary entries of the stream that holds the outlines."""
        if self.has_postscript_outlines:
            return "/Subtype/OpenType"
        return f"/Length1 {len(self.outlines)}"

    def descriptor_object(self, outlines: str) -> str:
        """Give the font descriptor, with a reference to the outlines."""
        key = "FontFile3" if self.has_postscript_outlines else "FontFile2"
        return (
            f"<</Type/FontDescriptor/FontName/{self.base_name}{self.descriptor}/{key} {outlines}>>"
        )

    def glyphs_object(self, descriptor: str) -> str:
        """Give the font whose codes are glyph numbers."""
        kind = "0" if self.has_postscript_outlines else "2"
        mapping = "" if self.has_postscript_outlines else "/CIDToGIDMap/Identity"
        return (
            f"<</Type/Font/Subtype/CIDFontType{kind}/BaseFont/{self.base_name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor}/DW 1000/W[{self.widths}]{mapping}>>"
        )

    def font_object(self, glyphs: str, to_unicode: str) -> str:
        """Give the font that the pages name."""
        return (
            f"<</Type/Font/Subtype/Type0/BaseFont/{self.base_name}/Encoding/Identity-H"
            f"/DescendantFonts[{glyphs}]/ToUnicode {to_unicode}>>"
        )


def _subset(face: Face, glyphs: set[int]) -> bytes:
    """Keep the outlines in use, under their numbers: pages are on disk long before we know them."""
    flags = uharfbuzz.SubsetFlags
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = (
        flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING | flags.NOTDEF_OUTLINE
    )
    dropped = list(_TABLES_NO_VIEWER_NEEDS)
    if face.has_postscript_outlines:
        wanted.flags |= flags.CFF_IDENTITY_CHARSET
    else:
        dropped.append("cmap")
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in dropped)
    return bytes(uharfbuzz.subset(face.harfbuzz_face, wanted).blob.data)


def _to_unicode(says: dict[int, str]) -> bytes:
    """Write the table from glyphs to text for search, copy and screen readers."""
    lines = [
        f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for glyph, text in sorted(says.items())
        if text
    ]
    blocks = []
    for start in range(0, len(lines), _MOST_CHARACTERS_IN_A_BLOCK):
        block = lines[start : start + _MOST_CHARACTERS_IN_A_BLOCK]
        blocks.append("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]))
    return (_TO_UNICODE_HEAD + "\n".join(blocks) + _TO_UNICODE_TAIL).encode("ascii")
