"""`inkstand statistics`: numbers for people and machines, and the report as PDF."""

from pathlib import Path

import pytest

from tests.cli.test_coordinator import Desk

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path, capsys)
    desk.merge()
    return desk


def test_machines_are_told_all_numbers(desk: Desk) -> None:
    found = desk.unlocked("statistics")

    assert (found["signatures"], found["people"], found["duplicates"]) == (4, 3, 1)
    assert found["places"] == {"Berlin": 3}
    assert found["countries"] == {"DE": 3}
    assert [each["people"] for each in found["hours"]] == [3]
    assert found["choices"]["share_with_starter"] == {"yes": 3, "no": 0, "not_asked": 0}
    assert found["pace"]["on_device"] == 4
    assert len(next(iter(found["fingerprints"].values())).split()) == 4


def test_people_are_told_the_same_in_words(desk: Desk) -> None:
    code, out, _ = desk.says("statistics", "--passphrase-file", desk.secret)

    assert code == 0
    assert "People who count, each once: 3" in out
    assert "  Berlin: 3 (100%)" in out
    assert "Keep the door open" in out


def test_report_is_written_and_small_numbers_only_on_demand(desk: Desk) -> None:
    for_others, for_me = desk.folder / "others.pdf", desk.folder / "me.pdf"

    few = desk.unlocked("statistics", "--out", for_others)
    all_of_it = desk.unlocked("statistics", "--out", for_me, "--all-numbers", "--language", "de")

    assert for_others.read_bytes().startswith(b"%PDF")
    assert few["pages"] < all_of_it["pages"]
    assert for_me.stat().st_mode & 0o077 == 0


def test_report_is_written_over_nothing(desk: Desk) -> None:
    out = desk.folder / "mine.pdf"
    out.write_text("mine", encoding="utf-8")

    assert "[statistics.file_exists]" in desk.refuses("statistics", "--out", out)
    assert "[pdf.cannot_write]" in desk.refuses("statistics", "--out", desk.folder)
    assert "[pdf.cannot_write]" in desk.refuses("statistics", "--out", out / "below.pdf")
    assert out.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--campaign", "no-such"), "deliver.no_campaign"),
        (("--language", "tlh"), "statistics.language_unknown"),
        (("--register", "nowhere.sqlite"), "register.missing"),
    ],
)
def test_wrong_wishes_are_refused(desk: Desk, words: tuple[str, ...], code: str) -> None:
    assert f"[{code}]" in desk.refuses("statistics", *words)


def test_empty_register_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(tmp_path, capsys)
    refused = desk.refuses("statistics")

    assert "Merge what the devices handed over" in refused
