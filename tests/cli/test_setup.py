"""`inkstand setup` and `inkstand checklist`, as people run them."""

import json
from pathlib import Path

import pytest

from desktop_app.app.home import Home
from desktop_app.app.installed import installed_campaigns
from desktop_app.app.settings import read_settings
from desktop_app.cli.main import run
from tests.making import made_key, published

PIN = "482915"


class Device:
    """Runs commands in a home of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.home = Home(folder=folder / "home")

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        code = run(["--home", str(self.home.folder), *map(str, arguments)])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err


@pytest.fixture
def device(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Device:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return Device(tmp_path, capsys)


def test_a_device_is_set_up_by_one_command(device: Device) -> None:
    published(made_key(), device.folder / "a.inkpack")
    (device.folder / "pin.txt").write_text(f"{PIN}\n")
    (device.folder / "stick").mkdir()

    code, out, _ = device(
        "setup", device.folder / "a.inkpack", "--place", " Köln ", "--shift", "Morning",
        "--pin-file", device.folder / "pin.txt", "--second-copy", device.folder / "stick", "--json",
    )  # fmt: skip

    answer = json.loads(out)
    verdicts = {check["check"]: check["verdict"] for check in answer["checks"]}
    settings = read_settings(device.home)
    assert code == 0
    assert answer["campaign"] == "open-doors"
    assert len(answer["fingerprint"].split()) == 4
    assert (verdicts["campaign"], verdicts["pin"], verdicts["practice"]) == ("good",) * 3
    assert (settings.place, settings.shift) == ("Köln", "Morning")
    assert settings.second_copy == str(device.folder / "stick")
    assert PIN not in out


def test_what_is_not_named_stays_as_it_is(device: Device) -> None:
    published(made_key(), device.folder / "a.inkpack")
    device("setup", device.folder / "a.inkpack", "--place", "Köln", "--shift", "Morning")

    code, out, _ = device("setup", "--shift", "Evening")

    assert code == 0
    assert "Practice signature  Done" in out
    settings = read_settings(device.home)
    assert (settings.place, settings.shift) == ("Köln", "Evening")


def test_the_only_pack_in_the_folder_is_found(device: Device) -> None:
    published(made_key(), device.folder / "here" / "petition.inkpack")

    code, out, _ = device("setup")

    assert code == 0
    assert "Compare them with those that the coordinator tells you." in out


@pytest.mark.parametrize("name", ["nothing.inkpack", "no/such/folder"])
def test_a_pack_that_is_not_there_is_said_to_be_missing(device: Device, name: str) -> None:
    code, _, err = device("setup", device.folder / name)

    assert (code, err.rstrip().rpartition("[")[2]) == (1, "pack.unreadable]")


def test_without_any_pack_it_says_what_to_name(device: Device) -> None:
    code, _, err = device("setup")

    assert (code, err.rstrip().rpartition("[")[2]) == (1, "setup.no_pack]")
    assert not device.home.folder.exists()


def test_of_several_packs_none_is_guessed(device: Device) -> None:
    for name in "ab":
        published(made_key(), device.folder / "here" / f"{name}.inkpack")

    code, _, err = device("setup")

    assert (code, err.rstrip().rpartition("[")[2]) == (1, "setup.which_pack]")
    assert "a.inkpack" in err
    assert "b.inkpack" in err


def test_other_words_than_the_coordinators_install_nothing(device: Device) -> None:
    published(made_key(), device.folder / "a.inkpack")

    code, _, err = device("setup", device.folder / "a.inkpack", "--words", "one two three four")

    assert (code, err.rstrip().rpartition("[")[2]) == (1, "setup.words_differ]")
    assert installed_campaigns(device.home) == []


def test_the_coordinators_words_let_the_pack_in_and_are_asked_of_an_installed_one(
    device: Device,
) -> None:
    published(made_key(), device.folder / "a.inkpack")
    _, out, _ = device("setup", device.folder / "a.inkpack", "--json")
    words = json.loads(out)["fingerprint"]

    assert device("setup", "--words", words.upper().replace(" ", "-"))[0] == 0
    code, _, err = device("setup", "--words", "one two three four")
    assert (code, err.rstrip().rpartition("[")[2]) == (1, "setup.words_differ]")


@pytest.mark.parametrize(
    ("text", "code"),
    [("123456", "pin.too_easy"), ("48a915", "pin.not_digits"), (" ", "pin.unreadable")],
)
def test_a_bad_pin_leaves_nothing_half_set_up(device: Device, text: str, code: str) -> None:
    published(made_key(), device.folder / "a.inkpack")
    (device.folder / "pin.txt").write_text(text)

    ended, _, err = device(
        "setup", device.folder / "a.inkpack", "--pin-file", device.folder / "pin.txt"
    )

    assert (ended, err.rstrip().rpartition("[")[2]) == (1, f"{code}]")
    assert not device.home.folder.exists()


def test_a_second_copy_in_no_folder_is_refused_before_anything_changes(device: Device) -> None:
    published(made_key(), device.folder / "a.inkpack")

    code, _, err = device(
        "setup", device.folder / "a.inkpack", "--second-copy", device.folder / "pulled"
    )

    assert (code, err.rstrip().rpartition("[")[2]) == (1, "second_copy.no_folder]")
    assert not device.home.campaigns.exists()


def test_the_checklist_of_a_new_device_stops_with_words(device: Device) -> None:
    code, out, err = device("checklist")

    assert code == 1
    assert out.startswith("STOP  Campaign")
    assert err.rstrip().endswith("[checklist.not_ready]")

    code, out, err = device("checklist", "--json")
    assert (code, json.loads(out)["verdict"], err) == (1, "stop", "")
