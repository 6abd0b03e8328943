"""Console, kiosk and console again, as real processes: the same one where the system can."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.app.home import Home
from desktop_app.app.settings import change_settings, read_settings
from desktop_app.app.setup import set_pin
from desktop_app.journal.store import JOURNAL_FILE
from tests.making import device_home, made_key, published

pytestmark = pytest.mark.screen

ROOT = Path(__file__).parents[2]
HANDS = Path(__file__).parent / "chain"
PIN = "482915"
TYPED = [f"digit_{digit}" for digit in PIN]
LEAVES_BY_PIN = ["holds_corner", *TYPED, "give_pin", "leave_kiosk"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    published(made_key(), tmp_path / "open-doors.inkpack")
    home = device_home(tmp_path / "home", tmp_path / "open-doors.inkpack")
    change_settings(home, campaign="open-doors", place="Heumarkt", language="de")
    set_pin(home, PIN)
    return home


def goes_through(
    home: Home, *steps: list[str], start: tuple[str, ...] = ()
) -> tuple[int, list[dict]]:
    """Start Inkstand, let each window do its steps, and give the exit code and what was seen."""
    seen = home.folder.parent / "seen.jsonl"
    seen.touch()
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", *start],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "INKSTAND_HOME": str(home.folder),
            "PYTHONPATH": os.pathsep.join([str(HANDS), str(ROOT)]),
            "CHAIN_SEEN": str(seen),
            "CHAIN_STEPS": json.dumps(steps),
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, [json.loads(line) for line in seen.read_text().splitlines()]


def test_the_console_becomes_the_kiosk_and_the_pin_brings_it_back(home: Home) -> None:
    code, seen = goes_through(home, ["start_kiosk"], LEAVES_BY_PIN, ["close_window"])

    assert code == 0
    assert [each["window"] for each in seen] == ["console", "kiosk", "console"]
    at_home = ["--home", str(home.folder)]
    assert [each["arguments"] for each in seen] == [
        [],
        [*at_home, "kiosk", "--back-to-console"],
        at_home,
    ]
    if os.name != "nt":  # there each is a new process
        assert len({each["pid"] for each in seen}) == 1
    assert read_settings(home).language == "de"


def test_a_kiosk_that_the_system_ends_stays_ended(home: Home) -> None:
    code, seen = goes_through(home, ["start_kiosk"], ["ends_by_signal"])

    assert code == 0
    assert [each["window"] for each in seen] == ["console", "kiosk"]


def test_a_kiosk_that_was_started_by_command_opens_no_console(home: Home) -> None:
    code, seen = goes_through(home, LEAVES_BY_PIN, start=("kiosk",))

    assert code == 0
    assert [each["window"] for each in seen] == ["kiosk"]


def test_practice_is_signed_in_the_real_kiosk_and_never_counted(home: Home) -> None:
    code, seen = goes_through(
        home, ["change_practice", "practise"], ["signs", "close"], ["close_window"]
    )

    assert code == 0
    assert [each["window"] for each in seen] == ["console", "kiosk", "console"]
    assert "--practice" in seen[1]["arguments"]
    assert len(read_settings(home).practised) == 1
    assert not home.practice.exists()
    assert not (home.folder / JOURNAL_FILE).exists()


def test_practice_in_which_nobody_signed_is_not_noted(home: Home) -> None:
    code, _ = goes_through(
        home, ["close_window"], ["close_window"], start=("kiosk", "--practice", "--back-to-console")
    )

    assert code == 0
    assert read_settings(home).practised == ()
    assert not home.practice.exists()
