"""What the pages that set a stall up are given: the first start, and Stall itself. No Qt but colours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.campaign.pack import CampaignId
from desktop_app.console.checks import Finding
from desktop_app.console.stick import Stick


@dataclass(frozen=True, kw_only=True)
class FoundPack:
    """A file with a published campaign, and what a volunteer compares before it is installed."""

    file: Path
    place: str
    """The stick or folder it lies in, as a volunteer calls it."""
    campaign: CampaignId
    pack_hash: str
    titles: dict[str, str]
    default_language: str
    four_words: str
    closes_on: date
    is_installed: bool

    def title(self, language: str) -> str:
        """Give the title in a language, or in the pack's default one."""
        return self.titles.get(language) or self.titles[self.default_language]


@dataclass(frozen=True, kw_only=True)
class PacksFound:
    """What lies about. `refused` names files that are no pack, and why by code."""

    packs: tuple[FoundPack, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A campaign of several on this device, by its titles."""

    campaign: CampaignId
    titles: dict[str, str]
    default_language: str

    def title(self, language: str) -> str:
        """Give the title in a language, or in the pack's default one."""
        return self.titles.get(language) or self.titles[self.default_language]


@dataclass(frozen=True, kw_only=True)
class StallSet:
    """How this stall is set up."""

    campaign: CampaignId | None = None
    campaigns: tuple[Choice, ...] = ()
    place: str = ""
    shift: str = ""
    second_copy: Path | None = None
    has_pin: bool = False


@dataclass(frozen=True, kw_only=True)
class StallGiven:
    """The work behind Stall and behind the first start. All of it runs on the worker lane.

    `check_pin` refuses, with a Problem, what `set_pin` would not take. `is_first_start`
    tells whether there is no campaign on this device yet.
    """

    check: Callable[[], tuple[Finding, ...]]
    read: Callable[[], StallSet]
    claim: Callable[[], object]
    """Sees that nobody else works in this home, so that the kiosk will find it free."""
    find_packs: Callable[[], PacksFound]
    look_at_file: Callable[[Path], FoundPack]
    take_pack: Callable[[FoundPack], object]
    choose_campaign: Callable[[CampaignId], object]
    set_place: Callable[[str, str], object]
    check_pin: Callable[[str], object]
    set_pin: Callable[[str], object]
    find_sticks: Callable[[], tuple[Stick, ...]]
    choose_copy: Callable[[Path | None], object]
    keyboards_folder: Path
    is_first_start: bool = False
