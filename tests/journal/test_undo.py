"""Taken back: a record of its own, sealed like a signature, and the count goes down."""

import os
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack, Presence
from desktop_app.journal.problems import (
    JournalDamaged,
    JournalFull,
    JournalReadOnly,
    RecordUnknown,
)
from desktop_app.journal.store import Journal, open_journal, read_journal
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_record
from desktop_app.sealing.record import Kind, Source, read_header
from desktop_app.signature.reading import SignatureUnreadable, read_signature
from desktop_app.signature.undo import RecordId, Undo, UndoUnreadable, read_undo, undo_bytes
from tests.kiosk.stalls import asking
from tests.making import (
    NOON,
    clock_at,
    idea_folder,
    journal_with,
    made_key,
    published,
    signature,
)

MUSEUM = Path(__file__).parents[1] / "museum" / "0.1.0" / "suite-1" / "device"
NOBODY = RecordId("0" * 32)


@pytest.fixture
def key() -> CampaignKey:
    return made_key()


@pytest.fixture
def pack(tmp_path: Path, key: CampaignKey) -> Pack:
    return published(key, tmp_path / "open-doors.inkpack")


def reopened(folder: Path) -> Journal:
    return open_journal(folder, clock=clock_at(NOON + timedelta(hours=1)), randomness=os.urandom)


def looked_at(folder: Path) -> Journal:
    journal = read_journal(folder, clock=clock_at(), randomness=os.urandom)
    assert journal is not None
    return journal


def test_count_goes_down_and_the_next_one_up_again(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature(), signature()]) as journal:
        kept = journal.keep(signature(), pack)
        assert kept.count == 3
        assert journal.undo(kept.record_id, pack) == 2
        assert journal.keep(signature(), pack).count == 3
        assert journal.counts() == {pack.id: 3}
        assert journal.record_counts() == {pack.id: 5}
        assert journal.not_handed_over() == {pack.id: 5}
    with reopened(tmp_path) as again:
        assert again.count(pack.id) == 3


def test_the_same_one_counts_once_however_often_it_is_taken_back(
    tmp_path: Path, pack: Pack
) -> None:
    with journal_with(tmp_path, pack, [signature()]) as journal:
        kept = journal.keep(signature(), pack)
        assert [journal.undo(kept.record_id, pack) for _ in range(3)] == [1, 1, 1]
        assert journal.record_counts() == {pack.id: 3}


def test_an_undo_says_inside_what_it_takes_back_and_outside_only_what_it_is(
    tmp_path: Path, pack: Pack, key: CampaignKey
) -> None:
    with journal_with(tmp_path, pack, [signature()]) as journal:
        kept = journal.keep(signature(), pack)
        journal.undo(kept.record_id, pack)
        given, undone = (stored.record for stored in journal.records(pack.id, 2, 3))
    header = read_header(undone.header_bytes)
    assert (header.kind, header.source, header.seq) == (Kind.UNDO, Source.KIOSK, 3)
    assert kept.record_id.encode() not in undone.header_bytes
    assert len(undone.sealed) == len(given.sealed)
    undo = read_undo(open_record(undone, key))
    assert undo == Undo(v=1, record_id=kept.record_id, undone_at=NOON)


@pytest.mark.parametrize("presence", [Presence.REQUIRED, Presence.OPTIONAL])
def test_length_tells_at_most_that_drawings_are_asked(
    tmp_path: Path, pack: Pack, presence: Presence
) -> None:
    drawing = asking(pack, drawn_signature=presence)
    with journal_with(tmp_path, drawing, [signature()]) as journal:
        kept = journal.keep(signature(), drawing)
        journal.undo(kept.record_id, drawing)
        lengths = {len(each.record.sealed) for each in journal.records(pack.id, 1, 3)}
    assert len(lengths) == 1
    assert 8192 < lengths.pop() < 8192 + 256


@pytest.mark.parametrize("name", ["nobody", "of an undo", "of another campaign"])
def test_what_is_no_signature_of_the_campaign_cannot_be_taken_back(
    tmp_path: Path, pack: Pack, key: CampaignKey, name: str
) -> None:
    ideas = published(key, tmp_path / "i.inkpack", idea_folder(tmp_path / "i"))
    with journal_with(tmp_path, pack, [signature()]) as journal:
        kept = journal.keep(signature(), pack)
        journal.undo(kept.record_id, pack)
        undo_id = read_header(journal.records(pack.id, 3, 3)[0].record.header_bytes).id
        other = journal.keep(signature(), ideas)
        ids = {"nobody": NOBODY, "of an undo": undo_id, "of another campaign": other.record_id}
        with pytest.raises(RecordUnknown):
            journal.undo(RecordId(ids[name]), pack)
        assert journal.counts() == {pack.id: 1, ideas.id: 1}
        assert journal.record_counts() == {pack.id: 3, ideas.id: 1}


def test_an_undo_on_a_full_disk_is_none_and_nothing_is_lost(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature()]) as journal:
        kept = [journal.keep(signature(), pack) for _ in range(40)]
        connection = journal._engine.raw_connection()
        pages = connection.cursor().execute("PRAGMA page_count").fetchone()[0]
        connection.cursor().execute(f"PRAGMA max_page_count={pages}")  # SQLite's own full disk
        connection.close()
        undone = taken_back_until_full(journal, pack, [each.record_id for each in kept])
        assert undone < len(kept)
        assert journal.count(pack.id) == 41 - undone
    with reopened(tmp_path) as again:
        assert again.count(pack.id) == 41 - undone


def taken_back_until_full(journal: Journal, pack: Pack, record_ids: list[RecordId]) -> int:
    for number, record_id in enumerate(record_ids):
        try:
            journal.undo(record_id, pack)
        except JournalFull:
            return number
    return len(record_ids)


def tampered(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "journal.sqlite")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM undone",
        "UPDATE undone SET record_id = 'nobody'",
        "UPDATE undone SET record_id = '{undo}'",
        "UPDATE undone SET record_id = '{later}'",
        "UPDATE undone SET seq = 1",
        "UPDATE undone SET seq = 99",
        "UPDATE undone SET campaign = 'other'",
        "INSERT INTO undone VALUES ('open-doors', 4, '{first}')",
        "INSERT INTO undone VALUES ('open-doors', 99, '{first}')",
    ],
)
def test_rows_that_the_headers_do_not_bear_out_are_found_at_start(
    tmp_path: Path, pack: Pack, statement: str
) -> None:
    with journal_with(tmp_path, pack, []) as journal:
        first = journal.keep(signature(), pack)
        journal.undo(journal.keep(signature(), pack).record_id, pack)
        later = journal.keep(signature(), pack)
        undo = read_header(journal.records(pack.id, 3, 3)[0].record.header_bytes)
    ids = {"first": first.record_id, "undo": undo.id, "later": later.record_id}
    tampered(tmp_path, statement.format(**ids))
    with pytest.raises(JournalDamaged):
        reopened(tmp_path)


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"\xc1",
        undo_bytes(Undo(v=2, record_id=NOBODY, undone_at=NOON)),
        undo_bytes(Undo(v=1, record_id=RecordId("../etc"), undone_at=NOON)),
        undo_bytes(Undo(v=1, record_id=RecordId("A" * 32), undone_at=NOON)),
    ],
)
def test_what_is_no_undo_is_not_read_as_one(untrusted: bytes) -> None:
    with pytest.raises(UndoUnreadable):
        read_undo(untrusted)


def test_undo_and_signature_are_never_taken_for_each_other() -> None:
    with pytest.raises(SignatureUnreadable):
        read_signature(undo_bytes(Undo(v=1, record_id=NOBODY, undone_at=NOON)))


# ---- journals of 0.1.0 ----------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MUSEUM, tmp_path / "device"))


def version_of(folder: Path) -> int:
    connection = sqlite3.connect(folder / "journal.sqlite")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return version


def test_a_journal_of_version_one_steps_forward_and_is_used(old: Path, pack: Pack) -> None:
    assert version_of(old) == 1
    with reopened(old) as journal:
        assert journal.count(pack.id) == 3
        kept = journal.keep(signature(), pack)
        assert kept.count == 4
        assert journal.undo(kept.record_id, pack) == 3
        first = read_header(journal.records(pack.id, 1, 1)[0].record.header_bytes)
        assert journal.undo(RecordId(first.id), pack) == 2
    assert version_of(old) == 3
    with reopened(old) as again:
        assert again.count(pack.id) == 2


def test_looking_at_a_journal_of_version_one_writes_nothing(old: Path, pack: Pack) -> None:
    file = old / "journal.sqlite"
    before = file.read_bytes()
    with looked_at(old) as journal:
        assert journal.counts() == {pack.id: 3}
        assert journal.not_handed_over() == {pack.id: 0}
        header = read_header(journal.records(pack.id, 1, 1)[0].record.header_bytes)
        with pytest.raises(JournalReadOnly):
            journal.undo(RecordId(header.id), pack)
    assert file.read_bytes() == before


def test_a_damaged_journal_of_version_one_is_left_as_it_is(old: Path) -> None:
    tampered(old, "UPDATE record SET chain = zeroblob(32) WHERE seq = 1")
    before = (old / "journal.sqlite").read_bytes()
    with pytest.raises(JournalDamaged):
        reopened(old)
    assert (old / "journal.sqlite").read_bytes() == before
