"""An event's key is destroyed only once nothing is open any more, and then it is really gone."""

import io
import shutil
from pathlib import Path
from random import Random

import pytest

from desktop_app.cli.main import run
from tests.cli.test_coordinator import SIGNED
from tests.cli.test_keys import Terminal
from tests.making import PASSPHRASE, key_file, published, signature
from tests.register.stalls import StallDevice

pytestmark = pytest.mark.slow


class Event:
    """An event with two stalls, before anything is merged."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.key = folder / "event.key"
        self.secret = folder / "passphrase"
        self.secret.write_text(PASSPHRASE, encoding="utf-8")
        self.pack = published(key_file(self.key), folder / "open-doors.inkpack")
        self.stalls = [StallDevice(self.pack, Random(seed)) for seed in (1, 2)]
        for stall in self.stalls:
            for each in SIGNED:
                stall.sign(signature(each))
        self.words = self.says("key", "show", self.key, "--json")[1]["fingerprint"]

    def says(self, *words: object) -> tuple[int, dict, str]:
        import json

        code = run(["--home", str(self.folder / "home"), *map(str, words)])
        said = self._capsys.readouterr()
        return code, json.loads(said.out) if "--json" in words else {}, said.err

    def does(self, *words: object) -> dict:
        code, answer, err = self.says(*words, "--passphrase-file", self.secret, "--json")
        assert code == 0, err
        return answer

    def close(self) -> None:
        for stall in self.stalls:
            stall.close()

    def merge(self, *more: object, accept: bool = True) -> dict:
        folder = self.folder / "batches"
        for stall in self.stalls:
            stall.write_all(folder)
        shutil.copy(self.folder / "open-doors.inkpack", folder / "open-doors" / "pack.inkpack")
        words = ["--accept", "all"] if accept else []
        return self.does("merge", folder, "--key", self.key, *words, *more)

    def destroy(self, *more: object, key: Path | None = None) -> tuple[int, dict, str]:
        words = ["key", "destroy", key or self.key, "--certificate", self.folder / "destroyed"]
        words += ["--passphrase-file", self.secret, *more]
        if "--confirm" not in more and "--type" not in more:
            words += ["--confirm", self.words]
        return self.says(*[word for word in words if word != "--type"])

    def open_ends(self, *more: object) -> list[str]:
        """What keeps the key from being destroyed; the key is whole afterwards."""
        before = self.key.read_bytes()
        code, answer, _ = self.destroy("--json", *more)
        assert code == 1
        assert answer["destroyed"] is False
        assert all(end["what_to_do"] for end in answer["open"])
        assert self.key.read_bytes() == before
        assert not (self.folder / "destroyed.inkcert").exists()
        return [end["kind"] for end in answer["open"]]


@pytest.fixture
def event(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> Event:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return Event(tmp_path, capsys)


# --- when nothing is open


def test_key_is_destroyed_once_all_is_merged_closed_and_acknowledged(event: Event) -> None:
    event.close()
    event.merge()
    before = event.key.read_bytes()

    code, done, err = event.destroy("--json")

    assert code == 0, err
    assert done["destroyed"]
    assert done["counts"] == {"records": 10, "signatures": 8, "devices": 2}
    assert done["unproved"] == ["sheets_on_paper", "backups", "blocks_of_the_disk"]
    assert not event.key.exists()
    assert all(
        before not in each.read_bytes() for each in event.folder.rglob("*") if each.is_file()
    )
    _, shown, _ = event.says("verify-certificate", done["certificate"], "--json")
    assert (shown["certified"], shown["fingerprint"]) == ("key_destroyed", event.words)
    log = event.does("register", "log")
    entry = log["entries"][shown["log_entry"] - 1]
    assert entry["deed"] == "key_destroyed"
    assert entry["facts"]["fingerprint"] == event.words
    assert log["broken_at"] is None


def test_register_is_still_read_and_delivered_and_erased_without_the_key(event: Event) -> None:
    event.close()
    event.merge()
    assert event.destroy()[0] == 0
    shown = event.does("withdraw", "--email", "marta@example.org")
    assert len(shown["people"]) == 1

    key_file(event.folder / "next.key")
    words = ("--campaign", "open-doors", "--key", event.folder / "next.key")
    done = event.does("retention", "erase", *words, "--certificate", event.folder / "e", "--yes")

    assert done["own_key"] is False
    assert done["counts"]["signatures"] == 8


def test_page_of_a_destroyed_key_says_that_sheets_must_be_burned(event: Event) -> None:
    from tests.cli.test_retention import text_of

    event.close()
    event.merge()
    assert event.destroy()[0] == 0

    text = text_of(event.folder / "destroyed.pdf")
    assert "Certificate of a destroyed key" in text
    assert "every recovery sheet was burned" in text
    assert event.words in text


# --- what is open


def test_devices_that_wait_are_open(event: Event) -> None:
    event.close()
    event.merge(accept=False)

    assert event.open_ends() == ["waiting_device", "waiting_device"]


def test_stranger_who_is_revoked_keeps_nobody_waiting(event: Event) -> None:
    event.close()
    event.merge()
    stranger = StallDevice(event.pack, Random(9))
    stranger.sign(signature(SIGNED[0]))
    stranger.write_all(event.folder / "strange")
    event.does("merge", event.folder / "strange", "--key", event.key)
    assert event.open_ends() == ["waiting_device"]

    event.does("register", "revoke", stranger.id, "--from", "1")

    assert event.destroy()[0] == 0


def test_device_without_a_closing_is_open(event: Event) -> None:
    event.stalls[0].close()
    event.merge()
    assert event.open_ends() == ["not_closed"]

    event.stalls[0].sign(signature(SIGNED[0]))
    event.merge()
    assert event.open_ends() == ["not_closed", "not_closed"]


def test_stolen_device_that_is_revoked_needs_no_closing(event: Event) -> None:
    event.stalls[0].close()
    event.merge()
    event.does("register", "revoke", event.stalls[1].id, "--from", "5")

    assert event.destroy()[0] == 0


def test_gap_is_open(event: Event) -> None:
    event.close()
    first, second = event.stalls
    first.write(event.folder / "b", 1, 2)
    first.write(event.folder / "b", 5, 5)
    second.write_all(event.folder / "b")
    event.does("merge", event.folder / "b", "--key", event.key, "--accept", "all")

    code, answer, _ = event.destroy("--json")

    (gap,) = answer["open"]
    assert (code, gap["kind"], gap["first"], gap["last"]) == (1, "gap", 3, 4)
    assert gap["fingerprint"]


def test_slip_that_differs_is_open(event: Event) -> None:
    event.close()
    event.merge()
    event.stalls[0].sign(signature(SIGNED[0]))
    event.stalls[0].close()
    slip = event.stalls[0].slip()
    empty = event.folder / "batches"
    event.says(
        *("merge", empty, "--key", event.key, "--slip", slip),
        *("--passphrase-file", event.secret),
    )

    assert event.open_ends() == ["slip_differs"]


def test_records_kept_aside_of_a_merge_that_was_taken_back_are_open(event: Event) -> None:
    event.close()
    merged = event.merge()
    event.does("register", "take-back", merged["merge"])

    assert "kept_aside" in event.open_ends()

    event.does("register", "bring-back", merged["merge"], "--key", event.key)
    assert event.destroy()[0] == 0


def test_records_that_are_not_acknowledged_are_open(event: Event) -> None:
    event.close()
    event.merge()
    (ack, _) = (event.folder / "home" / "acknowledgements").rglob("*.inkack")
    data = ack.read_bytes()
    ack.unlink()
    assert event.open_ends() == ["not_acknowledged"]
    ack.write_bytes(data[:-10] + b'AAAAAAA"}\n')
    assert event.open_ends() == ["not_acknowledged"], "what nobody signed acknowledges nothing"

    event.merge()

    assert event.destroy()[0] == 0


def test_batches_that_are_not_merged_are_open_if_somebody_points_to_them(event: Event) -> None:
    event.close()
    event.merge()
    late = StallDevice(event.pack, Random(3))
    late.sign(signature(SIGNED[0]))
    path = late.write(event.folder / "late")
    path.with_name("1-1-rotten.inkbatch").write_bytes(b"rotten")

    assert event.open_ends("--batches", event.folder / "late") == ["not_merged", "not_merged"]
    code, _, err = event.destroy("--batches", event.folder / "nowhere")
    assert (code, "[merge.nothing_found]" in err) == (1, True)
    assert event.destroy("--batches", event.folder / "batches")[0] == 0


def test_own_journal_that_was_not_handed_over_is_open(event: Event) -> None:
    from tests.making import journal_with

    event.close()
    event.merge()
    journal_with(event.folder / "home", event.pack, [signature(SIGNED[0])]).close()

    assert event.open_ends() == ["not_merged"]


def test_everything_that_is_open_is_said_with_what_to_do(event: Event) -> None:
    event.merge()

    code, _, err = event.destroy()

    assert code == 1
    assert err.count("– open-doors, device ") == 2
    assert "inkstand close" in err
    assert "[key.still_needed]" in err
    assert "--anyway" not in err


# --- who may do it, and where


def test_four_words_must_be_those_of_the_key(event: Event, monkeypatch) -> None:
    event.close()
    event.merge()
    before = event.key.read_bytes()

    assert "[key.not_confirmed]" in event.destroy("--confirm", "one two three four")[2]
    assert "[key.not_confirmed]" in event.destroy("--confirm", "")[2]
    assert "[key.nobody_to_confirm]" in event.destroy("--type")[2]
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda _="": "yes")
    assert "[key.not_confirmed]" in event.destroy("--type")[2]
    assert event.key.read_bytes() == before

    monkeypatch.setattr("builtins.input", lambda _="": event.words.upper())
    code, _, err = event.destroy("--type")
    assert code == 0
    assert "stays closed" in err
    assert not event.key.exists()


def test_key_of_another_campaign_is_not_destroyed_by_this_register(event: Event) -> None:
    event.close()
    event.merge()
    other = event.folder / "other.key"
    key_file(other)

    code, _, err = event.destroy(key=other)

    assert (code, "[key.not_in_register]" in err, other.exists()) == (1, True, True)


def test_without_a_register_no_key_is_destroyed(event: Event) -> None:
    assert "[register.missing]" in event.destroy()[2]
    assert event.key.exists()


def test_nothing_is_destroyed_without_a_place_for_the_certificate(event: Event) -> None:
    event.close()
    event.merge()
    (event.folder / "destroyed.pdf").write_bytes(b"")

    assert "[certificate.exists]" in event.destroy()[2]
    assert event.key.exists()


def test_key_file_that_cannot_be_overwritten_is_not_called_destroyed(event, monkeypatch) -> None:
    from desktop_app.sealing import destroying

    def refuse(*_: object) -> None:
        raise PermissionError

    event.close()
    event.merge()
    entries = len(event.does("register", "log")["entries"])
    monkeypatch.setattr(destroying, "_overwrite", refuse)  # tests may run as one who may all

    code, _, err = event.destroy()

    assert (code, "[key.cannot_destroy]" in err) == (1, True)
    assert not (event.folder / "destroyed.inkcert").exists()
    log = event.does("register", "log")
    assert not [each for each in log["entries"][entries:] if each["deed"] == "key_destroyed"]
    assert log["broken_at"] is None


def test_key_of_a_campaign_with_other_recipients_says_that_they_can_open_it(event: Event) -> None:
    from desktop_app.campaign.publish import publish
    from desktop_app.sealing.keys import unlock_key_file
    from tests.making import OPEN_DOORS, made_key

    key = unlock_key_file(event.key, PASSPHRASE)
    inkpack = event.folder / "open-doors.inkpack"
    inkpack.unlink()
    pack = publish(
        OPEN_DOORS,
        recipients=(key.recipient, made_key().recipient),
        coordinator_key=key.coordinator_key,
        sign=key.coordinator.sign,
        out=inkpack,
    )
    event.stalls = [StallDevice(pack, Random(4))]
    event.stalls[0].sign(signature(SIGNED[0]))
    event.close()
    event.merge()

    _, done, _ = event.destroy("--json")

    assert "other_recipients" in done["unproved"]


def test_log_that_does_not_take_the_entry_is_not_passed_over(event: Event, monkeypatch) -> None:
    """The disk fills up after the file was overwritten and before the log's entry is committed."""
    from contextlib import contextmanager

    from desktop_app.register.problems import RegisterFull
    from desktop_app.register.store import LockedRegister

    whole = LockedRegister.transaction

    @contextmanager
    def full_at_the_end(register: LockedRegister):
        with whole(register) as connection:
            yield connection
            if not event.key.exists():
                raise RegisterFull

    event.close()
    event.merge()
    monkeypatch.setattr(LockedRegister, "transaction", full_at_the_end)

    code, _, err = event.destroy()

    assert (code, "[key.destroyed_not_noted]" in err) == (1, True)
    assert event.says("verify-certificate", event.folder / "destroyed.inkcert")[0] == 0


def test_key_that_only_reads_along_needs_no_acknowledgement_of_its_own(event: Event) -> None:
    from desktop_app.campaign.publish import publish
    from desktop_app.sealing.fingerprint import fingerprint
    from desktop_app.sealing.keys import unlock_key_file
    from tests.making import OPEN_DOORS, made_key

    second = unlock_key_file(event.key, PASSPHRASE)
    first = made_key()
    inkpack = event.folder / "open-doors.inkpack"
    inkpack.unlink()
    pack = publish(
        OPEN_DOORS,
        recipients=(first.recipient, second.recipient),
        coordinator_key=first.coordinator_key,
        sign=first.coordinator.sign,
        out=inkpack,
    )
    event.stalls = [StallDevice(pack, Random(4))]
    event.stalls[0].sign(signature(SIGNED[0]))
    event.close()
    words = fingerprint(first.coordinator_key, first.recipient.public_key)
    event.merge("--accept-coordinator", words)

    code, done, err = event.destroy("--json")

    assert code == 0, err
    assert "other_recipients" in done["unproved"]
