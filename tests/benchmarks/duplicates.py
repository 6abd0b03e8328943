"""Duplicates: 20 devices with 5 000 signatures each, 4 % of them of people who signed before.

How many second signatures are found, and how many people are taken for somebody else. The people and
how they sign again are those of `tests/register/likenesses.py`; the truth is known.
"""

import tempfile
import time
from pathlib import Path

from desktop_app.register.merge import merge
from tests.benchmarks.measure import Measure
from tests.making import made_key, published
from tests.register.given import register_at
from tests.register.twenty_devices import Found, make_stalls, measured

DEVICES, EACH, SEED = 20, 5_000, 1


def measure_duplicates() -> list[Measure]:
    """Merge all of it, and hold what is decided against the truth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = made_key()
        pack = published(key, folder / "open-doors.inkpack")
        _, truth = make_stalls(folder / "batches", pack, seed=SEED, device_count=DEVICES, each=EACH)
        with register_at(folder / "register.sqlite") as register:
            begun_s = time.perf_counter()
            merge(register, [folder / "batches"], key, accept_devices="all", slips=truth.slips)
            took_s = time.perf_counter() - begun_s
            found = measured(register, truth)
    return [
        Measure(
            what=f"merge of {DEVICES} devices, decided",
            measured=f"{truth.record_count:,} records in {took_s:.1f} s",
        ),
        *_measures(found),
    ]


def _measures(found: Found) -> list[Measure]:
    missed = ", ".join(f"{way} {count}" for way, count in sorted(found.missed.items()))
    return [
        Measure(
            what="second signatures that are found",
            measured=f"{found.found_count:,} of {found.duplicate_count:,}: {found.recall:.1%}",
            budget="≥ 98 %",
        ),
        Measure(
            what="people taken for somebody else, of all signatures",
            measured=f"{found.wrong_decisions}: {found.wrong_decided_share:.3%}",
            budget="≤ 0.2 %",
        ),
        Measure(what="missed, by how people signed again", measured=missed or "none"),
    ]
