"""Hostile sticks by the command line: all is named, nothing else is written, no name commands a terminal."""

import os
import shutil
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

from tests.cli.test_device import Command
from tests.making import PASSPHRASE, QUICK, key_file, published
from tests.register.given import people
from tests.register.stalls import StallDevice

pytestmark = pytest.mark.slow

FORGED = "a\nNew: 999\x1b[2J\x07\x9b2J\u202e\u2028.ink"


class Office:
    """A coordinator, a stick, and a device whose batch lies on it."""

    def __init__(self, folder: Path, capsys) -> None:
        self.folder = folder
        self.command = Command(folder / "office", capsys)
        (folder / "secret.txt").write_text(PASSPHRASE)
        self.inkpack = folder / "open-doors.inkpack"
        self.pack = published(key_file(folder / "campaign.key"), self.inkpack)
        self.device = StallDevice(self.pack, Random(1))
        for made in people(3, "Ana"):
            self.device.sign(made)
        self.stick = folder / "stick"
        self.device.write(self.stick)

    def arguments(self, *more: str | Path) -> list[str | Path]:
        secret = ("--passphrase-file", self.folder / "secret.txt")
        key = ("--key", self.folder / "campaign.key")
        return ["merge", self.stick, *key, *secret, "--accept", "all", *more]

    def outside(self) -> dict[str, bytes]:
        """All files that are not in the coordinator's home."""
        home = self.command.home
        files = (path for path in self.folder.rglob("*") if not path.is_relative_to(home))
        return {os.fsdecode(path): path.read_bytes() for path in files if path.is_file()}


@pytest.fixture
def office(tmp_path: Path, capsys, monkeypatch) -> Office:
    monkeypatch.setattr("desktop_app.register.store.Hardness", lambda: QUICK)
    return Office(tmp_path, capsys)


def is_harmless(text: str) -> bool:
    return not any(letter in text for letter in "\x1b\x07\x9b\u202e\u2028\r")


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_name_of_a_file_neither_commands_a_terminal_nor_forges_a_line(office: Office) -> None:
    for suffix in ("batch", "pack"):
        (office.stick / f"{FORGED}{suffix}").write_bytes(b"broken")
        (office.stick / os.fsdecode(b"\xff." + b"ink" + suffix.encode())).write_bytes(b"broken")

    code, out, err = office.command(*office.arguments())

    assert (code, err) == (0, "")
    assert is_harmless(out)
    assert "New: 3" in out.splitlines()
    assert not any(line.startswith("New: 999") for line in out.splitlines())
    assert len([line for line in out.splitlines() if "New: 999" in line]) == 2
    answer = office.command.answer(*office.arguments())
    assert f"{FORGED}batch" in {each["file"] for each in answer["damages"]}
    code, out, _ = office.command("verify", office.stick / f"{FORGED}batch")
    assert code == 1
    assert is_harmless(out)


def test_path_in_a_pack_does_not_command_a_terminal(office: Office) -> None:
    hostile = office.folder / "hostile.inkpack"
    shutil.copy(office.inkpack, hostile)
    with zipfile.ZipFile(hostile, "a") as made:
        made.writestr("../\x1b[2J\x07", b"out")

    code, _, err = office.command("campaign", "install", hostile)

    assert code == 1
    assert "[pack.unsafe_path]" in err
    assert is_harmless(err)


def test_conflicts_are_named_by_file_device_and_number(office: Office) -> None:
    office.command.answer(*office.arguments())
    fork = office.device.forked()
    fork.entries = fork.entries[:1]
    for made in people(2, "Fork"):
        fork.sign(made)
    path = fork.write(office.stick)

    answer = office.command.answer(*office.arguments())
    _, out, _ = office.command(*office.arguments())

    assert answer["conflicts"] == 2
    assert answer["conflict_list"] == [
        {"file": path.name, "device": fork.id, "seq": seq} for seq in (2, 3)
    ]
    assert f"  {path.name}: {fork.id} 2–3 (2 records)" in out.splitlines()


def test_hostile_stick_changes_nothing_outside_the_home(office: Office) -> None:
    whole = next(office.stick.rglob("*.inkbatch")).read_bytes()
    beside = office.stick / "beside"
    beside.mkdir()
    (beside / "cut.inkbatch").write_bytes(whole[: len(whole) // 2])
    (beside / "flipped.inkbatch").write_bytes(whole.replace(b"sealed", b"sealad", 1))
    with zipfile.ZipFile(beside / "path.inkpack", "w") as made:
        made.writestr("../../../escaped", b"out")
        made.writestr(str(office.folder / "escaped"), b"out")
    before = office.outside()

    code, out, err = office.command(*office.arguments())

    assert (code, err) == (0, "")
    assert office.outside() == before
    assert {"cut.inkbatch", "flipped.inkbatch", "path.inkpack"} <= {
        line.strip().partition(":")[0] for line in out.splitlines()
    }


@pytest.mark.parametrize("slip", ["", "\x1b[2J", "A" * 100_000, "\0", "🏳️‍🌈" * 50, "-", "0" * 40])
def test_odd_slip_is_named_and_all_is_merged(office: Office, slip: str) -> None:
    (office.folder / "slips.txt").write_text(slip + "\nX\n", encoding="utf-8")

    code, out, err = office.command(*office.arguments("--slips", office.folder / "slips.txt"))

    assert code == 1
    assert "[merge.slips_differ]" in err
    assert "New: 3" in out.splitlines()
    assert is_harmless(out + err)
