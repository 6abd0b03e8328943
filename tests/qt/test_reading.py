"""Long texts are set in lines and pages, and nothing of them is lost."""

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from desktop_app.campaign.text import Span, blocks
from desktop_app.qt.theme import Theme
from desktop_app.qt.widgets.reading import ReadingView
from desktop_app.qt.widgets.text import ISOLATED, with_bold_names

THEME = Theme(px_per_mm=5.88)
LONG = "\n\n".join(f"Paragraph {number} " + "with many words " * 30 for number in range(20))


@pytest.mark.parametrize("is_right_to_left", [False, True])
def test_all_words_are_on_some_page(qtbot: QtBot, is_right_to_left: bool) -> None:
    view = ReadingView(blocks(LONG), THEME, QSize(900, 400), is_right_to_left=is_right_to_left)
    qtbot.addWidget(view)

    words = " ".join(view.page_text(number) for number in range(view.page_count)).split()

    assert view.page_count > 5
    assert words == LONG.split()


def test_text_in_markdown_is_shown_without_its_marks(qtbot: QtBot) -> None:
    view = ReadingView(
        blocks("# Title\n\n- **bold** item\n- [link](https://example.org)"),
        THEME,
        QSize(900, 400),
        is_right_to_left=False,
    )
    qtbot.addWidget(view)

    assert view.page_text(0) == "Title bold item link (https://example.org)"
    assert view.accessibleName() == view.page_text(0)


def test_turning_past_the_end_shows_the_last_page(qtbot: QtBot) -> None:
    view = ReadingView(blocks(LONG), THEME, QSize(900, 400), is_right_to_left=False)
    qtbot.addWidget(view)

    view.show_page(1000)

    assert view.accessibleName() == view.page_text(view.page_count - 1)


@pytest.mark.parametrize("room_px", range(240, 520, 20))
def test_no_line_of_a_paragraph_stands_alone_on_a_page(qtbot: QtBot, room_px: int) -> None:
    text = "# Title\n\n" + "\n\n".join("word " * (n * 7 + 5) for n in range(1, 30))
    view = ReadingView(blocks(text), THEME, QSize(900, room_px), is_right_to_left=False)
    qtbot.addWidget(view)

    for page in view._pages:
        numbers: dict[int, list[int]] = {}
        for placed in page:
            numbers.setdefault(id(placed.lines), []).append(placed.number)
        totals = {id(placed.lines): len(placed.lines.lines) for placed in page}
        alone = [key for key, lines in numbers.items() if len(lines) == 1 and totals[key] > 1]
        assert alone == []


def test_names_in_a_sentence_are_bold_and_isolated() -> None:
    spans = with_bold_names("Run by %(names)s.", "A and B", ["A", "B"])

    assert spans == (
        Span(text="Run by "),
        Span(text=ISOLATED % "A", is_bold=True),
        Span(text=" and "),
        Span(text=ISOLATED % "B", is_bold=True),
        Span(text="."),
    )
