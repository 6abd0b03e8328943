"""Everything the console is given by whoever starts it: `app/console.py` fills it.

One small class a page, with callables that do the work and values that do not change. Callables run
on the worker lane unless they say otherwise, and may raise a Problem. A page whose part is None is
not in the navigation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from desktop_app.campaign.pack import CampaignId
from desktop_app.language import Catalogues, Words
from desktop_app.problems import Problem
from desktop_app.qt.colours import Light
from desktop_app.signature.signature import Clock

PLAIN_ACCENT = "#3d1a8f"


class ConsoleEnd(Enum):
    """How the console ended, and so what the process does next."""

    CLOSED = "closed"
    START_KIOSK = "start_kiosk"


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
class DayCounts:
    """The signatures on this device, counted. Hours are the starts of hours in UTC."""

    today_count: int = 0
    all_count: int = 0
    waiting_count: int = 0
    """Not handed over yet."""
    by_hour: Mapping[datetime, int] = field(default_factory=lambda: MappingProxyType({}))
    last_at: datetime | None = None
    by_campaign: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """In all, by the campaign's title."""
    clock_steps: tuple[ClockStep, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TodayGiven:
    """Counts the signatures since midnight of a day where the device is, and those of all days."""

    count: Callable[[date], DayCounts]


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
    today: TodayGiven | None = None
