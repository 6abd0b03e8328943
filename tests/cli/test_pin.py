"""`inkstand pin`, run as people run it."""

import os
import time
from pathlib import Path

import pytest

from desktop_app.app.home import Home
from desktop_app.cli import pin as pin_command
from desktop_app.cli.locking import show_lockdown, show_way_out
from desktop_app.kiosk.lockdown import Lockdown, Reason
from desktop_app.kiosk.pin_file import Hardness, new_pin, read_pin, write_pin
from desktop_app.kiosk.pretence import Pretence
from tests.cli.test_device import Command
from tests.making import made_key, published

PIN = "740183"
QUICK = Hardness(memory_kib=8, iterations=1, lanes=1)


@pytest.fixture
def inkstand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, capsys)


@pytest.fixture
def quick_home(inkstand: Command) -> Command:
    """A home with a PIN that is quickly checked."""
    write_pin(inkstand.home / "pin.json", new_pin(PIN, os.urandom, QUICK))
    return inkstand


def file_with(folder: Path, text: str) -> Path:
    path = folder / "typed.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody types on the terminal, in turn."""
    lines: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _question: lines.pop(0))
    return lines


def test_pin_is_set_from_a_file_and_removed_again(inkstand: Command) -> None:
    file = file_with(inkstand.folder, f"{PIN}\r\n")

    assert inkstand.answer("pin", "--pin-file", file) == {"is_set": True}
    assert read_pin(inkstand.home / "pin.json") is not None
    assert inkstand.answer("pin", "--remove", "--pin-file", file) == {"is_set": False}
    assert read_pin(inkstand.home / "pin.json") is None
    assert inkstand.problem("pin", "--remove", "--pin-file", file) == "pin.not_set"


def test_pin_is_asked_for_twice(inkstand: Command, typed: list[str]) -> None:
    typed += [PIN, "740184"]
    assert inkstand.problem("pin") == "pin.not_the_same"
    assert read_pin(inkstand.home / "pin.json") is None

    typed += [PIN, PIN]
    code, out, err = inkstand("pin")
    assert (code, typed, err) == (0, [], "")
    assert "corner" in out
    assert PIN not in out


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("12", "pin.too_short"),
        ("7401a3", "pin.not_digits"),
        ("123456", "pin.too_easy"),
        ("000000", "pin.too_easy"),
        ("7401837401837", "pin.too_long"),
        ("", "pin.unreadable"),
        ("\n740183", "pin.unreadable"),
    ],
)
def test_bad_pin_is_refused_with_words(inkstand: Command, text: str, problem: str) -> None:
    assert inkstand.problem("pin", "--pin-file", file_with(inkstand.folder, text)) == problem
    assert read_pin(inkstand.home / "pin.json") is None


def test_missing_file_and_missing_person_are_told(
    inkstand: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    assert inkstand.problem("pin", "--pin-file", inkstand.folder / "none") == "pin.unreadable"
    assert inkstand.problem("pin") == "pin.missing"


def test_wrong_pin_removes_nothing_and_counts(quick_home: Command) -> None:
    wrong = file_with(quick_home.folder, "740184")

    assert quick_home.problem("pin", "--remove", "--pin-file", wrong) == "pin.wrong"
    assert read_pin(quick_home.home / "pin.json").try_count == 1


def test_after_wrong_tries_the_command_waits_as_the_kiosk_does(
    quick_home: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = [500.0]
    monkeypatch.setattr(time, "monotonic", lambda: now_s[0])
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        now_s[0] += seconds

    monkeypatch.setattr(pin_command.time, "sleep", wait)
    file = file_with(quick_home.folder, "740184")
    for _ in range(6):
        assert quick_home.problem("pin", "--remove", "--pin-file", file) == "pin.wrong"

    assert waited == [30.0]


def test_damaged_pin_is_told_and_can_be_set_anew(quick_home: Command) -> None:
    (quick_home.home / "pin.json").write_bytes(b"{")
    file = file_with(quick_home.folder, PIN)

    assert quick_home.problem("pin", "--remove", "--pin-file", file) == "pin.damaged"
    assert quick_home.answer("pin", "--pin-file", file) == {"is_set": True}
    assert read_pin(quick_home.home / "pin.json") is not None


def test_setting_a_new_pin_makes_the_tries_free_again(quick_home: Command) -> None:
    quick_home.problem("pin", "--remove", "--pin-file", file_with(quick_home.folder, "740184"))
    quick_home.answer("pin", "--pin-file", file_with(quick_home.folder, "902183"))

    assert read_pin(quick_home.home / "pin.json").try_count == 0


# ---- the kiosk itself -----------------------------------------------------------------------------


@pytest.fixture
def device(quick_home: Command) -> Command:
    published(made_key(), quick_home.folder / "open-doors.inkpack")
    quick_home.answer("campaign", "install", quick_home.folder / "open-doors.inkpack")
    return quick_home


@pytest.mark.parametrize("options", [[], ["--windowed"]])
@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"{}", "pin.damaged"), (b'{"format": 9}', "pin.from_newer_version")],
)
def test_kiosk_does_not_start_with_a_pin_that_opens_nothing(
    device: Command, options: list[str], content: bytes, problem: str
) -> None:
    (device.home / "pin.json").write_bytes(content)

    assert device.problem("kiosk", *options) == problem


def test_pin_cannot_be_changed_while_the_kiosk_runs(device: Command) -> None:
    with Home(folder=device.home).alone():
        file = file_with(device.folder, "902183")
        assert device.problem("pin", "--pin-file", file) == "home.in_use"
        assert device.problem("pin", "--remove", "--pin-file", file) == "home.in_use"


@pytest.mark.parametrize(
    ("has_pin", "pretence", "said"),
    [
        (True, None, ["hold its lower corner"]),
        (False, None, ["press Ctrl+C in this terminal", "set a PIN with “inkstand pin”"]),
        (False, Pretence.DEMONSTRATION, ["a demonstration: Close, on top of the screen"]),
        (False, Pretence.PRACTICE, ["counts nowhere: Close, on top of the screen"]),
        (True, Pretence.PRACTICE, ["Close, on top of the screen", "hold its lower corner"]),
    ],
)
def test_terminal_says_how_one_leaves_the_kiosk(
    capsys: pytest.CaptureFixture[str], has_pin: bool, pretence: Pretence | None, said: list[str]
) -> None:
    show_way_out(has_pin=has_pin, pretence=pretence)

    out = capsys.readouterr().out
    assert all(words in out for words in said)
    assert ("Ctrl+C" in out) is not (has_pin or pretence is not None)


def test_terminal_says_whether_people_can_leave(capsys: pytest.CaptureFixture[str]) -> None:
    show_lockdown(Lockdown(reasons=()))
    show_lockdown(Lockdown(reasons=(Reason.SYSTEM, Reason.PIN)))

    assert capsys.readouterr().out.splitlines() == [
        "Locked",
        "Supervised — keep it in sight",
        "  The system does not keep people in this window.",
        "  No PIN is set on this device.",
    ]
