"""The command line of a device, run as people run it: arguments in, exit code and words out."""

import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.cli.main import run
from tests.making import OPEN_DOORS, PASSPHRASE, key_file, made_key, own_words, published

SHEET = """\
given_name,family_name,email,country,language,signed_on,share_with_starter,email_updates,sms
Marta,Schmidt,marta@example.org,DE,de,2026-11-20,yes,no,
Иван,,ivan@example.org,RU,ru,,no,no,no
,Nobody,x@example.org,DE,en,,yes,no,
Zoé,Lefèvre,zoe@,FR,xx,2026-13-01,maybe,no,
"""


class Command:
    """Runs `inkstand` in a home of its own and reads its answers."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.home = folder / "home"
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        code = run(["--home", str(self.home), *map(str, arguments)])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    def answer(self, *arguments: str | Path) -> dict:
        code, out, err = self(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    def problem(self, *arguments: str | Path) -> str:
        code, _, err = self(*arguments)
        assert code == 1
        assert err.rstrip().endswith("]"), err
        return err.rstrip().rpartition("[")[2].rstrip("]")


@pytest.fixture
def inkstand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, capsys)


@pytest.fixture
def device(inkstand: Command) -> Command:
    published(made_key(), inkstand.folder / "open-doors.inkpack")
    inkstand.answer("campaign", "install", inkstand.folder / "open-doors.inkpack")
    return inkstand


def sheet(folder: Path, text: str = SHEET, name: str = "sheet.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_good_rows_are_entered_and_bad_rows_listed(device: Command) -> None:
    answer = device.answer(
        "enter", sheet(device.folder), "--campaign", "open-doors", "--sheet", "A1"
    )
    assert answer["entered"] == 2
    assert {(r["row"], r["code"], r["field"]) for r in answer["rejected"]} == {
        (3, "name.empty", "given_name"),
        (4, "email.no_domain", "email"),
        (4, "date.wrong", "signed_on"),
        (4, "choice.unknown", "share_with_starter"),
        (4, "language.unknown", "language"),
    }
    status = device.answer("status")
    assert status["signatures"] == status["not_handed_over"] == 2
    assert status["by_campaign"] == {"open-doors": 2}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_spreadsheets_that_save_another_separator_and_a_mark_are_read(
    device: Command, separator: str
) -> None:
    text = "\ufeff" + SHEET.replace(",", separator)
    answer = device.answer("enter", sheet(device.folder, text), "--sheet", "A1")
    assert answer["entered"] == 2


def test_what_was_batched_is_not_batched_again_unless_asked(device: Command) -> None:
    device.answer("enter", sheet(device.folder), "--sheet", "A1")
    out = device.folder / "stick"
    (file,) = device.answer("batch", "--out", out)["files"]
    assert (file["first"], file["last"]) == (1, 2)
    assert Path(file["path"]).is_file()
    assert device.answer("status")["not_handed_over"] == 0
    assert device.answer("batch", "--out", out)["files"] == []
    device.answer("enter", sheet(device.folder), "--sheet", "A2")
    (later,) = device.answer("batch", "--out", out)["files"]
    assert (later["first"], later["last"]) == (3, 4)
    (whole,) = device.answer("batch", "--out", device.folder / "other", "--again")["files"]
    assert (whole["first"], whole["last"]) == (1, 4)
    assert device.answer("verify", out)["records"] == 4


def test_the_packs_travel_with_the_batches(device: Command) -> None:
    device.answer("enter", sheet(device.folder), "--sheet", "A1")
    device.answer("batch", "--out", device.folder / "stick")
    (pack,) = (device.folder / "stick" / "open-doors").glob("*.inkpack")
    assert pack.read_bytes() == (device.folder / "open-doors.inkpack").read_bytes()


def test_verify_finds_damage_and_gaps(device: Command) -> None:
    for name in ("A1", "A2", "A3"):
        device.answer("enter", sheet(device.folder), "--sheet", name)
        device.answer("batch", "--out", device.folder / "stick")
    first, second, third = sorted((device.folder / "stick").rglob("*.inkbatch"))
    assert device.answer("verify", first, second, third)["gaps"] == []
    (gap,) = device.answer("verify", first, third)["gaps"]
    assert (gap["first"], gap["last"]) == (3, 4)
    data = bytearray(second.read_bytes())
    data[len(data) // 2] ^= 1
    second.write_bytes(bytes(data))
    code, out, _ = device("verify", device.folder / "stick", "--json")
    assert code == 1
    assert json.loads(out)["damaged"] >= 1
    assert device.problem("verify", device.folder / "stick") == "verify.damaged"
    assert device.problem("verify", device.folder / "nowhere") == "verify.damaged"
    (device.folder / "empty").mkdir()
    assert device.problem("verify", device.folder / "empty") == "verify.nothing_found"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "sheet.unreadable"),
        ("given_name,surname\nA,B\n", "sheet.columns"),
        ("family_name,email\nA,B\n", "sheet.columns"),
        ("given_name,given_name\nA,B\n", "sheet.columns"),
        ('given_name,email\n"A,B\n', "sheet.unreadable"),
        ("given_name\x00,email\nA,B\n", "sheet.unreadable"),
    ],
)
def test_sheets_that_cannot_be_read(device: Command, text: str, code: str) -> None:
    assert device.problem("enter", sheet(device.folder, text), "--sheet", "A1") == code
    assert device.answer("status")["signatures"] == 0


def test_a_sheet_in_another_encoding_and_a_huge_one(device: Command) -> None:
    path = device.folder / "latin1.csv"
    path.write_bytes("given_name,email\nJosé,a@example.org\n".encode("latin-1"))
    assert device.problem("enter", path, "--sheet", "A1") == "sheet.unreadable"
    path.write_bytes(b"given_name\n" + b"x" * (17 * 1024 * 1024))
    assert device.problem("enter", path, "--sheet", "A1") == "sheet.too_large"
    assert device.problem("enter", device.folder / "no.csv", "--sheet", "A1") == "sheet.unreadable"


def test_a_pack_without_a_key_or_of_another_coordinator_is_not_installed(
    inkstand: Command,
) -> None:
    assert inkstand.problem("campaign", "install", OPEN_DOORS) == "campaign.no_key"
    published(made_key(), inkstand.folder / "a.inkpack")
    published(made_key(), inkstand.folder / "b.inkpack")
    inkstand.answer("campaign", "install", inkstand.folder / "a.inkpack")
    other = inkstand.problem("campaign", "install", inkstand.folder / "b.inkpack")
    assert other == "campaign.other_coordinator"
    (listed,) = inkstand.answer("campaign", "list")["campaigns"]
    assert listed["id"] == "open-doors"


def test_a_tampered_pack_is_refused_with_its_code(inkstand: Command) -> None:
    published(made_key(), inkstand.folder / "a.inkpack")
    data = bytearray((inkstand.folder / "a.inkpack").read_bytes())
    data[200] ^= 0xFF
    (inkstand.folder / "a.inkpack").write_bytes(bytes(data))
    code, _, err = inkstand("campaign", "install", inkstand.folder / "a.inkpack")
    assert code == 1
    assert "[pack." in err


def test_checking_says_all_problems_with_code_and_place(inkstand: Command) -> None:
    folder = inkstand.folder / "mine"
    inkstand.answer("campaign", "new", folder)
    own_words(folder)
    assert inkstand.answer("campaign", "check", folder)["problems"] == []
    (folder / "text" / "en.md").unlink()
    (folder / "notes.txt").write_text("x")
    code, out, _ = inkstand("campaign", "check", folder, "--json")
    assert code == 1
    assert json.loads(out)["problems"] == [
        {"code": "pack.missing_text", "where": "text/en.md"},
        {"code": "pack.unknown_file", "where": "notes.txt"},
    ]
    assert inkstand.problem("campaign", "check", folder) == "pack.missing_text"
    assert inkstand.problem("campaign", "new", folder) == "campaign.exists"
    assert inkstand.problem("campaign", "check", inkstand.folder / "no") == "pack.unreadable"


def test_a_new_campaign_can_be_published_and_installed(inkstand: Command) -> None:
    folder = inkstand.folder
    key_file(folder / "k")
    (folder / "p").write_text(f"{PASSPHRASE}\n")
    inkstand.answer("campaign", "new", folder / "mine")
    assert inkstand.problem("campaign", "check", folder / "mine") == "pack.prompt_left"
    own_words(folder / "mine")
    made = inkstand.answer(
        "campaign", "publish", folder / "mine", "--key", folder / "k",
        "--passphrase-file", folder / "p", "--out", folder / "mine.inkpack",
    )  # fmt: skip
    installed = inkstand.answer("campaign", "install", folder / "mine.inkpack")
    assert installed["fingerprint"] == made["fingerprint"]


def test_keys_by_command(inkstand: Command) -> None:
    folder = inkstand.folder
    (folder / "p").write_text(f"{PASSPHRASE}\n")
    made = inkstand.answer("key", "create", folder / "k", "--passphrase-file", folder / "p")
    assert inkstand.answer("key", "show", folder / "k")["fingerprint"] == made["fingerprint"]
    with_file = ("--passphrase-file", folder / "p")
    assert inkstand.problem("key", "create", folder / "k", *with_file) == "key.exists"
    assert inkstand.problem("key", "show", folder / "p") == "key.unreadable"
    (folder / "p").write_text("short")
    short = inkstand.problem("key", "create", folder / "k2", *with_file)
    assert short == "key.passphrase_too_short"
    (folder / "p").write_text("\n")
    assert inkstand.problem("key", "create", folder / "k2", *with_file) == "passphrase.unreadable"


def test_nobody_to_ask_for_a_passphrase(inkstand: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())  # no terminal
    assert inkstand.problem("key", "create", inkstand.folder / "k") == "passphrase.missing"


def test_a_home_that_another_process_uses(device: Command) -> None:
    """A second process holds the home, as a kiosk does; writing waits, counting does not."""
    script = (
        "import sys; from pathlib import Path; from desktop_app.app.home import Home\n"
        "with Home(folder=Path(sys.argv[1])).alone():\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(device.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        path = sheet(device.folder)
        assert device.problem("enter", path, "--sheet", "A1") == "home.in_use"
        assert device.problem("batch", "--out", device.folder / "b") == "home.in_use"
        assert device.problem("kiosk") == "home.in_use"
        assert device.answer("status")["signatures"] == 0
        holder.communicate("")
    assert device.answer("enter", path, "--sheet", "A1")["entered"] == 2


def test_a_home_that_cannot_be_made(inkstand: Command) -> None:
    inkstand.home.write_text("a file in the folder's place")
    published(made_key(), inkstand.folder / "a.inkpack")
    install = ("campaign", "install", inkstand.folder / "a.inkpack")
    assert inkstand.problem(*install) == "home.read_only"
    assert inkstand.answer("status")["signatures"] == 0


def test_a_journal_of_the_future_is_refused(device: Command) -> None:
    device.answer("enter", sheet(device.folder), "--sheet", "A1")
    connection = sqlite3.connect(device.home / "journal.sqlite")
    connection.execute("CREATE TABLE later (a)")
    connection.execute("PRAGMA user_version=99")
    connection.close()
    assert device.problem("status") == "journal.from_newer_version"


def test_a_campaign_that_is_not_there(inkstand: Command) -> None:
    path = sheet(inkstand.folder)
    assert inkstand.problem("enter", path, "--sheet", "A1") == "campaign.not_installed"
    assert inkstand.problem("kiosk", "--campaign", "x") == "campaign.not_installed"


def test_wrong_usage_ends_with_two(inkstand: Command) -> None:
    assert inkstand("enter")[0] == 2
    assert inkstand("no-such-command")[0] == 2
    assert inkstand("status", "--nonsense")[0] == 2
    assert inkstand("status")[0] == 0


def test_a_problem_is_one_object_too_when_machines_listen(inkstand: Command) -> None:
    code, out, err = inkstand("key", "show", inkstand.folder / "k", "--json")
    assert code == 1
    assert json.loads(out)["problem"] == "key.unreadable"
    assert "[key.unreadable]" in err


def test_a_fault_shows_no_traceback_and_no_data(
    inkstand: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Marta Schmidt")

    monkeypatch.setattr("desktop_app.cli.device.session_of", fail)  # a fault of ours
    code, out, err = inkstand("status")
    assert (code, out) == (1, "")
    assert "[program.fault]" in err
    assert "ValueError" in err
    assert "Marta" not in err
