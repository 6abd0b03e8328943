"""The first pages of a petition: what is asked of whom, by how many, and the whole text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from desktop_app.deliveries.pdf.document import MM
from desktop_app.deliveries.pdf.flow import (
    Block,
    Page,
    after,
    baseline_pt,
    kept_together,
    paginated,
    paragraph,
    with_more,
)
from desktop_app.deliveries.pdf.sheet import LIGHT, Pen, Sheet
from desktop_app.deliveries.pdf.text import TextLayer
from desktop_app.language import Words

_TITLE_SIZES_PT = (28.0, 24.0, 20.0)
_MOST_TITLE_LINES = 3
_MOST_COUNTRIES = (10, 8, 6, 4)
_TIGHTNESSES = (1.0, 0.8, 0.65)
"""Shares of the space between blocks."""
_BODY_PT = 10.5
_SMALL_PT = 8.5
_LABEL_WIDTH_PT = 42 * MM
_NUMBER_WIDTH_PT = 22 * MM


@dataclass(frozen=True, kw_only=True, slots=True)
class PetitionCover:
    """What the first page says.

    Attributes:
        language: BCP 47 of the petition's text.
        body: paragraphs of the whole text, plain; empty leaves its pages out.
        addressees: a body (a parliament, say) and the names in it.
        signature_count: people in this delivery's table.
        signed_online: people who signed elsewhere; 0 says nothing.
        by_country: a country's name as it is to be read and its count, most first.
        pack_sha256: which text exactly was signed.
        is_idea: people gave ideas, not their name to a petition.
    """

    language: str
    title: str
    lead: str
    demands_intro: str
    demands: tuple[str, ...]
    closing: str
    body: tuple[str, ...]
    addressees: tuple[tuple[str, tuple[str, ...]], ...]
    run_by: tuple[str, ...]
    started_by: str = field(repr=False)
    signature_count: int
    signed_online: int
    signed_online_as_of: date | None
    by_country: tuple[tuple[str, int], ...]
    prepared_on: date
    pack_sha256: str
    is_idea: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverMaker:
    """Makes the blocks of the first pages."""

    cover: PetitionCover
    sheet: Sheet
    words: Words
    layer: TextLayer

    def pages(self) -> list[Page]:
        """Lay out the cover; with fewer countries by name, or tighter, if that saves a page."""
        layouts: list[list[Page]] = []
        for tightness, most in product(_TIGHTNESSES, _MOST_COUNTRIES):
            layouts.append(paginated(_tightened(self._blocks(most), tightness), self.sheet))
            if len(layouts[-1]) == 1:
                break
        return min(layouts, key=len)

    def body_pages(self) -> list[Page]:
        """Lay out the whole text; no page if there is none."""
        heading = self._paragraph(self.words.say("The whole text"), 18, is_bold=True)
        blocks = [replace(block, keeps_next=True) for block in heading]
        for text in self.cover.body:
            blocks += after(9, self._paragraph(text))
        return paginated(blocks, self.sheet) if self.cover.body else []

    def _blocks(self, most_countries: int) -> list[Block]:
        return [
            *self._title(),
            *self._addressees(),
            *after(16, self._paragraph(self.cover.lead, 12.5)),
            *self._demands(),
            *after(10, self._paragraph(self.cover.closing)),
            *self._count(),
            *self._countries(most_countries),
            *self._origin(),
        ]

    def _title(self) -> Iterator[Block]:
        if not self.cover.is_idea:
            yield from self._label(self.words.say("Petition"))
        blocks: list[Block] = []
        for size_pt in _TITLE_SIZES_PT:
            style = self.sheet.style(size_pt, is_bold=True)
            blocks = paragraph(
                self.cover.title, style, self.layer, width_pt=self.sheet.width_pt, leading=1.2
            )
            if len(blocks) <= _MOST_TITLE_LINES:
                break
        yield from after(8, blocks)

    def _addressees(self) -> Iterator[Block]:
        if not self.cover.addressees:
            return
        yield from after(18, self._label(self.words.say("To")))
        for index, (body, names) in enumerate(self.cover.addressees):
            yield from after(4 if index == 0 else 5, self._paragraph(body, is_bold=True))
            yield from self._paragraph(", ".join(names))

    def _demands(self) -> Iterator[Block]:
        if not self.cover.demands:
            return
        yield from after(18, self._label(self.cover.demands_intro))
        for number, demand in enumerate(self.cover.demands, 1):
            yield from after(5, self._numbered(number, demand))

    def _numbered(self, number: int, text: str) -> list[Block]:
        indent_pt = 18.0
        style = self.sheet.style(_BODY_PT)
        lines = paragraph(
            text,
            style,
            self.layer,
            width_pt=self.sheet.width_pt - indent_pt,
            indent_pt=indent_pt,
        )
        bold = replace(style, is_bold=True)

        def paint_number(pen: Pen, top_pt: float) -> None:
            shown = f"{self.words.number(number)}."
            pen.text(shown, (0, baseline_pt(top_pt, bold.size_pt)), bold)

        return [with_more(paint_number, lines[0]), *lines[1:]] if lines else []

    def _count(self) -> Iterator[Block]:
        cover = self.cover
        yield _rule(24)
        shown = self._counted(cover.signature_count)
        style = self.sheet.style(34, is_bold=True, may_turn=True)
        width_pt = self.sheet.width_pt

        def paint(pen: Pen, top_pt: float) -> None:
            pen.text(shown, (0, baseline_pt(top_pt, 36)), style, max_width_pt=width_pt)

        yield Block(height_pt=40, before_pt=8, paint=paint)
        if cover.signed_online:
            online = self.words.count(
                "%(number)s more signature was given online",
                "%(number)s more signatures were given online",
                cover.signed_online,
            )
            if cover.signed_online_as_of:
                online = self.words.say("%(online)s (as of %(day)s)") % {
                    "online": online,
                    "day": self.words.day(cover.signed_online_as_of),
                }
            yield from after(3, self._paragraph(online, may_turn=True))

    def _counted(self, number: int) -> str:
        if self.cover.is_idea:
            # NOTE: On the cover of a PDF with what people wrote: how many ideas it holds.
            return self.words.count("%(number)s idea", "%(number)s ideas", number)
        return self.words.count("%(number)s signature", "%(number)s signatures", number)

    def _countries(self, most: int) -> Iterator[Block]:
        counts = self._shown_counts(most)
        if not counts:
            return
        yield from after(16, self._label(self.words.say("By country")))
        highest = max(count for _, count in counts)
        for index, (name, count) in enumerate(counts):
            block = Block(
                height_pt=15,
                before_pt=4 if index == 0 else 0,
                paint=self._bar(name, count, count / highest),
                keeps_next=index == 0,
            )
            yield block

    def _shown_counts(self, most: int) -> list[tuple[str, int]]:
        """Give the countries with most signatures, and the rest as one."""
        counts = list(self.cover.by_country)
        if len(counts) <= most:
            return counts
        rest = sum(count for _, count in counts[most - 1 :])
        return [*counts[: most - 1], (self.words.say("Other countries"), rest)]

    def _bar(self, name: str, count: int, share: float) -> Callable[[Pen, float], None]:
        style = self.sheet.style(9.5, may_turn=True)
        longest_pt = self.sheet.width_pt - _LABEL_WIDTH_PT - _NUMBER_WIDTH_PT
        width_pt = max(longest_pt * share, 0.75)
        shown = self.words.number(count)

        def paint(pen: Pen, top_pt: float) -> None:
            y_pt = baseline_pt(top_pt, 11)
            pen.text(name, (0, y_pt), style, max_width_pt=_LABEL_WIDTH_PT - 8)
            pen.box((_LABEL_WIDTH_PT, y_pt - 1), width_pt, 8.5)
            pen.text(shown, (_LABEL_WIDTH_PT + width_pt + 6, y_pt), style)

        return paint

    def _origin(self) -> Iterator[Block]:
        cover, say = self.cover, self.words.say
        facts = (
            (say("Run by"), ", ".join(cover.run_by)),
            (say("Started by"), cover.started_by),
            (say("Prepared on"), self.words.day(cover.prepared_on)),
        )
        stated = [(label, value) for label, value in facts if value]
        yield _rule(24, keeps_next=True)
        for index, (label, value) in enumerate(stated):
            lines = self._stated(label, value)
            yield from kept_together(after(8 if index == 0 else 2, lines))
        # The hash reads from the left in every language, and is for machines: small, on one line.
        about = say("Text of the petition, SHA-256:")
        if cover.is_idea:
            # NOTE: Followed by 64 letters and digits that prove which text people read on the screen.
            about = say("Text that people read, SHA-256:")
        hashed = f"{about} {cover.pack_sha256}"
        style = self.sheet.style(6.5, may_turn=True)
        yield from after(6, paragraph(hashed, style, self.layer, width_pt=self.sheet.width_pt))

    def _stated(self, label: str, value: str) -> list[Block]:
        style = self.sheet.style(_SMALL_PT, may_turn=True)
        bold = replace(style, is_bold=True)
        lines = paragraph(
            value,
            style,
            self.layer,
            width_pt=self.sheet.width_pt - _LABEL_WIDTH_PT,
            indent_pt=_LABEL_WIDTH_PT,
        )

        def paint_label(pen: Pen, top_pt: float) -> None:
            y_pt = baseline_pt(top_pt, bold.size_pt)
            pen.text(label, (0, y_pt), bold, max_width_pt=_LABEL_WIDTH_PT - 8)

        return [with_more(paint_label, lines[0]), *lines[1:]] if lines else []

    def _label(self, text: str) -> list[Block]:
        blocks = self._paragraph(text, _SMALL_PT, is_bold=True, may_turn=True)
        return [replace(block, keeps_next=True) for block in blocks]

    def _paragraph(
        self,
        text: str,
        size_pt: float = _BODY_PT,
        *,
        is_bold: bool = False,
        may_turn: bool = False,
    ) -> list[Block]:
        style = self.sheet.style(size_pt, is_bold=is_bold, may_turn=may_turn)
        return paragraph(text, style, self.layer, width_pt=self.sheet.width_pt)


def _tightened(blocks: list[Block], tightness: float) -> list[Block]:
    return [replace(block, before_pt=block.before_pt * tightness) for block in blocks]


def _rule(before_pt: float, *, keeps_next: bool = True) -> Block:
    def paint(pen: Pen, top_pt: float) -> None:
        pen.box((0, top_pt - 0.5), pen.sheet.width_pt, 0.5, grey=LIGHT)

    return Block(height_pt=0.5, before_pt=before_pt, paint=paint, keeps_next=keeps_next)
