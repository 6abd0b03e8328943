"""The small part of Markdown that screens and PDFs show."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop_app.campaign.text import (
    BlockKind,
    Span,
    blocks,
    holds_html,
    holds_image,
    split_front_matter,
)


def test_paragraphs_headings_lists_and_weights() -> None:
    read = blocks("# Title\n\nOne **bold** and *slanted*\nword.\n\n- first\n- second\n")
    assert [(b.kind, b.text) for b in read] == [
        (BlockKind.HEADING, "Title"),
        (BlockKind.PARAGRAPH, "One bold and slanted word."),
        (BlockKind.ITEM, "first"),
        (BlockKind.ITEM, "second"),
    ]
    assert Span(text="bold", is_bold=True) in read[1].spans
    assert Span(text="slanted", is_italic=True) in read[1].spans


def test_links_are_words_with_the_address_after_them() -> None:
    assert blocks("See [us](https://example.org).")[0].text == "See us (https://example.org)."


def test_html_is_seen_wherever_it_stands() -> None:
    assert holds_html("a <b>c</b>")
    assert holds_html("<script>alert(1)</script>")
    assert holds_html("- <img src=x>")
    assert not holds_html("1 < 2 and 3 > 2, `<b>` in code")


@given(st.text("<>!-[]()&;lt/a \\\n\t`*1.\0\r"))
def test_no_html_and_no_image_is_without_what_they_begin_with(text: str) -> None:
    """Texts without these letters are not parsed at all."""
    kinds = {
        each.type
        for token in MarkdownIt("commonmark").parse(text)
        for each in (token, *(token.children or ()))
    }

    assert holds_html(text) == bool(kinds & {"html_block", "html_inline"})
    assert holds_image(text) == ("image" in kinds)


def test_front_matter() -> None:
    assert split_front_matter("+++\na = 1\n+++\nbody\n") == ("a = 1\n", "body")
    assert split_front_matter("body") is None
    assert split_front_matter("+++\na = 1\n") is None
    assert split_front_matter("") is None
