"""What a hostile tester found once: keys overwritten, faults for odd input, data in messages."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from desktop_app.app.demonstration import PASSPHRASE as THROW_AWAY
from desktop_app.app.demonstration import prepare, throw_away_key
from desktop_app.app.home import Home
from desktop_app.cli.main import run
from desktop_app.journal.problems import JournalFull
from desktop_app.journal.store import Journal
from desktop_app.sealing.passphrase import WrongPassphrase
from tests.cli.test_device import Command, sheet
from tests.making import OPEN_DOORS, PASSPHRASE, key_file, made_key, published

DEEP = b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b',"format":1,"version":1}'


@pytest.fixture
def inkstand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, capsys)


@pytest.fixture
def device(inkstand: Command) -> Command:
    published(made_key(), inkstand.folder / "open-doors.inkpack")
    inkstand.answer("campaign", "install", inkstand.folder / "open-doors.inkpack")
    inkstand.answer("enter", sheet(inkstand.folder), "--sheet", "A1")
    return inkstand


@pytest.mark.screen
def test_no_demonstration_ever_touches_a_real_key(tmp_path: Path) -> None:
    key_file(tmp_path / "campaign.key")
    before = (tmp_path / "campaign.key").read_bytes()
    with pytest.raises(WrongPassphrase):
        throw_away_key(tmp_path)
    assert run(["demo", "--out", str(tmp_path), "--signatures", "1"]) == 0
    assert (tmp_path / "campaign.key").read_bytes() == before
    assert not (tmp_path / "passphrase.txt").exists()


def test_a_demonstration_home_is_made_once(tmp_path: Path) -> None:
    home = Home(folder=tmp_path / "home")
    prepare(home)
    key = (home.folder / "campaign.key").read_bytes()
    prepare(home)
    assert (home.folder / "campaign.key").read_bytes() == key
    assert (home.folder / "passphrase.txt").read_text().strip() == THROW_AWAY


def test_publishing_never_writes_over_a_key(inkstand: Command) -> None:
    key_file(inkstand.folder / "k")
    before = (inkstand.folder / "k").read_bytes()
    (inkstand.folder / "p").write_text(PASSPHRASE)
    secret = ("--passphrase-file", inkstand.folder / "p", "--key", inkstand.folder / "k")
    publish = ("campaign", "publish", OPEN_DOORS, *secret, "--out")
    assert inkstand.problem(*publish, inkstand.folder / "k") == "pack.out_taken"
    assert (inkstand.folder / "k").read_bytes() == before
    for out in (".", "/", inkstand.folder):
        assert inkstand.problem(*publish, out) in ("pack.out_taken", "pack.cannot_write")
    for _ in range(2):  # over its own older pack it may
        inkstand.answer(*publish, inkstand.folder / "x.inkpack")


def test_lines_nested_without_end_are_no_batch_and_no_key(inkstand: Command) -> None:
    (inkstand.folder / "1.inkbatch").write_bytes(DEEP)
    assert inkstand.problem("verify", inkstand.folder / "1.inkbatch") == "verify.damaged"
    assert inkstand.problem("key", "show", inkstand.folder / "1.inkbatch") in (
        "key.unreadable",
        "key.from_newer_version",
    )


def test_a_full_disk_does_not_keep_signatures_on_the_device(
    device: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalFull(reason="SQLITE_FULL")

    monkeypatch.setattr(Journal, "note_handed_over", full)  # the device's disk, not the stick's
    answer = device.answer("batch", "--out", device.folder / "stick")
    assert (len(answer["files"]), answer["noted"]) == (1, False)
    assert device.answer("verify", device.folder / "stick")["records"] == 2
    monkeypatch.undo()
    again = device.answer("batch", "--out", device.folder / "stick")
    assert [f["path"] for f in again["files"]] == [f["path"] for f in answer["files"]]


def test_a_disk_that_takes_no_writing_can_still_hand_over(
    device: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.access

    def no_writing(path: str | Path, mode: int, **_: object) -> bool:
        return mode != os.W_OK and whole(path, mode)

    monkeypatch.setattr("os.access", no_writing)  # root may write anywhere, so the system is asked
    answer = device.answer("batch", "--out", device.folder / "stick")
    assert (len(answer["files"]), answer["noted"]) == (1, False)
    assert device.problem("enter", sheet(device.folder), "--sheet", "B") == "home.read_only"


def test_a_record_damaged_on_the_device_is_told_at_the_hand_over(device: Command) -> None:
    connection = sqlite3.connect(device.home / "journal.sqlite")
    connection.execute("UPDATE record SET sealed = zeroblob(900) WHERE seq = 1")
    connection.commit()
    connection.close()
    answer = device.answer("batch", "--out", device.folder / "stick")
    assert answer["damaged"] == 1


def test_a_sheet_without_its_header_shows_nobodys_name(device: Command) -> None:
    text = "Marta,Schmidt,marta@example.org,DE,de,,yes,no,\n"
    path = sheet(device.folder, text)
    for flags in ((), ("--json",)):
        code, out, err = device("enter", path, "--sheet", "A1", *flags)
        assert code == 1
        assert "marta" not in (out + err).lower()
        assert "[sheet.columns]" in err


def test_a_row_with_more_cells_than_columns_is_listed(device: Command) -> None:
    path = sheet(device.folder, "given_name,email\nMarta,m@example.org,oops\nZoé\n")
    answer = device.answer("enter", path, "--sheet", "A2")
    assert [(r["row"], r["code"]) for r in answer["rejected"]] == [
        (1, "row.too_many_cells"),
        (2, "email.empty"),
        (2, "country.empty"),
    ]


def test_a_damaged_installed_pack_is_mended_by_installing_again(device: Command) -> None:
    (file,) = (device.home / "campaigns" / "open-doors").glob("*.inkpack")
    file.write_bytes(file.read_bytes()[:1000])
    assert device.problem("campaign", "list") == "pack.not_a_pack"
    device.answer("campaign", "install", device.folder / "open-doors.inkpack")
    assert len(device.answer("campaign", "list")["campaigns"]) == 1


def test_only_the_owner_may_read_the_journal(device: Command) -> None:
    if os.name != "nt":
        assert (device.home / "journal.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "x" * 300),
        ("campaign", "check", "x" * 300),
        ("campaign", "new", "x" * 300),
        ("enter", "x" * 300, "--sheet", "A"),
        ("batch", "--out", "x" * 300),
        ("key", "show", "x" * 300),
        ("enter", "/dev/zero", "--sheet", "A"),
        ("enter", ".", "--sheet", "A"),
        ("status", "--sheet\udcff"),
        ("enter", "a.csv", "--sheet", "A\udcff"),
    ],
)
def test_odd_arguments_get_words(device: Command, arguments: tuple[str, ...]) -> None:
    code, out, err = device(*arguments, "--json")
    assert code == 1
    assert "[program.fault]" not in err
    assert json.loads(out)


def test_an_endless_home_gets_words(inkstand: Command) -> None:
    inkstand.home = inkstand.folder / ("x" * 300)
    long_id = ("kiosk", "--campaign", "x" * 300)
    for command in (("status",), ("campaign", "list"), ("kiosk",), long_id):
        code, _, err = inkstand(*command)
        assert code == 1
        assert "[program.fault]" not in err


def test_a_fault_is_one_object_too(inkstand: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Marta")

    monkeypatch.setattr("desktop_app.cli.device.session_of", fail)  # a fault of ours
    _, out, _ = inkstand("status", "--json")
    assert json.loads(out)["problem"] == "program.fault"
