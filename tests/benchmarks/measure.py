"""What every benchmark shares: a line of the report, a stop watch, percentiles."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One line of the report. `budget` is what DESIGN asks for; empty where it asks for nothing."""

    what: str
    measured: str
    budget: str = ""


def seconds(work: Callable[[], object]) -> float:
    """Time one run of some work, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best_of(runs: int, work: Callable[[], object]) -> float:
    """Time some work a few times and give the quickest, in seconds."""
    return min(seconds(work) for _ in range(runs))


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value below which a share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ms(value_s: float) -> str:
    """Write seconds as milliseconds."""
    return f"{value_s * 1000:.1f} ms"
