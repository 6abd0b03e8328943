"""Duplicates: 20 devices with 5 000 signatures each, 4 % of them of people who signed before.

How many second signatures are found, and how many people are taken for somebody else. The people and
how they sign again are those of `tests/register/likenesses.py`; the truth is known. Where only name and
country agree nobody can tell a second signature from a namesake's: those proposals stand apart.
"""

import tempfile
import time
from pathlib import Path

from desktop_app.register.merge import merge
from tests.benchmarks.measure import Measure, seconds
from tests.making import made_key, published
from tests.register.given import register_at
from tests.register.twenty_devices import (
    Found,
    is_by_name_alone,
    make_stalls,
    measured,
    proposals_of,
)

DEVICES, EACH, SEED = 20, 5_000, 1


def measure_duplicates() -> list[Measure]:
    """Merge all of it, find near duplicates, and hold what is decided and proposed against the truth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = made_key()
        pack = published(key, folder / "open-doors.inkpack")
        _, truth = make_stalls(folder / "batches", pack, seed=SEED, device_count=DEVICES, each=EACH)
        with register_at(folder / "register.sqlite") as register:
            merge_s = seconds(
                lambda: merge(
                    register, [folder / "batches"], key, accept_devices="all", slips=truth.slips
                )
            )
            begun_s = time.perf_counter()
            proposals = proposals_of(register, pack.id)
            near_s = time.perf_counter() - begun_s
            exact = measured(register, truth)
            agreeing = measured(
                register, truth, [each.pair for each in proposals if not is_by_name_alone(each)]
            )
            every = measured(register, truth, [each.pair for each in proposals])
    return [
        Measure(
            what=f"merge of {DEVICES} devices; finding near duplicates",
            measured=f"{truth.record_count:,} records in {merge_s:.1f} s; {near_s:.1f} s",
        ),
        Measure(
            what="people taken for another without being asked",
            measured=f"{exact.wrong_decisions}: {exact.wrong_decided_share:.3%} of signatures",
            budget="≤ 0.2 %",
        ),
        Measure(what="second signatures found by the rules alone", measured=_found(exact)),
        Measure(what="… and proposed where address or phone agrees", measured=_found(agreeing)),
        Measure(
            what="… of these proposals two people",
            measured=_wrong(agreeing),
            budget="≤ 0.2 % of signatures",
        ),
        Measure(
            what="… and proposed by name and country alone",
            measured=_found(every),
            budget="≥ 98 %",
        ),
        Measure(what="… of all proposals two people", measured=_wrong(every)),
        Measure(what="not found, by how they signed again", measured=_missed(every)),
    ]


def _found(found: Found) -> str:
    return f"{found.found_count:,} of {found.duplicate_count:,}: {found.recall:.1%}"


def _wrong(found: Found) -> str:
    share = found.wrong_proposed_share
    return f"{found.wrong_proposals:,} of {found.proposed_count:,}: {share:.2%} of signatures"


def _missed(found: Found) -> str:
    return ", ".join(f"{way} {count}" for way, count in sorted(found.missed.items())) or "none"
