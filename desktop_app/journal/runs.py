"""Runs of record numbers, both ends included: joined, cut, and what of one another leaves over."""

from collections.abc import Iterable, Iterator, Sequence

Run = tuple[int, int]


def batch_runs(first: int, last: int, size: int) -> Iterator[Run]:
    """Cut a run of records into runs of at most `size`."""
    for start in range(first, last + 1, size):
        yield start, min(start + size - 1, last)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Put runs in order and join those that touch or overlap."""
    whole: list[Run] = []
    for first, last in sorted(run for run in runs if run[0] <= run[1]):
        if whole and first <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(whole[-1][1], last))
        else:
            whole.append((first, last))
    return tuple(whole)


def common(run: Run, others: Sequence[Run]) -> tuple[Run, ...]:
    """Give what a run has in common with joined runs."""
    first, last = run
    cut = ((max(first, start), min(last, end)) for start, end in others)
    return tuple(each for each in cut if each[0] <= each[1])


def without(run: Run, others: Sequence[Run]) -> tuple[Run, ...]:
    """Give what of a run none of the joined runs holds."""
    left: list[Run] = []
    first, last = run
    for start, end in others:
        if start > last:
            break
        if start > first:
            left.append((first, start - 1))
        first = max(first, end + 1)
    return (*left, (first, last)) if first <= last else tuple(left)


def size_of(runs: Iterable[Run]) -> int:
    """Count the records in runs that do not overlap."""
    return sum(last - first + 1 for first, last in runs)
