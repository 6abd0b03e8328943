"""Everything the console is given by whoever starts it: `app/console.py` fills it.

One small class a page, with callables that do the work and values that do not change. Callables run
on the worker lane unless they say otherwise, and may raise a Problem. A page whose part is None is
not in the navigation.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from desktop_app.campaign.pack import CampaignId
from desktop_app.console.given_campaigns import CampaignsGiven
from desktop_app.console.given_duplicates import DuplicatesGiven
from desktop_app.console.given_inquiry import InquiryGiven
from desktop_app.console.given_keys import KeysGiven
from desktop_app.console.given_merging import MergingGiven
from desktop_app.console.given_register import RegisterGiven
from desktop_app.console.given_retention import RetentionGiven
from desktop_app.console.given_stall import StallGiven
from desktop_app.console.given_statistics import StatisticsGiven
from desktop_app.console.stick import Stick
from desktop_app.language import Catalogues, Words
from desktop_app.problems import Problem
from desktop_app.qt.colours import Light
from desktop_app.signature.signature import Clock

PLAIN_ACCENT = "#3d1a8f"


class ConsoleEnd(Enum):
    """How the console ended, and so what the process does next."""

    CLOSED = "closed"
    START_KIOSK = "start_kiosk"
    PRACTISE = "practise"
    """The kiosk for a practice signature, which is never counted."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a volunteer chose for their eyes. An empty language is the system's."""

    language: str = ""
    is_large: bool = False
    light: Light = Light.OUTDOOR


@dataclass(frozen=True, kw_only=True)
class CampaignShown:
    """The campaign that this device is set up for, as far as it is shown on top of the window."""

    id: CampaignId
    titles: Mapping[str, str]
    default_language: str
    accent: str = PLAIN_ACCENT

    def title(self, language: str) -> str:
        """Give the campaign's title in a language, or in its default one."""
        return self.titles.get(language) or self.titles[self.default_language]


@dataclass(frozen=True, kw_only=True)
class Sentences:
    """What is said about a problem in one language; `safe` is empty where nothing was in danger."""

    happened: str
    do: str
    code: str
    safe: str = ""


# ---- Today ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ClockStep:
    """The device's clock was moved by somebody, and how far."""

    before: datetime
    after: datetime


@dataclass(frozen=True, kw_only=True)
class CampaignCount:
    """How many signatures one of several campaigns has."""

    campaign: CampaignShown
    count: int


@dataclass(frozen=True, kw_only=True)
class DayCounts:
    """The signatures on this device, counted. Hours are the starts of hours in UTC."""

    today_count: int = 0
    all_count: int = 0
    waiting_count: int = 0
    """Not handed over yet."""
    by_hour: Mapping[datetime, int] = field(default_factory=lambda: MappingProxyType({}))
    last_at: datetime | None = None
    """To the minute; None where only the hour of the last signature is known."""
    by_campaign: tuple["CampaignCount", ...] = ()
    """In all; empty where there is only one campaign."""
    clock_steps: tuple[ClockStep, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TodayGiven:
    """Counts the signatures since midnight of a day where the device is, and those of all days."""

    count: Callable[[date], DayCounts]


# ---- Close the shift -------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OpenShift:
    """What closing would put on a slip: the signatures of one campaign on this device."""

    campaign: CampaignShown
    signature_count: int
    closed_at: datetime | None = None
    """When it was closed before; None if it never was."""


@dataclass(frozen=True, kw_only=True)
class ClosedShift:
    """A closing slip: the witness outside the device."""

    campaign: CampaignShown
    device: str
    """The beginning of the device's id, as it stands on other screens too."""
    signature_count: int
    closed_at: datetime
    slip_lines: tuple[str, ...]
    """The slip in groups, a few groups a line, to be copied by hand."""
    slip_text: str
    """The same in one line, for the QR code."""
    is_recorded: bool
    """False where the disk took no note of it; the slip is as good."""


@dataclass(frozen=True, kw_only=True)
class ClosingGiven:
    """Closes the shift. Closing again gives the same slips until somebody signs."""

    look: Callable[[], tuple[OpenShift, ...]]
    close: Callable[[], tuple[ClosedShift, ...]]


# ---- Hand over -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What is to be handed over. Records are signatures, and what takes some back or closes a shift."""

    signature_count: int
    record_count: int


@dataclass(frozen=True, kw_only=True)
class PartWritten:
    """One more part is written, read back and safe; `done` of `planned` parts are."""

    done: int
    planned: int
    signature_count: int
    """So far."""


@dataclass(frozen=True, kw_only=True)
class AllWritten:
    """Everything is written, read back and safe, and what lay on the stick was taken in."""

    signature_count: int
    record_count: int
    slip: str
    """The first group of the closing slip, by which people tell hand-overs apart; empty for none."""
    is_noted: bool = True
    """False where this device could not remember it; handing over again is harmless."""
    damaged_count: int = 0
    """Records that were damaged on this device already."""
    confirmed_count: int = 0
    """Records of which the stick brought the coordinator's confirmation."""
    refused_count: int = 0
    """Confirmations on the stick that are damaged, forged, or about another history."""


@dataclass(frozen=True, kw_only=True)
class PastHandOver:
    """A run of records that was handed over before."""

    campaign: CampaignShown
    record_count: int
    handed_over_at: datetime
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class HandOverGiven:
    """Hands over. `write` gives each part when it is safe; whoever stops iterating stops it there."""

    sticks: Callable[[], tuple[Stick, ...]]
    waiting: Callable[[], Waiting]
    write: Callable[[Path, bool], Generator[PartWritten | AllWritten, None, None]]
    """Takes the folder, and whether what was handed over before goes once more."""
    past: Callable[[], tuple[PastHandOver, ...]]
    """The newest first."""


# ---- the whole -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the window needs, and what each page needs.

    `say_problem` is called on the screen's thread, everything else that works on the lane.
    """

    catalogues: Catalogues
    fonts_folder: Path
    look: Look
    system_language: str
    """The system's language (BCP 47), for a look without one; it need not be spoken."""
    keep_look: Callable[[Look], object]
    """Remembers what was chosen."""
    read_campaign: Callable[[], CampaignShown | None]
    """None before a campaign is set up."""
    say_problem: Callable[[Problem, Words], Sentences]
    clock: Clock
    zone: tzinfo | None = None
    """Where the device is; None for the system's time zone."""
    stall: StallGiven | None = None
    today: TodayGiven | None = None
    closing: ClosingGiven | None = None
    hand_over: HandOverGiven | None = None
    campaigns: CampaignsGiven | None = None
    register: RegisterGiven | None = None
    """Pages that need the open register are not in the navigation without it."""
    merging: MergingGiven | None = None
    inquiry: InquiryGiven | None = None
    """The list of people, and what opens from it."""
    duplicates: DuplicatesGiven | None = None
    statistics: StatisticsGiven | None = None
    keys: KeysGiven | None = None
    retention: RetentionGiven | None = None
