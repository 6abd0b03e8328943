"""Shapes one run with HarfBuzz, and sees to it that the text can be taken out again as it was.

A viewer extracts text glyph by glyph (ToUnicode). Where that cannot give the text back, a span with
/ActualText says it: around the whole run in scripts from the left, around single letters in those
from the right, because Poppler turns whole spans from the right around.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import uharfbuzz

from desktop_app.deliveries.pdf.characters import COMMON, is_mark
from desktop_app.deliveries.pdf.embedding import EmbeddedFont
from desktop_app.deliveries.pdf.operators import SPAN_END, GlyphString, Piece, spoken
from desktop_app.deliveries.pdf.runs import Run

_ALWAYS_SPOKEN = frozenset(
    {
        "Deva",
        "Beng",
        "Taml",
        "Telu",
        "Knda",
        "Mlym",
        "Gujr",
        "Guru",
        "Orya",
        "Sinh",
        "Thai",
        "Laoo",
        "Khmr",
        "Mymr",
        "Tibt",
        "Thaa",
        "Syrc",
        "Java",
        "Bali",
        "Sund",
        "Lana",
        "Mong",
    }
)
"""Scripts whose glyphs change order or shape so much that single glyphs do not tell the text."""

_NOTHING_TO_SAY = "\u200b"
_FEATURES = {"dlig": False}
"""No ligature of taste: one of them rewrites the name Muhammad with vowels nobody wrote."""


@dataclass(frozen=True, slots=True)
class ShapedRun:
    """A run ready for the page. The width is in thousandths of the type size."""

    font: EmbeddedFont
    width: float
    pieces: tuple[Piece, ...]
    is_symbol: bool


@dataclass(slots=True)
class _Glyph:
    number: int
    cluster: int
    x_offset: float
    x_advance: float
    rise: int
    says: str = field(default="", repr=False)


@dataclass(slots=True)
class _Cluster:
    """The glyphs, from the left, that together stand for a piece of the text."""

    text: str = field(repr=False)
    glyphs: list[_Glyph]
    is_unclear: bool = False


class Shaper:
    """Turns runs into glyphs, with one HarfBuzz buffer for all."""

    def __init__(self) -> None:
        """Keep the buffer; to make one costs more than to shape a name."""
        self._buffer = uharfbuzz.Buffer()

    def shape(self, run: Run, font: EmbeddedFont, language: str) -> ShapedRun:
        """Shape a run and note in the font which glyphs it uses and what they say.

        Args:
            run: one direction, font and script.
            font: the run's face as it is embedded in this document.
            language: BCP 47; Chinese, Japanese and Korean write some characters differently.
        """
        glyphs = self._glyphs(run, language)
        clusters = list(_clusters(run, glyphs))
        for cluster in clusters:
            _let_glyphs_speak(cluster, run)
            cluster.is_unclear |= not _is_agreed(cluster, font)
        string = GlyphString()
        if run.is_right_to_left:
            _show_with_spoken_letters(clusters, font, string)
        else:
            _show_whole(run, clusters, font, string)
        width = sum(glyph.x_advance for glyph in glyphs)
        return ShapedRun(font, width, string.finished(), is_symbol=run.script == COMMON)

    def _glyphs(self, run: Run, language: str) -> list[_Glyph]:
        buffer = self._buffer
        buffer.reset()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.add_str(run.text)
        buffer.direction = "rtl" if run.is_right_to_left else "ltr"
        if run.script != COMMON:
            buffer.script = run.script
        if language:
            buffer.language = language
        uharfbuzz.shape(run.face.harfbuzz_font, buffer, _FEATURES)
        scale = run.face.scale
        return [
            _Glyph(
                number=info.codepoint,
                cluster=info.cluster,
                x_offset=position.x_offset * scale,
                x_advance=position.x_advance * scale,
                rise=round(position.y_offset * scale),
            )
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]


def _clusters(run: Run, glyphs: list[_Glyph]) -> Iterator[_Cluster]:
    """Group glyphs by the letters they stand for, in the order on the line."""
    starts = sorted({glyph.cluster for glyph in glyphs})
    ends = [*starts[1:], len(run.text)] if starts else []  # joiners alone have no glyph
    end_of = dict(zip(starts, ends, strict=True))
    grouped: dict[int, list[_Glyph]] = {}
    for glyph in glyphs:
        grouped.setdefault(glyph.cluster, []).append(glyph)
    for start, members in grouped.items():
        yield _Cluster(run.text[start : end_of[start]], members)


def _let_glyphs_speak(cluster: _Cluster, run: Run) -> None:
    """Say for each glyph of a cluster which characters it stands for."""
    if len(cluster.glyphs) == 1:
        has_marks = any(is_mark(character) for character in cluster.text)
        turned = run.is_right_to_left and not has_marks  # viewers want ligatures as they stand
        cluster.glyphs[0].says = cluster.text[::-1] if turned else cluster.text
        return
    rest = _characters_with_glyphs(cluster, run)
    in_reading_order = cluster.glyphs[::-1] if run.is_right_to_left else cluster.glyphs
    silent: list[_Glyph] = []
    for glyph in in_reading_order:
        own = next((char for char in rest if run.face.glyph_of(char) == glyph.number), None)
        if own is None:
            silent.append(glyph)
        else:
            glyph.says = own
            rest.remove(own)
    for glyph in silent:
        glyph.says, rest = "".join(rest) or _NOTHING_TO_SAY, []
    cluster.is_unclear = any(
        len(glyph.says) != 1 or glyph.says == _NOTHING_TO_SAY or is_mark(glyph.says)
        for glyph in cluster.glyphs
    )


def _characters_with_glyphs(cluster: _Cluster, run: Run) -> list[str]:
    """Give the characters of a cluster, taken apart if the font drew it from parts."""
    numbers = {glyph.number for glyph in cluster.glyphs}
    if numbers <= {run.face.glyph_of(character) for character in cluster.text}:
        return list(cluster.text)
    return list(unicodedata.normalize("NFD", cluster.text))


def _is_agreed(cluster: _Cluster, font: EmbeddedFont) -> bool:
    """Note what each glyph says; a glyph says one thing only in a whole document."""
    agreed = [font.use(glyph.number, glyph.says) for glyph in cluster.glyphs]
    return all(agreed)


def _show_with_spoken_letters(
    clusters: list[_Cluster], font: EmbeddedFont, string: GlyphString
) -> None:
    for cluster in clusters:
        if cluster.is_unclear:
            string.mark(spoken(cluster.text))
        _show(cluster.glyphs, font, string)
        if cluster.is_unclear:
            string.mark(SPAN_END)


def _show_whole(
    run: Run, clusters: list[_Cluster], font: EmbeddedFont, string: GlyphString
) -> None:
    is_spoken = run.script in _ALWAYS_SPOKEN or any(cluster.is_unclear for cluster in clusters)
    if is_spoken:
        string.mark(spoken(run.text))
    for cluster in clusters:
        _show(cluster.glyphs, font, string)
    if is_spoken:
        string.mark(SPAN_END)


def _show(glyphs: list[_Glyph], font: EmbeddedFont, string: GlyphString) -> None:
    for glyph in glyphs:
        string.show(glyph.number, x_offset=glyph.x_offset, rise=glyph.rise)
        string.advance_more(glyph.x_advance - font.width_of(glyph.number))
