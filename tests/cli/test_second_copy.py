"""`inkstand second-copy`, run as people run it."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from desktop_app.app import second_copy
from desktop_app.app.home import Home
from desktop_app.app.settings import read_settings
from desktop_app.journal.mirror import MIRROR_FOLDER
from tests.cli.test_device import Command, sheet
from tests.making import made_key, published


@pytest.fixture
def inkstand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, capsys)


@pytest.fixture
def device(inkstand: Command) -> Command:
    """A device with a campaign and two signatures."""
    published(made_key(), inkstand.folder / "open-doors.inkpack")
    inkstand.answer("campaign", "install", inkstand.folder / "open-doors.inkpack")
    enter(inkstand)
    return inkstand


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The drives that the system would tell of: none is plugged into this machine."""
    drives: list[Path] = []

    def folders() -> Iterable[Path]:
        return drives

    monkeypatch.setattr(second_copy, "folders_of_drives", folders)
    for function in (second_copy.find_folder, second_copy.open_chosen):
        monkeypatch.setattr(function, "__defaults__", (folders,))
    for function in (second_copy.keep_up, second_copy.state):
        monkeypatch.setattr(function, "__defaults__", (folders,))
    return drives


def enter(inkstand: Command) -> str:
    code, _, err = inkstand(
        "enter", sheet(inkstand.folder), "--campaign", "open-doors", "--sheet", "A"
    )
    assert code == 0
    return err


def test_without_one_it_says_so(inkstand: Command) -> None:
    assert inkstand.answer("second-copy")["folder"] == ""
    assert "No second copy" in inkstand("second-copy")[1]


def test_choosing_makes_it_and_catches_up_and_entering_keeps_up(
    device: Command, stick: Path
) -> None:
    answer = device.answer("second-copy", "--to", stick)
    expected = {"folder": str(stick), "there": True, "records": 2, "missing": 0, "damaged": 0}
    assert answer == {**expected, "same_disk": True, "problem": None}
    assert enter(device) == ""
    assert device.answer("second-copy")["records"] == 4
    out = device("second-copy")[1]
    assert "Records in it: 4" in out
    assert "same disk" in out


def test_choosing_the_folder_of_the_copies_itself_is_understood(
    device: Command, stick: Path
) -> None:
    device.answer("second-copy", "--to", stick)
    device.answer("second-copy", "--to", stick / MIRROR_FOLDER)
    assert read_settings(Home(folder=device.home)).second_copy == str(stick)


def test_a_pulled_stick_costs_nothing_and_catches_up_when_it_is_back(
    device: Command, stick: Path, plugged_in: list[Path]
) -> None:
    device.answer("second-copy", "--to", stick)
    pocket = stick.rename(stick.with_name("pocket"))
    assert "[second_copy.away]" in enter(device)
    code, out, _ = device("second-copy", "--json")
    assert (code, '"problem": "second_copy.away"' in out) == (0, True)
    assert device.problem("second-copy") == "second_copy.away"
    code, _, err = device("batch", "--out", device.folder / "out")
    assert code == 0
    assert "[second_copy.away]" in err
    pocket.rename(stick)
    assert enter(device) == ""
    assert device.answer("second-copy")["records"] == 6


def test_the_empty_mount_point_of_a_pulled_stick_is_not_written_to(
    device: Command, stick: Path, plugged_in: list[Path]
) -> None:
    device.answer("second-copy", "--to", stick)
    shutil.rmtree(stick)
    stick.mkdir()
    assert "[second_copy.away]" in enter(device)
    assert list(stick.iterdir()) == []


def test_the_same_stick_elsewhere_is_found(
    device: Command, stick: Path, plugged_in: list[Path]
) -> None:
    device.answer("second-copy", "--to", stick)
    other = device.folder / "other"
    other.mkdir()
    elsewhere = stick.rename(device.folder / "elsewhere")
    plugged_in += [other, elsewhere]
    assert enter(device) == ""
    answer = device.answer("second-copy")
    assert (answer["folder"], answer["records"]) == (str(elsewhere), 4)
    assert device.answer("second-copy", "--find")["folder"] == str(elsewhere)
    assert read_settings(Home(folder=device.home)).second_copy == str(elsewhere)


def test_finding_takes_the_only_drive_and_asks_among_several(
    device: Command, stick: Path, plugged_in: list[Path]
) -> None:
    assert device.problem("second-copy", "--find") == "second_copy.no_drive"
    plugged_in += [stick, device.folder]
    assert device.problem("second-copy", "--find") == "second_copy.several_drives"
    assert not list(stick.iterdir())
    plugged_in.pop()
    assert device.answer("second-copy", "--find")["records"] == 2


def test_switched_off_nothing_is_copied_and_the_file_stays(device: Command, stick: Path) -> None:
    device.answer("second-copy", "--to", stick)
    files = {path: path.read_bytes() for path in stick.rglob("*.inkmirror")}
    assert device.answer("second-copy", "--off")["folder"] == ""
    enter(device)
    assert {path: path.read_bytes() for path in stick.rglob("*.inkmirror")} == files


def test_a_place_that_does_not_do_changes_no_choice(device: Command, stick: Path) -> None:
    device.answer("second-copy", "--to", stick)
    assert device.problem("second-copy", "--to", device.folder / "no") == "second_copy.no_folder"
    (device.folder / "file").write_text("x")
    assert device.problem("second-copy", "--to", device.folder / "file") == "second_copy.no_folder"
    assert device.problem("second-copy", "--to", stick, "--off") == "arguments.contradict"
    assert device.answer("second-copy")["folder"] == str(stick)


def test_damage_in_the_copy_is_said_and_healed_by_the_next_writing(
    device: Command, stick: Path
) -> None:
    device.answer("second-copy", "--to", stick)
    (path,) = stick.rglob("*.inkmirror")
    data = bytearray(path.read_bytes())
    data[700] ^= 1
    path.write_bytes(data)
    answer = device.answer("second-copy")
    assert (answer["records"], answer["missing"], answer["damaged"]) == (1, 1, 1)
    assert "Damaged in it: 1" in device("second-copy")[1]
    enter(device)
    answer = device.answer("second-copy")
    assert (answer["records"], answer["missing"], answer["damaged"]) == (4, 0, 0)
