"""The device's clock may say what it likes: order is by number, and jumps are written down."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import ClockJump, Journal, open_journal
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import open_record
from desktop_app.sealing.record import read_header
from desktop_app.signature.closing import Jump, read_closing
from tests.making import NOON, made_key, published, signature

START_OF_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class Clocks:
    """A clock that can be set, and a steady one beside it."""

    def __init__(self) -> None:
        self.now = NOON
        self.steady_s = 1000.0

    def pass_by(self, time: timedelta) -> None:
        self.now += time
        self.steady_s += time.total_seconds()

    def journal(self, folder: Path, *, is_steady: bool = True) -> Journal:
        return open_journal(
            folder,
            clock=lambda: self.now,
            randomness=os.urandom,
            steady=(lambda: self.steady_s) if is_steady else None,
        )


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def key() -> CampaignKey:
    return made_key()


@pytest.fixture
def pack(tmp_path: Path, key: CampaignKey) -> Pack:
    return published(key, tmp_path / "open-doors.inkpack")


def test_a_day_without_jumps_has_none(tmp_path: Path, pack: Pack, clocks: Clocks) -> None:
    for _ in range(3):
        with clocks.journal(tmp_path) as journal:
            for _ in range(3):
                journal.keep(signature(), pack)
                clocks.pass_by(timedelta(hours=1))
                clocks.now += timedelta(seconds=40)  # what a network's time may do
            assert journal.jumps() == ()
            assert journal.last_at() == (clocks.now - timedelta(hours=1, seconds=40)).replace(
                second=0
            )
        clocks.now += timedelta(days=9)  # off; the steady clock begins anew
        clocks.steady_s = 5.0


@pytest.mark.parametrize("jump", [timedelta(days=400), -timedelta(days=400), timedelta(minutes=3)])
def test_a_jump_within_a_run_is_recorded_with_the_next_record(
    tmp_path: Path, pack: Pack, clocks: Clocks, jump: timedelta
) -> None:
    with clocks.journal(tmp_path) as journal:
        journal.keep(signature(), pack)
        clocks.pass_by(timedelta(minutes=10))
        expected = clocks.now
        clocks.now += jump
        assert journal.jumps() == ()
        assert journal.keep(signature(), pack).count == 2
        journal.keep(signature(), pack)
        found = ClockJump(campaign=pack.id, seq=2, before=expected, after=expected + jump)
        assert journal.jumps() == (found,)
    clocks.steady_s = 0.0
    with clocks.journal(tmp_path) as journal:
        assert journal.jumps() == (found,)
        assert [stored.seq for stored in journal.records(pack.id, 1, 3)] == [1, 2, 3]


@pytest.mark.parametrize("is_steady", [True, False])
def test_from_run_to_run_only_going_back_is_a_jump(
    tmp_path: Path, pack: Pack, clocks: Clocks, is_steady: bool
) -> None:
    with clocks.journal(tmp_path, is_steady=is_steady) as journal:
        journal.keep(signature(), pack)
    clocks.now, clocks.steady_s = START_OF_TIME, 3.0  # the battery of the clock is flat
    with clocks.journal(tmp_path, is_steady=is_steady) as journal:
        assert journal.keep(signature(), pack).count == 2
        assert journal.keep(signature(), pack).count == 3
        back = ClockJump(campaign=pack.id, seq=2, before=NOON, after=START_OF_TIME)
        assert journal.jumps() == (back,)
        assert journal.last_at() == START_OF_TIME
        header = read_header(journal.records(pack.id, 2, 2)[0].record.header_bytes)
        assert header.hour == "1970-01-01T00"
    clocks.now = NOON  # forward again: nobody knows how long it was off
    with clocks.journal(tmp_path, is_steady=is_steady) as journal:
        journal.keep(signature(), pack)
        assert journal.jumps() == (back,)


def test_without_a_steady_clock_jumps_within_a_run_are_not_seen(
    tmp_path: Path, pack: Pack, clocks: Clocks
) -> None:
    with clocks.journal(tmp_path, is_steady=False) as journal:
        journal.keep(signature(), pack)
        clocks.now -= timedelta(days=1)
        journal.keep(signature(), pack)
        assert journal.jumps() == ()


def test_a_jump_is_noted_once_among_many_that_are_kept_together(
    tmp_path: Path, pack: Pack, clocks: Clocks
) -> None:
    with clocks.journal(tmp_path) as journal:
        journal.keep(signature(), pack)
        clocks.now += timedelta(days=1)
        journal.keep_all([signature() for _ in range(3)], pack)
        assert [jump.seq for jump in journal.jumps()] == [2]


def test_a_jump_before_a_write_that_failed_is_noted_with_the_next_one(
    tmp_path: Path, pack: Pack, clocks: Clocks
) -> None:
    with clocks.journal(tmp_path) as journal:
        journal.keep(signature(), pack)
        clocks.now += timedelta(days=1)
        with pytest.raises(ZeroDivisionError):
            journal.keep_all(_broken(), pack)  # type: ignore[arg-type]
        assert journal.jumps() == ()
        journal.keep(signature(), pack)
        assert [jump.seq for jump in journal.jumps()] == [2]


def _broken() -> Iterator[object]:
    yield signature()
    raise ZeroDivisionError


def test_a_closing_tells_the_jumps_of_its_shift(
    tmp_path: Path, pack: Pack, clocks: Clocks, key: CampaignKey
) -> None:
    with clocks.journal(tmp_path) as journal:
        journal.keep(signature(), pack)
        clocks.now += timedelta(days=1)
        closed = journal.close_shift(pack, place="", shift="")
        (last,) = journal.records(pack.id, 2, 2)
        told = read_closing(open_record(last.record, key)).jumps
        assert told == (Jump(seq=2, before=NOON, after=closed.closed_at),)
        journal.keep(signature(), pack)
        journal.close_shift(pack, place="", shift="")
        (last,) = journal.records(pack.id, 4, 4)
        assert read_closing(open_record(last.record, key)).jumps == ()


def test_no_instant_finer_than_a_minute_stands_in_clear(
    tmp_path: Path, pack: Pack, clocks: Clocks
) -> None:
    clocks.now = NOON.replace(minute=17, second=43, microsecond=123456)
    with clocks.journal(tmp_path) as journal:
        journal.keep(signature(), pack)
        assert journal.last_at() == NOON.replace(minute=17)
        assert journal.close_shift(pack, place="", shift="").closed_at == NOON.replace(minute=17)


# ---- hours ----------------------------------------------------------------------------------------


def test_signatures_are_counted_by_hour(tmp_path: Path, pack: Pack, clocks: Clocks) -> None:
    with clocks.journal(tmp_path) as journal:
        for minutes in (0, 10, 70, 130):
            clocks.now = NOON + timedelta(minutes=minutes)
            clocks.steady_s = 1000.0 + 60 * minutes
            journal.keep(signature(), pack)
        taken_back = journal.keep(signature(), pack)
        journal.undo(taken_back.record_id, pack)
        journal.close_shift(pack, place="", shift="")
        hour = timedelta(hours=1)
        assert journal.hours(NOON) == {NOON: 2, NOON + hour: 1, NOON + 2 * hour: 1}
        assert journal.hours(NOON + timedelta(minutes=61)) == {NOON + hour: 1, NOON + 2 * hour: 1}
        assert journal.hours(NOON + timedelta(days=1)) == {}


def test_a_clock_that_jumped_hides_no_signature_of_the_day(
    tmp_path: Path, pack: Pack, clocks: Clocks
) -> None:
    with clocks.journal(tmp_path) as journal:
        journal.keep(signature(), pack)
        clocks.now = START_OF_TIME
        journal.keep(signature(), pack)
        clocks.now = NOON
        journal.keep(signature(), pack)
        assert journal.hours(NOON) == {NOON: 2}
