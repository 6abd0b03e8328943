"""Many signatures in one process: nothing piles up, and the last is no more work than the first.

Four hundred are signed here; `dev.py bench lasting` signs a thousand, and measures the time as well.
"""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.kiosk.visitor import Visitor
from tests.kiosk.many import Pile, Signers, Work, open_kiosk, run_many
from tests.kiosk.monkey.stand import set_up

WARM, MANY = 200, 400
FIRST = slice(10, 60)
LAST = slice(-50, None)
"""The very first ones load what the others find."""
MORE_RSS_BYTES = 8 * 1024 * 1024
"""For two hundred signatures: Qt and Python keep what they have freed, and SQLite remembers what it
has written lately, up to 2 MB. In a process that had run thousands of other tests it was once 4.1 MiB."""
MORE_BLOCKS = 2_000
"""Blocks of Python's own memory; each signature takes some 20 000, and gives them back."""
MORE_OBJECTS = 8
"""Lines of text are remembered for a while, and codes are random."""


@pytest.fixture
def signers(qapp: QApplication, tmp_path: Path) -> Iterator[Signers]:
    home, _ = set_up(tmp_path)
    with open_kiosk(home) as opened:
        yield opened


@pytest.mark.slow
def test_nothing_piles_up_and_the_last_is_no_more_work_than_the_first(tmp_path: Path) -> None:
    home, _ = set_up(tmp_path)

    told = run_many(home, MANY, (WARM, MANY), counts_work=True)

    first, last = told["costs"][FIRST], told["costs"][LAST]
    least = min(statements for _, statements in first + last)
    minute = 1  # the journal notes the minute of the last record when a new one has begun
    assert {statements for _, statements in first + last} <= {least, least + minute}
    assert typical(last) == typical(first)
    before, after = (Pile(**pile) for pile in told["piles"])
    assert after.widgets == before.widgets
    assert [kind for kind in after.objects if grown(before, after, kind) > MORE_OBJECTS] == []
    assert abs(after.block_count - before.block_count) < MORE_BLOCKS
    assert after.rss_bytes - before.rss_bytes < MORE_RSS_BYTES


def test_counting_sees_what_piles_up(signers: Signers) -> None:
    work = Work()
    signers.signs()
    before = signers.pile()
    with work.counting():
        signers.signs()
    events, statements = work.take()
    hoard = [Visitor(signers.window) for _ in range(MORE_OBJECTS + 1)]
    widgets = [QWidget(signers.window) for _ in range(3)]
    after = signers.pile()

    assert statements >= 3
    assert min(events[name] for name in ("Paint", "KeyPress", "DeferredDelete")) > 0
    assert grown(before, after, "desktop_app.kiosk.visitor.Visitor") == len(hoard)
    assert after.widgets == before.widgets + len(widgets)


def grown(before: Pile, after: Pile, kind: str) -> int:
    return after.objects[kind] - before.objects.get(kind, 0)


def typical(costs: list[tuple[dict[str, int], int]]) -> dict[str, float]:
    """The median of each kind of event; a clock's tick may add one here and there."""
    names = {name for events, _ in costs for name in events}
    return {name: median(events.get(name, 0) for events, _ in costs) for name in names}
