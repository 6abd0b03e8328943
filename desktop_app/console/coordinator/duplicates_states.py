"""The stages of the page of duplicates: an overview, the search, pair after pair, and what is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.console.given_duplicates import CampaignPairs
from desktop_app.console.given_statistics import CampaignInRegister
from desktop_app.problems import Problem
from desktop_app.register.near import NearProgress
from desktop_app.register.past import Past, PastList
from desktop_app.register.proposals import PairKind
from desktop_app.register.side_by_side import SideBySide


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What there is in each campaign; `campaigns` is None before it was looked."""

    campaigns: tuple[CampaignPairs, ...] | None = None
    chosen: str = ""
    """A campaign's id."""
    kind: PairKind | None = None
    """Which pairs are to be looked at; None for all."""
    was_searched: bool = False
    """Pairs have just been looked for."""
    problem: Problem | None = None

    @property
    def pairs(self) -> CampaignPairs | None:
        """The chosen campaign's."""
        return next((one for one in self.campaigns or () if one.campaign.id == self.chosen), None)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Pairs are looked for."""

    campaign: CampaignInRegister
    progress: NearProgress | None = None
    is_stopping: bool = False


@dataclass(frozen=True, kw_only=True)
class Reviewing:
    """Pairs that were read ahead, one of which is shown.

    `left_count` are all that nobody has decided about; `undoable` how many decisions U can undo.
    """

    campaign: CampaignInRegister
    kind: PairKind | None = None
    queue: tuple[SideBySide, ...] = field(default=(), repr=False)
    at: int = 0
    is_read_to_end: bool = False
    left_count: int = 0
    decided_today: int = 0
    undoable: int = 0
    problem: Problem | None = None

    @property
    def pair(self) -> SideBySide | None:
        """The pair that is shown."""
        return self.queue[self.at] if self.at < len(self.queue) else None


@dataclass(frozen=True, kw_only=True)
class LookingBack:
    """A list of what is decided: parts of it are read when somebody comes to see them.

    `count` is None before the first part was read.
    """

    campaign: CampaignInRegister
    which: PastList = PastList.DUPLICATES
    count: int | None = None
    parts: Mapping[int, tuple[Past, ...]] = field(default_factory=dict, repr=False)
    """Lines by the number of their part."""
    chosen: int = 0
    """The line that is marked."""
    is_busy: bool = False
    problem: Problem | None = None

    def line(self, number: int) -> Past | None:
        """Give a line; None while its part is not read."""
        part = self.parts.get(number // PART_SIZE, ())
        return part[number % PART_SIZE] if number % PART_SIZE < len(part) else None


@dataclass(frozen=True, kw_only=True)
class LookingClosely:
    """Two signatures of a list side by side; `beside` is None where one is not here any more."""

    back: LookingBack
    line: Past = field(repr=False)
    beside: SideBySide | None = field(default=None, repr=False)
    problem: Problem | None = None
    is_busy: bool = False


PART_SIZE = 100
DuplicatesState = Overview | Finding | Reviewing | LookingBack | LookingClosely
