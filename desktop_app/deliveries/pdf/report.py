"""Draws the report of a campaign's statistics: totals first, then chart after chart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.deliveries.charts import Chart
from desktop_app.deliveries.coordinator.statistics_report import Figures, Report
from desktop_app.deliveries.pdf.chart_blocks import chart_blocks, figure_blocks
from desktop_app.deliveries.pdf.document import MM, About, Document, writing
from desktop_app.deliveries.pdf.flow import Block, Page, after, baseline_pt, paginated, paragraph
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.pages import PetitionWritten
from desktop_app.deliveries.pdf.sheet import LIGHT, Pen, Sheet
from desktop_app.deliveries.pdf.text import TextLayer
from desktop_app.language import Words

_TITLE_PT = 26.0
_CAMPAIGN_PT = 13.0
_HEADING_PT = 13.0
_TEXT_PT = 9.5
_FOOTER_PT = 7.5
_FACT_WIDTH_PT = 42 * MM
_MARGIN_PT = 22 * MM


def write_report(out: Path, report: Report, fonts: Fonts, words: Words) -> PetitionWritten:
    """Write the PDF; it has its name only once it is whole and on disk.

    Raises:
        CannotWritePdf: the folder or disk does not take the file.
    """
    about = About(
        title=f"{report.title} – {report.campaign}",
        author="Inkstand",
        language=report.language,
        made_on=report.made_on,
        is_right_to_left=words.is_right_to_left,
    )
    sheet = Sheet(
        is_right_to_left=words.is_right_to_left, language=report.language, margin_pt=_MARGIN_PT
    )
    with writing(out, about, fonts) as document:
        maker = _Maker(report=report, sheet=sheet, layer=document.text)
        pages = paginated(list(maker.blocks()), sheet)
        for page in pages:
            _write_page(document, sheet, page, report, _number(report, document, len(pages), words))
    return PetitionWritten(
        page_count=document.page_count,
        missing_glyph_count=len(document.text.missing_characters),
    )


def _number(report: Report, document: Document, page_count: int, words: Words) -> str:
    return report.page_number % {
        "page": words.number(document.page_count + 1),
        "pages": words.number(page_count),
    }


def _write_page(document: Document, sheet: Sheet, page: Page, report: Report, number: str) -> None:
    pen = Pen(document, sheet)
    if document.page_count == 0:
        document.bookmark(report.title)
    for top_pt, block in page:
        block.paint(pen, top_pt)
    style = replace(sheet.style(_FOOTER_PT, may_turn=True), is_kerned=False)
    room_pt = sheet.width_pt - document.text.width_pt(number, style) - 20
    pen.text(number, (sheet.width_pt, sheet.footer_pt), style, ends_here=True)
    footer = f"{report.title} · {report.campaign}"
    pen.text(footer, (0, sheet.footer_pt), style, max_width_pt=room_pt)
    document.end_page()


@dataclass(frozen=True, kw_only=True)
class _Maker:
    """Makes the blocks of the report."""

    report: Report
    sheet: Sheet
    layer: TextLayer

    def blocks(self) -> Iterator[Block]:
        report = self.report
        yield from self._paragraph(report.title, _TITLE_PT, is_bold=True)
        yield from after(2, self._paragraph(report.campaign, _CAMPAIGN_PT))
        for index, (label, value) in enumerate(report.facts):
            yield from after(14 if index == 0 else 2, self._fact(label, value))
        yield from self._figures(report.totals)
        for chart in report.charts:
            yield from self._chart(chart)
        yield from self._figures(report.pace)
        yield from self._heading(report.reading_title)
        for text in report.reading:
            yield from after(4, self._paragraph(text))

    def _chart(self, chart: Chart) -> Iterator[Block]:
        yield from self._heading(chart.title)
        yield from self._note(chart.note)
        yield from after(4, list(chart_blocks(chart, self.sheet, self.layer)))

    def _figures(self, figures: Figures) -> Iterator[Block]:
        yield from self._heading(figures.title)
        for note in figures.notes:
            yield from self._note(note)
        yield from after(4, list(figure_blocks(figures.lines, self.sheet)))

    def _heading(self, text: str) -> Iterator[Block]:
        """Begin a part with a line above it; its first lines stay with it."""
        width_pt = self.sheet.width_pt

        def paint(pen: Pen, top_pt: float) -> None:
            pen.box((0, top_pt - 0.5), width_pt, 0.5, grey=LIGHT)

        yield Block(height_pt=0.5, before_pt=20, paint=paint, keeps_next=True)
        lines = self._paragraph(text, _HEADING_PT, is_bold=True)
        yield from (replace(line, keeps_next=True) for line in after(8, lines))

    def _note(self, text: str) -> Iterator[Block]:
        if text:
            lines = self._paragraph(text)
            yield from (replace(line, keeps_next=True) for line in after(2, lines))

    def _fact(self, label: str, value: str) -> list[Block]:
        style = self.sheet.style(_TEXT_PT, may_turn=True)
        bold = replace(style, is_bold=True)
        room_pt = self.sheet.width_pt - _FACT_WIDTH_PT

        def paint(pen: Pen, top_pt: float) -> None:
            y_pt = baseline_pt(top_pt, _TEXT_PT)
            pen.text(label, (0, y_pt), bold, max_width_pt=_FACT_WIDTH_PT - 6)
            pen.text(value, (_FACT_WIDTH_PT, y_pt), style, max_width_pt=room_pt)

        return [Block(height_pt=_TEXT_PT * 1.42, paint=paint)]

    def _paragraph(
        self, text: str, size_pt: float = _TEXT_PT, *, is_bold: bool = False
    ) -> list[Block]:
        style = self.sheet.style(size_pt, is_bold=is_bold)
        return paragraph(text, style, self.layer, width_pt=self.sheet.width_pt, leading=1.36)
