"""Charts as plain values, from which screens and papers are drawn alike; and what they may not tell.

Small numbers single people out. Below a threshold they are not told, nor is what would let somebody
work them out: if just one number of a whole is missing, or the missing ones are too few together,
the next smallest is left out as well.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

Named = tuple[str, int]
MOST_BARS = 15
TELL_ALL = 0
"""A threshold below which there is no number."""


class ChartKind(Enum):
    """How a chart is drawn."""

    BARS = "bars"
    """Lying bars, one a line, each beside its name: kinds that have no order, the most first."""
    COLUMNS = "columns"
    """Standing columns in the order of time."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar or column; a line of the chart's table.

    Attributes:
        label: as it stands in the table.
        mark: as it stands beneath a column, where there is little room.
        count: None where it is not told.
        number: the count in words of the language.
        share: of all, in words; empty where it says nothing.
    """

    label: str
    mark: str = ""
    count: int | None
    number: str
    share: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What is drawn, and the same as a table.

    Attributes:
        name: tells charts apart, for tests and buttons.
        note: how it is to be read.
        headings: of the table: the kind, the number, the share.
    """

    name: str
    kind: ChartKind
    title: str
    note: str
    headings: tuple[str, str, str]
    bars: tuple[Bar, ...]

    @property
    def highest(self) -> int:
        """The greatest count, against which all are drawn."""
        return max((bar.count or 0 for bar in self.bars), default=0)

    def length(self, bar: Bar) -> float:
        """Give how long a bar is, from 0 to 1."""
        return (bar.count or 0) / self.highest if self.highest else 0.0


@dataclass(frozen=True, kw_only=True)
class Told:
    """Kinds that are told by name, the most first, and the others together."""

    kept: tuple[Named, ...]
    other_kinds: int = 0
    other_count: int = 0


def told_by_name(counts: Iterable[Named], threshold: int, beyond: int = 0) -> Told:
    """Choose the kinds that may be told: none below the threshold, and none by subtraction.

    Args:
        counts: by kind, the most first.
        threshold: counts below are not told by name.
        beyond: what is of kinds that were not told apart; goes to the others.
    """
    kept = [each for each in counts if each[1]]
    others = [each for each in kept if each[1] < threshold]
    kept = [each for each in kept if each[1] >= threshold]
    while others and kept and (len(others) < 2 or _sum(others) < threshold):
        others.append(kept.pop())
    return Told(kept=tuple(kept), other_kinds=len(others), other_count=_sum(others) + beyond)


def shortened(told: Told, most: int = MOST_BARS) -> Told:
    """Put the smallest kinds to the others where there are more than a chart holds."""
    has_others = bool(told.other_count)
    if len(told.kept) + has_others <= most:
        return told
    kept, rest = told.kept[: most - 1], told.kept[most - 1 :]
    return Told(
        kept=kept,
        other_kinds=told.other_kinds + len(rest),
        other_count=told.other_count + _sum(rest),
    )


def told_in_place(counts: Sequence[int], threshold: int) -> tuple[int | None, ...]:
    """Leave numbers out where each kind has its place, an hour say: None is not told.

    Nobody is not somebody: a zero is always told.
    """
    order = sorted((count, place) for place, count in enumerate(counts) if count)
    hidden = [each for each in order if each[0] < threshold]
    for each in order[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(count for count, _ in hidden) >= threshold):
            break
        hidden.append(each)
    places = {place for _, place in hidden}
    return tuple(None if place in places else count for place, count in enumerate(counts))


def grouped(counts: Iterable[tuple[tuple[str, str], int]]) -> dict[str, list[tuple[str, int]]]:
    """Sort kinds of two parts by the first, in their order."""
    found: dict[str, list[tuple[str, int]]] = {}
    for (first, second), count in counts:
        found.setdefault(first, []).append((second, count))
    return found


def _sum(counts: Iterable[Named]) -> int:
    return sum(count for _, count in counts)
