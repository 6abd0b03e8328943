import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.deliveries.csv_file import FORMULA_STARTS, write_csv
from desktop_app.deliveries.problems import CannotWriteDelivery

COLUMNS = ("given_name", "family_name", "email", "country", "phone", "postcode")


def read_back(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_file_is_comma_utf8_without_bom_and_crlf(tmp_path: Path):
    rows = [("Zoë", "d’Arc, Jr.", "z@example.org", "DE", "+4915123456789", "")]

    written = write_csv(tmp_path / "out.csv", COLUMNS, rows)

    assert (written.rows, written.guarded_cells) == (1, 0)
    assert (tmp_path / "out.csv").read_bytes() == (
        "given_name,family_name,email,country,phone,postcode\r\n"
        'Zoë,"d’Arc, Jr.",z@example.org,DE,+4915123456789,\r\n'
    ).encode()


@pytest.mark.parametrize("start", sorted(FORMULA_STARTS))
def test_text_like_a_formula_is_guarded(tmp_path: Path, start: str):
    hostile = start + 'HYPERLINK("http://x","y")'
    rows = [("Ana", "B", "", "", "", ""), (hostile, hostile, "", "", "", hostile)] * 3

    written = write_csv(tmp_path / "out.csv", COLUMNS, rows)

    assert written.guarded_cells == 9
    assert read_back(tmp_path / "out.csv")[2] == [
        *(f"'{hostile}", f"'{hostile}", "", "", ""),
        f"'{hostile}",
    ]


def test_emails_and_phones_stay_raw_but_no_formula_hides_as_a_phone(tmp_path: Path):
    rows = [("A", "B", "+a-b@example.org", "DE", "+491512", ""), ("A", "", "", "", "+1+cmd", "")]

    assert write_csv(tmp_path / "out.csv", COLUMNS, rows).guarded_cells == 1
    assert [row[2] for row in read_back(tmp_path / "out.csv")[1:]] == ["+a-b@example.org", ""]
    assert [row[4] for row in read_back(tmp_path / "out.csv")[1:]] == ["+491512", "'+1+cmd"]


def test_formula_that_hides_as_an_email_is_guarded(tmp_path: Path):
    hostile = [
        "=cmd|'/Ccalc'!A0@example.org",
        "@SUM(1)",
        "+1+cmd|' /C'",
        "-a'b@example.org",
        "=a@b.c",
    ]
    emails = ["o'hara@example.org", "-a.b@example.org", "?@example.org", *hostile]

    written = write_csv(tmp_path / "out.csv", COLUMNS, [("A", "", e, "", "", "") for e in emails])

    told = [row[2] for row in read_back(tmp_path / "out.csv")[1:]]
    assert told == [*emails[:3], *(f"'{each}" for each in hostile)]
    assert written.guarded_cells == len(hostile)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['"', '","', "\r\n", "a\rb", "a\nb", ",", "''", "=1", "\u2028", "\0", "\u202eabc"]
)


@given(rows=st.lists(st.tuples(TEXT, TEXT), max_size=20))
def test_any_name_comes_back_as_it_was(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "any.csv"

    written = write_csv(path, ("given_name", "family_name"), rows)

    guarded = [[f"'{cell}" if cell[:1] in FORMULA_STARTS else cell for cell in row] for row in rows]
    assert read_back(path)[1:] == guarded
    changed = sum(
        g != c for gs, row in zip(guarded, rows, strict=True) for g, c in zip(gs, row, strict=True)
    )
    assert (written.rows, written.guarded_cells) == (len(rows), changed)


def test_disk_that_refuses_leaves_the_older_file(tmp_path: Path, monkeypatch):
    out = tmp_path / "out.csv"
    out.write_text("older")

    def refuse(*_):  # a full disk is told at the latest here
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(CannotWriteDelivery):
        write_csv(out, COLUMNS, [])

    assert out.read_text() == "older"
    assert list(tmp_path.iterdir()) == [out]


def test_folder_in_the_place_of_the_file_is_told(tmp_path: Path):
    (tmp_path / "out.csv").mkdir()

    with pytest.raises(CannotWriteDelivery):
        write_csv(tmp_path / "out.csv", COLUMNS, [])

    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_only_the_owner_may_read_a_delivery(tmp_path: Path):
    write_csv(tmp_path / "out.csv", COLUMNS, [])

    if os.name != "nt":
        assert (tmp_path / "out.csv").stat().st_mode & 0o077 == 0
