"""The stages of handing over: each has a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.console.given import AllWritten, PartWritten, PastHandOver, Waiting
from desktop_app.console.stick import Stick
from desktop_app.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """A stick or folder is chosen; `waiting` and `sticks` are None before they are known."""

    waiting: Waiting | None = None
    sticks: tuple[Stick, ...] | None = None
    chosen: Path | None = None
    is_again: bool = False
    problem: Problem | None = None

    def with_sticks(self, sticks: Sequence[Stick]) -> "Choosing":
        """Take the sticks that are there: the only one is chosen, and one that is gone no more."""
        known = {stick.folder for stick in (*(self.sticks or ()), *sticks)}
        writable = [stick.folder for stick in sticks if stick.is_writable]
        chosen = self.chosen
        if chosen in known and chosen not in writable:
            chosen = None
        if chosen is None and len(writable) == 1:
            chosen = writable[0]
        return replace(self, sticks=tuple(sticks), chosen=chosen)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """Part after part is written, read back and noted."""

    folder: Path
    is_again: bool = False
    part: PartWritten | None = None
    all: AllWritten | None = None
    is_stopping: bool = False


@dataclass(frozen=True, kw_only=True)
class Handed:
    """All is safe."""

    folder: Path
    written: AllWritten


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """Somebody stopped it; `part` is the last that is safe."""

    part: PartWritten | None = None


@dataclass(frozen=True, kw_only=True)
class Failed:
    """The stick was full, pulled, read-only, or failed; `part` is the last that is safe."""

    folder: Path
    is_again: bool
    part: PartWritten | None
    problem: Problem


@dataclass(frozen=True, kw_only=True)
class LookingBack:
    """What was handed over before is shown, page by page."""

    past: tuple[PastHandOver, ...]
    page: int = 0


HandingState = Choosing | Writing | Handed | Stopped | Failed | LookingBack
