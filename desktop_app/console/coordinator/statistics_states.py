"""The stages of the page of statistics: a campaign is chosen, counted, and shown part by part."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.console.given_statistics import CampaignCounted, CampaignInRegister
from desktop_app.problems import Problem
from desktop_app.register.statistics import CountingProgress


@dataclass(frozen=True, kw_only=True)
class ChoosingCampaign:
    """Which campaign is to be counted; `campaigns` is None before it was looked."""

    campaigns: tuple[CampaignInRegister, ...] | None = None
    chosen: str = ""
    problem: Problem | None = None

    @property
    def campaign(self) -> CampaignInRegister | None:
        """The chosen one."""
        return next((one for one in self.campaigns or () if one.id == self.chosen), None)


@dataclass(frozen=True, kw_only=True)
class CountingCampaign:
    """It is being counted."""

    campaign: CampaignInRegister
    progress: CountingProgress | None = None
    is_stopping: bool = False


@dataclass(frozen=True, kw_only=True)
class CampaignShown:
    """The numbers are there; `part` is the chart or table that is shown, from 0."""

    counted: CampaignCounted
    part: int = 0


@dataclass(frozen=True, kw_only=True)
class ReportAsked:
    """A report is to be written: for others, or with all numbers. `written` is what was written."""

    shown: CampaignShown
    has_all_numbers: bool = False
    is_writing: bool = False
    written: Path | None = None
    problem: Problem | None = None


StatisticsState = ChoosingCampaign | CountingCampaign | CampaignShown | ReportAsked
