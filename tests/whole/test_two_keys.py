"""By command: two organisations, one campaign; each opens it with a key of its own."""

from pathlib import Path

import pytest

from desktop_app.register import store
from desktop_app.sealing import keys
from tests.making import OPEN_DOORS, QUICK, key_file
from tests.whole.test_by_hand import HEADER, ROWS, People


@pytest.fixture
def people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> People:
    for room in (keys, store):
        monkeypatch.setattr(room, "Hardness", lambda: QUICK)
    made = People(tmp_path, capsys)
    key_file(tmp_path / "campaign.key", is_proved=True)
    return made


def test_the_other_organisation_merges_and_delivers_alone(people: People) -> None:
    folder = people.folder
    people.does("theirs", "key", "create", folder / "theirs.key", *people.secret)
    public = folder / "theirs.inkpublic"
    out = ("--out", public, *people.secret)
    told = people.does("theirs", "key", "export", folder / "theirs.key", *out)["fingerprint"]
    pack = folder / "open-doors.inkpack"
    published = people.does(
        "desk", "campaign", "publish", OPEN_DOORS, *people.key, "--out", pack,
        "--also", public, "--accept", told,
    )  # fmt: skip
    tried = people.does(
        "theirs", "key", "drill", folder / "theirs.key", "--pack", pack, *people.secret
    )
    assert tried["opened"] is True
    people.does("device", "campaign", "install", pack)
    sheet = folder / "sheet.csv"
    sheet.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    people.does("device", "enter", sheet, "--campaign", "open-doors", "--sheet", "A1")
    people.does("device", "batch", "--out", folder / "batches")

    key = ("--key", folder / "theirs.key", *people.secret)
    merged = people.does("theirs", "merge", folder / "batches", *key, "--accept", "all")
    assert (merged["new"], merged["damaged"]) == (5, 0)
    (waiting,) = merged["packs_left_aside"]
    assert waiting["code"] == "merge.coordinator_waits"
    assert waiting["fingerprint"] == published["fingerprint"]
    deliver = (
        "deliver", "petition_starter", "--as", "csv", "--out", folder / "x.csv", *people.secret,
    )  # fmt: skip
    assert people.fails("theirs", *deliver) == "deliver.no_pack"
    accepted = ("--accept-coordinator", published["fingerprint"])
    merged = people.does("theirs", "merge", folder / "batches", *key, *accepted)
    assert (merged["known"], merged["packs_left_aside"]) == (5, [])
    assert merged["acknowledged"] == {"files": 0, "records": 0}
    assert people.does("theirs", *deliver)["rows"] == 3

    own = people.does("desk", "merge", folder / "batches", *people.key, "--accept", "all")
    assert own["new"] == 5
    assert own["acknowledged"]["records"] == 5
