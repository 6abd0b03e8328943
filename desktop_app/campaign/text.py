"""The texts of a campaign: front matter, and the small part of Markdown that screens and PDFs show.

Paragraphs, headings, list items, bold and italic. Links become their words with the address after
them, because nothing on a kiosk may be followed; HTML is refused by the check.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # read when a text is first set: the first screen shows none
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FRONT_MATTER_FENCE = "+++"


class BlockKind(Enum):
    """What a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A run of text in one weight and slant."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True, kw_only=True)
class Block:
    """A heading (level 1 to 6), a paragraph (level 0) or a list item (level = depth, from 1)."""

    kind: BlockKind
    spans: tuple[Span, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def blocks(markdown: str) -> tuple[Block, ...]:
    """Read Markdown (CommonMark) into blocks that a screen or a PDF can set."""
    return tuple(_blocks(_parser().parse(markdown)))


def holds_html(markdown: str) -> bool:
    """Tell whether a text holds HTML, which no screen shows and the check refuses."""
    if "<" not in markdown:  # nearly always; parsing took most of the time that a pack is read in
        return False
    return any(
        token.type in ("html_block", "html_inline") for token in _all(_parser().parse(markdown))
    )


def holds_image(markdown: str) -> bool:
    """Tell whether a text tries to load a picture."""
    if "![" not in markdown:
        return False
    return any(token.type == "image" for token in _all(_parser().parse(markdown)))


def split_front_matter(text: str) -> tuple[str, str] | None:
    """Split a text into front matter (TOML between `+++` lines) and body; None without one."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != FRONT_MATTER_FENCE:
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == FRONT_MATTER_FENCE:
            return "".join(lines[1:number]), "".join(lines[number + 1 :]).strip()
    return None


@cache
def _parser() -> "MarkdownIt":
    """Give the parser, which takes as long to make as a page to parse; nothing is kept in it."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _all(tokens: "Iterable[Token]") -> "Iterator[Token]":
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def _blocks(tokens: "list[Token]") -> Iterator[Block]:
    depth = 0
    heading = 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "inline":
            yield _block(token, heading, depth)
            heading = 0
        elif token.type in ("fence", "code_block"):
            yield Block(kind=BlockKind.PARAGRAPH, spans=(Span(text=token.content.strip()),))


def _block(token: "Token", heading: int, depth: int) -> Block:
    spans = tuple(_spans(token.children or []))
    if heading:
        return Block(kind=BlockKind.HEADING, spans=spans, level=heading)
    if depth:
        return Block(kind=BlockKind.ITEM, spans=spans, level=depth)
    return Block(kind=BlockKind.PARAGRAPH, spans=spans)


def _spans(children: "list[Token]") -> Iterator[Span]:
    bold = italic = 0
    address = ""
    for token in children:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                address = str(token.attrGet("href") or "")
            case "link_close":
                yield Span(text=f" ({address})")
            case _:
                text = " " if token.type in ("softbreak", "hardbreak") else token.content
                if text:
                    yield Span(text=text, is_bold=bold > 0, is_italic=italic > 0)
