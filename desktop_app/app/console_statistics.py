"""Fills what the console's page of statistics is given."""

from datetime import tzinfo
from pathlib import Path

from desktop_app.app.clock import now
from desktop_app.app.home import documents_folder
from desktop_app.app.statistics import write_report_file
from desktop_app.console.given_statistics import (
    CampaignCounted,
    CampaignInRegister,
    Counting,
    StatisticsGiven,
)
from desktop_app.deliveries.charts import TELL_ALL
from desktop_app.deliveries.coordinator.statistics_charts import THRESHOLD, naming_by
from desktop_app.deliveries.coordinator.statistics_report import report_of
from desktop_app.language import Words
from desktop_app.register.packs import known_pack
from desktop_app.register.people import campaigns_in
from desktop_app.register.statistics import Statistics, gather_statistics
from desktop_app.register.store import Register


def statistics_given(zone: tzinfo | None = None) -> StatisticsGiven:
    """Gather what counts campaigns and writes reports; nothing is looked at yet."""
    return StatisticsGiven(
        campaigns=campaigns_here,
        count=lambda register, campaign: count(register, campaign, zone),
        write=write,
        outbox=documents_folder(),
    )


def campaigns_here(register: Register) -> tuple[CampaignInRegister, ...]:
    """List the campaigns of which the register has signatures; none before the first merge.

    Raises:
        What a transaction raises.
    """
    return tuple(
        CampaignInRegister(id=campaign, pack=known_pack(register, campaign))
        for campaign in campaigns_in(register)
    )


def count(register: Register, campaign: CampaignInRegister, zone: tzinfo | None) -> Counting:
    """Count step by step.

    Raises:
        What `gather_statistics` raises.
    """
    for step in gather_statistics(register, campaign.id, zone):
        if isinstance(step, Statistics):
            at = now().astimezone(zone)
            yield CampaignCounted(campaign=campaign, found=step, counted_at=at)
        else:
            yield step


def write(counted: CampaignCounted, words: Words, out: Path, has_all_numbers: bool) -> int:
    """Write the report, for others or with all numbers.

    Raises:
        ReportExists, CannotWritePdf, FontMissing.
    """
    naming = naming_by(counted.campaign.pack, words, TELL_ALL if has_all_numbers else THRESHOLD)
    return write_report_file(out, report_of(counted.found, counted.counted_at, naming), words)
