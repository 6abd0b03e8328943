"""Draws a recovery sheet: one page, words in a grid that can be read aloud, a QR code beside facts."""

from pathlib import Path

import segno

from desktop_app.deliveries.coordinator.recovery_sheet import RecoverySheet
from desktop_app.deliveries.pdf.document import MM, About, writing
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.sheet import LIGHT, Pen, Sheet
from desktop_app.deliveries.pdf.text import Style
from desktop_app.deliveries.pdf.wrapping import wrapped

_COLUMNS = 3
_MARGIN_PT = 20 * MM
_TITLE_PT = 30.0
_WARNING_PT = 13.0
_WORD_PT = 15.0
_NUMBER_PT = 9.0
_TEXT_PT = 10.0
_SMALL_PT = 8.5
_LEADING = 1.38
_QR_PT = 46 * MM
_GRID_HEIGHT_PT = 76 * MM
_BAND_PAD_PT = 3.6 * MM


def write_recovery_sheet(out: Path, shown: RecoverySheet, fonts: Fonts) -> None:
    """Write the page; the file is its owner's alone, and there whole or not at all.

    Raises:
        CannotWritePdf: the folder or disk does not take the file.
    """
    about = About(
        title=shown.title,
        author="Inkstand",
        language=shown.language,
        made_on=shown.made_on,
        is_right_to_left=shown.is_right_to_left,
    )
    with writing(out, about, fonts) as document:
        sheet = Sheet(
            is_right_to_left=shown.is_right_to_left,
            language=shown.language,
            margin_pt=_MARGIN_PT,
        )
        _Drawing(Pen(document, sheet), sheet).draw(shown)
        document.end_page()


class _Drawing:
    """Goes down the page."""

    def __init__(self, pen: Pen, sheet: Sheet) -> None:
        self._pen = pen
        self._sheet = sheet
        self._y_pt = sheet.top_pt + 6 * MM

    def draw(self, shown: RecoverySheet) -> None:
        bold = self._sheet.style(_TITLE_PT, is_bold=True)
        self._y_pt -= _TITLE_PT * 0.8
        self._pen.text(shown.title, (0, self._y_pt), bold)
        self._band(shown.warning)
        self._heading(shown.words_heading, 9 * MM)
        self._grid(shown.words)
        self._beside_qr(shown)
        for heading, text in shown.advice:
            self._heading(heading, 5.5 * MM)
            self._paragraph(text, self._sheet.style(_TEXT_PT), self._sheet.width_pt)
        small = self._sheet.style(_SMALL_PT)
        self._pen.text(shown.footer, (0, self._sheet.footer_pt), small)

    def _band(self, text: str) -> None:
        """A dark band, so that nobody takes the sheet for just any paper."""
        style = self._sheet.style(_WARNING_PT, is_bold=True)
        inner_pt = self._sheet.width_pt - 2 * _BAND_PAD_PT
        lines = self._wrapped(text, style, inner_pt)
        leading_pt = _WARNING_PT * _LEADING
        height_pt = len(lines) * leading_pt + 2 * _BAND_PAD_PT
        self._y_pt -= 6 * MM
        self._pen.box((0, self._y_pt - height_pt), self._sheet.width_pt, height_pt)
        self._pen.document.canvas.write("1 g")
        for index, line in enumerate(lines):
            y_pt = self._y_pt - _BAND_PAD_PT - _WARNING_PT * 0.95 - index * leading_pt
            self._pen.text(line, (_BAND_PAD_PT, y_pt), style)
        self._pen.document.canvas.write("0 g")
        self._y_pt -= height_pt

    def _heading(self, text: str, before_pt: float) -> None:
        self._y_pt -= before_pt + _TEXT_PT * 0.8
        self._pen.text(text, (0, self._y_pt), self._sheet.style(_TEXT_PT, is_bold=True))
        self._y_pt -= _TEXT_PT * 0.6

    def _grid(self, words: tuple[str, ...]) -> None:
        """Columns are read downwards, with a line under each word to keep the eye in its row."""
        rows = -(-len(words) // _COLUMNS)
        row_pt = _GRID_HEIGHT_PT / rows
        column_pt = self._sheet.width_pt / _COLUMNS
        number = self._sheet.style(_NUMBER_PT)
        word_style = self._sheet.style(min(_WORD_PT, row_pt * 0.7), is_bold=True)
        for index, word in enumerate(words):
            x_pt = column_pt * (index // rows)
            y_pt = self._y_pt - row_pt * (index % rows) - row_pt * 0.72
            self._pen.text(str(index + 1), (x_pt + 6 * MM, y_pt), number, ends_here=True)
            self._pen.text(word, (x_pt + 8.5 * MM, y_pt), word_style)
            rule_pt = column_pt - 6 * MM
            self._pen.box((x_pt, y_pt - row_pt * 0.24), rule_pt, 0.5, grey=LIGHT)
        self._y_pt -= _GRID_HEIGHT_PT

    def _beside_qr(self, shown: RecoverySheet) -> None:
        self._y_pt -= 6 * MM
        bottom_pt = self._y_pt - _QR_PT
        self._qr(shown.qr_text, bottom_pt)
        x_pt = _QR_PT + 7 * MM
        small, large = self._sheet.style(_SMALL_PT), self._sheet.style(12.5, is_bold=True)
        y_pt = self._y_pt - _SMALL_PT
        for label, value in shown.facts:
            self._pen.text(label, (x_pt, y_pt), small)
            width_pt = self._sheet.width_pt - x_pt
            self._pen.text(value, (x_pt, y_pt - 5.4 * MM), large, max_width_pt=width_pt)
            y_pt -= 11.2 * MM
        self._pen.text(shown.qr_caption, (0, bottom_pt - 7 * MM), small)
        self._y_pt = bottom_pt - 7 * MM

    def _qr(self, text: str, bottom_pt: float) -> None:
        """Draw each run of dark modules as one box, never mirrored; white paper is its quiet zone."""
        rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
        module_pt = _QR_PT / len(rows)
        left_pt = self._sheet.x_pt(_QR_PT if self._sheet.is_right_to_left else 0)
        boxes = []
        for row_number, row in enumerate(rows):
            y_pt = bottom_pt + _QR_PT - (row_number + 1) * module_pt
            for start, length in _dark_runs(row):
                x_pt = left_pt + start * module_pt
                boxes.append(f"{x_pt:.3f} {y_pt:.3f} {length * module_pt:.3f} {module_pt:.3f} re")
        self._pen.document.canvas.write("0 g " + " ".join(boxes) + " f")

    def _paragraph(self, text: str, style: Style, width_pt: float) -> None:
        for line in self._wrapped(text, style, width_pt):
            self._y_pt -= style.size_pt * _LEADING
            self._pen.text(line, (0, self._y_pt), style)

    def _wrapped(self, text: str, style: Style, width_pt: float) -> list[str]:
        layer = self._pen.document.text
        return list(wrapped(text, width_pt, lambda line: layer.width_pt(line, style)))


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    """List where dark modules begin in a row, and how many follow each other."""
    runs: list[tuple[int, int]] = []
    for column, module in enumerate(row):
        if not module:
            continue
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs
