"""The whole way by command, with three homes, as the README tells it."""

import csv
import json
import os
import shutil
import sqlite3
from pathlib import Path

import pikepdf
import pytest

from desktop_app.cli.main import run
from desktop_app.register import store
from desktop_app.sealing import keys
from tests.making import OPEN_DOORS, QUICK, prove_sheet

HEADER = (
    "given_name,family_name,email,country,language,signed_on,share_with_starter,email_updates,sms"
)
ROWS = (
    "Marta,Schmidt,marta@example.org,DE,de,2026-11-20,yes,no,",
    "Иван,Петров,ivan@example.org,RU,ru,,no,yes,no",
    "Αθηνά,,athina@example.org,GR,en,,yes,yes,",
    "marta,SCHMIDT,Marta@EXAMPLE.org,DE,en,,yes,no,",
    "Max,Schmidt,marta@example.org,DE,en,,yes,no,",
)


class People:
    """The people at their machines: one folder, several homes, one passphrase file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        (folder / "p").write_text("six words that nobody will guess\n")

    def run(self, home: str, *arguments: str | Path) -> tuple[int, dict, str]:
        code = run(["--home", str(self.folder / home), *map(str, arguments), "--json"])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return code, json.loads(out), err

    def does(self, home: str, *arguments: str | Path) -> dict:
        code, answer, err = self.run(home, *arguments)
        assert code == 0, err
        return answer

    def fails(self, home: str, *arguments: str | Path) -> str:
        code, answer, _ = self.run(home, *arguments)
        assert code == 1
        return answer["problem"]

    @property
    def secret(self) -> tuple[str | Path, ...]:
        return ("--passphrase-file", self.folder / "p")

    @property
    def key(self) -> tuple[str | Path, ...]:
        return ("--key", self.folder / "campaign.key", *self.secret)


@pytest.fixture
def people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> People:
    """Begin with five people on paper, handed over; with passphrases that open quickly."""
    for room in (keys, store):
        monkeypatch.setattr(room, "Hardness", lambda: QUICK)
    made = People(tmp_path, capsys)
    made.does("desk", "key", "create", tmp_path / "campaign.key", *made.secret)
    prove_sheet(tmp_path / "campaign.key")
    pack = tmp_path / "open-doors.inkpack"
    made.does("desk", "campaign", "publish", OPEN_DOORS, *made.key, "--out", pack)
    made.does("device", "campaign", "install", pack)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    entered = made.does("device", "enter", sheet, "--campaign", "open-doors", "--sheet", "A1")
    assert entered == {"entered": 5, "rejected": []}
    made.does("device", "batch", "--out", tmp_path / "batches")
    return made


def test_from_key_to_csv_and_pdf(people: People) -> None:
    folder = people.folder
    merged = people.does("register", "merge", folder / "batches", *people.key, "--accept", "all")
    assert (merged["found"], merged["new"], merged["damaged"]) == (5, 5, 0)
    assert merged["gaps"] == []
    again = people.does("register", "merge", folder / "batches", *people.key)
    assert (again["found"], again["new"], again["known"]) == (5, 0, 5)
    counted = people.does("register", "duplicates")
    assert (counted["people"], counted["duplicates"]) == (4, 1)

    out = folder / "starter.csv"
    delivered = people.does(
        "register", "deliver", "petition_starter", "--as", "csv", "--out", out, *people.secret
    )
    assert delivered["rows"] == 3
    assert delivered["left_out"] == {
        "duplicate": 1,
        "no_consent": 1,
        "unreadable": 0,
        "taken_back": 0,
        "revoked": 0,
    }
    with out.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header == ["given_name", "family_name", "country"]
    assert sorted(rows) == [
        ["Marta", "Schmidt", "DE"],
        ["Max", "Schmidt", "DE"],
        ["Αθηνά", "", "GR"],
    ]

    pdf = folder / "addressees.pdf"
    delivered = people.does(
        "register", "deliver", "addressees", "--as", "pdf", "--out", pdf, *people.secret
    )
    assert delivered["rows"] == 3
    with pikepdf.open(pdf) as document:
        assert len(document.pages) >= 2


def test_an_unknown_device_waits_until_its_four_words_are_given(people: People) -> None:
    batches = people.folder / "batches"
    waiting = people.does("register", "merge", batches, *people.key)
    assert (waiting["new"], waiting["waiting"]) == (0, 5)
    (device,) = waiting["devices"]
    assert device["accepted"] is False
    wrong = ("--accept", "one two three four")
    assert people.fails("register", "merge", batches, *people.key, *wrong) == "merge.no_such_device"
    accepted = ("--accept", device["fingerprint"])
    assert people.does("register", "merge", batches, *people.key, *accepted)["new"] == 5
    assert people.does("register", "merge", batches, *people.key)["known"] == 5


def test_another_key_opens_nothing_and_writes_nothing(people: People) -> None:
    people.does("x", "key", "create", people.folder / "other.key", *people.secret)
    other = ("--key", people.folder / "other.key", *people.secret, "--accept", "all")
    batches = people.folder / "batches"
    assert people.fails("register", "merge", batches, *other) == "merge.other_key"


def test_wrong_passphrases(people: People) -> None:
    batches = people.folder / "batches"
    people.does("register", "merge", batches, *people.key, "--accept", "all")
    (people.folder / "wrong").write_text("another passphrase\n")
    key = ("--key", people.folder / "campaign.key")
    wrong = ("--passphrase-file", people.folder / "wrong")
    assert people.fails("register", "merge", batches, *key, *wrong) == "key.wrong_passphrase"
    mixed = (*key, *wrong, "--key-passphrase-file", people.folder / "p")
    assert people.fails("register", "merge", batches, *mixed) == "register.wrong_passphrase"
    deliver = ("deliver", "petition_starter", "--as", "csv", "--out", people.folder / "x.csv")
    assert people.fails("register", *deliver, *wrong) == "register.wrong_passphrase"
    assert not (people.folder / "x.csv").exists()


def test_a_register_of_the_future_or_of_another_program(people: People) -> None:
    batches = people.folder / "batches"
    people.does("register", "merge", batches, *people.key, "--accept", "all")
    file = people.folder / "register" / "register.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    assert people.fails("register", "merge", batches, *people.key) == (
        "register.from_newer_version"
    )
    file.write_bytes(b"something else" * 1000)
    assert people.fails("register", "duplicates") == "register.not_a_register"
    shutil.copy(people.folder / "device" / "journal.sqlite", file)
    assert people.fails("register", "merge", batches, *people.key) == "register.not_a_register"


def test_what_cannot_be_delivered_says_why(people: People) -> None:
    out = ("--out", people.folder / "x.csv", *people.secret)
    nothing = people.fails("register", "deliver", "petition_starter", "--as", "csv", *out)
    assert nothing == "register.missing"
    batches = people.folder / "batches"
    people.does("register", "merge", batches, *people.key, "--accept", "all")
    assert people.fails("register", "deliver", "nobody", "--as", "csv", *out) == (
        "deliver.no_profile"
    )
    (people.folder / "folder.csv").mkdir()
    taken = ("--as", "csv", "--out", people.folder / "folder.csv", *people.secret)
    assert people.fails("register", "deliver", "petition_starter", *taken) == (
        "deliver.cannot_write"
    )


def test_a_missing_font_stops_the_pdf_with_words(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    batches = people.folder / "batches"
    people.does("register", "merge", batches, *people.key, "--accept", "all")
    (tmp_path / "fonts").mkdir()
    monkeypatch.setattr("desktop_app.cli.coordinator.fonts_folder", lambda: tmp_path / "fonts")
    pdf = ("--as", "pdf", "--out", people.folder / "x.pdf", *people.secret)
    assert people.fails("register", "deliver", "addressees", *pdf) == "pdf.font_missing"
    assert not list(people.folder.glob("x.pdf*"))


def test_batches_alone_know_no_recipients_until_the_pack_is_merged(people: People) -> None:
    lonely = people.folder / "lonely"
    lonely.mkdir()
    for path in (people.folder / "batches").rglob("*.inkbatch"):
        shutil.copy(path, lonely)
    people.does("register", "merge", lonely, *people.key, "--accept", "all")
    out = ("--as", "csv", "--out", people.folder / "x.csv", *people.secret)
    assert people.fails("register", "deliver", "petition_starter", *out) == "deliver.no_pack"
    people.does("register", "merge", people.folder / "batches", *people.key)
    assert people.does("register", "deliver", "petition_starter", *out)["rows"] == 3


def test_nothing_of_a_person_is_readable_in_any_home_or_batch(people: People) -> None:
    """The canary on disk: device, batches and register hold nobody's name or address."""
    people.does("register", "merge", people.folder / "batches", *people.key, "--accept", "all")
    for place in ("device", "batches", "register", "desk"):
        for folder, _, names in os.walk(people.folder / place):
            for name in names:
                data = (Path(folder) / name).read_bytes()
                for word in ("Marta", "SCHMIDT", "marta@example.org", "Иван", "Αθηνά"):
                    assert word.encode() not in data, (place, name)
                    assert word.encode("utf-16-le") not in data, (place, name)
