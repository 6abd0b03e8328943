"""Counts that stay small, whatever a hostile device names itself, its places and its days.

All that is counted here came out of seals, and a device seals what it likes: a million places, say.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

MOST_KINDS = 20_000
LONGEST_GAP_S = 30 * 60
"""A longer time between two signatures is a pause of the stall, and says nothing of signing."""
SHORT_GAP_S = 30


@dataclass(frozen=True, kw_only=True)
class Counts(Generic[K]):
    """How many there are of each kind, in an order of their own; `beyond` are of kinds not told."""

    by: Mapping[K, int]
    beyond: int = 0

    @property
    def total(self) -> int:
        """Count all."""
        return sum(self.by.values()) + self.beyond


class Tally(Generic[K]):
    """Counts by kind, at most so many kinds; what is of any other is counted together."""

    def __init__(self, most_kinds: int = MOST_KINDS) -> None:
        """Begin with nothing."""
        self._most_kinds = most_kinds
        self._counts: dict[K, int] = {}
        self._beyond = 0

    def add(self, kind: K) -> None:
        """Count one."""
        count = self._counts.get(kind)
        if count is not None:
            self._counts[kind] = count + 1
        elif len(self._counts) < self._most_kinds:
            self._counts[kind] = 1
        else:
            self._beyond += 1

    def most_first(self) -> Counts[K]:
        """Give the counts, the most first; equal ones by their names."""
        return self._counts_in(
            sorted(self._counts.items(), key=lambda each: (-each[1], str(each[0])))
        )

    def in_order(self) -> Counts[K]:
        """Give the counts in the order of their kinds, which are such as have one."""
        return self._counts_in(sorted(self._counts.items()))

    def _counts_in(self, items: Iterable[tuple[K, int]]) -> Counts[K]:
        return Counts(by=MappingProxyType(dict(items)), beyond=self._beyond)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How quickly people signed one after the other: all that the records tell of it.

    No record says when somebody began. What is measured is the time from one signature to the next
    on the same device, with no other record between: signing, and waiting for whoever comes next. So
    it is never less than signing took.

    Attributes:
        kiosk_count: signatures given on devices, also those that do not count as people.
        quick_count: of these, flagged by the device because hands cannot type so fast.
        gap_count: times between two signatures, of at most `LONGEST_GAP_S`.
        median_gap_s: half of these were shorter; None if there are none.
        short_gap_count: of these, below `SHORT_GAP_S`.
        pause_count: times that were longer.
        backward_count: the next signature is dated before the last: the clock was moved.
    """

    kiosk_count: int = 0
    quick_count: int = 0
    gap_count: int = 0
    median_gap_s: float | None = None
    short_gap_count: int = 0
    pause_count: int = 0
    backward_count: int = 0


@dataclass(kw_only=True)
class PaceTally:
    """Gathers the pace, in whole seconds: memory does not grow with the signatures."""

    kiosk_count: int = 0
    quick_count: int = 0
    pause_count: int = 0
    backward_count: int = 0
    by_seconds: list[int] = field(default_factory=lambda: [0] * (LONGEST_GAP_S + 1))

    def add_gap(self, seconds: float) -> None:
        """Count the time between a signature and the next."""
        if seconds < 0:
            self.backward_count += 1
        elif seconds > LONGEST_GAP_S:
            self.pause_count += 1
        else:
            self.by_seconds[int(seconds)] += 1

    def pace(self) -> Pace:
        """Give what was gathered."""
        gap_count = sum(self.by_seconds)
        return Pace(
            kiosk_count=self.kiosk_count,
            quick_count=self.quick_count,
            gap_count=gap_count,
            median_gap_s=self._median(gap_count),
            short_gap_count=sum(self.by_seconds[:SHORT_GAP_S]),
            pause_count=self.pause_count,
            backward_count=self.backward_count,
        )

    def _median(self, gap_count: int) -> float | None:
        if not gap_count:
            return None
        low, high = self._at((gap_count - 1) // 2), self._at(gap_count // 2)
        return (low + high) / 2

    def _at(self, place: int) -> int:
        """Give the seconds of the gap that has this place when all are sorted, from 0."""
        seen = 0
        for seconds, count in enumerate(self.by_seconds):
            seen += count
            if seen > place:
                return seconds
        raise IndexError(place)
