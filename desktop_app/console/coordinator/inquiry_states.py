"""The pages about one person, as states: searched, told, taken back, receivers told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.campaign.pack import Pack
from desktop_app.console.given_inquiry import TakenBack
from desktop_app.problems import Problem
from desktop_app.register.finding import FindProgress, Person, WentTo
from desktop_app.register.flags import FlagProgress
from desktop_app.register.looking import ToLookAt
from desktop_app.register.story import Story
from desktop_app.register.whole import By
from desktop_app.register.withdrawals import ToInform

EVERYTHING = ""
"""Stands for all that a person gave, in the place of the id of a consent."""

Packs = Mapping[str, Pack | None]
"""The newest pack of each campaign; None where it is not here."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Somebody is looked for; `progress` is how far a search by name is."""

    by: By = By.CODE
    typed: str = field(default="", repr=False)
    is_busy: bool = False
    progress: FindProgress | None = None
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class Several:
    """Several people were found: one is to be chosen."""

    people: tuple[Person, ...] = field(repr=False)
    packs: Packs = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One person's whole story; None until it is read."""

    record_id: str
    story: Story | None = None
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class Withdrawing:
    """Something is to be taken back: `wish` is EVERYTHING or a consent, None before it is chosen."""

    story: Story
    wish: str | None = None
    is_asked_again: bool = False
    is_busy: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class Withdrew:
    """It was taken back. `told` are the numbers of the deliveries whose receivers know it by now."""

    story: Story
    wish: str
    taken: TakenBack
    told: frozenset[int] = frozenset()
    is_copied: bool = False
    saved: Path | None = None
    problem: Problem | None = None

    @property
    def is_erased(self) -> bool:
        """Tell whether it was everything."""
        return self.wish == EVERYTHING

    @property
    def receivers(self) -> tuple[WentTo, ...]:
        """Who is to be told."""
        return self.taken.done.to_inform


@dataclass(frozen=True, kw_only=True)
class Informing:
    """Who is still to be told of withdrawals; None until it is read. `told` were told just now."""

    receivers: tuple[ToInform, ...] | None = None
    packs: Packs = field(default_factory=dict, repr=False)
    told: frozenset[tuple[int, int]] = frozenset()
    """Withdrawal and delivery."""
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class LookingAt:
    """What somebody may want to look at; `found` is None until all was looked through.

    `group` is the kind that is shown, `line` the signature in it that was opened last.
    """

    progress: FlagProgress | None = None
    found: ToLookAt | None = None
    group: int = 0
    line: int | None = None
    problem: Problem | None = None


InquiryState = Finding | Several | Telling | Withdrawing | Withdrew | Informing | LookingAt
