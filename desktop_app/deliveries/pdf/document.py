"""A PDF file in the making: pages go to disk as they are finished; the name comes at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.deliveries.pdf.canvas import PageCanvas, StreamedDocument
from desktop_app.deliveries.pdf.characters import cleaned
from desktop_app.deliveries.pdf.embedding import EmbeddedFont
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.output import output_to
from desktop_app.deliveries.pdf.text import TextLayer

MM = 72 / 25.4
A4_PT = (210 * MM, 297 * MM)


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What a viewer shows about a document.

    Attributes:
        language: BCP 47, for screen readers.
        made_on: stands as the date of the file, so that the same input gives the same bytes.
        fingerprint: goes into the file's identifier.
    """

    title: str
    author: str
    language: str
    made_on: date
    is_right_to_left: bool = False
    fingerprint: str = ""


class Document:
    """The pages of one file. Draw on `canvas`, with text by `text`, then `end_page`."""

    def __init__(self, streamed: StreamedDocument, about: About, fonts: Fonts) -> None:
        """Begin the first page."""
        self._streamed = streamed
        self.canvas = PageCanvas(streamed, A4_PT)
        self.text = TextLayer(fonts)
        self.page_count = 0
        self._describe(about)

    def end_page(self) -> None:
        """Write the page and begin the next."""
        self.canvas.showPage()
        self.page_count += 1

    def bookmark(self, title: str, *, level: int = 0) -> None:
        """Let the viewer's outline lead to this page."""
        key = f"page {self.page_count + 1} level {level}"
        self.canvas.bookmarkPage(key)
        self.canvas.addOutlineEntry(cleaned(title), key, level=level, closed=level == 0)

    def finish(self) -> None:
        """Write what the pages need: fonts, bookmarks and the list of objects."""
        fonts = {
            font.resource_name: _add_font(self._streamed, font) for font in self.text.embedded_fonts
        }
        self._streamed.finish(self.canvas, fonts)

    def _describe(self, about: About) -> None:
        canvas = self.canvas
        canvas.setTitle(cleaned(about.title))
        canvas.setAuthor(cleaned(about.author))
        canvas.setSubject("")
        canvas.setCreator("Inkstand")
        canvas.setDateFormatter(lambda *_: f"D:{about.made_on:%Y%m%d}")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        if about.is_right_to_left:
            canvas.setViewerPreference("Direction", "R2L")
        self._streamed.updateSignature(about.fingerprint)


def _add_font(streamed: StreamedDocument, font: EmbeddedFont) -> str:
    """Write the objects of a font and give the reference to it."""
    objects = font.objects()
    outlines = streamed.add_stream(objects.outlines_head(), objects.outlines)
    descriptor = streamed.add_object(objects.descriptor_object(outlines))
    glyphs = streamed.add_object(objects.glyphs_object(descriptor))
    to_unicode = streamed.add_stream("", objects.to_unicode)
    return streamed.add_object(objects.font_object(glyphs, to_unicode))


@contextmanager
def writing(out: Path, about: About, fonts: Fonts) -> Iterator[Document]:
    """Make a document; the file appears when all of it is on disk, and not at all if that fails.

    Raises:
        CannotWritePdf: and what stood under the name before stays.
    """
    with output_to(out) as output:
        document = Document(StreamedDocument(output, language=about.language), about, fonts)
        yield document
        document.finish()
