"""Closes the shift: one closing slip for each campaign that has records on this device."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.app.home import Home
from desktop_app.app.installed import find_campaign
from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.journal.kept import Closed
from desktop_app.journal.store import Journal
from desktop_app.problems import Problem
from desktop_app.sealing.slip import ClosingSlip, first_letters, slip_text
from desktop_app.signature.signature import Clock


@dataclass(frozen=True, kw_only=True)
class ClosedShift:
    """A campaign that was closed, and the text of its slip.

    Without `is_recorded` the disk took no note of it; the slip is as good.
    """

    campaign: CampaignId
    device: str
    record_count: int
    signature_count: int
    closed_at: datetime
    is_recorded: bool
    text: str

    @property
    def first_letters(self) -> str:
        """The group by which people tell slips apart."""
        return first_letters(self.text)


def close_shifts(
    journals: Iterable[Journal],
    home: Home,
    *,
    place: str,
    shift: str,
    campaign: str | None = None,
    clock: Clock,
) -> tuple[ClosedShift, ...]:
    """Close each campaign with records, or the named one; nothing new since, and the slip is the same.

    Raises:
        NotInstalled: there is no record of the campaign that was named. CannotSeal, JournalInUse.
    """
    closed = tuple(
        _closed(journal, home, each, place=place, shift=shift, clock=clock)
        for journal in journals
        for each, count in sorted(journal.record_counts().items())
        if count and campaign in (None, each)
    )
    if campaign is not None and not closed:
        find_campaign(home, campaign)
    return closed


def slip_of(closed: Closed) -> ClosingSlip:
    """Give the slip of a closed shift."""
    return ClosingSlip(
        campaign=closed.campaign,
        device=closed.device,
        count=closed.record_count,
        head=closed.head,
        closed_at=closed.closed_at,
    )


def slips_of_closed(journals: Iterable[Journal]) -> tuple[str, ...]:
    """Give the texts of the slips after which nothing was signed any more."""
    texts = []
    for journal in journals:
        for campaign, count in sorted(journal.record_counts().items()):
            last = journal.last_closed(campaign)
            if last is not None and last.record_count == count:
                texts.append(slip_text(slip_of(last)))
    return tuple(texts)


def _closed(
    journal: Journal, home: Home, campaign: CampaignId, *, place: str, shift: str, clock: Clock
) -> ClosedShift:
    pack = _pack(home, campaign)
    if pack is None:
        closed = _unsealed(journal, campaign, clock())
    else:
        closed = journal.close_shift(pack, place=place, shift=shift)
    return ClosedShift(
        campaign=campaign,
        device=closed.device,
        record_count=closed.record_count,
        signature_count=closed.signature_count,
        closed_at=closed.closed_at,
        is_recorded=closed.is_recorded,
        text=slip_text(slip_of(closed)),
    )


def _pack(home: Home, campaign: CampaignId) -> Pack | None:
    """Find the pack to seal the closing with; without one there is a slip all the same."""
    try:
        return find_campaign(home, campaign).pack
    except Problem:
        return None


def _unsealed(journal: Journal, campaign: CampaignId, now: datetime) -> Closed:
    """Say what a slip says where nothing can be sealed."""
    count = journal.record_counts()[campaign]
    (last,) = journal.records(campaign, count, count)
    return Closed(
        campaign=campaign,
        device=journal.device,
        record_count=count,
        signature_count=journal.count(campaign),
        head=last.chain,
        closed_at=now.replace(second=0, microsecond=0),
        is_recorded=False,
    )


def qr_names(file: Path, closed: Iterable[ClosedShift]) -> tuple[Path, ...]:
    """Name the picture of each slip: as told, with the campaign's id if there are several."""
    shifts = tuple(closed)
    if len(shifts) == 1:
        return (file,)
    return tuple(
        file.with_name(f"{file.stem}-{shift.campaign}-{shift.device[:4]}{file.suffix}")
        for shift in shifts
    )
