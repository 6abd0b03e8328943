"""Hands over for the console: sticks, what waits, writing in steps, and what was handed over."""

from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from desktop_app.app.acknowledged import NothingToTakeIn, take_in
from desktop_app.app.campaign_shown import campaign_named
from desktop_app.app.closing import slips_of_closed
from desktop_app.app.drives import removable_drives
from desktop_app.app.handover import WrittenBatch, plan, summed_up, write_batches
from desktop_app.app.home import Home
from desktop_app.app.journals import journals_of
from desktop_app.app.reading_journals import journals_to_read
from desktop_app.campaign.pack import CampaignId
from desktop_app.console.given import (
    AllWritten,
    HandOverGiven,
    PartWritten,
    PastHandOver,
    Waiting,
)
from desktop_app.console.stick import Stick
from desktop_app.journal.problems import JournalFull, JournalReadOnly
from desktop_app.journal.store import Journal
from desktop_app.sealing.slip import first_letters


def hand_over_given(home: Home) -> HandOverGiven:
    """Give the console what hands over."""
    return HandOverGiven(
        sticks=sticks,
        waiting=lambda: waiting(home),
        write=lambda folder, is_again: write(home, folder, is_again=is_again),
        past=lambda: past_hand_overs(home),
    )


def sticks() -> tuple[Stick, ...]:
    """List the sticks and cards that are plugged in."""
    return tuple(
        Stick(
            folder=drive.path,
            name=drive.name,
            free_bytes=drive.free_bytes,
            is_writable=drive.is_writable,
        )
        for drive in removable_drives()
    )


def waiting(home: Home) -> Waiting:
    """Count what is to be handed over.

    Raises:
        what reading a journal raises.
    """
    with journals_to_read(home) as journals:
        found = plan(journals.all)
        return Waiting(signature_count=found.signature_count, record_count=found.record_count)


def write(
    home: Home, folder: Path, *, is_again: bool
) -> Generator[PartWritten | AllWritten, None, None]:
    """Hand over part by part; at last take in what the coordinator confirmed on that stick.

    Raises:
        HomeInUse, what opening a journal raises, and what `write_batches` raises.
    """
    with journals_of(home) as journals:
        written: list[WrittenBatch] = []
        for batch in write_batches(journals, home, folder, is_again=is_again):
            written.append(batch)
            yield PartWritten(
                done=batch.done,
                planned=batch.planned,
                signature_count=summed_up(written).signature_count,
            )
        summary = summed_up(written)
        slips = slips_of_closed(journals)
        confirmed_count, refused_count = _take_in(home, journals, folder)
        yield AllWritten(
            signature_count=summary.signature_count,
            record_count=summary.record_count,
            slip=first_letters(slips[0]) if slips else "",
            is_noted=summary.is_noted,
            damaged_count=summary.damaged_count,
            confirmed_count=confirmed_count,
            refused_count=refused_count,
        )


def past_hand_overs(home: Home) -> tuple[PastHandOver, ...]:
    """List what was handed over, the newest first; batches of one minute and fate are one.

    Raises:
        what reading a journal raises.
    """
    with journals_to_read(home) as journals:
        runs = [run for journal in journals.all for run in journal.hand_overs()]
    counts: Counter[tuple[datetime, CampaignId, bool]] = Counter()
    for run in runs:
        if run.handed_over_at is not None:
            key = run.handed_over_at, run.campaign, run.is_acknowledged
            counts[key] += run.last - run.first + 1
    return tuple(
        PastHandOver(
            campaign=campaign_named(home, campaign),
            record_count=count,
            handed_over_at=at,
            is_confirmed=is_confirmed,
        )
        for (at, campaign, is_confirmed), count in sorted(counts.items(), reverse=True)
    )


def _take_in(home: Home, journals: Iterable[Journal], folder: Path) -> tuple[int, int]:
    """Take in what lies on the stick; a device that cannot note it hands over all the same.

    Gives how many records are confirmed now, and how many files were refused.
    """
    confirmed_count = refused_count = 0
    for journal in journals:
        with suppress(NothingToTakeIn, JournalFull, JournalReadOnly):
            taken = take_in(home, [journal], [folder])
            confirmed_count += taken.new_count
            refused_count += len(taken.refused)
    return confirmed_count, refused_count
