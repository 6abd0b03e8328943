"""What the page of statistics is given: the campaigns in the register, counting, and the report."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app.campaign.pack import Pack
from desktop_app.language import Words
from desktop_app.register.statistics import CountingProgress, Statistics
from desktop_app.register.store import Register


@dataclass(frozen=True, kw_only=True)
class CampaignInRegister:
    """A campaign of which the register has signatures; `pack` is None where it has none of it."""

    id: str
    pack: Pack | None = field(repr=False, default=None)

    def title(self, language: str) -> str:
        """Give its title in a language, or in its own; without a pack its id."""
        return self.id if self.pack is None else self.pack.text(language).words.title


@dataclass(frozen=True, kw_only=True)
class CampaignCounted:
    """A campaign in numbers, and when it was counted, in the zone in which hours are counted."""

    campaign: CampaignInRegister
    found: Statistics
    counted_at: datetime


Counting = Generator[CountingProgress | CampaignCounted, None, None]


@dataclass(frozen=True, kw_only=True)
class StatisticsGiven:
    """The work behind the page of statistics, on the open register."""

    campaigns: Callable[[Register], tuple[CampaignInRegister, ...]]
    """Empty before the first merge."""
    count: Callable[[Register, CampaignInRegister], Counting]
    """Whoever stops iterating stops it there."""
    write: Callable[[CampaignCounted, Words, Path, bool], int]
    """Writes the report in a language, with small numbers or without; gives its pages."""
    outbox: Path
    """The folder in which a report is put unless another is chosen."""
