"""A reportlab canvas that writes pages as they are finished and knows no unembedded font."""

import hashlib
import zlib

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desktop_app.deliveries.pdf.output import Output

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_COMPRESSION = 6  # a fifth smaller than 1, for a quarter more time


class PageCanvas(Canvas):
    """What pages are drawn on. `write` takes operators as they are."""

    _code: list[str]

    def __init__(self, document: "StreamedDocument", size_pt: tuple[float, float]) -> None:
        """Draw into a document that writes itself; reportlab's own stays unused."""
        super().__init__("", pagesize=size_pt, pageCompression=0, invariant=1)
        self._doc = document

    def write(self, operators: str) -> None:
        """Add operators to the page."""
        self._code.append(operators)

    def _make_preamble(self) -> None:
        """Begin pages with nothing: reportlab would name Helvetica there, which nobody embeds."""
        self._preamble = ""


class StreamedDocument(pdfdoc.PDFDocument):
    """A reportlab document that writes each page when it is finished, and keeps its place only.

    reportlab keeps all pages until the end, and then the whole file once more as one string.
    """

    # What reportlab sets and its type stubs leave out.
    Catalog: pdfdoc.PDFCatalog
    Pages: pdfdoc.PDFPages
    Outlines: pdfdoc.PDFOutlines
    signature: "hashlib._Hash"

    def __init__(self, out: Output, *, language: str) -> None:
        """Begin the file. The same pages give the same bytes: no clock is asked."""
        super().__init__(compression=0, invariant=1, lang=language)
        self._out = out
        self._place = 0
        self._places: dict[int, int] = {}
        self._resources: pdfdoc.PDFObjectReference | None = None
        self._put(_HEAD)

    def addPage(self, page: pdfdoc.PDFPage) -> None:  # noqa: N802 - reportlab calls it
        """Write a finished page and forget it."""
        contents = self.add_stream("", page.stream.encode("latin-1"))
        page.stream = None
        if not (page.hasImages or page.XObjects or getattr(page, "ExtGState", None)):
            page.Resources = self._shared_resources()
        page.Contents = self._known_by(contents)
        name = self.thisPageName()
        reference = self._reference(page, name)
        number, _ = self.idToObjectNumberAndVersion[name]
        self._put_object(number, page.format(self))
        del self.idToObject[name], self.numberToId[number]
        del self.idToObjectNumberAndVersion[contents]
        self.Pages.addPage(reference)
        self.pageCounter += 1
        self.inObject = None

    def add_object(self, body: str) -> str:
        """Write an object and give the reference to it."""
        return self._add(body.encode("latin-1"))

    def add_stream(self, head: str, content: bytes) -> str:
        """Write a compressed stream with these dictionary entries; give the reference to it."""
        packed = zlib.compress(content, _COMPRESSION)
        entries = f"<<{head}/Length {len(packed)}/Filter/FlateDecode>>\nstream\n"
        return self._add(entries.encode("latin-1") + packed + b"\nendstream")

    def finish(self, canvas: PageCanvas, font_references: dict[str, str]) -> None:
        """Write what is left: bookmarks, catalog, and the places of all objects.

        Args:
            canvas: knows where bookmarks lead.
            font_references: fonts by the names that pages call them.
        """
        fonts = self.idToObject["BasicFonts"]
        assert isinstance(fonts, pdfdoc.PDFDictionary)
        for name, reference in font_references.items():
            fonts[name] = self._known_by(reference)
        self.info.digest(self.signature)
        root, info = self._reference(self.Catalog), self._reference(self.info)
        self.Outlines.prepare(self, canvas)
        if self.Outlines.ready != 1:
            self.Catalog.Outlines = None  # type: ignore[attr-defined]
        self._put_what_is_left()
        self._put_places(root.format(self), info.format(self))

    def _put_what_is_left(self) -> None:
        """Write the objects that reportlab still holds; more may appear while writing."""
        number = 0
        while number < self.objectcounter:
            number += 1
            if number not in self._places:
                held = self.idToObject[self.numberToId[number]]
                self._put_object(number, held.format(self))  # type: ignore[attr-defined]

    def _put_places(self, root: bytes, info: bytes) -> None:
        """Write where each object begins: the table from which viewers start."""
        start, count = self._place, self.objectcounter + 1
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for number in range(1, count):
            self._put(b"%010d 00000 n \n" % self._places[number])
        digest = self.signature.hexdigest().encode("ascii")
        self._put(
            b"trailer\n<</Size %d/Root %s/Info %s/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, root, info, digest, digest, start)
        )

    def _shared_resources(self) -> pdfdoc.PDFObjectReference:
        """Let pages of text and lines share one dictionary of fonts: a third of a page's time."""
        if self._resources is None:
            resources = pdfdoc.PDFResourceDictionary()
            resources.basicFonts()
            resources.basicProcs()
            self._resources = self._reference(resources, "shared resources")
        return self._resources

    def _known_by(self, reference: str) -> pdfdoc.PDFObjectReference:
        """Make an object that we wrote known to reportlab, under its reference as a name."""
        number, version, _ = reference.split()
        self.idToObjectNumberAndVersion[reference] = (int(number), int(version))
        return pdfdoc.PDFObjectReference(reference)

    def _reference(
        self, held: pdfdoc.PDFObject, name: str | None = None
    ) -> pdfdoc.PDFObjectReference:
        reference: pdfdoc.PDFObjectReference = self.Reference(held, name)  # type: ignore[no-untyped-call]
        return reference

    def _add(self, body: bytes) -> str:
        self.objectcounter += 1
        self._put_object(self.objectcounter, body)
        return f"{self.objectcounter} 0 R"

    def _put_object(self, number: int, body: bytes) -> None:
        self._places[number] = self._place
        self._put(b"%d 0 obj\n" % number + body + b"\nendobj\n")

    def _put(self, content: bytes) -> None:
        self._out.write(content)
        self._place += len(content)
