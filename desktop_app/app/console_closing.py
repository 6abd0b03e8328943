"""Closes the shift for the console: what there is to close, and the slips."""

from desktop_app.app.campaign_shown import campaign_named
from desktop_app.app.clock import now
from desktop_app.app.closing import ClosedShift as Closed
from desktop_app.app.closing import close_shifts
from desktop_app.app.home import Home
from desktop_app.app.journals import journals_of
from desktop_app.app.reading_journals import journals_to_read
from desktop_app.app.settings import read_settings
from desktop_app.console.given import ClosedShift, ClosingGiven, OpenShift
from desktop_app.sealing.slip import slip_lines

SHOWN_DEVICE_DIGITS = 8


def closing_given(home: Home) -> ClosingGiven:
    """Give the console what closes a shift."""
    return ClosingGiven(look=lambda: open_shifts(home), close=lambda: closed_shifts(home))


def open_shifts(home: Home) -> tuple[OpenShift, ...]:
    """List what closing would put on slips.

    Raises:
        what reading a journal raises.
    """
    shifts = []
    with journals_to_read(home) as journals:
        for journal in journals.all:
            for campaign, count in sorted(journal.record_counts().items()):
                closed = journal.last_closed(campaign)
                if count:
                    shifts.append(
                        OpenShift(
                            campaign=campaign_named(home, campaign),
                            signature_count=journal.count(campaign),
                            closed_at=closed.closed_at if closed is not None else None,
                        )
                    )
    return tuple(shifts)


def closed_shifts(home: Home) -> tuple[ClosedShift, ...]:
    """Close the shift at the place that is set up; where the disk refuses, the slip is as good.

    Raises:
        HomeInUse, and what opening a journal raises.
    """
    settings = read_settings(home)
    with journals_of(home) as journals:
        closed = close_shifts(journals, home, place=settings.place, shift=settings.shift, clock=now)
    return tuple(_shown(home, each) for each in closed)


def _shown(home: Home, closed: Closed) -> ClosedShift:
    return ClosedShift(
        campaign=campaign_named(home, closed.campaign),
        device=closed.device[:SHOWN_DEVICE_DIGITS],
        signature_count=closed.signature_count,
        closed_at=closed.closed_at,
        slip_lines=slip_lines(closed.text),
        slip_text=closed.text,
        is_recorded=closed.is_recorded,
    )
