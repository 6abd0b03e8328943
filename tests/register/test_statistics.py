"""Statistics over real registers: what is counted, what is not, and what hostile content comes to."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import Journal
from desktop_app.register import statistics
from desktop_app.register.devices import ACCEPT_ALL
from desktop_app.register.merge import merge
from desktop_app.register.problems import CampaignUnknown
from desktop_app.register.statistics import (
    Answers,
    CountingProgress,
    Statistics,
    Totals,
    gather_statistics,
)
from desktop_app.register.store import Register
from desktop_app.register.tables import signature_table
from desktop_app.register.tallies import LONGEST_GAP_S, SHORT_GAP_S, PaceTally, Tally
from desktop_app.register.withdrawals import erase, withdraw_consent
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import read_header
from desktop_app.signature.consent import Choice
from desktop_app.signature.signature import PaperLine, Signature
from desktop_app.signature.undo import RecordId
from tests.making import NOON, draft, signature
from tests.register.given import device, people, write_batch

BERLIN = timezone(timedelta(hours=1))


class Stall:
    """A device, and the register that merges what it signs."""

    def __init__(self, register: Register, key: CampaignKey, pack: Pack, folder: Path) -> None:
        self.register = register
        self._key = key
        self._pack = pack
        self._folder = folder

    def signs(self, signatures: Sequence[Signature], name: str = "one") -> Journal:
        """Sign on a device and merge; whoever looks further at its journal closes it."""
        journal = device(self._folder / name, self._pack, signatures)
        self.merges(journal, len(signatures))
        return journal

    def takes_back(self, journal: Journal, seq: int) -> None:
        (stored,) = journal.records(self._pack.id, seq, seq)
        journal.undo(RecordId(read_header(stored.record.header_bytes).id), self._pack)
        self.merges(journal, journal.record_counts()[self._pack.id])

    def merges(self, journal: Journal, count: int) -> None:
        batches = self._folder / "batches"
        write_batch(batches, journal, self._pack, 1, count)
        merge(self.register, [batches], self._key, accept_devices=ACCEPT_ALL, processes=1)

    def ids(self) -> list[str]:
        with self.register.transaction() as connection:
            query = select(signature_table.c.record_id).order_by(
                signature_table.c.device, signature_table.c.seq
            )
            return list(connection.execute(query).scalars())

    def counts(self, zone: timezone = BERLIN) -> Statistics:
        *progress, last = gather_statistics(self.register, "open-doors", zone)
        assert all(isinstance(each, CountingProgress) for each in progress)
        assert isinstance(last, Statistics)
        return last


@pytest.fixture
def stall(register: Register, key: CampaignKey, pack: Pack, tmp_path: Path) -> Stall:
    return Stall(register, key, pack, tmp_path)


def but(made: Signature, **changes: object) -> Signature:
    return msgspec.structs.replace(made, **changes)


def at(minutes: float, made: Signature | None = None) -> Signature:
    return but(made or people(1)[0], signed_at=NOON + timedelta(minutes=minutes))


def test_every_signature_stands_in_just_one_total(stall: Stall) -> None:
    marta = signature(draft("Marta"))
    signed = [marta, signature(draft("MARTA")), *people(3, "Ada"), *people(2, "Kim")]
    with stall.signs(signed) as journal:
        stall.takes_back(journal, 7)
    erase(stall.register, [stall.ids()[2]])

    totals = stall.counts().totals

    assert totals == Totals(signatures=6, people=4, duplicates=1, taken_back=1, erased=1)


def test_people_are_counted_by_all_that_is_asked(stall: Stall) -> None:
    signed = [
        but(one, place=place, shift=shift, language=language, country=country)
        for one, place, shift, language, country in zip(
            people(4),
            ("Berlin", "Berlin", "München", ""),
            ("1", "2", "1", ""),
            ("de", "de", "ar", "en"),
            ("DE", "", "DE", "FR"),
            strict=True,
        )
    ]
    stall.signs(signed).close()

    found = stall.counts()

    assert dict(found.places.by) == {"Berlin": 2, "": 1, "München": 1}
    assert found.shifts.by["Berlin", "2"] == 1
    assert list(found.languages.by.items()) == [("de", 2), ("ar", 1), ("en", 1)]
    assert dict(found.countries.by) == {"DE": 2, "": 1, "FR": 1}
    assert list(found.devices.by.values()) == [4]
    assert all(len(words.split()) == 4 for words in found.device_words.values())
    assert (found.kiosk_count, found.paper_count) == (4, 0)


def test_hours_are_those_of_the_place_and_days_begin_there(stall: Stall) -> None:
    late = but(people(1)[0], signed_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    stall.signs([late, *people(2, "Ada")]).close()

    assert dict(stall.counts().hours.by) == {
        (date(2026, 11, 23), 13): 2,
        (date(2026, 11, 24), 0): 1,
    }
    assert dict(stall.counts(UTC).hours.by) == {
        (date(2026, 11, 23), 12): 2,
        (date(2026, 11, 23), 23): 1,
    }


def test_paper_has_a_day_but_no_hour_place_or_pace(stall: Stall) -> None:
    on_paper = [
        but(one, place="", shift="", paper=PaperLine(sheet=sheet, row=row, signed_on=day))
        for row, (one, sheet, day) in enumerate(
            zip(people(3), "AAB", (date(2026, 11, 1), date(2026, 11, 1), None), strict=True)
        )
    ]
    stall.signs([*on_paper, *people(1, "Ada")]).close()

    found = stall.counts()

    assert (found.kiosk_count, found.paper_count, found.paper_undated) == (1, 3, 1)
    assert dict(found.paper_days.by) == {date(2026, 11, 1): 2}
    assert dict(found.sheets.by) == {"A": 2, "B": 1}
    assert (found.hours.total, found.places.total, found.pace.kiosk_count) == (1, 1, 1)


def test_a_no_in_a_duplicate_or_later_is_a_no_and_what_was_not_asked_is_told(stall: Stall) -> None:
    signed = [
        signature(draft("Marta", share=Choice.YES)),
        signature(draft("MARTA", share=Choice.NO)),
        *(signature(draft(name, email=f"{name}@example.org")) for name in ("Ada", "Kim", "Zoe")),
    ]
    stall.signs([*signed, but(people(1, "Lou")[0], consents=())]).close()
    withdraw_consent(stall.register, [stall.ids()[2]], "share_with_starter")

    found = stall.counts()

    assert found.choices["share_with_starter"] == Answers(yes=2, no=2, not_asked=1)
    assert found.choices["sms"] == Answers(yes=0, no=4, not_asked=1)
    assert found.totals.consents_withdrawn == 1


def test_pace_is_the_time_between_neighbours_on_one_device(stall: Stall) -> None:
    first = [at(minute, one) for minute, one in zip((0, 1, 1.25, 50, 49), people(5), strict=True)]
    stall.signs([but(first[0], was_quick=True), *first[1:]]).close()
    stall.signs([at(0.5, one) for one in people(1, "Ada")], "other").close()

    pace = stall.counts().pace

    assert (pace.kiosk_count, pace.quick_count) == (6, 1)
    assert (pace.gap_count, pace.median_gap_s, pace.short_gap_count) == (2, 37.5, 1)
    assert (pace.pause_count, pace.backward_count) == (1, 1)


def test_no_time_is_measured_over_a_record_between(stall: Stall) -> None:
    with stall.signs([at(minute, one) for minute, one in enumerate(people(2))]) as journal:
        stall.takes_back(journal, 2)
        journal.keep(at(3, people(1, "Ada")[0]), stall._pack)
        stall.merges(journal, 4)

    assert stall.counts().pace.gap_count == 1


def test_damaged_row_is_told_and_counts_nowhere_else(stall: Stall) -> None:
    stall.signs(people(3)).close()
    is_first = signature_table.c.record_id == stall.ids()[0]
    with stall.register.transaction() as connection:
        connection.execute(update(signature_table).where(is_first).values(opened=b"rotten"))

    found = stall.counts()

    assert (found.totals.people, found.totals.unreadable) == (3, 1)
    assert found.places.total == found.countries.total == found.hours.total == 2


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_have_no_hour(stall: Stall, year: int) -> None:
    end = datetime(year, 1, 1, tzinfo=UTC) if year == 1 else datetime(year, 12, 31, 23, tzinfo=UTC)
    stall.signs([but(people(1)[0], signed_at=end), *people(1, "Ada")]).close()
    zone = timezone(timedelta(hours=-5 if year == 1 else 5))

    found = stall.counts(zone)

    assert (found.untimed, found.hours.total) == (1, 1)


def test_places_without_end_take_no_memory_without_end() -> None:
    tally: Tally[str] = Tally(most_kinds=3)
    for number in range(100):
        tally.add(f"place {number % 50}")

    counts = tally.most_first()

    assert (len(counts.by), counts.beyond, counts.total) == (3, 94, 100)


def test_walk_in_small_parts_counts_the_same_and_tells_how_far_it_is(
    stall: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    stall.signs([at(minute, one) for minute, one in enumerate(people(10))]).close()
    stall.signs(people(3, "Ada"), "other").close()
    at_once = stall.counts()
    monkeypatch.setattr(statistics, "ROWS_AT_ONCE", 2)

    steps = list(gather_statistics(stall.register, "open-doors", BERLIN))

    assert steps[-1] == at_once
    done = [each.done for each in steps if isinstance(each, CountingProgress)]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, 13)


def test_others_have_their_turn_between_two_parts(stall: Stall) -> None:
    stall.signs(people(2)).close()
    walk = gather_statistics(stall.register, "open-doors", BERLIN)
    next(walk)

    assert len(stall.ids()) == 2  # a transaction of its own
    walk.close()


@pytest.mark.parametrize("campaign", ["no-such", ""])
def test_campaign_without_signatures_is_refused(stall: Stall, campaign: str) -> None:
    with pytest.raises(CampaignUnknown):
        next(gather_statistics(stall.register, campaign, BERLIN))


@given(st.lists(st.integers(-50, 2 * LONGEST_GAP_S)))
def test_median_is_that_of_all_times_in_bounds(seconds: list[int]) -> None:
    tally = PaceTally()
    for each in seconds:
        tally.add_gap(each)
    kept = sorted(each for each in seconds if 0 <= each <= LONGEST_GAP_S)
    half = len(kept) // 2

    pace = tally.pace()

    assert pace.gap_count == len(kept)
    assert pace.short_gap_count == sum(each < SHORT_GAP_S for each in kept)
    assert pace.gap_count + pace.pause_count + pace.backward_count == len(seconds)
    expected = None if not kept else (kept[(len(kept) - 1) // 2] + kept[half]) / 2
    assert pace.median_gap_s == expected
