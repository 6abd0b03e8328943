"""The coordinator's housekeeping by command: withdrawals, merges, devices, the log, the passphrase."""

from pathlib import Path

import pytest

from desktop_app.cli.main import run
from tests.making import PASSPHRASE, draft, key_file, published, signature
from tests.register.given import device, write_batch

pytestmark = pytest.mark.slow

SIGNED = [
    draft("Zoë", "Ångström", "zoe@example.org"),
    draft("ZOË", "ångström", "Zoe@Example.org"),
    draft("Jan", "Ångström", "zoe@example.org"),
    draft("Marta", "Schmidt", "marta@example.org"),
]
SPELLINGS = [
    draft("Marta", "Schmidt", "marta.schmidt@example.org"),
    draft("Marta", "Schmitt", "marta.schmidt@example.org"),
    draft("Jan", "Novak", "jan.novak@example.org"),
    draft("Jan", "Novák", "jan.novak@exmaple.org"),
]


class Desk:
    """A coordinator's laptop with one device's batches merged."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.key = folder / "campaign.key"
        self.secret = folder / "passphrase"
        self.secret.write_text(PASSPHRASE, encoding="utf-8")
        self.pack = pack = published(key_file(self.key), folder / "open-doors.inkpack")
        self.batches = folder / "batches"
        with device(folder / "device", pack, [signature(each) for each in SIGNED]) as journal:
            self.batch = write_batch(self.batches, journal, pack, 1, 4)
        (self.batches / "open-doors" / "pack.inkpack").write_bytes(
            (folder / "open-doors.inkpack").read_bytes()
        )

    def does(self, *words: object) -> dict:
        import json

        code, out, err = self.says(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    def says(self, *words: object) -> tuple[int, str, str]:
        code = run(["--home", str(self.folder / "home"), *map(str, words)])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def unlocked(self, *words: object) -> dict:
        return self.does(*words, "--passphrase-file", self.secret)

    def refuses(self, *words: object) -> str:
        code, _, err = self.says(*words, "--passphrase-file", self.secret)
        assert code == 1
        return err

    def merge(self) -> dict:
        return self.unlocked("merge", self.batches, "--key", self.key, "--accept", "all")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path, capsys)
    desk.merge()
    return desk


def test_person_is_shown_before_anything_is_done(desk: Desk) -> None:
    shown = desk.unlocked("withdraw", "--email", "ZOE@example.org")

    assert [len(person["signatures"]) for person in shown["people"]] in ([2, 1], [1, 2])
    assert desk.unlocked("withdraw", "--name", "schmidt")["people"][0]["deliveries"] == []
    assert desk.does("duplicates")["signatures"] == 4


def test_of_several_people_one_is_chosen(desk: Desk) -> None:
    by_name = ("withdraw", "--email", "zoe@example.org", "--erase")
    assert "[withdrawal.several_people]" in desk.refuses(*by_name)
    assert "[withdrawal.no_such_person]" in desk.refuses(*by_name, "--person", 3)
    people = desk.unlocked(*by_name[:-1])["people"]
    both = next(each["person"] for each in people if len(each["signatures"]) == 2)

    assert desk.unlocked(*by_name, "--person", both)["signatures"] == 2
    assert desk.does("duplicates")["people"] == 2


def test_withdrawal_names_who_received_it_and_brings_the_reply(desk: Desk) -> None:
    out = desk.folder / "starter.csv"
    desk.unlocked("deliver", "petition_starter", "--as", "csv", "--out", out)

    done = desk.unlocked("withdraw", "--name", "Marta", "--erase")

    (delivery,) = done["to_inform"]
    assert delivery["profile"] == "petition_starter"
    assert done["reply"].startswith("Hello Marta,")
    assert "erased your signature" in done["reply"]
    assert "Keep the door open" in done["reply"]
    told = desk.unlocked("inform")["to_inform"]
    assert [each["delivery"] for each in told] == [delivery["delivery"]]
    number = delivery["delivery"]
    assert desk.unlocked("inform", "--done", number) == {"noted": 1, "to_inform": []}
    assert "[arguments.contradict]" in desk.refuses("inform", "--done", number, "--undo", number)
    (again,) = desk.unlocked("inform", "--undo", number)["to_inform"]
    only = ("--withdrawal", again["withdrawal"])
    assert "[withdrawal.nobody_to_inform]" in desk.refuses(
        "inform", "--done", number, "--withdrawal", again["withdrawal"] + 1
    )
    assert desk.unlocked("inform", "--done", number, *only)["to_inform"] == []
    assert desk.merge()["new"] == 0
    again = desk.refuses("withdraw", "--name", "Marta")
    assert "[withdrawal.nobody_found]" in again


def test_whoever_is_not_found_is_told_why(desk: Desk) -> None:
    assert "[withdrawal.code_incomplete]" in desk.refuses("withdraw", "--code", "7F3K")
    for words in (("--code", "0000000000"), ("--phone", "+49 30 123456"), ("--name", "Nobody")):
        assert "[withdrawal.nobody_found]" in desk.refuses("withdraw", *words)


def test_one_consent_is_taken_back_and_an_unknown_one_refused(desk: Desk) -> None:
    person = ("withdraw", "--name", "Marta", "--consent")
    assert "[withdrawal.no_such_consent]" in desk.refuses(*person, "no-such")

    done = desk.unlocked(*person, "share_with_starter")

    assert "no longer agree" in done["reply"]
    out = desk.folder / "starter.csv"
    delivered = desk.unlocked("deliver", "petition_starter", "--as", "csv", "--out", out)
    assert (delivered["rows"], delivered["left_out"]["no_consent"]) == (2, 1)
    assert "Marta" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--email", "a@b.org", "--name", "A"],
        ["--phone", "+49301234", "--code", "7F3K9QXA2M"],
        ["--name", "A", "--erase", "--consent", "share_with_starter"],
    ],
)
def test_unclear_wish_is_refused(desk: Desk, words: list[str]) -> None:
    assert "[withdrawal.unclear]" in desk.refuses("withdraw", *words)


def test_merge_is_listed_taken_back_and_comes_again(desk: Desk) -> None:
    (merge,) = desk.does("register", "merges")["merges"]
    assert (merge["new"], merge["records"], merge["taken_back_at"]) == (4, 4, None)

    assert desk.unlocked("register", "take-back", merge["merge"])["records"] == 4
    assert "[merge.no_such_merge]" in desk.refuses("register", "take-back", merge["merge"])
    assert desk.does("register", "merges")["merges"][0]["aside"] == 4
    back = desk.unlocked("register", "bring-back", merge["merge"], "--key", desk.key)
    assert back == {"new": 4, "erased": 0, "left": 0}
    assert desk.merge()["known"] == 4


def test_device_is_revoked_and_trusted_again(desk: Desk) -> None:
    (met,) = desk.does("register", "devices")["devices"]
    assert (met["accepted"], met["records"]) == (True, 4)

    revoked = desk.unlocked("register", "revoke", met["fingerprint"], "--from", 3)
    assert revoked["signatures"] == 2
    assert desk.does("duplicates")["revoked"] == 2
    code, out, _ = desk.says("register", "devices")
    assert (code, "revoked for open-doors from 3 on" in out) == (0, True)

    desk.unlocked("register", "restore", met["id"])
    assert desk.does("duplicates")["revoked"] == 0
    assert "[merge.no_such_device]" in desk.refuses("register", "restore", "no such four words")


def test_log_is_shown_and_a_changed_one_is_told(desk: Desk) -> None:
    log = desk.unlocked("register", "log")
    assert [each["deed"] for each in log["entries"]] == ["created", "merged", "unlocked"]
    assert log["broken_at"] is None
    import sqlite3

    connection = sqlite3.connect(next((desk.folder / "home").glob("*register*.sqlite")))
    connection.execute("UPDATE activity SET facts = '{}' WHERE seq = 2")
    connection.commit()
    connection.close()

    assert "[register.log_broken]" in desk.refuses("register", "log")


def test_passphrase_is_changed_and_the_old_one_opens_no_more(desk: Desk) -> None:
    new = desk.folder / "new"
    new.write_text("another six words nobody knows", encoding="utf-8")
    changed = desk.unlocked("register", "passphrase", "--new-passphrase-file", new)

    assert changed == {"changed": True}
    assert "[register.wrong_passphrase]" in desk.refuses("register", "log")
    assert desk.does("register", "log", "--passphrase-file", new)["broken_at"] is None
    new.write_text("short", encoding="utf-8")
    code, _, err = desk.says(
        "register", "passphrase", "--passphrase-file", desk.secret, "--new-passphrase-file", new
    )
    assert (code, "[register.wrong_passphrase]" in err) == (1, True)


def test_database_that_does_not_answer_is_told_without_its_password(desk: Desk) -> None:
    url = "postgresql+psycopg://ana:very-secret@127.0.0.1:1/petition"

    code, _, err = desk.says("duplicates", "--register", url)

    assert (code, "[register.unreachable]" in err) == (1, True)
    assert "very-secret" not in err


def test_pairs_are_found_shown_decided_and_undone(desk: Desk) -> None:
    with device(desk.folder / "other", desk.pack, [signature(each) for each in SPELLINGS]) as other:
        write_batch(desk.batches, other, desk.pack, 1, 4)
    desk.merge()
    assert desk.unlocked("duplicates", "--pairs") == {"pairs": []}
    assert desk.unlocked("duplicates", "--find") == {"pairs": 3}

    shown = desk.unlocked("duplicates", "--pairs")["pairs"]
    assert [each["pair"] for each in shown] == [1, 2, 3]
    people = desk.does("duplicates")["people"]
    decided = desk.unlocked("duplicates", "--same", 1)
    assert (decided["same"], decided["left"]) == (True, 2)
    assert desk.does("duplicates")["people"] == people - 1
    assert desk.unlocked("duplicates", "--different", 1)["left"] == 1

    assert desk.unlocked("duplicates", "--undo", decided["decision"]) == {
        "undone": decided["decision"]
    }
    assert desk.does("duplicates")["people"] == people
    assert "[duplicates.no_such_number]" in desk.refuses("duplicates", "--same", 9)
    assert "[duplicates.no_such_decision]" in desk.refuses("duplicates", "--undo", 99)
    assert "[duplicates.several_wishes]" in desk.refuses("duplicates", "--find", "--pairs")
    assert "[register.no_campaign]" in desk.refuses("duplicates", "--find", "--campaign", "no")


def test_what_is_decided_is_listed_and_what_the_rule_found_is_parted(desk: Desk) -> None:
    with device(desk.folder / "again", desk.pack, [signature(), signature()]) as again:
        write_batch(desk.batches, again, desk.pack, 1, 2)
    desk.merge()
    people = desk.does("duplicates")["people"]
    before = desk.unlocked("duplicates", "--decided")
    assert before["decisions"] == []
    assert {each["by"] for each in before["duplicates"]} == {"rule"}

    decided = desk.unlocked("duplicates", "--part", 1)

    assert desk.does("duplicates")["people"] == people + 1
    after = desk.unlocked("duplicates", "--decided")
    assert len(after["duplicates"]) == len(before["duplicates"]) - 1
    (held,) = after["decisions"]
    assert (held["decision"], held["same"], held["holds"]) == (decided["decision"], False, True)
    desk.unlocked("duplicates", "--undo", decided["decision"])
    assert not desk.unlocked("duplicates", "--decided")["decisions"][0]["holds"]
    assert "[duplicates.no_such_duplicate]" in desk.refuses("duplicates", "--part", 99)
    code, out, _ = desk.says("duplicates", "--decided", "--passphrase-file", desk.secret)
    assert (code, "Marta Schmidt, marta.schmidt@example.org" in out) == (0, True)


def test_pairs_name_people_on_the_terminal_of_who_has_unlocked(desk: Desk) -> None:
    with device(desk.folder / "other", desk.pack, [signature(each) for each in SPELLINGS]) as other:
        write_batch(desk.batches, other, desk.pack, 1, 4)
    desk.merge()
    desk.unlocked("duplicates", "--find")

    code, out, _ = desk.says("duplicates", "--pairs", "--passphrase-file", desk.secret)

    assert code == 0
    assert "Jan Novák, jan.novak@exmaple.org, DE" in out


def test_flags_are_counted_and_take_nothing_away(desk: Desk) -> None:
    with device(desk.folder / "other", desk.pack, [signature(draft("Mickey", "Mouse"))]) as other:
        write_batch(desk.batches, other, desk.pack, 1, 1)
    desk.merge()

    (flags,) = desk.unlocked("register", "flags")["flags"]

    assert flags == {"campaign": "open-doors", "quick": 0, "joke": 1, "odd_shares": []}
    assert desk.does("duplicates")["signatures"] == 5
    code, out, _ = desk.says("register", "flags", "--passphrase-file", desk.secret)
    assert (code, "joke: 1" in out) == (0, True)


def test_another_register_is_used_from_then_on_until_that_of_the_home_again(desk: Desk) -> None:
    desk.merge()
    other = desk.folder / "other.sqlite"
    assert desk.does("register", "use", other)["register"] == str(other)
    assert "[register.missing]" in desk.refuses("register", "log")
    desk.merge()
    assert other.is_file()
    assert desk.does("register", "use")["register"] == str(other)
    desk.does("register", "use", "--of-home")
    assert len(desk.unlocked("register", "log")["entries"]) == 5
    address = "postgresql+psycopg://marta:hunter22@localhost/inkstand"
    code, _, err = desk.says("register", "use", address)
    assert (code, "[register.password_in_url]" in err, "hunter22" in err) == (1, True, False)
