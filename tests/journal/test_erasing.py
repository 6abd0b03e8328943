"""What a coordinator has safely merged may be erased; the chain stays whole without it."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack, Presence
from desktop_app.journal.problems import JournalReadOnly
from desktop_app.journal.runs import batch_runs, common, joined, size_of, without
from desktop_app.journal.store import HandedOver, Journal, open_journal, read_journal
from desktop_app.sealing.record import read_header
from desktop_app.signature.undo import RecordId
from tests.journal.test_closing import full_disk
from tests.kiosk.stalls import asking
from tests.making import NOON, clock_at, idea_folder, journal_with, made_key, published, signature


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return published(made_key(), tmp_path / "open-doors.inkpack")


def reopened(folder: Path) -> Journal:
    return open_journal(folder, clock=clock_at(), randomness=os.urandom)


def test_only_what_is_acknowledged_is_erased(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature() for _ in range(9)]) as journal:
        assert journal.erase(pack.id, 1, 9) == 0
        assert journal.acknowledge(pack.id, [(1, 2), (5, 6)]) == 4
        assert journal.erase(pack.id, 1, 5) == 3
        assert journal.erase(pack.id, 1, 5) == 0
        assert journal.erased_runs(pack.id) == ((1, 2), (5, 5))
        assert journal.erase(pack.id, 1, 9) == 1
        assert journal.erased_count(pack.id) == 4
        records = journal.records(pack.id, 1, 9)
        assert [stored.seq for stored in records if not stored.record.sealed] == [1, 2, 5, 6]
        assert all(read_header(stored.record.header_bytes).seq for stored in records)
    with reopened(tmp_path) as journal:
        assert journal.erased_count(pack.id) == 4
        assert journal.count(pack.id) == 9
        assert journal.keep(signature(), pack).count == 10


def test_when_the_day_has_come_all_is_erased(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature() for _ in range(4)]) as journal:
        assert journal.erase(pack.id, 1, 99, is_due=True) == 4
        assert journal.erased_runs(pack.id) == ((1, 4),)
        journal.keep(signature(), pack)
        assert journal.records(pack.id, 5, 5)[0].record.sealed
    reopened(tmp_path).close()


def test_another_campaign_is_not_touched(tmp_path: Path, pack: Pack) -> None:
    ideas = published(made_key(), tmp_path / "i.inkpack", idea_folder(tmp_path / "i"))
    with journal_with(tmp_path, pack, [signature()]) as journal:
        journal.keep(signature(), ideas)
        journal.acknowledge(pack.id, [(1, 1)])
        assert journal.erase(ideas.id, 1, 1) == 0
        assert journal.erase(pack.id, 1, 1) == 1
        assert (journal.erased_count(pack.id), journal.erased_count(ideas.id)) == (1, 0)


@pytest.mark.slow
@pytest.mark.parametrize("presence", [Presence.OFF, Presence.REQUIRED])
def test_no_byte_of_what_was_erased_stays(tmp_path: Path, pack: Pack, presence: Presence) -> None:
    """Drawn signatures have 8 KiB and go to pages of their own; others share a page."""
    asked = asking(pack, drawn_signature=presence)
    home = tmp_path / "home"
    with journal_with(home, asked, []) as journal:
        journal.keep_all([signature()] * 60, asked)
        for _ in range(5):
            journal.keep(signature(), asked)
        sealed = {stored.seq: stored.record.sealed for stored in journal.records(pack.id, 1, 65)}
        journal.acknowledge(pack.id, [(3, 40), (50, 64)])
        for first, last in ((3, 9), (11, 11), (13, 40), (50, 64)):  # leaves and whole stretches
            journal.erase(pack.id, first, last)
        erased = [
            seq for first, last in journal.erased_runs(pack.id) for seq in range(first, last + 1)
        ]
        assert not _found(home, [sealed[seq] for seq in erased])
        journal.erase(pack.id, 1, 65)
        for _ in range(30):
            journal.keep(signature(), asked)
        journal.erase(pack.id, 1, 95, is_due=True)
    assert not _found(home, sealed.values())
    reopened(home).close()


def _found(home: Path, sealed_parts: Iterable[bytes]) -> list[tuple[str, bytes]]:
    """Look for any 16 bytes of the sealed parts, one in every 128, in every file."""
    pieces = {
        sealed[start : start + 16]
        for sealed in sealed_parts
        for start in range(0, len(sealed) - 15, 128)
    }
    found = []
    for path in home.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        found += [(path.name, piece) for piece in pieces if piece in data]
    return found


def test_pieces_are_found_where_nothing_was_erased(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path / "home", pack, [signature()]) as journal:
        sealed = [stored.record.sealed for stored in journal.records(pack.id, 1, 1)]
    assert _found(tmp_path / "home", sealed)


def test_erased_signatures_can_still_be_taken_back(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature()]) as journal:
        kept = journal.keep(signature(), pack)
        journal.erase(pack.id, 1, 2, is_due=True)
        assert journal.undo(RecordId(kept.record_id), pack) == 1
        assert journal.records(pack.id, 3, 3)[0].record.sealed
    with reopened(tmp_path) as journal:
        assert journal.count(pack.id) == 1


def test_erasing_that_finds_no_room_erases_nothing(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature() for _ in range(9)]) as journal:
        journal.acknowledge(pack.id, [(1, 9)])
        full_disk(journal)
        journal.erase(pack.id, 1, 9)  # needs none: it makes room
        assert journal.erased_count(pack.id) == 9
    reopened(tmp_path).close()


def test_acknowledgements_are_for_records_that_are_there(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature() for _ in range(3)]) as journal:
        assert journal.acknowledge(pack.id, [(0, 1), (3, 900), (5, 2), (-4, -1)]) == 2
        assert journal.acknowledged_runs(pack.id) == ((1, 1), (3, 3))
        assert journal.acknowledge(pack.id, [(1, 3)]) == 1
        assert journal.acknowledge(pack.id, [(1, 3)]) == 0
        journal.keep(signature(), pack)
        assert journal.acknowledged_runs(pack.id) == ((1, 3),)
        assert journal.acknowledge("nowhere", [(1, 3)]) == 0  # type: ignore[arg-type]
    with reopened(tmp_path) as journal:
        assert journal.acknowledged_runs(pack.id) == ((1, 3),)


def test_hand_overs_are_listed_with_what_is_acknowledged(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature() for _ in range(6)]) as journal:
        for first, last in ((1, 2), (3, 5), (3, 4), (3, 6)):
            run = HandedOver(campaign=pack.id, first=first, last=last, sha256=f"{first}{last}")
            journal.note_handed_over(run)
        journal.acknowledge(pack.id, [(1, 4)])
        found = journal.hand_overs()
        assert [(each.first, each.last, each.sha256) for each in found] == [
            (1, 2, "12"),
            (3, 6, "36"),
        ]
        assert [each.is_acknowledged for each in found] == [True, False]
        assert {each.handed_over_at for each in found} == {NOON}
        assert journal.handed_over_until(pack.id) == 6
        journal.acknowledge(pack.id, [(5, 6)])
        assert all(each.is_acknowledged for each in journal.hand_overs())


def test_a_journal_that_is_only_read_erases_and_notes_nothing(tmp_path: Path, pack: Pack) -> None:
    journal_with(tmp_path, pack, [signature()]).close()
    reader = read_journal(tmp_path, clock=clock_at(), randomness=os.urandom)
    assert reader is not None
    with reader:
        with pytest.raises(JournalReadOnly):
            reader.erase(pack.id, 1, 1, is_due=True)
        with pytest.raises(JournalReadOnly):
            reader.acknowledge(pack.id, [(1, 1)])


def test_runs_are_joined_cut_and_counted() -> None:
    assert joined([(5, 6), (1, 2), (3, 3), (6, 9), (8, 7)]) == ((1, 3), (5, 9))
    assert without((1, 9), ((2, 3), (5, 6))) == ((1, 1), (4, 4), (7, 9))
    assert without((2, 3), ((1, 9),)) == ()
    assert without((4, 5), ((1, 2), (8, 9))) == ((4, 5),)
    assert common((2, 6), ((1, 3), (5, 9))) == ((2, 3), (5, 6))
    assert size_of(((1, 1), (4, 9))) == 7
    assert list(batch_runs(1, 3, 2)) == [(1, 2), (3, 3)]
