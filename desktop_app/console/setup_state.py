"""What the first start knows: which step, what lies about, what was chosen. No Qt, and no digit of a PIN."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from desktop_app.campaign.pack import CampaignId
from desktop_app.console.given_stall import Choice, FoundPack, PacksFound
from desktop_app.console.stick import Stick
from desktop_app.problems import Problem


class Step(Enum):
    """The steps in their order; each is one page."""

    PACK = "pack"
    PLACE = "place"
    PIN = "pin"
    COPY = "copy"
    PRACTICE = "practice"


STEPS = tuple(Step)


@dataclass(frozen=True, kw_only=True)
class SetupState:
    """What is shown, with what stands in the fields: a page may be drawn anew while one types."""

    step: Step = Step.PACK
    is_alone: bool = False
    """This step alone is done, for a stall that is set up."""
    is_busy: bool = False
    """Something is being written; buttons wait."""
    has_looked: bool = False
    """It was looked for packs at least once."""
    found: PacksFound = field(default_factory=PacksFound)
    compared: FoundPack | None = None
    """The pack whose four words are shown."""
    campaign: CampaignId | None = None
    campaigns: tuple[Choice, ...] = ()
    """Those on this device, of which one is signed here."""
    rejected: frozenset[str] = frozenset()
    """Hashes of packs whose words did not match."""
    place: str = ""
    shift: str = ""
    digit_count: int = 0
    is_again: bool = False
    """The PIN is typed for the second time."""
    has_pin: bool = False
    sticks: tuple[Stick, ...] = ()
    second_copy: Path | None = None
    problem: Problem | None = None
    """What went wrong in this step; said on its page."""

    @property
    def number(self) -> int:
        """The step's number, from 1."""
        return STEPS.index(self.step) + 1

    @property
    def packs(self) -> tuple[FoundPack, ...]:
        """The packs to choose from: those that were not rejected."""
        return tuple(p for p in self.found.packs if p.pack_hash not in self.rejected)
