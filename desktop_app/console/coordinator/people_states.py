"""What the page of people may show."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.console.coordinator.people_index import Wanted
from desktop_app.problems import Problem
from desktop_app.register.listing import Listed


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Everybody, or so far as they are listed; `shown` are the numbers of the rows in their order."""

    rows: Sequence[Listed] = field(default=(), repr=False)
    shown: Sequence[int] = field(default=(), repr=False)
    wanted: Wanted = field(default_factory=Wanted)
    line: int | None = None
    """The line that was opened last: there the list is seen again."""
    done: int = 0
    all_count: int = 0
    is_complete: bool = False
    problem: Problem | None = None
