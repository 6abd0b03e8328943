"""Ideas go out whole: as CSV for import, and as pages on which each can be read."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.deliveries.delivery import DeliveryKind
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.ideas import write_ideas
from desktop_app.language import Catalogues
from desktop_app.register.merge import merge
from desktop_app.register.packs import store_pack
from desktop_app.register.store import Register
from desktop_app.sealing.keys import CampaignKey
from desktop_app.signature.draft import Draft
from tests.deliveries.pdf.conftest import COVER, FONTS, text_of
from tests.deliveries.test_delivery import LEFT_NOBODY, delivered, table, to
from tests.making import idea_folder, journal_with, published, signature
from tests.register.given import write_batch

__all__ = ["text_of"]

LONG = " ".join(f"word{number}" for number in range(40))[:280].strip()
IDEAS = [
    Draft(idea="More trees,\nplease", email="ana@example.org"),
    Draft(idea="=HYPERLINK(1)"),
    Draft(idea="مقاعد في الظل قرب محطة Mitte"),
    Draft(idea=LONG),
]


@pytest.fixture
def ideas(register: Register, key: CampaignKey, tmp_path: Path) -> Pack:
    """A register with ideas, one of which was taken back."""
    pack = published(key, tmp_path / "ideas.inkpack", idea_folder(tmp_path / "ideas"))
    with journal_with(tmp_path / "d", pack, [signature(each, pack=pack) for each in IDEAS]) as j:
        j.undo(j.keep(signature(Draft(idea="Never mind"), pack=pack), pack).record_id, pack)
        batch = write_batch(tmp_path / "b", j, pack, 1, 6)
    merge(register, [batch], key, accept_devices="all")
    store_pack(register, tmp_path / "ideas.inkpack", key)
    return pack


@pytest.mark.usefixtures("ideas")
def test_ideas_as_csv_with_formulas_guarded(register, tmp_path):
    done = delivered(register, to(tmp_path / "out.csv", "team"))

    header, *rows = table(tmp_path / "out.csv")
    assert header == ["idea", "email", "language", "signed_on"]
    assert {(row[0], row[1]) for row in rows} == {
        ("More trees, please", "ana@example.org"),
        ("'=HYPERLINK(1)", ""),
        (IDEAS[2].idea, ""),
        (LONG, ""),
    }
    assert done.left_out == {**LEFT_NOBODY, "taken_back": 1}
    assert done.guarded_cells == 1


@pytest.mark.usefixtures("ideas")
def test_ideas_as_pdf_are_whole_and_say_no_petition(register, tmp_path, text_of):
    done = delivered(register, to(tmp_path / "out.pdf", "team", DeliveryKind.PDF))

    pages = [" ".join(page.split()) for page in text_of(tmp_path / "out.pdf")]
    whole = " ".join(pages)
    assert (done.rows, done.left_out["taken_back"]) == (4, 1)
    assert "What matters where you live?" in pages[0]
    assert "4 ideas" in pages[0]
    assert "Petition" not in whole
    assert "Your idea" in pages[-1]
    for text in ("More trees, please", "=HYPERLINK(1)", LONG, "ana@example.org", "English"):
        assert text in pages[-1]
    assert "Never mind" not in whole
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def many(count: int) -> Iterator[tuple[str, str]]:
    for number in range(count):
        yield f"Idea {number}. {LONG}", "ana@example.org"


def written(out: Path, count: int) -> int:
    return write_ideas(
        out,
        cover=replace(COVER, signature_count=count, is_idea=True),
        columns=("Your idea", "Email"),
        idea_column=0,
        rows=lambda: many(count),
        fonts=Fonts.load(FONTS),
        words=Catalogues(Path("no catalogues")).words("en"),
    ).page_count


def test_every_idea_stands_whole_on_one_page(tmp_path, text_of):
    pages = written(tmp_path / "i.pdf", 60)

    texts = [" ".join(page.split()) for page in text_of(tmp_path / "i.pdf")]
    assert len(texts) == pages
    for number in range(60):
        idea = f"{number + 1} Idea {number}. {LONG} ana@example.org"
        assert sum(idea in text for text in texts) == 1


def test_idea_runs_as_its_own_first_letter_on_a_mirrored_page(tmp_path):
    """Its full stop stands at its end, right of the first word, not before it."""
    write_ideas(
        tmp_path / "i.pdf",
        cover=replace(COVER, language="ar", signature_count=1, is_idea=True, body=()),
        columns=("Idea",),
        idea_column=0,
        rows=lambda: [("Mehr Grün.",)],
        fonts=Fonts.load(FONTS),
        words=Catalogues(Path("no catalogues")).words("ar"),
    )
    with pypdfium2.PdfDocument(tmp_path / "i.pdf") as document:
        text_page = document[1].get_textpage()
        text = text_page.get_text_range()
        left = {letter: text_page.get_charbox(text.index(letter))[0] for letter in "MG."}
        text_page.close()
    assert left["M"] < left["G"] < left["."]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_ideas(tmp_path, monkeypatch):
    """But for the lines that the text layer remembers, of which there is a most."""
    monkeypatch.setattr("desktop_app.deliveries.pdf.text._MOST_CACHED_LINES", 300)

    def peak(count: int) -> int:
        tracemalloc.start()
        written(tmp_path / "i.pdf", count)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(50)  # what is loaded once
    small, large = peak(100), peak(600)
    assert (large - small) / 500 < 300, "an idea alone has 300 bytes, and its blocks many more"
