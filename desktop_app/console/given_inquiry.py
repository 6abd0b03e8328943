"""What the pages are given that open from the list of people: withdrawals, and names to look at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.register.finding import Person
from desktop_app.register.flags import NamesToLookAt
from desktop_app.register.store import Register
from desktop_app.register.withdrawals import Withdrawn


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """What a withdrawal did, and the reply to the person in the language in which they signed."""

    done: Withdrawn
    reply: str = field(repr=False)
    language: str


@dataclass(frozen=True, kw_only=True)
class InquiryGiven:
    """The work behind these pages; each is called on the lane."""

    take_back: Callable[[Register, Person, str | None], TakenBack]
    """Takes a consent back, or with None erases all; raises what the register raises."""
    names_to_look_at: Callable[[], NamesToLookAt]
    outbox: Path
    """The folder in which a reply is put unless another is chosen."""
