"""What all deliveries as PDF share: the cover, the whole text, and the line below each page."""

from dataclasses import dataclass, replace

from desktop_app.deliveries.pdf.cover import CoverMaker, PetitionCover
from desktop_app.deliveries.pdf.document import About, Document
from desktop_app.deliveries.pdf.flow import Page
from desktop_app.deliveries.pdf.sheet import Pen, Sheet
from desktop_app.language import Words

_FOOTER_PT = 7.5


@dataclass(frozen=True, kw_only=True, slots=True)
class PetitionWritten:
    """What became of it.

    Attributes:
        page_count: pages in the file.
        missing_glyph_count: different characters that no font could show; a box stands there.
    """

    page_count: int
    missing_glyph_count: int


def about(cover: PetitionCover, row_count: int, words: Words) -> About:
    """Say what a viewer shows about the document."""
    return About(
        title=cover.title,
        author=", ".join(cover.run_by) or cover.started_by,
        language=cover.language,
        made_on=cover.prepared_on,
        is_right_to_left=words.is_right_to_left,
        fingerprint=f"{cover.pack_sha256} {row_count}",
    )


class PageWriter:
    """Writes the pages of one document, in order."""

    def __init__(
        self,
        document: Document,
        sheet: Sheet,
        cover: PetitionCover,
        words: Words,
        *,
        list_page_count: int,
    ) -> None:
        """Measure the text pages, so that all pages are counted before the first is written.

        Args:
            list_page_count: how many pages will come after the text.
        """
        maker = CoverMaker(cover=cover, sheet=sheet, words=words, layer=document.text)
        self._document = document
        self._pen = Pen(document, sheet)
        self._cover = cover
        self._words = words
        self._cover_pages = maker.pages()
        self._body_pages = maker.body_pages()
        self._page_count = len(self._cover_pages) + len(self._body_pages) + list_page_count

    def write_text_pages(self) -> None:
        """Write the cover and the whole text."""
        first = self._cover.title if self._cover.is_idea else self._words.say("Petition")
        for pages, title in (
            (self._cover_pages, first),
            (self._body_pages, self._words.say("The whole text")),
        ):
            for index, page in enumerate(pages):
                if index == 0:
                    self._document.bookmark(title)
                self.write_page(page)

    def write_page(self, page: Page) -> None:
        """Write a page of blocks."""
        for top_pt, block in page:
            block.paint(self._pen, top_pt)
        self.end_page(self._pen)

    def end_page(self, pen: Pen) -> None:
        """Write the title and the page's number below, and finish the page."""
        sheet = pen.sheet
        style = replace(sheet.style(_FOOTER_PT, may_turn=True), is_kerned=False)
        number = self._words.say("Page %(page)s of %(pages)s") % {
            "page": self._words.number(self._document.page_count + 1),
            "pages": self._words.number(self._page_count),
        }
        width_pt = sheet.width_pt
        number_pt = self._document.text.width_pt(number, style)
        pen.text(number, (width_pt, sheet.footer_pt), style, ends_here=True)
        pen.text(
            self._cover.title, (0, sheet.footer_pt), style, max_width_pt=width_pt - number_pt - 20
        )
        self._document.end_page()
