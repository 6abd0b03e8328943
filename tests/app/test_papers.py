"""The console's papers are written in the language that it shows; those of commands in English."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.app.home import Home
from desktop_app.app.papers import english, paper_words
from desktop_app.app.recovery_sheets import write_sheet
from desktop_app.app.settings import change_settings
from tests.making import made_key

TODAY = date(2026, 11, 25)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(folder=tmp_path / "home")


def test_what_was_chosen_goes_before_what_the_system_speaks(home: Home) -> None:
    assert paper_words(home, "sv").language == "sv"
    change_settings(home, language="de")
    assert paper_words(home, "sv").language == "de"
    assert english().language == "en"


def test_a_language_without_words_is_english(home: Home) -> None:
    assert paper_words(home, "tlh").say("Recovery sheet") == "Recovery sheet"


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Wiederherstellungsblatt"), ("en", "Recovery sheet")]
)
def test_a_sheet_is_in_its_language_and_its_words_stay(
    home: Home, tmp_path: Path, language: str, title: str
) -> None:
    change_settings(home, language=language)
    out = tmp_path / "sheet.pdf"
    write_sheet(made_key(), out, today=TODAY, words=paper_words(home, "en"))

    document = pypdfium2.PdfDocument(out)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    assert title in text
    assert "inkstand key recover" in text
