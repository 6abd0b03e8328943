"""Draws a certificate: one page, what is gone above, and what that does not prove as large as the rest."""

from pathlib import Path

from desktop_app.deliveries.coordinator.certificate import CertificatePage
from desktop_app.deliveries.pdf.document import MM, About, writing
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.sheet import LIGHT, Pen, Sheet
from desktop_app.deliveries.pdf.wrapping import wrapped

_MARGIN_PT = 20 * MM
_LABEL_PT = 45 * MM
_TITLE_PT = 26.0
_LEAD_PT = 11.5
_TEXT_PT = 10.0
_SMALL_PT = 8.0
_LEADING = 1.36


def write_certificate(out: Path, shown: CertificatePage, fonts: Fonts) -> None:
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

    def draw(self, shown: CertificatePage) -> None:
        self._y_pt -= _TITLE_PT * 0.8
        title = self._sheet.style(_TITLE_PT, is_bold=True)
        self._pen.text(shown.title, (0, self._y_pt), title, max_width_pt=self._sheet.width_pt)
        self._y_pt -= 4 * MM
        self._paragraph(shown.lead, _LEAD_PT)
        self._y_pt -= 3 * MM
        for label, value in shown.facts:
            self._fact(label, value, _TEXT_PT)
        for heading, lines in shown.lists:
            self._heading(heading)
            for line in lines:
                self._paragraph(line, _TEXT_PT)
                self._y_pt -= 1.2 * MM
        self._y_pt -= 2 * MM
        self._pen.box((0, self._y_pt), self._sheet.width_pt, 0.5, grey=LIGHT)
        for label, value in shown.proof:
            self._fact(label, value, _SMALL_PT)
        footer = self._sheet.style(_SMALL_PT)
        self._pen.text(shown.footer, (0, self._sheet.footer_pt), footer)

    def _heading(self, text: str) -> None:
        self._y_pt -= 5 * MM + _TEXT_PT
        self._pen.text(text, (0, self._y_pt), self._sheet.style(_TEXT_PT + 1, is_bold=True))
        self._y_pt -= 1 * MM

    def _fact(self, label: str, value: str, size_pt: float) -> None:
        self._y_pt -= size_pt * _LEADING + 1 * MM
        style, bold = self._sheet.style(size_pt), self._sheet.style(size_pt, is_bold=True)
        width_pt = self._sheet.width_pt - _LABEL_PT
        self._pen.text(label, (0, self._y_pt), style, max_width_pt=_LABEL_PT - 2 * MM)
        self._pen.text(value, (_LABEL_PT, self._y_pt), bold, max_width_pt=width_pt)

    def _paragraph(self, text: str, size_pt: float) -> None:
        style, layer = self._sheet.style(size_pt), self._pen.document.text
        for line in wrapped(text, self._sheet.width_pt, lambda each: layer.width_pt(each, style)):
            self._y_pt -= size_pt * _LEADING
            self._pen.text(line, (0, self._y_pt), style)
