"""What shows and checks the installation itself: the demo, the self-test, `dev.py run`."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from desktop_app.app import stall
from desktop_app.app.demo_people import NAMES, made_up_people
from desktop_app.app.demonstration import CAMPAIGN, CAMPAIGNS, next_steps, prepare
from desktop_app.app.home import Home
from desktop_app.app.installed import find_campaign, installed_campaigns
from desktop_app.app.self_test import run_self_test
from desktop_app.cli.main import run
from desktop_app.sealing.keys import unlock_key_file
from tests.making import NOON, OPEN_DOORS

pytestmark = [pytest.mark.screen, pytest.mark.slow]


def test_the_demo_goes_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "demo"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    assert run(["demo", "--out", str(out), "--signatures", "1"]) == 0
    capsys.readouterr()
    assert run(["demo", "--out", str(out), "--signatures", "4", "--json"]) == 0  # takes its place
    printed, _ = capsys.readouterr()
    shown = json.loads(printed)
    assert shown["signatures"] == 4
    pictures = {path.stem for path in (out / "pictures").glob("*.png")}
    assert {
        f"{language}-1-petition" for language in ("en", "de", "fr", "es", "ru", "ar")
    } <= pictures
    assert {"de-6-thanks", "ru-4-choices", "large-1-petition"} <= pictures
    assert {path.stem for path in out.glob("*.inkpack")} == set(CAMPAIGNS)
    assert list((out / "batches").rglob("*.inkbatch"))
    with (out / "petition_starter.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    expected = [(p.given_name, p.family_name) for p in made_up_people(4) if p.shares]
    assert header == ["given_name", "family_name", "country"]
    assert sorted((row[0], row[1]) for row in rows) == sorted(expected)
    with pikepdf.open(out / "addressees.pdf") as document:
        assert len(document.pages) >= 2
    assert (out / "notes.txt").read_text() == "mine"


def test_a_folder_with_something_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "batches").mkdir()
    (tmp_path / "batches" / "real.inkbatch").write_text("real")
    assert run(["demo", "--out", str(tmp_path)]) == 1
    assert "[demo.folder_taken]" in capsys.readouterr().err
    assert (tmp_path / "batches" / "real.inkbatch").read_text() == "real"


def test_made_up_people_write_in_many_scripts_and_some_sign_twice() -> None:
    people = list(made_up_people(60))
    assert len({person.email for person in people}) < len(people)
    assert {person.language for person in people} == {"en", "de", "fr", "es", "ru", "ar"}
    mixes = {(p.shares, p.wants_email, p.wants_sms) for p in people}
    assert len(mixes) == 8
    assert len(NAMES) == 25


def test_this_installation_is_whole() -> None:
    assert [check for check in run_self_test() if not check.is_ok] == []


def test_the_demonstration_home_is_marked_and_its_key_lies_beside_it(tmp_path: Path) -> None:
    home = Home(folder=tmp_path / "home")
    prepare(home)
    prepare(home)
    assert home.is_demonstration
    installed = [campaign.pack for campaign in installed_campaigns(home)]
    assert sorted(pack.id for pack in installed) == sorted(CAMPAIGNS)
    passphrase = (home.folder / "passphrase.txt").read_text().strip()
    key = unlock_key_file(home.folder / "campaign.key", passphrase)
    assert {pack.recipients for pack in installed} == {(key.recipient,)}


def test_a_demonstration_home_of_an_earlier_version_gets_what_it_lacks(tmp_path: Path) -> None:
    home = Home(folder=tmp_path / "home")
    prepare(home)
    kept = (home.folder / "campaign.key").read_bytes()
    first = (home.folder / "open-doors.inkpack").read_bytes()
    for campaign in CAMPAIGNS[1:]:
        shutil.rmtree(home.campaigns / campaign)
    prepare(home)
    assert sorted(c.pack.id for c in installed_campaigns(home)) == sorted(CAMPAIGNS)
    assert (home.folder / "campaign.key").read_bytes() == kept
    assert (home.folder / "open-doors.inkpack").read_bytes() == first


def test_the_demonstration_offers_the_other_campaigns_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stall, "now", lambda: NOON)  # they close one day
    home = Home(folder=tmp_path / "home")
    prepare(home)
    others = stall.stall_for(home, find_campaign(home, CAMPAIGN).pack).read_others()
    assert [other.id for other in others] == ["save-sareh-and-elham", "start-a-campaign"]


def test_the_printed_commands_are_commands(tmp_path: Path) -> None:
    steps = "\n".join(next_steps(Home(folder=tmp_path / "a home with spaces")))
    for word in ("batch", "merge", "duplicates", "petition_starter", "addressees"):
        assert word in steps
    assert steps.count("--campaign open-doors") == 2  # signing another one too must not stop them
    assert f"'{tmp_path}/a home with spaces'" in steps or os.name == "nt"


def test_without_a_screen_the_demonstration_runs_the_demo(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app.app.demonstration"],
        env={**environment, "INKSTAND_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=OPEN_DOORS.parents[2],
    )
    assert done.returncode == 0, done.stderr
    assert "no screen" in done.stdout
    assert list((tmp_path / "home" / "demo" / "pictures").glob("*.png"))


def test_a_pack_that_is_not_published_is_shown_as_a_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kiosk's process is looked at in the place of a person who closes it."""
    started: list[list[str]] = []

    def look(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        home = Home(folder=Path(command[command.index("--home") + 1]))
        assert home.is_demonstration
        assert [c.pack.id for c in installed_campaigns(home)] == ["mine"]
        started.append(command)
        return subprocess.CompletedProcess(command, 0)

    assert run(["campaign", "new", str(tmp_path / "mine")]) == 0
    answer_prompts(tmp_path / "mine")
    monkeypatch.setattr(subprocess, "run", look)
    assert run(["kiosk", "--campaign", str(tmp_path / "mine"), "--windowed"]) == 0
    assert "--windowed" in started[0]
    assert not Path(started[0][started[0].index("--home") + 1]).exists()


def answer_prompts(folder: Path) -> None:
    """Put words where a new campaign asks for them; tables of TOML have no spaces in their names."""
    for path in [*folder.rglob("*.toml"), *folder.rglob("*.md")]:
        text = path.read_text(encoding="utf-8")
        answered = re.sub(r"\[\[[^\]]* [^\]]*\]\]", "privacy@example.org", text)
        path.write_text(answered, encoding="utf-8")


def test_a_broken_pack_is_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kiosk", "--campaign", str(tmp_path / "nowhere")]) == 1
    assert "[pack.unreadable]" in capsys.readouterr().err
