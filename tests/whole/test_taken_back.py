"""By command: what was taken back counts nowhere, what came too quickly is told, ideas go the way."""

import csv
import os
import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from desktop_app.app.clock import now
from desktop_app.campaign.reading import read_pack
from desktop_app.cli.main import run
from desktop_app.journal.store import open_journal
from desktop_app.register import store
from desktop_app.sealing import keys
from tests.making import OPEN_DOORS, QUICK, draft, idea_folder, prove_sheet, signature
from tests.whole.test_by_hand import People


@pytest.fixture
def people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> People:
    """Begin with a key whose passphrase opens quickly."""
    for room in (keys, store):
        monkeypatch.setattr(room, "Hardness", lambda: QUICK)
    made = People(tmp_path, capsys)
    made.does("desk", "key", "create", tmp_path / "campaign.key", *made.secret)
    prove_sheet(tmp_path / "campaign.key")
    return made


def installed(people: People, folder: Path) -> Path:
    pack = people.folder / f"{folder.name}.inkpack"
    people.does("desk", "campaign", "publish", folder, *people.key, "--out", pack)
    people.does("device", "campaign", "install", pack)
    return pack


def said(people: People, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert run(["--home", str(people.folder / "register"), *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_taken_back_and_too_quick(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    pack = read_pack(installed(people, OPEN_DOORS))
    with open_journal(people.folder / "device", clock=now, randomness=os.urandom) as journal:
        journal.keep(signature(draft("Ana"), pack=pack), pack)
        quick = [
            msgspec.structs.replace(signature(draft(name), pack=pack), was_quick=True)
            for name in ("Ben", "Cem")
        ]
        kept = [journal.keep(each, pack) for each in quick]
        journal.undo(kept[1].record_id, pack)

    status = people.does("device", "status")
    assert status["signatures"] == 2
    assert status["by_campaign"] == {"open-doors": 2}
    assert status["not_handed_over"] == 4, "records: the one that takes back travels, too"
    batches = people.folder / "batches"
    (file,) = people.does("device", "batch", "--out", batches)["files"]
    assert (file["first"], file["last"]) == (1, 4)
    assert people.does("device", "status")["not_handed_over"] == 0
    assert people.does("desk", "verify", batches)["records"] == 4

    merged = people.does("register", "merge", batches, *people.key, "--accept", "all")
    assert {"found": 4, "new": 4, "known": 0, "damaged": 0, "gaps": []}.items() <= merged.items()
    assert (merged["quick"], merged["devices"][0]["quick"]) == (2, 2)
    counted = people.does("register", "duplicates")
    assert counted == {"signatures": 2, "people": 2, "duplicates": 0, "taken_back": 1, "revoked": 0}
    out = people.folder / "starter.csv"
    order = ["deliver", "petition_starter", "--as", "csv", "--out", out, *people.secret]
    delivered = people.does("register", *order)
    assert (delivered["rows"], delivered["left_out"]["taken_back"]) == (2, 1)

    assert "Taken back by those who signed: 1" in said(people, capsys, "duplicates")
    assert "Left out (taken_back): 1" in said(people, capsys, *order)
    fresh: list[str | Path] = ["--register", people.folder / "fresh.sqlite", "--accept", "all"]
    words = said(people, capsys, "merge", batches, *people.key, *fresh)
    assert re.search(r"faster than hands can type: 2\b", words)
    again = said(people, capsys, "merge", batches, *people.key, *fresh)
    assert "faster than hands" not in again


SHEET = """\
idea,email,answer,signed_on
More trees,ana@example.org,yes,2026-11-20
,ben@example.org,no,
"{long}",,,
More trees,,,
"""


def test_ideas_from_paper_to_csv_and_pdf(people: People) -> None:
    installed(people, idea_folder(people.folder / "ideas"))
    sheet = people.folder / "sheet.csv"
    sheet.write_text(SHEET.format(long="x" * 281), encoding="utf-8")
    entered = people.does("device", "enter", sheet, "--sheet", "A1")
    assert entered == {
        "entered": 2,
        "rejected": [
            {"row": 2, "code": "idea.empty", "field": "idea"},
            {"row": 3, "code": "idea.too_long", "field": "idea"},
        ],
    }
    people.does("device", "batch", "--out", people.folder / "b")
    people.does("register", "merge", people.folder / "b", *people.key, "--accept", "all")
    for kind in ("csv", "pdf"):
        out = people.folder / f"ideas.{kind}"
        order = ["deliver", "team", "--as", kind, "--out", out, *people.secret]
        assert people.does("register", *order)["rows"] == 2
    with (people.folder / "ideas.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header == ["idea", "email", "language", "signed_on"]
    assert sorted((row[0], row[1]) for row in rows) == [
        ("More trees", ""),
        ("More trees", "ana@example.org"),
    ]


def test_sheet_of_ideas_needs_the_column_of_ideas(people: People) -> None:
    installed(people, idea_folder(people.folder / "ideas"))
    sheet = people.folder / "sheet.csv"
    for header in ("given_name,email", "email", "idea,given_name"):
        sheet.write_text(f"{header}\nx,y\n", encoding="utf-8")
        assert people.fails("device", "enter", sheet, "--sheet", "A1") == "sheet.columns"


def test_petition_takes_no_ideas_in(people: People) -> None:
    installed(people, OPEN_DOORS)
    sheet = people.folder / "sheet.csv"
    sheet.write_text("given_name,email,country,idea\nAna,a@b.de,DE,Trees\n", encoding="utf-8")
    assert people.fails("device", "enter", sheet, "--sheet", "A1") == "sheet.columns"
    assert signature(replace(draft(), idea="Trees")).idea == ""
