"""From closing the shift to erasing on the device, by the command line: two homes, one key."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.app import erasing
from desktop_app.app.home import Home
from desktop_app.app.settings import change_settings
from desktop_app.campaign.pack import CampaignId
from desktop_app.cli import erasing as erasing_commands
from desktop_app.journal.copying import copy_next, new_copy
from desktop_app.journal.store import open_journal
from desktop_app.sealing.slip import read_slip
from tests.cli.test_device import Command, sheet
from tests.making import PASSPHRASE, clock_at, key_file, published

pytestmark = pytest.mark.slow

OPENS_KEY = ["--accept", "all"]


class Both:
    """A device and a coordinator with the campaign's key."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.device = Command(folder, capsys)
        self.coordinator = Command(folder / "office", capsys)
        self.key = folder / "campaign.key"
        (folder / "secret.txt").write_text(PASSPHRASE)
        published(key_file(self.key), folder / "open-doors.inkpack")
        self.device.answer("campaign", "install", folder / "open-doors.inkpack")

    def sign(self, name: str = "A1") -> None:
        """Two people sign."""
        assert self.device.answer("enter", sheet(self.folder), "--sheet", name)["entered"] == 2

    def hand_over(self, *more: str) -> dict:
        return self.device.answer("batch", "--out", self.stick, *more)

    def close(self, *more: str | Path) -> dict:
        (slip,) = self.device.answer("close", *more)["slips"]
        return slip

    def merge_arguments(self, *more: str | Path) -> list[str | Path]:
        secret = self.folder / "secret.txt"
        return ["merge", self.stick, "--key", self.key, "--passphrase-file", secret, *more]

    def merge(self, *more: str | Path) -> dict:
        return self.coordinator.answer(*self.merge_arguments("--accept", "all", *more))

    def journal(self):
        return open_journal(self.device.home, clock=clock_at(self.now), randomness=os.urandom)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    @property
    def acknowledgements(self) -> Path:
        return self.coordinator.home / "acknowledgements"


@pytest.fixture
def both(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> Both:
    monkeypatch.setattr("desktop_app.register.store.Hardness", quick_hardness)
    return Both(tmp_path, capsys)


def quick_hardness():
    from tests.making import QUICK

    return QUICK


# ---- close ---------------------------------------------------------------------------------------


def test_the_slip_says_what_is_there_and_the_same_again_until_somebody_signs(both: Both) -> None:
    both.sign()
    slip = both.close("--place", "Köln", "--shift", "2")
    assert (slip["signatures"], slip["records"], slip["recorded"]) == (2, 3, True)
    read = read_slip(slip["text"])
    assert (read.campaign, read.count) == ("open-doors", 3)
    assert slip["device"].startswith(read.device)
    assert both.close()["text"] == slip["text"]
    assert both.device.answer("status")["signatures"] == 2
    both.sign("A2")
    later = both.close()
    assert later["text"] != slip["text"]
    assert (later["signatures"], later["records"]) == (4, 6)


def test_the_slip_is_shown_in_groups_and_as_a_picture(both: Both) -> None:
    both.sign()
    code, out, _ = both.device("close", "--qr", both.folder / "slip.png")
    assert code == 0
    lines = [line.strip() for line in out.splitlines() if line.startswith("    ")]
    text = both.close("--qr", both.folder / "slip.svg")["text"]
    assert "-".join(lines).replace(" ", "-") == text
    assert (both.folder / "slip.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (both.folder / "slip.svg").read_bytes()


def test_closing_what_is_not_there(both: Both) -> None:
    assert both.device.answer("close")["slips"] == []
    assert both.device.problem("close", "--campaign", "nowhere") == "campaign.not_installed"
    code, _, _ = both.device("close", "--qr", "slip.jpg")
    assert code == 2
    both.sign()
    out = both.folder / "no" / "folder" / "slip.png"
    assert both.device.problem("close", "--qr", out) == "slip.cannot_write"


def test_a_disk_that_takes_no_writing_still_gives_the_slip(both: Both, monkeypatch) -> None:
    both.sign()
    whole = os.access

    def no_writing(path, mode: int, **_: object) -> bool:
        return mode != os.W_OK and whole(path, mode)

    with monkeypatch.context() as patched:
        patched.setattr("os.access", no_writing)  # root may write anywhere, so the system is asked
        slip = both.close()
    assert (slip["signatures"], slip["records"], slip["recorded"]) == (2, 2, False)
    both.hand_over()
    (compared,) = both.merge("--slip", slip["text"])["slips"]
    assert compared["state"] == "complete"


def test_a_campaign_whose_pack_is_gone_is_closed_without_a_record(both: Both) -> None:
    both.sign()
    shutil.rmtree(both.device.home / "campaigns")
    slip = both.close()
    assert (slip["records"], slip["recorded"]) == (2, False)


# ---- batch ---------------------------------------------------------------------------------------


def test_safe_to_remove_names_signatures_and_the_slip(both: Both) -> None:
    both.sign()
    text = both.close()["text"]
    code, out, _ = both.device("batch", "--out", both.stick)
    assert code == 0
    assert f"Safe to remove: 2 signatures (3 records), slip {text[:4]}…" in out
    both.sign("A2")
    code, out, _ = both.device("batch", "--out", both.stick)
    assert "Safe to remove: 2 signatures\n" in out


def test_what_was_handed_over_is_listed_with_when_and_whether_confirmed(both: Both) -> None:
    assert both.device.answer("batch", "--list") == {"handed_over": [], "not_handed_over": 0}
    both.sign()
    both.hand_over()
    both.sign("A2")
    listed = both.device.answer("batch", "--list")
    assert listed["not_handed_over"] == 2
    (first,) = listed["handed_over"]
    assert first["device"] == both.close()["device"]
    assert (first["first"], first["last"], first["confirmed"]) == (1, 2, False)
    assert datetime.fromisoformat(first["at"]) <= both.now
    both.merge("--acknowledge-to", both.stick)
    both.device.answer("acknowledge", both.stick)
    assert both.device.answer("batch", "--list")["handed_over"][0]["confirmed"]
    code, out, _ = both.device("batch", "--list")
    assert code == 0
    assert "1–2  confirmed" in out


def test_a_batch_wants_a_folder(both: Both) -> None:
    assert both.device("batch")[0] == 2


# ---- merge --slip --------------------------------------------------------------------------------


def test_a_slip_that_fits_is_complete(both: Both) -> None:
    both.sign()
    text = both.close()["text"]
    both.hand_over()
    merged = both.merge("--slip", text.lower().replace("-", " "))
    (slip,) = merged["slips"]
    assert (slip["state"], slip["expected"], slip["found"]) == ("complete", 3, 3)
    assert merged["without_slip"] == []
    (device,) = merged["devices"]
    assert (device["closed"], device["clock_jumps"]) == (True, 0)


def test_a_dropped_tail_is_named_after_all_else_was_merged(both: Both) -> None:
    both.sign()
    both.hand_over()
    both.sign("A2")
    text = both.close()["text"]
    arguments = both.merge_arguments("--accept", "all", "--slip", text)
    code, out, _ = both.coordinator(*arguments, "--json")
    answer = json.loads(out)
    assert code == 1
    assert answer["new"] == 2
    assert answer["slips"][0]["state"] == "cut_tail"
    assert answer["slips"][0]["missing"] == [[3, 5]]
    assert both.coordinator.problem(*arguments) == "merge.slips_differ"
    code, out, _ = both.coordinator(*both.merge_arguments())
    assert code == 0  # named, but not this merge's problem
    assert "The end is missing: 3–5." in out
    both.hand_over()
    assert both.merge()["slips"] == []


def test_slips_from_a_file_and_a_mistyped_one(both: Both) -> None:
    both.sign()
    text = both.close()["text"]
    both.hand_over()
    file = both.folder / "slips.txt"
    file.write_text(f"# the slips of Saturday\n\n  {text}  \r\nnonsense\n", encoding="utf-8-sig")
    code, out, _ = both.coordinator(
        *both.merge_arguments("--accept", "all", "--slips", file), "--json"
    )
    assert code == 1
    states = [(slip["state"], slip["code"]) for slip in json.loads(out)["slips"]]
    assert states == [("mistyped", "slip.unreadable"), ("complete", "")]
    file.write_bytes(b"\xff\xfe\x00")
    problem = both.coordinator.problem(*both.merge_arguments("--slips", file))
    assert problem == "merge.slips_unreadable"


# ---- acknowledge ---------------------------------------------------------------------------------


def test_the_whole_way_from_signing_to_erasing(both: Both) -> None:
    both.sign()
    both.close()
    both.hand_over()
    merged = both.merge("--acknowledge-to", both.stick)
    assert merged["acknowledged"] == {"files": 1, "records": 3}
    taken = both.device.answer("acknowledge", both.stick)
    assert (taken["confirmed"], taken["new"], taken["refused"]) == (3, 3, [])
    assert both.device.answer("acknowledge", both.stick)["new"] == 0
    assert both.device.answer("erase")["erased"] == 0  # confirmed less than 24 hours ago
    assert both.device.problem("erase", "--confirmed-before", "0") == "erase.not_asked"
    erased = both.device.answer("erase", "--confirmed-before", "0", "--yes")
    assert (erased["erased"], erased["second_copy"]) == (3, None)
    assert both.device.answer("status")["signatures"] == 2
    with both.journal() as journal:  # proves the whole chain
        assert all(not r.record.sealed for r in journal.records("open-doors", 1, 3))
    both.sign("A2")
    assert both.hand_over("--again")["files"][0]["first"] == 4
    assert both.merge()["new"] == 2


def test_merging_again_writes_the_same_confirmation_and_one_more_confirms_more(both: Both) -> None:
    both.sign()
    both.hand_over()
    both.merge()
    (file,) = both.acknowledgements.rglob("*.inkack")
    before = file.read_bytes()
    assert both.merge("--acknowledge-to", both.folder / "other")["acknowledged"]["records"] == 2
    assert file.read_bytes() == before
    (copy,) = (both.folder / "other").rglob("*.inkack")
    assert copy.read_bytes() == before
    both.sign("A2")
    both.hand_over()
    assert both.merge()["acknowledged"]["records"] == 4
    assert file.read_bytes() != before


def test_a_device_that_waits_is_told_nothing(both: Both) -> None:
    both.sign()
    both.hand_over()
    answer = both.coordinator.answer(*both.merge_arguments())
    assert answer["waiting"] == 2
    assert answer["acknowledged"] == {"files": 0, "records": 0}


def test_a_stick_that_takes_no_confirmation_undoes_nothing(both: Both) -> None:
    both.sign()
    both.hand_over()
    (both.folder / "file").write_bytes(b"")
    arguments = both.merge_arguments("--accept", "all", "--acknowledge-to", both.folder / "file")
    code, out, _ = both.coordinator(*arguments, "--json")
    assert code == 1
    assert json.loads(out)["new"] == 2
    assert both.merge()["known"] == 2


def test_what_is_foreign_is_counted_and_what_is_hostile_refused(both: Both, tmp_path: Path) -> None:
    both.sign()
    both.hand_over()
    both.merge("--acknowledge-to", both.stick)
    (real,) = both.stick.rglob("*.inkack")
    data = real.read_bytes()
    drop = both.folder / "drop"
    drop.mkdir()
    for name, content in {
        "other_device": data.replace(real.stem.encode(), b"0" * 20),
        "other_campaign": data.replace(b'"open-doors"', b'"../../etc"'),
        "changed": data.replace(b'"last":2', b'"last":1'),
        "huge": b"{" * 1_000_000,
        "nested": b"[" * 100_000,
        "empty": b"",
    }.items():
        (drop / f"{name}.inkack").write_bytes(content)
    (drop / "notes.txt").write_bytes(b"not looked at")
    code, out, _ = both.device("acknowledge", drop, "--json")
    answer = json.loads(out)
    assert code == 1
    assert (answer["foreign"], answer["confirmed"]) == (2, 0)
    assert {each["file"]: each["code"] for each in answer["refused"]} == {
        "changed.inkack": "acknowledgement.not_signed",
        "huge.inkack": "acknowledgement.unreadable",
        "nested.inkack": "acknowledgement.unreadable",
        "empty.inkack": "acknowledgement.unreadable",
    }
    assert both.device.problem("acknowledge", drop) == "acknowledgement.refused"
    nothing = both.device.problem("acknowledge", both.folder / "nowhere")
    assert nothing == "acknowledgement.nothing_found"
    assert both.device.answer("erase", "--confirmed-before", "0", "--yes")["erased"] == 0


def test_a_pipe_is_not_waited_for(both: Both) -> None:
    both.sign()
    os.mkfifo(both.folder / "x.inkack")
    folder = both.folder / "x.inkack"
    assert both.device.problem("acknowledge", folder) == "acknowledgement.nothing_found"


def test_what_was_confirmed_of_another_history_erases_nothing(both: Both) -> None:
    """A copy of the home signs on: the coordinator has its records, this device has others."""
    both.sign()
    copy = both.folder / "copy"
    shutil.copytree(both.device.home, copy)
    both.sign("A2")
    mine = both.device.home
    both.device.home = copy
    both.sign("B2")
    both.hand_over()
    both.device.home = mine
    both.merge("--acknowledge-to", both.stick)
    code, out, _ = both.device("acknowledge", both.stick, "--json")
    answer = json.loads(out)
    assert code == 1
    assert (answer["confirmed"], answer["refused"][0]["code"]) == (
        0,
        "acknowledgement.other_history",
    )
    assert both.device.answer("erase", "--confirmed-before", "0", "--yes")["erased"] == 0


def test_what_is_beyond_the_journal_confirms_nothing(both: Both) -> None:
    """A home that was put back from an older backup."""
    both.sign()
    backup = both.folder / "backup"
    shutil.copytree(both.device.home, backup)
    both.sign("A2")
    both.hand_over()
    both.merge("--acknowledge-to", both.stick)
    both.device.home = backup
    code, out, _ = both.device("acknowledge", both.stick, "--json")
    assert code == 1
    assert json.loads(out)["confirmed"] == 0


# ---- erase ---------------------------------------------------------------------------------------


def confirmed(both: Both) -> None:
    both.sign()
    both.hand_over()
    both.merge("--acknowledge-to", both.stick)
    both.device.answer("acknowledge", both.stick)


def with_second_copy(both: Both) -> Path:
    folder = both.folder / "card"
    folder.mkdir()
    with both.journal() as journal:
        mirror = new_copy(journal, folder)
        while copy_next(journal, mirror):
            pass
    change_settings(Home(folder=both.device.home), second_copy=str(folder))
    return folder


def test_the_second_copy_is_erased_along(both: Both) -> None:
    confirmed(both)
    card = with_second_copy(both)
    (mirror,) = card.rglob("*.inkmirror")
    before = mirror.stat().st_size
    assert both.device.answer("erase", "--confirmed-before", "0", "--yes")["erased"] == 2
    assert mirror.stat().st_size < before - 2 * 512


def test_a_second_copy_that_is_away_is_named_and_made_up_for_later(both: Both) -> None:
    confirmed(both)
    card = with_second_copy(both)
    (mirror,) = card.rglob("*.inkmirror")
    before = mirror.stat().st_size
    card.rename(both.folder / "pocket")
    code, out, _ = both.device("erase", "--confirmed-before", "0", "--yes", "--json")
    assert code == 1
    assert (json.loads(out)["erased"], json.loads(out)["second_copy"]) == (2, "second_copy.away")
    (both.folder / "pocket").rename(card)
    assert both.device.answer("erase", "--yes") == {
        "erased": 0,
        "by_campaign": {},
        "removed": [],
        "second_copy": None,
    }
    assert mirror.stat().st_size < before - 2 * 512


LATER = datetime(2028, 7, 1, 12, tzinfo=UTC)


def at(monkeypatch: pytest.MonkeyPatch, instant: datetime) -> None:
    monkeypatch.setattr(erasing_commands, "now", lambda: instant)
    for module in ("device", "handing_over"):
        monkeypatch.setattr(f"desktop_app.cli.{module}.now", lambda: instant)


def test_after_the_day_of_deletion_everything_goes_if_asked_for(both: Both, monkeypatch) -> None:
    both.sign()
    at(monkeypatch, datetime(2028, 5, 1, tzinfo=UTC))
    assert both.device.answer("status")["due"] == []
    at(monkeypatch, datetime(2028, 6, 1, tzinfo=UTC))
    (due,) = both.device.answer("status")["due"]
    assert due == {
        "campaign": "open-doors",
        "delete_by": "2028-06-30",
        "records": 2,
        "unconfirmed": 2,
    }
    assert both.hand_over()["due"] == [due]
    _, out, _ = both.device("status")
    assert "are to be deleted by 2028-06-30" in out
    assert both.device.answer("erase", "--due", "--yes")["erased"] == 0
    at(monkeypatch, LATER)
    assert both.device.problem("erase", "--due") == "erase.not_asked"
    _, out, _ = both.device("status")
    assert "were to be deleted by 2028-06-30" in out
    assert both.device.answer("erase", "--due", "--yes")["erased"] == 2
    assert both.device.answer("status")["due"] == []
    assert both.device.answer("status")["signatures"] == 2


def test_a_damaged_pack_hides_no_counts(both: Both, monkeypatch) -> None:
    both.sign()
    (file,) = (both.device.home / "campaigns").rglob("*.inkpack")
    file.write_bytes(b"no zip any more")
    at(monkeypatch, LATER)
    assert both.device.answer("status")["due"] == []
    assert both.hand_over()["signatures"] == 2
    assert both.device.answer("erase", "--due", "--yes")["erased"] == 0


def test_whoever_is_asked_is_told_what_was_never_handed_over(both: Both, monkeypatch) -> None:
    both.sign()
    both.hand_over()
    both.sign("A2")
    at(monkeypatch, LATER)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    code, _, err = both.device("erase", "--due")
    assert code == 1
    assert "4 records, of which 2 were NEVER HANDED OVER and 4 were never confirmed" in err
    assert "Today is 2028-07-01" in err
    assert "[erase.declined]" in err
    monkeypatch.setattr("typer.confirm", lambda *_, **__: True)
    assert both.device("erase", "--due")[0] == 0


def test_a_clock_that_jumped_over_the_day_destroys_nothing_unless_said_twice(
    both: Both, monkeypatch
) -> None:
    both.sign()
    before, after = both.now, LATER
    jump = erasing_jump(before, after)
    monkeypatch.setattr("desktop_app.journal.store.Journal.jumps", lambda _: (jump,))
    at(monkeypatch, LATER)
    assert both.device.problem("erase", "--due", "--yes") == "erase.clock_not_trusted"
    assert both.device.answer("erase", "--due", "--yes", "--yes")["erased"] == 2


def erasing_jump(before: datetime, after: datetime):
    from desktop_app.journal.store import ClockJump

    return ClockJump(campaign=CampaignId("open-doors"), seq=1, before=before, after=after)


def test_both_ways_of_erasing_at_once_are_wrong_usage(both: Both) -> None:
    assert both.device("erase", "--due", "--confirmed-before", "1")[0] == 2


def test_24_hours_are_the_usual_time(both: Both, monkeypatch) -> None:
    confirmed(both)
    assert erasing.CONFIRMED_BEFORE_H == 24
    now = both.now
    at(monkeypatch, now + timedelta(hours=23))
    assert both.device.answer("erase", "--yes")["erased"] == 0
    at(monkeypatch, now + timedelta(hours=24, minutes=2))
    assert both.device.answer("erase", "--yes")["erased"] == 2
