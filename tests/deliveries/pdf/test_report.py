"""The report of statistics as PDF: all that is told is in it, in every script, and looks whole."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from desktop_app.deliveries.coordinator.statistics_charts import THRESHOLD, Naming
from desktop_app.deliveries.coordinator.statistics_report import Report, report_of
from desktop_app.deliveries.pdf.fonts import Fonts
from desktop_app.deliveries.pdf.output import CannotWritePdf
from desktop_app.deliveries.pdf.report import write_report
from desktop_app.language import Catalogues
from desktop_app.register.statistics import Statistics
from tests.deliveries.counted import campaign_counted, counts, nobody_counted

LOCALES = Path(__file__).parents[3] / "resources" / "locale"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TextOf = Callable[[Path], list[str]]


def report(
    found: Statistics, threshold: int = 0, language: str = "en", title: str = "Open the doors"
) -> Report:
    words = Catalogues(LOCALES).words(language)
    return report_of(found, NOON, Naming(words=words, title=title, threshold=threshold))


def written(out: Path, fonts: Fonts, shown: Report, language: str = "en") -> int:
    return write_report(out, shown, fonts, Catalogues(LOCALES).words(language)).page_count


def test_report_says_all_numbers_of_all_charts(
    tmp_path: Path, fonts: Fonts, text_of: TextOf
) -> None:
    shown = report(campaign_counted())
    written(tmp_path / "r.pdf", fonts, shown)

    text = " ".join(" ".join(text_of(tmp_path / "r.pdf")).split())

    for words in ("Open the doors", "open-doors", "November 17, 2026 – November 23, 2026", "UTC"):
        assert words in text
    for chart in shown.charts:
        assert chart.title in text
        for bar in chart.bars[:3]:
            if bar.label.isascii():
                assert f"{bar.label} {bar.number}" in text
    assert "1 min 14 s" in text
    assert "All numbers are told" in text


def test_report_for_others_says_that_small_numbers_are_missing(
    tmp_path: Path, fonts: Fonts, text_of: TextOf
) -> None:
    written(tmp_path / "r.pdf", fonts, report(campaign_counted(), THRESHOLD))

    text = " ".join(" ".join(text_of(tmp_path / "r.pdf")).split())

    assert "fewer than 5 people are not told" in text
    assert "Georgia" not in text


@pytest.mark.parametrize("language", ["en", "ar", "he", "ka", "el", "de"])
def test_every_language_and_script_makes_whole_pages(
    tmp_path: Path, fonts: Fonts, text_of: TextOf, language: str
) -> None:
    pages = written(tmp_path / "r.pdf", fonts, report(campaign_counted(), 0, language), language)

    assert pages == len(text_of(tmp_path / "r.pdf"))
    with pikepdf.open(tmp_path / "r.pdf") as file:
        assert file.check_pdf_syntax() == []


def test_report_on_nobody_is_one_page(tmp_path: Path, fonts: Fonts, text_of: TextOf) -> None:
    assert written(tmp_path / "r.pdf", fonts, report(nobody_counted())) == 1
    (page,) = text_of(tmp_path / "r.pdf")
    assert "Taken back on the device" in page


def test_hostile_names_stay_in_their_lines(tmp_path: Path, fonts: Fonts, text_of: TextOf) -> None:
    names = ["\u202e" * 100, "\x00\n\t", "W" * 200, "a\u0301" * 100, "<<>> (\\) endobj", "𓀀" * 50]
    places = counts({name: 9 - number for number, name in enumerate(names)})
    found = campaign_counted(places=places, campaign="open-doors")

    written(tmp_path / "r.pdf", fonts, report(found, title="T" * 400))

    with pikepdf.open(tmp_path / "r.pdf") as file:
        assert file.check_pdf_syntax() == []
    assert "By place" in " ".join(text_of(tmp_path / "r.pdf"))


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path, fonts: Fonts) -> None:
    for name in ("a.pdf", "b.pdf"):
        written(tmp_path / name, fonts, report(campaign_counted()))

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_folder_that_refuses_is_told(tmp_path: Path, fonts: Fonts) -> None:
    with pytest.raises(CannotWritePdf):
        written(tmp_path / "nowhere" / "r.pdf", fonts, report(campaign_counted()))
