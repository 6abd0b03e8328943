"""Which numbers of records are there, kept as runs: a day's records in order are one run."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise


class Numbers:
    """A set of numbers from 1 on; memory grows with its gaps, not with its numbers."""

    def __init__(self) -> None:
        self._runs: list[tuple[int, int]] = []

    def add(self, number: int) -> None:
        """Put a number in; twice is as once."""
        place = bisect_right(self._runs, (number, number))
        if place < len(self._runs) and self._runs[place][0] == number:
            return
        first = last = number
        if place and self._runs[place - 1][1] >= number - 1:
            if self._runs[place - 1][1] >= number:
                return
            place -= 1
            first = self._runs.pop(place)[0]
        if place < len(self._runs) and self._runs[place][0] == number + 1:
            last = self._runs.pop(place)[1]
        self._runs.insert(place, (first, last))

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._runs, number, key=lambda run: run[0])
        return place > 0 and self._runs[place - 1][1] >= number

    def has_any(self, first: int, last: int) -> bool:
        """Tell whether any number of a run is there, both ends included."""
        return any(start <= last and end >= first for start, end in self._runs)

    def runs(self) -> list[tuple[int, int]]:
        """Give the runs of numbers that follow each other, in their order."""
        return list(self._runs)

    def count(self) -> int:
        """Count the numbers."""
        return sum(last - first + 1 for first, last in self._runs)

    def last(self) -> int:
        """Give the highest number; 0 if there is none."""
        return self._runs[-1][1] if self._runs else 0

    def gaps(self) -> list[tuple[int, int]]:
        """Give the runs of numbers between 1 and the highest that are not there."""
        return list(self._gaps())

    def _gaps(self) -> Iterator[tuple[int, int]]:
        bounded = [(0, 0), *self._runs]
        for (_, before), (after, _) in pairwise(bounded):
            if after > before + 1:
                yield before + 1, after - 1
