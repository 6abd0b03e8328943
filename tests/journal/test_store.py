"""The journal on a real disk: what is kept is kept, in order, provably."""

import os
import sqlite3
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.journal.engine import PRAGMAS
from desktop_app.journal.problems import (
    JournalDamaged,
    JournalFromNewerVersion,
    JournalFull,
    JournalReadOnly,
    JournalUnreadable,
)
from desktop_app.journal.store import HandedOver, Journal, batch_runs, open_journal, read_journal
from desktop_app.journal.writing import Writing
from desktop_app.problems import Problem
from desktop_app.sealing.chain import CHAIN_START, chain_hash
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_record
from desktop_app.sealing.record import read_header
from desktop_app.signature.reading import read_signature
from tests.making import clock_at, draft, journal_with, made_key, published, signature

NAMES = ["Ana", "Иван", "محمد"]


@pytest.fixture
def key() -> CampaignKey:
    return made_key()


@pytest.fixture
def pack(tmp_path: Path, key: CampaignKey) -> Pack:
    return published(key, tmp_path / "open-doors.inkpack")


def reopened(folder: Path) -> Journal:
    return open_journal(folder, clock=clock_at(), randomness=os.urandom)


def test_signatures_are_there_after_reopening_and_open_with_the_key(
    tmp_path: Path, pack: Pack, key: CampaignKey
) -> None:
    journal_with(tmp_path / "home", pack, [signature(draft(name)) for name in NAMES]).close()
    with reopened(tmp_path / "home") as journal:
        assert journal.counts() == {"open-doors": 3}
        opened = [open_record(r.record, key) for r in journal.records(pack.id, 1, 3)]
    assert [read_signature(plain).given_name for plain in opened] == NAMES


def test_headers_chain_and_number_from_one(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature() for _ in range(5)]) as journal:
        head = CHAIN_START
        for seq, stored in enumerate(journal.records(pack.id, 1, 5), start=1):
            header = read_header(stored.record.header_bytes)
            assert (header.seq, header.previous) == (seq, head.hex())
            assert (header.campaign, header.pack) == (pack.id, pack.hash)
            assert header.hour == "2026-11-23T12"
            head = chain_hash(head, stored.record.header_bytes)
            assert stored.chain == head


def test_keeping_answers_with_the_count(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, []) as journal:
        assert [journal.keep(signature(), pack).count for _ in range(3)] == [1, 2, 3]


def test_many_are_kept_together_or_not_at_all(
    tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    with journal_with(tmp_path, pack, [signature()]) as journal:
        whole = Writing.append
        calls: list[int] = []

        def fail_at_third(*args: object) -> object:
            calls.append(1)
            if len(calls) == 3:
                raise OSError
            return whole(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(Writing, "append", fail_at_third)  # a disk that fails half-way
        with pytest.raises(Problem):
            journal.keep_all([signature() for _ in range(5)], pack)
        monkeypatch.undo()
        assert journal.count(pack.id) == 1


def test_the_settings_that_make_a_commit_durable_are_set(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, []) as journal:
        connection = journal._engine.raw_connection()
        for name, value in PRAGMAS.items():
            assert connection.cursor().execute(f"PRAGMA {name}").fetchone()[0] == value
        connection.close()


def test_each_device_has_a_key_of_its_own(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path / "a", pack, []) as a, journal_with(tmp_path / "b", pack, []) as b:
        assert a.device != b.device
        device = a.device
    with reopened(tmp_path / "a") as again:
        assert again.device == device


def test_what_was_handed_over_is_remembered(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature() for _ in range(5)]) as journal:
        assert journal.not_handed_over() == {"open-doors": 5}
        run = HandedOver(campaign=pack.id, first=1, last=3, sha256="0" * 64)
        journal.note_handed_over(run)
        journal.note_handed_over(run)
    with reopened(tmp_path) as journal:
        assert journal.not_handed_over() == {"open-doors": 2}


def test_looking_on_needs_no_writing_and_finds_nothing_where_nothing_is(
    tmp_path: Path, pack: Pack
) -> None:
    assert read_journal(tmp_path / "no", clock=clock_at(), randomness=os.urandom) is None
    journal_with(tmp_path, pack, [signature()]).close()
    reader = read_journal(tmp_path, clock=clock_at(), randomness=os.urandom)
    assert reader is not None
    with reader:
        assert reader.counts() == {"open-doors": 1}
        with pytest.raises(JournalReadOnly):
            reader.keep(signature(), pack)


def fill(journal: Journal, pack: Pack, thanked: list[int]) -> None:
    for _ in range(100):
        thanked.append(journal.keep(signature(), pack).count)


def test_a_full_disk_loses_nothing_and_says_so(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature()]) as journal:
        connection = journal._engine.raw_connection()
        pages = connection.cursor().execute("PRAGMA page_count").fetchone()[0]
        connection.cursor().execute(f"PRAGMA max_page_count={pages}")  # SQLite's own full disk
        connection.close()
        thanked = [1]
        with pytest.raises(JournalFull):
            fill(journal, pack, thanked)
        assert journal.count(pack.id) == thanked[-1]
    with reopened(tmp_path) as journal:
        assert journal.count(pack.id) == thanked[-1]
        assert journal.keep(signature(), pack).count == thanked[-1] + 1


def tampered(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "journal.sqlite")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET header = replace(header, 'kiosk', 'paper') WHERE seq = 2",
        "DELETE FROM record WHERE seq = 2",
        "DELETE FROM record WHERE seq = 3",
        "UPDATE record SET chain = zeroblob(32) WHERE seq = 1",
        "UPDATE checkpoint SET count = 2",
        "UPDATE checkpoint SET signature = zeroblob(64)",
        "DELETE FROM checkpoint",
    ],
)
def test_a_changed_journal_is_found_at_start(tmp_path: Path, pack: Pack, statement: str) -> None:
    journal_with(tmp_path, pack, [signature() for _ in range(3)]).close()
    tampered(tmp_path, statement.replace("replace(header", "replace(CAST(header AS TEXT)"))
    with pytest.raises(JournalDamaged):
        reopened(tmp_path)


def test_a_journal_of_the_future_is_left_alone(tmp_path: Path, pack: Pack) -> None:
    journal_with(tmp_path, pack, [signature()]).close()
    tampered(tmp_path, "CREATE TABLE later (a)", "PRAGMA user_version=99")
    before = (tmp_path / "journal.sqlite").read_bytes()
    with pytest.raises(JournalFromNewerVersion):
        reopened(tmp_path)
    assert (tmp_path / "journal.sqlite").read_bytes() == before


def test_a_newer_versions_number_on_these_tables_is_damage(tmp_path: Path, pack: Pack) -> None:
    journal_with(tmp_path, pack, [signature()]).close()
    tampered(tmp_path, "PRAGMA user_version=7")
    with pytest.raises(JournalDamaged):
        reopened(tmp_path)


def test_a_file_that_is_no_journal(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").write_bytes(b"not a database" * 500)
    with pytest.raises(JournalDamaged):
        reopened(tmp_path)


def test_a_database_of_another_program(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "journal.sqlite")
    connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    with pytest.raises(JournalDamaged):
        reopened(tmp_path)


def test_a_folder_in_the_journals_place(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").mkdir()
    with pytest.raises(JournalUnreadable):
        reopened(tmp_path)


def test_nothing_of_a_person_is_readable_in_the_home(tmp_path: Path, pack: Pack) -> None:
    person = draft("Zyxqua", "Canary-7f3a", "zyxqua.canary@example.org")
    journal_with(tmp_path, pack, [signature(person)]).close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            for word in ("zyxqua", "canary"):
                assert word.encode() not in data
                assert word.encode("utf-16-le") not in data


def test_runs_of_at_most_a_size() -> None:
    assert list(batch_runs(1, 1001, 500)) == [(1, 500), (501, 1000), (1001, 1001)]
    assert list(batch_runs(6, 5, 500)) == []
