"""Fills what the console's page of statistics is given."""

from datetime import tzinfo
from pathlib import Path

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home, documents_folder
from desktop_app.app.statistics import known_pack, write_report_file
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
from desktop_app.register.people import campaigns_in
from desktop_app.register.problems import RegisterMissing
from desktop_app.register.statistics import Statistics, gather_statistics
from desktop_app.register.store import open_locked_register, open_register


def statistics_given(home: Home, zone: tzinfo | None = None) -> StatisticsGiven:
    """Gather what counts campaigns and writes reports; nothing is looked at yet."""
    return StatisticsGiven(
        campaigns=lambda: campaigns_here(home),
        count=lambda campaign, passphrase: count(home, campaign, passphrase, zone),
        write=write,
        outbox=documents_folder(),
    )


def campaigns_here(home: Home) -> tuple[CampaignInRegister, ...]:
    """List the campaigns of which the register has signatures; none before the first merge.

    Raises:
        HomeInUse, HomeReadOnly; and what `open_locked_register` raises.
    """
    try:
        with home.alone(), open_locked_register(home.register) as register:
            return tuple(
                CampaignInRegister(id=campaign, pack=known_pack(register, campaign))
                for campaign in campaigns_in(register)
            )
    except RegisterMissing:
        return ()


def count(
    home: Home, campaign: CampaignInRegister, passphrase: str, zone: tzinfo | None
) -> Counting:
    """Open the register, count step by step, and close it again, also when it is stopped.

    Raises:
        HomeInUse, HomeReadOnly; and what `open_register` and `gather_statistics` raise.
    """
    with (
        home.alone(),
        open_register(home.register, passphrase, clock=now, randomness=randomness) as register,
    ):
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
