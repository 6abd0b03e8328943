"""`inkstand restore`, run as people run it: from a dead tablet to the register."""

import shutil
from pathlib import Path

import pytest

from desktop_app.cli.main import run
from tests.cli.test_device import Command, sheet
from tests.making import PASSPHRASE, key_file, published

SHEET_ROWS = 2


@pytest.fixture
def inkstand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, capsys)


@pytest.fixture
def device(inkstand: Command) -> Command:
    """A device with a second copy and four records."""
    key = key_file(inkstand.folder / "campaign.key")
    published(key, inkstand.folder / "open-doors.inkpack")
    inkstand.answer("campaign", "install", inkstand.folder / "open-doors.inkpack")
    (inkstand.folder / "stick").mkdir()
    inkstand.answer("second-copy", "--to", inkstand.folder / "stick")
    for name in ("A", "B"):
        enter(inkstand, name)
    return inkstand


def enter(device: Command, name: str) -> None:
    answer = device.answer(
        "enter", sheet(device.folder), "--campaign", "open-doors", "--sheet", name
    )
    assert answer["entered"] == SHEET_ROWS


def elsewhere(device: Command) -> Command:
    """Another device, with the same campaign."""
    other = Command(device.folder, device._capsys)
    other.home = device.folder / "other"
    other.answer("campaign", "install", device.folder / "open-doors.inkpack")
    return other


def merged(device: Command, *places: Path, confirm: Path | None = None) -> dict:
    (device.folder / "pass.txt").write_text(PASSPHRASE)
    more: list[str | Path] = ["--acknowledge-to", confirm] if confirm is not None else []
    desk = Command(device.folder, device._capsys)
    desk.home = device.folder / "desk"
    return desk.answer(
        "merge",
        *places,
        "--key",
        device.folder / "campaign.key",
        "--passphrase-file",
        device.folder / "pass.txt",
        "--accept",
        "all",
        *more,
    )


def flip(path: Path, needle: bytes, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(needle) + offset] ^= 1
    path.write_bytes(data)


def test_a_dead_tablet_comes_back_and_its_signatures_reach_the_register(device: Command) -> None:
    other = elsewhere(device)
    shutil.rmtree(device.home)
    (restored,) = other.answer("restore", "--from", device.folder / "stick")["restored"]
    assert (restored["records"], restored["signatures"], restored["lost"]) == (4, 4, [])
    assert restored["set_aside"] is None
    enter(other, "C")
    status = other.answer("status")
    assert (status["signatures"], status["not_handed_over"]) == (6, 6)
    assert [r["signatures"] for r in status["restored"]] == [4]
    assert "restored from" in other("status")[1]
    answer = other.answer("batch", "--out", device.folder / "out")
    assert [(f["first"], f["last"]) for f in answer["files"]] == [(1, 2), (1, 4)]
    assert other.answer("batch", "--out", device.folder / "out")["files"] == []
    assert other.answer("status")["not_handed_over"] == 0
    assert other.answer("verify", device.folder / "out")["records"] == 6
    merge = merged(device, device.folder / "out")
    assert (merge["new"], merge["damaged"], merge["gaps"]) == (6, 0, [])
    assert len(merge["devices"]) == 2


def test_what_the_dead_tablet_handed_over_before_is_known_to_the_register(device: Command) -> None:
    device.answer("batch", "--out", device.folder / "before")
    other = elsewhere(device)
    other.answer("restore", "--from", device.folder / "stick")
    other.answer("batch", "--out", device.folder / "after")
    merge = merged(device, device.folder / "before", device.folder / "after")
    assert (merge["new"], merge["known"], merge["damaged"]) == (4, 4, 0)


def test_a_damaged_journal_is_told_with_the_command_that_helps(device: Command) -> None:
    flip(device.home / "journal.sqlite", b'"sealed_sha256":"', 200)
    code, _, err = device("status")
    assert code == 1
    assert "inkstand restore --salvage" in err
    assert err.rstrip().endswith("[journal.damaged]")


def test_a_damaged_journal_hands_over_all_that_is_whole_and_names_the_rest(
    device: Command,
) -> None:
    device.answer("second-copy", "--off")
    flip(device.home / "journal.sqlite", b'"seq":2,', 0)
    answer = device.answer("batch", "--out", device.folder / "out")
    assert [(f["first"], f["last"]) for f in answer["files"]] == [(1, 1), (3, 4)]
    assert answer["lost"] == [{"campaign": "open-doors", "first": 2, "last": 2}]
    assert answer["damaged"] == 1
    out = device("batch", "--out", device.folder / "out")[1]
    assert "damaged: open-doors 2" in out
    assert "restore --salvage" in out
    merge = merged(device, device.folder / "out")
    assert (merge["new"], merge["damaged"]) == (3, 0)
    assert [(g["first"], g["last"]) for g in merge["gaps"]] == [(2, 2)]


def test_salvaging_goes_on_with_a_new_journal_and_a_new_second_copy(device: Command) -> None:
    flip(device.home / "journal.sqlite", b'"seq":2,', 0)
    (restored,) = device.answer("restore", "--salvage")["restored"]
    assert (restored["records"], restored["lost"]) == (4, [])  # number 2 came from the second copy
    assert (device.home / restored["set_aside"]).is_file()
    enter(device, "C")
    assert device.answer("status")["signatures"] == 6
    assert device.answer("second-copy")["records"] == 2
    assert len(list((device.folder / "stick").rglob("*.inkmirror"))) == 2
    device.answer("batch", "--out", device.folder / "out")
    assert merged(device, device.folder / "out")["new"] == 6


def test_the_answer_for_people_says_what_is_damaged_and_what_to_do(device: Command) -> None:
    device.answer("second-copy", "--off")
    shutil.rmtree(device.folder / "stick")
    flip(device.home / "journal.sqlite", b'"seq":3,', 0)
    code, out, _ = device("restore", "--salvage")
    assert code == 0
    assert "Signatures: 3 (records: 3)" in out
    assert "damaged: open-doors 3" in out
    assert "journal-set-aside-1.sqlite" in out
    assert "Hand over now" in out


def test_restoring_what_is_here_is_not_needed(device: Command) -> None:
    stick = device.folder / "stick"
    assert device.problem("restore", "--from", stick) == "restore.not_needed"
    assert device.problem("restore", "--salvage") == "restore.not_needed"
    assert device.problem("restore", "--from", device.folder / "no") == "restore.no_copy"


@pytest.mark.parametrize("options", [[], ["--salvage", "--from", "x"]])
def test_it_must_be_said_from_where(device: Command, options: list[str]) -> None:
    assert run(["--home", str(device.home), "restore", *options]) == 2


def test_what_is_confirmed_of_a_restored_journal_is_erased_everywhere(device: Command) -> None:
    """In the restored journal, in its second copy, and the file that was set aside goes."""
    flip(device.home / "journal.sqlite", b'"seq":2,', 0)
    aside = device.answer("restore", "--salvage")["restored"][0]["set_aside"]
    enter(device, "C")
    device.answer("batch", "--out", device.folder / "out")
    assert device.answer("erase", "--yes", "--confirmed-before", "0")["removed"] == []
    merged(device, device.folder / "out", confirm=device.folder / "out")
    taken = device.answer("acknowledge", device.folder / "out")
    assert (taken["confirmed"], taken["new"], taken["foreign"]) == (6, 6, 0)
    answer = device.answer("erase", "--yes", "--confirmed-before", "0")
    assert (answer["erased"], answer["removed"]) == (6, [aside])
    assert not (device.home / aside).exists()
    left = b"".join(p.read_bytes() for p in device.home.rglob("*.sqlite*"))
    copies = b"".join(p.read_bytes() for p in (device.folder / "stick").rglob("*.inkmirror"))
    status = device.answer("status")
    assert (status["signatures"], status["not_handed_over"]) == (6, 0)
    assert len(copies) < 6 * 900
    assert left.count(b'"sealed_sha256"') == 6
