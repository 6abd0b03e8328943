"""A shift is closed by a record of its own, which never counts as a signature."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.journal.problems import JournalFull
from desktop_app.journal.store import Journal, open_journal, read_journal
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_record
from desktop_app.sealing.record import Kind, read_header
from desktop_app.signature.closing import (
    Closing,
    ClosingUnreadable,
    Jump,
    closing_bytes,
    read_closing,
)
from desktop_app.signature.reading import SignatureUnreadable, read_signature
from desktop_app.signature.undo import UndoUnreadable, read_undo
from tests.making import NOON, clock_at, journal_with, made_key, published, signature

PLACE, SHIFT = "Nollendorfplatz", "morning"


@pytest.fixture
def key() -> CampaignKey:
    return made_key()


@pytest.fixture
def pack(tmp_path: Path, key: CampaignKey) -> Pack:
    return published(key, tmp_path / "open-doors.inkpack")


def reopened(folder: Path, clock: Callable[[], datetime] | None = None) -> Journal:
    return open_journal(folder, clock=clock or clock_at(), randomness=os.urandom)


def full_disk(journal: Journal) -> None:
    connection = journal._engine.raw_connection()
    pages = connection.cursor().execute("PRAGMA page_count").fetchone()[0]
    connection.cursor().execute(f"PRAGMA max_page_count={pages}")  # SQLite's own full disk
    connection.close()


def kept_until_full(journal: Journal, pack: Pack) -> int:
    for number in range(100):
        try:
            journal.keep(signature(), pack)
        except JournalFull:
            return number
    raise AssertionError


def test_a_closing_says_what_the_shift_had_and_counts_as_no_signature(
    tmp_path: Path, pack: Pack, key: CampaignKey
) -> None:
    with journal_with(tmp_path, pack, [signature(), signature()]) as journal:
        kept = journal.keep(signature(), pack)
        journal.undo(kept.record_id, pack)
        closed = journal.close_shift(pack, place=PLACE, shift=SHIFT)
        assert (closed.record_count, closed.signature_count) == (5, 2)
        assert (closed.campaign, closed.device) == (pack.id, journal.device)
        assert closed.closed_at == NOON
        assert closed.is_recorded
        (last,) = journal.records(pack.id, 5, 5)
        assert closed.head == last.chain
        assert journal.counts() == {pack.id: 2}
        assert journal.record_counts() == {pack.id: 5}
        assert journal.keep(signature(), pack).count == 3
        assert journal.last_closed(pack.id) == closed
    assert read_header(last.record.header_bytes).kind is Kind.CLOSING
    assert read_closing(open_record(last.record, key)) == Closing(
        v=1, closed_at=NOON, place=PLACE, shift=SHIFT, signature_count=2
    )
    with reopened(tmp_path) as again:
        assert again.counts() == {pack.id: 3}
        assert again.last_closed(pack.id) == closed


def test_closing_again_gives_the_same_slip_until_somebody_signs(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, [signature()]) as journal:
        first = journal.close_shift(pack, place=PLACE, shift=SHIFT)
    with reopened(tmp_path, clock_at(NOON + timedelta(hours=1))) as journal:
        assert journal.close_shift(pack, place="", shift="") == first
        journal.keep(signature(), pack)
        second = journal.close_shift(pack, place=PLACE, shift="evening")
        assert (second.record_count, second.signature_count) == (4, 2)
        assert second.closed_at == NOON + timedelta(hours=1)
        assert journal.last_closed(pack.id) == second


def test_a_shift_without_signatures_is_closed_too(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, []) as journal:
        assert journal.last_closed(pack.id) is None
        closed = journal.close_shift(pack, place=PLACE, shift=SHIFT)
        assert (closed.record_count, closed.signature_count) == (1, 0)
        assert journal.counts() == {pack.id: 0}
    reopened(tmp_path).close()


def test_on_a_full_disk_the_slip_is_as_good(tmp_path: Path, pack: Pack) -> None:
    with journal_with(tmp_path, pack, []) as journal:
        full_disk(journal)
        thanked = kept_until_full(journal, pack)
        closed = journal.close_shift(pack, place=PLACE, shift=SHIFT)
        assert not closed.is_recorded
        assert closed.signature_count == thanked == journal.count(pack.id)
        assert closed.record_count == journal.record_counts()[pack.id]
        (last,) = journal.records(pack.id, closed.record_count, closed.record_count)
        assert closed.head == last.chain


def test_a_journal_that_is_only_read_is_closed_on_paper(tmp_path: Path, pack: Pack) -> None:
    journal_with(tmp_path, pack, [signature()]).close()
    before = (tmp_path / "journal.sqlite").read_bytes()
    reader = read_journal(tmp_path, clock=clock_at(), randomness=os.urandom)
    assert reader is not None
    with reader:
        closed = reader.close_shift(pack, place=PLACE, shift=SHIFT)
    assert (closed.record_count, closed.signature_count, closed.is_recorded) == (1, 1, False)
    assert (tmp_path / "journal.sqlite").read_bytes() == before


def closing(**changes: object) -> Closing:
    sane = {"v": 1, "closed_at": NOON, "place": PLACE, "shift": SHIFT, "signature_count": 3}
    return Closing(**(sane | changes))  # type: ignore[arg-type]


NAIVE = datetime(2026, 11, 23, 12)
JUMP = Jump(seq=3, before=NOON, after=datetime(1970, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "sane", [closing(), closing(place="", shift="", signature_count=0), closing(jumps=(JUMP,) * 16)]
)
def test_a_closing_is_read_as_it_was_written(sane: Closing) -> None:
    assert read_closing(closing_bytes(sane)) == sane


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"\xc1",
        closing_bytes(closing(v=2)),
        closing_bytes(closing(v=0)),
        closing_bytes(closing(closed_at=NAIVE)),
        closing_bytes(closing(place="x" * 201)),
        closing_bytes(closing(place="two\nlines")),
        closing_bytes(closing(shift=" ")),
        closing_bytes(closing(shift="\u202e")),
        closing_bytes(closing(signature_count=-1)),
        closing_bytes(closing(signature_count=2**40)),
        closing_bytes(closing(jumps=(JUMP,) * 17)),
        closing_bytes(closing(jumps=(Jump(seq=0, before=NOON, after=NOON),))),
        closing_bytes(closing(jumps=(Jump(seq=1, before=NAIVE, after=NOON),))),
        closing_bytes(closing(jumps=(Jump(seq=1, before=NOON, after=NAIVE),))),
    ],
)
def test_what_is_no_closing_is_not_read_as_one(untrusted: bytes) -> None:
    with pytest.raises(ClosingUnreadable):
        read_closing(untrusted)


def test_closings_are_never_taken_for_something_else() -> None:
    with pytest.raises(SignatureUnreadable):
        read_signature(closing_bytes(closing()))
    with pytest.raises(UndoUnreadable):
        read_undo(closing_bytes(closing()))
