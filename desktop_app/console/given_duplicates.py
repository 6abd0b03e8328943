"""What the page of duplicates is given, and what it is told of a campaign."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from desktop_app.console.given_statistics import CampaignInRegister
from desktop_app.register.proposals import PairKind
from desktop_app.register.store import Register


@dataclass(frozen=True, kw_only=True)
class DuplicatesGiven:
    """The work behind the page of duplicates, on the open register."""

    campaigns: Callable[[Register], tuple[CampaignInRegister, ...]]
    """Empty before the first merge."""
    clock: Callable[[], datetime]
    zone: tzinfo | None = None
    """Where the coordinator is: what was decided today follows it; None for the system's zone."""


@dataclass(frozen=True, kw_only=True)
class CampaignPairs:
    """A campaign in the register: what is to be decided about, and what was decided."""

    campaign: CampaignInRegister
    left: Mapping[PairKind, int]
    """Pairs that nobody has decided about, by kind."""
    duplicate_count: int
    decision_count: int
    """With those that were undone."""
    decided_today: int

    @property
    def left_count(self) -> int:
        """All pairs that nobody has decided about."""
        return sum(self.left.values())
