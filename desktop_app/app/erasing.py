"""Erases on the device what is safely merged, or what the campaign promised to delete by now.

Headers, counts and the chain stay, so that everything can still be proved; the sealed parts go, in
the journal and in the second copy. Nothing here happens by itself: somebody asks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from desktop_app.app.home import Home
from desktop_app.app.retention import Due, due_now
from desktop_app.app.second_copy import open_chosen
from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.mirror import SecondCopyAway
from desktop_app.journal.runs import common, size_of, without
from desktop_app.journal.store import Journal
from desktop_app.problems import Problem

CONFIRMED_BEFORE_H = 24
"""How long ago a coordinator must have confirmed what is erased, unless another time is named."""


class ClockNotTrusted(Problem):
    """The clock jumped forward over the day by which a campaign is to be deleted."""

    code: ClassVar[str] = "erase.clock_not_trusted"


@dataclass(frozen=True, kw_only=True)
class Erasable:
    """What would be erased of a campaign: runs of records, and how many were never confirmed."""

    campaign: CampaignId
    runs: tuple[tuple[int, int], ...]
    not_handed_over: int
    not_confirmed: int

    @property
    def record_count(self) -> int:
        """How many records these are."""
        return size_of(self.runs)


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What was erased, and what kept the second copy from following.

    Everything that was ever erased here is erased in the second copy, too, so doing it again with
    the stick in its place makes up for it.
    """

    by_campaign: dict[CampaignId, int]
    second_copy_problem: Problem | None

    @property
    def record_count(self) -> int:
        """How many records, in all campaigns."""
        return sum(self.by_campaign.values())


def confirmed_before(journal: Journal, instant: datetime) -> tuple[Erasable, ...]:
    """Find what a coordinator had confirmed by an instant and is not erased yet."""
    found = []
    for campaign in sorted(journal.record_counts()):
        erased = journal.erased_runs(campaign)
        confirmed = journal.acknowledged_runs(campaign, until=instant)
        runs = tuple(left for run in confirmed for left in without(run, erased))
        if runs:
            found.append(Erasable(campaign=campaign, runs=runs, not_handed_over=0, not_confirmed=0))
    return tuple(found)


def due_by(
    home: Home, journal: Journal, today: date, *, is_clock_believed: bool = False
) -> tuple[Erasable, ...]:
    """Find all that is left of campaigns whose day of deletion has passed, confirmed or not.

    Raises:
        ClockNotTrusted: the device's clock jumped over that day. Whoever is sure of today's date
        says so by `is_clock_believed`.
    """
    dues = due_now(journal, home, today)
    doubtful = [each for each in dues if has_jumped_over(journal, each)]
    if doubtful and not is_clock_believed:
        raise ClockNotTrusted(
            campaign=doubtful[0].campaign,
            delete_by=doubtful[0].delete_by.isoformat(),
            today=today.isoformat(),
        )
    return tuple(_due(journal, each) for each in dues)


def has_jumped_over(journal: Journal, due: Due) -> bool:
    """Tell whether the clock ever jumped from before the day of deletion to after it."""
    return any(jump.before.date() <= due.delete_by < jump.after.date() for jump in journal.jumps())


def erase(
    home: Home, journal: Journal, erasable: Sequence[Erasable], *, is_due: bool = False
) -> Erased:
    """Erase runs in the journal, then everything that was ever erased in the second copy.

    Raises:
        JournalFull, JournalReadOnly, JournalUnreadable: each run is erased whole or not at all.
    """
    by_campaign: dict[CampaignId, int] = {}
    for each in erasable:
        by_campaign[each.campaign] = sum(
            journal.erase(each.campaign, first, last, is_due=is_due) for first, last in each.runs
        )
    return Erased(by_campaign=by_campaign, second_copy_problem=_erase_in_copy(home, journal))


def _due(journal: Journal, due: Due) -> Erasable:
    count = journal.record_counts()[due.campaign]
    runs = without((1, count), journal.erased_runs(due.campaign))
    confirmed = journal.acknowledged_runs(due.campaign)
    later = (journal.handed_over_until(due.campaign) + 1, count)
    return Erasable(
        campaign=due.campaign,
        runs=runs,
        not_handed_over=size_of(common(later, runs)) if later[0] <= count else 0,
        not_confirmed=size_of(left for run in runs for left in without(run, confirmed)),
    )


def _erase_in_copy(home: Home, journal: Journal) -> Problem | None:
    """Erase in the second copy if one is chosen; gives what kept it from following."""
    runs = [
        (campaign, first, last)
        for campaign in journal.record_counts()
        for first, last in journal.erased_runs(campaign)
    ]
    if not runs:
        return None
    try:
        mirror = open_chosen(home, journal)
        if mirror is not None:
            for campaign, first, last in runs:
                mirror.erase(campaign, first, last)
    except SecondCopyAway as problem:
        return problem if journal.has_key else None  # a dead tablet's stick may be anywhere
    except Problem as problem:
        return problem
    return None
