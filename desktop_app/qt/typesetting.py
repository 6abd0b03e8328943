"""Sets words in lines: the same way for labels, buttons and long texts, in every direction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from desktop_app.campaign.text import Span

PITCH = 1.32
ARABIC_PITCH = 1.6
"""Lines apart, in em. The fonts' own heights leave half a page between lines of Arabic."""
ASCENT = 1.069
DESCENT = 0.293  # of Noto Sans, in em
NATURAL_SCRIPTS = re.compile("[\u0900-\u1fff]")
"""From Devanagari to Khmer and Mongolian: they need the height that their fonts ask for."""
ARABIC = re.compile("[\u0600-\u08ff]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Words broken into lines for a width. Heights are pixels."""

    layout: QTextLayout
    lines: tuple[QTextLine, ...]
    pitch: float
    em: float

    @property
    def height(self) -> int:
        """The height of all lines."""
        return ceil(self.pitch * len(self.lines))

    @property
    def width(self) -> int:
        """The width of the longest line."""
        return ceil(max((line.naturalTextWidth() for line in self.lines), default=0.0))

    def text_of(self, number: int) -> str:
        """Give the words of a line."""
        line = self.lines[number]
        start = line.textStart()
        return self.layout.text()[start : start + line.textLength()].strip()

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw all lines with their top left at a point."""
        for number in range(len(self.lines)):
            self.draw_line(painter, number, x, y + number * self.pitch)

    def draw_line(self, painter: QPainter, number: int, x: float, y: float) -> None:
        """Draw one line with its top left at a point."""
        line = self.lines[number]
        baseline = y + (self.pitch - (ASCENT + DESCENT) * self.em) / 2 + ASCENT * self.em
        line.draw(painter, QPointF(x, baseline - line.ascent() - line.y()))


def set_lines(
    spans: Sequence[Span],
    font: QFont,
    width: float,
    alignment: Qt.AlignmentFlag,
    *,
    may_break_words: bool = True,
) -> Lines:
    """Break words into lines. `alignment` is absolute: left, right or centre.

    A word that is wider than the line is broken, so that nothing is ever cut off; unless it may
    not be, and then the lines are wider than asked.
    """
    text = "".join(span.text for span in spans)
    layout = QTextLayout(text, font)
    option = QTextOption(alignment | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(
        QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        if may_break_words
        else QTextOption.WrapMode.WordWrap
    )
    if RIGHT_TO_LEFT.search(text):  # a page from the right may hold words that run from the left
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    layout.setTextOption(option)
    layout.setFormats(_formats(spans))
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(line)
    layout.endLayout()
    em = float(font.pixelSize())
    return Lines(layout=layout, lines=tuple(lines), pitch=_pitch(text, lines, em), em=em)


def _pitch(text: str, lines: list[QTextLine], em: float) -> float:
    if NATURAL_SCRIPTS.search(text):
        return max((line.height() for line in lines), default=PITCH * em)
    return em * (ARABIC_PITCH if ARABIC.search(text) else PITCH)


def _formats(spans: Sequence[Span]) -> list[QTextLayout.FormatRange]:
    formats = []
    start = 0
    for span in spans:
        length = len(span.text.encode("utf-16-le")) // 2  # Qt counts UTF-16 units
        if span.is_bold or span.is_italic:
            formats.append(_format(span, start, length))
        start += length
    return formats


def _format(span: Span, start: int, length: int) -> QTextLayout.FormatRange:
    style = QTextCharFormat()
    if span.is_bold:
        style.setFontWeight(QFont.Weight.Bold.value)
    style.setFontItalic(span.is_italic)
    run = QTextLayout.FormatRange()
    run.start = start
    run.length = length
    run.format = style
    return run
