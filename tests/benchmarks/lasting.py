"""The kiosk over a long day: memory, and the thousandth signature beside the first; and one tap on a language."""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.benchmarks.measure import Measure, ms, percentile
from tests.kiosk.many import Signers, open_kiosk, run_many
from tests.kiosk.monkey.stand import set_up

MANY, SOME = 1000, 200
SAMPLE = 100
SWITCHES = 10
LANGUAGES = ("de", "fr", "es", "ru", "ar", "en")
MIB = 1024 * 1024


def measure_lasting() -> list[Measure]:
    """Measure on a throw-away home, offscreen; takes two minutes."""
    with tempfile.TemporaryDirectory() as name:
        home, _ = set_up(Path(name))
        told = run_many(home, MANY, (1, SOME, MANY), counts_work=False)
        with open_kiosk(home) as signers:
            switches = _language_switches(signers)
    took = told["took_s"]
    first, last = percentile(took[1:SAMPLE], 0.5), percentile(took[-SAMPLE:], 0.5)
    start, some, many = (pile["rss_bytes"] / MIB for pile in told["piles"])
    return [
        Measure(
            what="tap on a language to the page painted",
            measured=f"p50 {ms(percentile(switches, 0.5))}, p95 {ms(percentile(switches, 0.95))}",
            budget="p95 ≤ 300 ms",
        ),
        Measure(
            what=f"a signature among the last {SAMPLE} of {MANY}",
            measured=f"{last / first:.2f} × one among the first {SAMPLE} ({ms(first)})",
            budget="≤ 1.1 ×",
        ),
        Measure(
            what="memory of the kiosk",
            measured=f"{start:.0f} MiB after the first signature, {some:.0f} after {SOME} signatures, "
            f"{many:.0f} after {MANY}",
            budget=f"flat after {SOME}: ≤ 5 MiB more",
        ),
    ]


def _language_switches(signers: Signers) -> list[float]:
    """Go through the languages on the petition and on the first page of the form."""
    visitor = signers.visitor
    took = []
    for begin in (lambda: None, visitor.presses_sign):
        begin()
        for language in LANGUAGES * SWITCHES:
            took.append(_until_painted(partial(visitor.chooses_language, language)))
    return took


def _until_painted(deed: Callable[[], object]) -> float:
    """Time a deed until Qt has nothing left to show: layouts are made and pages painted."""
    begun_s = time.perf_counter()
    deed()
    QApplication.processEvents()
    return time.perf_counter() - begun_s
