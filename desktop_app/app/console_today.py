"""Counts a day for the console: signatures of this device and of journals that were rebuilt on it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from types import MappingProxyType

from desktop_app.app.campaign_shown import campaign_named
from desktop_app.app.handover_plan import plan
from desktop_app.app.home import Home
from desktop_app.app.reading_journals import journals_state, journals_to_read
from desktop_app.campaign.pack import CampaignId
from desktop_app.console.given import CampaignCount, ClockStep, DayCounts, TodayGiven
from desktop_app.journal.store import Journal

Counted = tuple[date, tuple[tuple[str, int, int], ...]]


def today_given(home: Home, zone: tzinfo | None = None) -> TodayGiven:
    """Give the console what counts; journals that have not changed are not read again."""
    before: dict[Counted, DayCounts] = {}

    def count(day: date) -> DayCounts:
        key = day, journals_state(home)
        if key not in before:
            counts = count_day(home, day, zone)
            before.clear()
            before[key] = counts
        return before[key]

    return TodayGiven(count=count)


def count_day(home: Home, day: date, zone: tzinfo | None) -> DayCounts:
    """Count the signatures since a day's midnight, and those of all days.

    A record tells its hour in UTC only. Where the zone is half an hour off, the day begins with that
    hour as a whole.

    Raises:
        what reading a journal raises.
    """
    since = midnight(day, zone)
    with journals_to_read(home) as found:
        journals = found.counted
        by_hour: Counter[datetime] = Counter()
        by_campaign: Counter[CampaignId] = Counter()
        for journal in journals:
            by_hour.update(journal.hours(since))
            by_campaign.update(journal.counts())
        return DayCounts(
            today_count=by_hour.total(),
            all_count=by_campaign.total(),
            waiting_count=plan(found.all).signature_count,
            by_hour=MappingProxyType(dict(by_hour)),
            last_at=last_signature_at(journals),
            by_campaign=_campaigns(home, by_campaign),
            clock_steps=_clock_steps(journals, since),
        )


def midnight(day: date, zone: tzinfo | None) -> datetime:
    """Give the beginning of a day where the device is."""
    begin = datetime.combine(day, time.min)
    return begin.astimezone() if zone is None else begin.replace(tzinfo=zone)


def last_signature_at(journals: Sequence[Journal]) -> datetime | None:
    """Give the minute of the last signature; None if the last record is another, a closing say."""
    times = [time for journal in journals if (time := _last_at(journal)) is not None]
    return max(times, default=None)


def _last_at(journal: Journal) -> datetime | None:
    last = journal.last_at()
    for campaign, count in journal.record_counts().items():
        closed = journal.last_closed(campaign)
        if closed is not None and closed.record_count == count and closed.closed_at == last:
            return None
    return last


def _campaigns(home: Home, counts: Counter[CampaignId]) -> tuple[CampaignCount, ...]:
    if len(counts) < 2:
        return ()
    return tuple(
        CampaignCount(campaign=campaign_named(home, campaign), count=count)
        for campaign, count in counts.most_common()
    )


def _clock_steps(journals: Sequence[Journal], since: datetime) -> tuple[ClockStep, ...]:
    """Give the jumps of this day's clock, before or after which it said this day."""
    return tuple(
        ClockStep(before=jump.before, after=jump.after)
        for journal in journals
        for jump in journal.jumps()
        if max(jump.before, jump.after) >= since
    )
