"""Jumps of the device's clock: seen, written down, and never in the way of a signature.

Order is by number. Within a run, a change of the difference between the clock and the steady clock is
a jump; from one run to the next only going backwards is, because nobody knows how long the device
was off. A few seconds either way are what a network's time does all day.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.checks import checked, whole_rows
from desktop_app.journal.minutes import instant_of, minute_of
from desktop_app.journal.stored import ClockJump
from desktop_app.journal.tables import clock_jump_table, clock_table

TOLERANCE = timedelta(minutes=2)
CLOCK_ROW = 1

SteadyClock = Callable[[], float]
"""Seconds that no change of the clock touches."""


@dataclass(frozen=True, kw_only=True)
class ClockWatch:
    """What one run knows of its clock: when it began, by both clocks, or when it last jumped."""

    began_at: datetime
    steady_s: float | None
    """The steady clock at `began_at`; None where there is none, and then a run sees no jumps."""
    has_written: bool = False

    def expected_at(self, steady_s: float | None) -> datetime | None:
        """Give what the clock should say if it did not jump; None if nobody can know."""
        if self.steady_s is None or steady_s is None:
            return None
        return self.began_at + timedelta(seconds=steady_s - self.steady_s)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The clocks at a record."""

    now: datetime
    steady_s: float | None
    last_at: datetime | None
    """The minute of the record before it, in whatever run; None for the first."""


def look(watch: ClockWatch, reading: Reading) -> tuple[ClockWatch, datetime | None]:
    """Compare the clocks; gives what is known from now on, and what the clock should have said.

    That is None if it did not jump.
    """
    expected = watch.expected_at(reading.steady_s)
    if expected is None or abs(reading.now - expected) <= TOLERANCE:
        expected = None if watch.has_written else reading.last_at
        if expected is None or reading.now >= expected - TOLERANCE:
            return replace(watch, has_written=True), None
    after = ClockWatch(began_at=reading.now, steady_s=reading.steady_s, has_written=True)
    return after, expected


def read_last_at(connection: Connection) -> datetime | None:
    """Give the minute of the last record; None if there is none."""
    rows = whole_rows(connection, clock_table)
    return instant_of(rows[0]["last_minute"]) if rows else None


def note_last_at(connection: Connection, now: datetime) -> None:
    """Note the minute of a record that is being written."""
    row = checked(clock_table, id=CLOCK_ROW, last_minute=minute_of(now))
    put = insert(clock_table).values(row)
    connection.execute(put.on_conflict_do_update(index_elements=["id"], set_=row))


def note_jump(
    connection: Connection, campaign: CampaignId, seq: int, before: datetime, after: datetime
) -> None:
    """Note that the clock jumped just before a record that is being written."""
    row = checked(
        clock_jump_table,
        campaign=campaign,
        seq=seq,
        before_minute=minute_of(before),
        after_minute=minute_of(after),
    )
    connection.execute(clock_jump_table.insert().values(row))


def read_jumps(connection: Connection, campaign: CampaignId | None = None) -> tuple[ClockJump, ...]:
    """Read the jumps, by campaign and number."""
    return tuple(
        ClockJump(
            campaign=CampaignId(row["campaign"]),
            seq=row["seq"],
            before=instant_of(row["before_minute"]),
            after=instant_of(row["after_minute"]),
        )
        for row in whole_rows(connection, clock_jump_table, campaign)
    )
