"""What must be deleted by when: each pack names a day, and a device says it plainly before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop_app.app.home import Home
from desktop_app.app.installed import find_campaign
from desktop_app.app.reading_journals import journals_to_read
from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.runs import size_of, without
from desktop_app.journal.store import Journal
from desktop_app.problems import Problem

WARN_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Due:
    """A campaign with records on this device that are to be deleted by a day.

    `record_count` are those that are not erased yet, `unconfirmed_count` of them those that no
    coordinator has confirmed.
    """

    campaign: CampaignId
    delete_by: date
    record_count: int
    unconfirmed_count: int
    is_past: bool

    @property
    def line(self) -> str:
        """Say it plainly, in one sentence."""
        verb = "were to be deleted" if self.is_past else "are to be deleted"
        more = (
            f" {self.unconfirmed_count} of them were not confirmed yet: hand them over."
            if self.unconfirmed_count
            else ""
        )
        return f"{self.record_count} records of {self.campaign} {verb} by {self.delete_by}.{more}"


def due(home: Home, today: date) -> tuple[Due, ...]:
    """List the campaigns whose day of deletion is less than 30 days away, or past.

    Journals that were restored here count, too.

    Raises:
        what opening a journal to read raises.
    """
    with journals_to_read(home) as journals:
        return due_in_all(journals.counted, home, today)


def due_in_all(journals: Iterable[Journal], home: Home, today: date) -> tuple[Due, ...]:
    """List them for several journals, added up by campaign."""
    by_campaign: dict[CampaignId, Due] = {}
    for journal in journals:
        for each in due_in(journal, home, today):
            before = by_campaign.get(each.campaign)
            by_campaign[each.campaign] = each if before is None else _added(before, each)
    return tuple(by_campaign.values())


def due_in(journal: Journal, home: Home, today: date) -> tuple[Due, ...]:
    """List them for a journal that is open. Of several versions of a pack, the newest says the day."""
    return tuple(
        each
        for each in _all(journal, home, today)
        if today >= each.delete_by - timedelta(days=WARN_DAYS)
    )


def due_now(journal: Journal, home: Home, today: date) -> tuple[Due, ...]:
    """List those whose day of deletion has passed."""
    return tuple(each for each in due_in(journal, home, today) if each.is_past)


def _added(first: Due, second: Due) -> Due:
    return replace(
        first,
        record_count=first.record_count + second.record_count,
        unconfirmed_count=first.unconfirmed_count + second.unconfirmed_count,
    )


def _all(journal: Journal, home: Home, today: date) -> Iterator[Due]:
    for campaign, count in sorted(journal.record_counts().items()):
        left = without((1, count), journal.erased_runs(campaign))
        delete_by = _delete_by(home, campaign)
        if left and delete_by is not None:
            confirmed = journal.acknowledged_runs(campaign)
            yield Due(
                campaign=campaign,
                delete_by=delete_by,
                record_count=size_of(left),
                unconfirmed_count=size_of(rest for run in left for rest in without(run, confirmed)),
                is_past=today > delete_by,
            )


def _delete_by(home: Home, campaign: CampaignId) -> date | None:
    """Read the day from the pack; None where it is not here any more or damaged, which is told elsewhere."""
    try:
        return find_campaign(home, campaign).pack.settings.delete_by
    except Problem:
        return None
