"""Keys by command: proposed words, sheets, proof, recovery, and a campaign that refuses without them."""

import getpass
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.campaign.reading import read_pack
from desktop_app.cli import asking
from desktop_app.cli.main import run
from desktop_app.sealing import keys
from desktop_app.sealing.fingerprint import word_list
from desktop_app.sealing.keys import CampaignKey, unlock_key_file
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import recovery_line, recovery_words
from desktop_app.sealing.sharing import share_line, split_seed
from tests.cli.test_device import Command
from tests.making import OPEN_DOORS, PASSPHRASE, QUICK, key_file

pytestmark = pytest.mark.slow

MUSEUM = Path(__file__).parent.parent / "museum" / "0.1.0"
OTHER = "quite another passphrase of five words"


class Terminal(io.StringIO):
    """A standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def inkstand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    monkeypatch.setattr(keys, "Hardness", lambda: QUICK)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    (tmp_path / "p").write_text(f"{PASSPHRASE}\n")
    (tmp_path / "p2").write_text(f"{OTHER}\n")
    return Command(tmp_path, capsys)


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable:
    """Let somebody sit at the terminal, who answers question by question; gives what was asked."""

    def begin(*answers: str | Callable[[], str]) -> list[str]:
        asked: list[str] = []
        left: Iterator = iter(answers)

        def answer(question: str = "") -> str:
            asked.append(question)
            given = next(left)
            return given() if callable(given) else given

        monkeypatch.setattr("sys.stdin", Terminal())
        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(getpass, "getpass", answer)
        return asked

    return begin


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is told beside the answer."""
    lines: list[str] = []
    monkeypatch.setattr(asking, "tell", lines.append)
    return lines


def secret(inkstand: Command) -> tuple[str | Path, ...]:
    return ("--passphrase-file", inkstand.folder / "p")


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        assert len(document) == 1
        return document[0].get_textpage().get_text_range()
    finally:
        document.close()


def words_on(path: Path) -> list[str]:
    """Read the words off a sheet by their numbers, as people do."""
    lines = [line.split() for line in pdf_text(path).splitlines()]
    numbered = {int(line[0]): line[1] for line in lines if len(line) == 2 and line[0].isdecimal()}
    return [numbered[number] for number in sorted(numbered)]


def wrote(folder: Path, text: str, name: str = "typed") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


# --- making


def test_the_proposed_six_words_are_taken_by_typing_them(
    inkstand: Command, types: Callable, told: list[str]
) -> None:
    asked = types(lambda: told[3].strip().replace(" ", "   "))
    made = inkstand.answer("key", "create", inkstand.folder / "k")
    proposed = told[3].strip()
    assert len(proposed.split()) == 6
    assert set(proposed.split()) <= set(word_list())
    assert len(asked) == 1
    assert unlock_key_file(inkstand.folder / "k", proposed).seed
    assert "passphrase" not in made


def test_a_passphrase_of_ones_own_is_typed_twice(
    inkstand: Command, types: Callable, told: list[str]
) -> None:
    types(OTHER, OTHER)
    inkstand.answer("key", "create", inkstand.folder / "k")
    assert unlock_key_file(inkstand.folder / "k", OTHER).seed
    types(*[OTHER, "quite another passphrase of four words"] * 3)
    assert inkstand.problem("key", "create", inkstand.folder / "k2") == "passphrase.not_the_same"
    types("a slip of the finger", lambda: " ".join(told[-3].split()))
    inkstand.answer("key", "create", inkstand.folder / "k3")
    types(OTHER, "a slip of the finger", OTHER, OTHER)
    inkstand.answer("key", "create", inkstand.folder / "k5")
    assert unlock_key_file(inkstand.folder / "k5", OTHER).seed
    types("short", "short")
    assert inkstand.problem("key", "create", inkstand.folder / "k4") == "key.passphrase_too_short"
    assert not (inkstand.folder / "k2").exists()
    assert not (inkstand.folder / "k4").exists()


def test_a_script_lets_six_words_be_proposed(inkstand: Command) -> None:
    made = inkstand.answer("key", "create", inkstand.folder / "k", "--propose")
    assert len(made["passphrase"].split()) == 6
    assert unlock_key_file(inkstand.folder / "k", made["passphrase"]).seed
    both = run(["key", "create", str(inkstand.folder / "x"), "--propose",
                "--passphrase-file", str(inkstand.folder / "p")])  # fmt: skip
    assert both == 2


def test_nobody_is_asked_for_a_key_that_is_there_already(
    inkstand: Command, types: Callable
) -> None:
    key_file(inkstand.folder / "k")
    types()  # any question would fail
    assert inkstand.problem("key", "create", inkstand.folder / "k") == "key.exists"
    assert inkstand.problem("key", "recover", inkstand.folder / "k") == "key.exists"
    wrote(inkstand.folder, "x", "s.pdf")
    sheet = ("--sheet", inkstand.folder / "s.pdf")
    assert inkstand.problem("key", "create", inkstand.folder / "n", *sheet) == (
        "recovery.sheet_exists"
    )
    assert not (inkstand.folder / "n").exists()


# --- the sheet


def test_create_with_a_sheet_prove_and_publish(
    inkstand: Command, types: Callable, told: list[str]
) -> None:
    """The whole way as README tells it, with a printer that is a PDF."""
    folder = inkstand.folder
    made = inkstand.answer(
        "key", "create", folder / "k", "--sheet", folder / "s.pdf", *secret(inkstand)
    )
    words = words_on(folder / "s.pdf")
    key = unlock_key_file(folder / "k", PASSPHRASE)
    assert tuple(words) == recovery_words(key.seed)
    text = pdf_text(folder / "s.pdf")
    assert made["fingerprint"] in text
    assert PASSPHRASE not in text
    if (folder / "s.pdf").stat().st_mode & 0o777 != 0o666:  # Windows knows no such rights
        assert (folder / "s.pdf").stat().st_mode & 0o077 == 0

    publish = (
        "campaign", "publish", OPEN_DOORS, "--key", folder / "k", "--out", folder / "x.inkpack",
        *secret(inkstand),
    )  # fmt: skip
    assert inkstand.problem(*publish) == "key.unproved"
    assert not list(folder.glob("x.inkpack*"))

    asked: list[str] = []

    def from_paper() -> str:
        number = int(asked[-1].split()[1].rstrip(":"))
        return words[number - 1]

    asked = types(from_paper, from_paper, from_paper)
    proved = inkstand.answer("key", "prove", folder / "k", *secret(inkstand))
    assert len(asked) == 3
    shown = inkstand.answer("key", "show", folder / "k")
    assert shown["sheet_proved_on"] == proved["sheet_proved_on"]
    published = inkstand.answer(*publish)
    assert published["sheet_proved"] is True
    assert read_pack(folder / "x.inkpack").recipients == (key.recipient,)


def test_wrong_words_prove_nothing(inkstand: Command, types: Callable) -> None:
    key_file(inkstand.folder / "k", is_proved=False)
    before = (inkstand.folder / "k").read_bytes()
    prove = ("key", "prove", inkstand.folder / "k", *secret(inkstand))
    assert inkstand.problem(*prove) == "recovery.nobody_to_ask"
    types("abandon", "", "zzz")
    assert inkstand.problem(*prove) == "recovery.words_differ"
    assert (inkstand.folder / "k").read_bytes() == before


def test_a_whole_sheet_proves_too_and_that_of_another_key_does_not(inkstand: Command) -> None:
    folder = inkstand.folder
    key = key_file(folder / "k", is_proved=False)
    other = key_file(folder / "other", is_proved=False)
    prove = ("key", "prove", folder / "k", *secret(inkstand), "--from-file")
    strange = wrote(folder, " ".join(recovery_words(other.seed)))
    assert inkstand.problem(*prove, strange) == "recovery.other_key"
    assert inkstand.problem(*prove, wrote(folder, "")) == "recovery.file_unreadable"
    assert inkstand.problem(*prove, folder) == "recovery.file_unreadable"
    (folder / "bytes").write_bytes(b"\xff\xfe\x00")
    assert inkstand.problem(*prove, folder / "bytes") == "recovery.file_unreadable"
    assert inkstand.problem(*prove, wrote(folder, "abandon " * 23)) == "recovery.word_count"
    assert inkstand.answer("key", "show", folder / "k")["sheet_proved_on"] is None
    lines = "\n".join(f"{n}. {word}" for n, word in enumerate(recovery_words(key.seed), 1))
    assert inkstand.answer(*prove, wrote(folder, lines))["sheet_proved_on"]


def test_sheets_are_never_written_over_anything(inkstand: Command) -> None:
    folder = inkstand.folder
    key_file(folder / "k")
    before = (folder / "k").read_bytes()
    sheet = ("key", "sheet", folder / "k", *secret(inkstand), "--out")
    assert inkstand.problem(*sheet, folder / "k") == "recovery.sheet_exists"
    assert inkstand.problem(*sheet, folder) == "recovery.cannot_write"
    assert inkstand.problem(*sheet, folder / "k" / "s.pdf") in (
        "recovery.cannot_write", "recovery.sheet_exists",
    )  # fmt: skip
    inkstand.answer(*sheet, folder / "new" / "s.pdf")
    assert inkstand.problem(*sheet, folder / "new" / "s.pdf") == "recovery.sheet_exists"
    assert (folder / "k").read_bytes() == before
    (folder / "wrong").write_text("wrong wrong wrong")
    wrong = ("--passphrase-file", folder / "wrong")
    assert inkstand.problem("key", "sheet", folder / "k", *wrong, "--out", folder / "z.pdf") == (
        "key.wrong_passphrase"
    )
    assert not (folder / "z.pdf").exists()


# --- publishing


@pytest.mark.parametrize("suite", ["suite-1", "suite-2"])
def test_a_key_file_of_the_first_release_is_refused_until_it_is_proved(
    inkstand: Command, suite: str
) -> None:
    folder = inkstand.folder
    shutil.copy(MUSEUM / f"{suite}.key", folder / "k")
    publish = (
        "campaign", "publish", OPEN_DOORS, "--key", folder / "k", "--out", folder / "x.inkpack",
        *secret(inkstand),
    )  # fmt: skip
    assert inkstand.problem(*publish) == "key.unproved"
    key = unlock_key_file(folder / "k", PASSPHRASE)
    typed = wrote(folder, recovery_line(key.seed, key.suite))
    inkstand.answer("key", "prove", folder / "k", *secret(inkstand), "--from-file", typed)
    assert inkstand.answer(*publish)["sheet_proved"] is True


def test_publishing_unproved_warns_plainly(inkstand: Command) -> None:
    folder = inkstand.folder
    key_file(folder / "k", is_proved=False)
    code, out, err = inkstand(
        "campaign", "publish", OPEN_DOORS, "--key", folder / "k", "--out", folder / "x.inkpack",
        *secret(inkstand), "--unproved", "--json",
    )  # fmt: skip
    assert code == 0
    assert json.loads(out)["sheet_proved"] is False
    assert err.startswith("Warning: nobody has proved")
    assert "every signature is lost for good" in err


def test_a_drill_that_fails_leaves_no_pack(
    inkstand: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sealing to a key that is not the file's, as a fault or a swapped pack would."""
    folder = inkstand.folder
    key_file(folder / "k")
    stranger = key_file(folder / "stranger")
    from desktop_app.app import publishing

    whole = publishing.publish

    def swaps(*arguments: object, **named: object) -> object:
        return whole(*arguments, **{**named, "recipients": (stranger.recipient,)})  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "publish", swaps)
    publish = ("campaign", "publish", OPEN_DOORS, "--key", folder / "k", *secret(inkstand))
    out = folder / "x.inkpack"
    assert inkstand.problem(*publish, "--out", out) == "key.drill_failed"
    assert not list(folder.glob("x.inkpack*"))


def test_a_pack_is_tried_with_a_key(inkstand: Command) -> None:
    folder = inkstand.folder
    key_file(folder / "k")
    key_file(folder / "other")
    inkstand.answer(
        "campaign", "publish", OPEN_DOORS, "--key", folder / "k", "--out", folder / "x.inkpack",
        *secret(inkstand),
    )  # fmt: skip
    pack = ("--pack", folder / "x.inkpack", *secret(inkstand))
    assert inkstand.answer("key", "drill", folder / "k", *pack)["opened"] is True
    assert inkstand.problem("key", "drill", folder / "other", *pack) == "key.drill_failed"


# --- and back


@pytest.mark.parametrize("suite", list(SuiteId))
def test_a_lost_key_comes_back_from_words_or_line(inkstand: Command, suite: SuiteId) -> None:
    folder = inkstand.folder
    key = key_file(folder / "k", suite=suite)
    shown = inkstand.answer("key", "show", folder / "k")
    (folder / "k").unlink()
    words = " ".join(recovery_words(key.seed))
    line = recovery_line(key.seed, suite)
    new = ("--passphrase-file", folder / "p2", "--from-file", folder / "typed")
    for number, (text, more) in enumerate(
        (
            (words, ("--suite", str(int(suite)))),
            (words, ("--expect", shown["fingerprint"])),
            (line, ()),
            (line, ("--expect", shown["fingerprint"].upper())),
        )
    ):
        wrote(folder, text)
        made = inkstand.answer("key", "recover", folder / f"{number}.key", *new, *more)
        assert (made["fingerprint"], made["suite"]) == (shown["fingerprint"], int(suite))
        again = unlock_key_file(folder / f"{number}.key", OTHER)
        assert again.recipient == key.recipient
        assert again.coordinator_key == key.coordinator_key
        assert inkstand.answer("key", "show", folder / f"{number}.key")["sheet_proved_on"]


def test_recovering_says_what_is_wrong_and_writes_nothing(inkstand: Command) -> None:
    folder = inkstand.folder
    key = key_file(folder / "k")
    words = recovery_words(key.seed)
    new = (folder / "n", "--passphrase-file", folder / "p2", "--from-file", folder / "typed")

    def problem(text: str, *more: str) -> str:
        wrote(folder, text)
        return inkstand.problem("key", "recover", *new, *more)

    assert problem(" ".join(words)) == "recovery.suite_unknown"
    assert problem(" ".join(words), "--expect", "one two three four") == "recovery.not_expected"
    assert problem(" ".join(words[:23])) == "recovery.word_count"
    assert problem(" ".join([*words[:23], "nonsensical"])) == "recovery.unknown_word"
    assert problem(recovery_line(key.seed, key.suite)[:-1]) == "recovery.line_damaged"
    assert problem(recovery_line(key.seed, key.suite), "--suite", "2", "--expect", "a b c d") == (
        "recovery.not_expected"
    )
    assert problem("INKSTAND-SEED-7-X") == "recovery.from_newer_version"
    code, _, err = inkstand("key", "recover", *new)
    assert code == 1
    assert not any(word in err for word in words if len(word) > 5)
    assert not (folder / "n").exists()


def test_recovering_at_the_terminal(inkstand: Command, types: Callable, told: list[str]) -> None:
    folder = inkstand.folder
    key = key_file(folder / "k", suite=SuiteId.MLKEM768_X25519)
    words = recovery_words(key.seed)
    types(" ".join(words[:10]), " ".join(words[10:]), "n", "y", OTHER, OTHER)
    made = inkstand.answer("key", "recover", folder / "n")
    assert made["suite"] == 2
    types(" ".join(words), "n", "n")
    assert inkstand.problem("key", "recover", folder / "m") == "recovery.declined"
    types(recovery_line(key.seed, key.suite), OTHER, OTHER)
    inkstand.answer("key", "recover", folder / "m")
    types(" ".join(words[:5]), "")
    assert inkstand.problem("key", "recover", folder / "l") == "recovery.word_count"


def test_a_mistyped_word_is_asked_for_again_and_only_that_one(
    inkstand: Command, types: Callable, told: list[str]
) -> None:
    folder = inkstand.folder
    key = key_file(folder / "k")
    words = [*recovery_words(key.seed)]
    typed = [*words[:6], f"{words[6]}qx", *words[7:20], "xyz", *words[21:]]
    asked = types(" ".join(typed), "abc", words[6], words[20], "y", OTHER, OTHER)
    inkstand.answer("key", "recover", folder / "n")
    assert asked[1:4] == ["Word 7: ", "Word 7: ", "Word 21: "]
    assert unlock_key_file(folder / "n", OTHER).seed == key.seed
    types(" ".join(typed), "")
    assert inkstand.problem("key", "recover", folder / "m") == "recovery.unknown_word"
    share = [*split_seed(key.seed)[1]]
    line = share_line(split_seed(key.seed)[0], key.suite)
    asked = types(" ".join([*share[:32], "xyz"]), share[32], line)
    assert inkstand.problem("key", "recover", folder / "m", "--shares") == "recovery.mixed_shares"
    assert asked[1] == "Word 33 of sheet 1: "


def test_a_sheet_that_cannot_be_written_hides_no_passphrase(inkstand: Command) -> None:
    folder = inkstand.folder
    create = ("key", "create", folder / "k", "--propose", "--sheet", folder / "file" / "s.pdf")
    (folder / "file").write_text("where a folder should be")
    code, out, _ = inkstand(*create, "--json")
    made = json.loads(out)
    assert code == 1
    assert made["sheet"] is None
    assert unlock_key_file(folder / "k", made["passphrase"]).seed
    code, out, err = inkstand("key", "create", folder / "k2", *create[3:])
    assert code == 1
    assert "Passphrase: " in out
    assert err.rstrip().endswith("[recovery.cannot_write]")


def test_three_sheets_of_which_any_two_bring_the_key_back(inkstand: Command) -> None:
    folder = inkstand.folder
    key = key_file(folder / "k", is_proved=False)
    split = ("key", "split", folder / "k", *secret(inkstand), "--out", folder / "sheets")
    files = [Path(path) for path in inkstand.answer(*split)["sheets"]]
    assert [path.name for path in files] == [f"recovery-{n}-of-3.pdf" for n in (1, 2, 3)]
    sheets = [" ".join(words_on(path)) for path in files]
    whole = recovery_words(key.seed)
    for sheet, path in zip(sheets, files, strict=True):
        assert len(sheet.split()) == 33
        assert " ".join(whole[:3]) not in pdf_text(path)
    assert inkstand.problem(*split) == "recovery.sheet_exists"

    new = ("--shares", "--passphrase-file", folder / "p2", "--from-file", folder / "typed")
    expected = ("--expect", inkstand.answer("key", "show", folder / "k")["fingerprint"])
    for number, pair in enumerate(((0, 1), (2, 0), (1, 2))):
        wrote(folder, "\n".join(sheets[n] for n in pair))
        inkstand.answer("key", "recover", folder / f"{number}.key", *new, *expected)
        assert unlock_key_file(folder / f"{number}.key", OTHER).seed == key.seed
    lines = [share_line(words.split(), key.suite) for words in sheets[:2]]
    wrote(folder, "# the sheets of two of us\n\n" + "\n\n".join(lines))
    assert inkstand.answer("key", "recover", folder / "l.key", *new)["suite"] == 1
    prove = ("key", "prove", folder / "k", *secret(inkstand), "--shares", "--from-file")
    assert inkstand.answer(*prove, folder / "typed")["sheet_proved_on"]

    def problem(*texts: str) -> str:
        wrote(folder, "\n".join(texts))
        return inkstand.problem("key", "recover", folder / "z.key", *new, *expected)

    strange = " ".join(split_seed(key.seed)[0])
    assert problem(sheets[0]) == "recovery.one_share"
    assert problem(sheets[0], sheets[0]) == "recovery.same_share"
    assert problem(sheets[0], strange) == "recovery.mixed_shares"
    assert problem(sheets[0], sheets[1].replace(sheets[1].split()[9], "x")) == (
        "recovery.unknown_word"
    )
    assert problem(sheets[0], sheets[1][: sheets[1].rindex(" ")]) == "recovery.word_count"
    assert not (folder / "z.key").exists()


def test_two_sheets_at_the_terminal(inkstand: Command, types: Callable) -> None:
    folder = inkstand.folder
    key = key_file(folder / "k")
    first, _, third = split_seed(key.seed)
    types(" ".join(first), share_line(third, key.suite), OTHER, OTHER)
    made = inkstand.answer("key", "recover", folder / "n", "--shares")
    assert made["fingerprint"] == inkstand.answer("key", "show", folder / "k")["fingerprint"]


def test_no_sheet_is_left_where_the_third_cannot_be_written(
    inkstand: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.app import recovery_sheets
    from desktop_app.deliveries.pdf import recovery
    from desktop_app.deliveries.pdf.output import CannotWritePdf

    key_file(inkstand.folder / "k")
    whole = recovery.write_recovery_sheet

    def fails(out: Path, *more: object) -> None:
        if "3-of-3" in out.name:
            raise CannotWritePdf(path=str(out))
        whole(out, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(recovery, "write_recovery_sheet", fails)
    assert recovery_sheets is not None
    split = ("key", "split", inkstand.folder / "k", *secret(inkstand), "--out")
    assert inkstand.problem(*split, inkstand.folder / "d") == "recovery.cannot_write"
    assert not list((inkstand.folder / "d").iterdir())


# --- another passphrase


def test_another_passphrase(inkstand: Command, types: Callable) -> None:
    folder = inkstand.folder
    key = key_file(folder / "k")
    change = ("key", "passphrase", folder / "k")
    new = ("--new-passphrase-file", folder / "p2")
    inkstand.answer(*change, *secret(inkstand), *new)
    assert unlock_key_file(folder / "k", OTHER).seed == key.seed
    assert inkstand.answer("key", "show", folder / "k")["sheet_proved_on"] == "2026-11-23"
    assert inkstand.problem(*change, *secret(inkstand), *new) == "key.wrong_passphrase"
    assert inkstand.problem(*change, "--passphrase-file", folder / "p2") == "passphrase.missing"
    types(OTHER, PASSPHRASE, PASSPHRASE)
    inkstand.answer(*change)
    assert unlock_key_file(folder / "k", PASSPHRASE).seed == key.seed


# --- further recipients


def exported(
    inkstand: Command, name: str, suite: SuiteId = SuiteId.X25519
) -> tuple[CampaignKey, str]:
    folder = inkstand.folder
    key = key_file(folder / name, suite=suite)
    made = inkstand.answer(
        "key", "export", folder / name, "--out", folder / f"{name}.inkpublic", *secret(inkstand)
    )
    return key, made["fingerprint"]


def test_a_campaign_is_sealed_to_three_keys_confirmed_by_their_words(
    inkstand: Command, types: Callable
) -> None:
    folder = inkstand.folder
    own = key_file(folder / "k")
    b, b_words = exported(inkstand, "b")
    c, c_words = exported(inkstand, "c")
    publish = (
        "campaign", "publish", OPEN_DOORS, "--key", folder / "k", "--out", folder / "x.inkpack",
        *secret(inkstand), "--also", folder / "b.inkpublic",
    )  # fmt: skip
    assert inkstand.problem(*publish) == "publish.not_confirmed"
    assert inkstand.problem(*publish, "--accept", "a b c d") == "publish.other_words"
    both = (*publish, "--also", folder / "c.inkpublic")
    assert inkstand.problem(*both, "--accept", b_words) == "publish.not_confirmed"
    assert not (folder / "x.inkpack").exists()
    made = inkstand.answer(*both, "--accept", b_words.title(), "--accept", c_words)
    assert made["also"] == [b_words, c_words]
    recipients = read_pack(folder / "x.inkpack").recipients
    assert recipients == (own.recipient, b.recipient, c.recipient)
    for name in ("k", "b", "c"):
        pack = ("--pack", folder / "x.inkpack", *secret(inkstand))
        assert inkstand.answer("key", "drill", folder / name, *pack)["opened"] is True
    types("n")
    assert inkstand.problem(*publish) == "publish.not_confirmed"
    asked = types("y")
    inkstand.answer(*publish)
    assert len(asked) == 1


def test_recipients_that_cannot_be(inkstand: Command) -> None:
    folder = inkstand.folder
    exported(inkstand, "k")
    for name in "bcd":
        exported(inkstand, name)
    exported(inkstand, "two", SuiteId.MLKEM768_X25519)
    words = {
        name: inkstand.answer("key", "show", folder / name)["fingerprint"]
        for name in ("k", "b", "c", "d", "two")
    }

    def problem(*names: str) -> str:
        also: list[str | Path] = []
        for name in names:
            also += ["--also", folder / f"{name}.inkpublic", "--accept", words[name]]
        return inkstand.problem(
            "campaign", "publish", OPEN_DOORS, "--key", folder / "k", "--out", folder / "x.inkpack",
            *secret(inkstand), *also,
        )  # fmt: skip

    assert problem("b", "c", "d") == "publish.too_many_recipients"
    assert problem("b", "b") == "publish.recipient_twice"
    assert problem("k") == "publish.recipient_twice"
    assert problem("two") == "publish.other_suite"
    (folder / "b.inkpublic").write_text("{}")
    assert problem("b") == "public_key.unreadable"
    assert not list(folder.glob("x.inkpack*"))


def test_exporting_never_writes_over_anything_and_needs_the_passphrase(inkstand: Command) -> None:
    folder = inkstand.folder
    key_file(folder / "k")
    before = (folder / "k").read_bytes()
    export = ("key", "export", folder / "k", "--out")
    assert inkstand.problem(*export, folder / "k", *secret(inkstand)) == "key.exists"
    assert inkstand.problem(*export, folder / "x.inkpublic") == "passphrase.missing"
    assert (folder / "k").read_bytes() == before
