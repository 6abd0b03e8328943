"""Merging: records a second from reading to storing, and how cheap the second time is."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.register.merge import merge
from desktop_app.register.store import open_or_create_register
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import HPKE_SUITES
from desktop_app.sealing.seal import public_key
from tests.benchmarks.batches import write_batches
from tests.benchmarks.measure import Measure, percentile
from tests.making import PASSPHRASE, QUICK, clock_at, made_key

RECORD_COUNT = 20_000
SECOND_RUNS = 5
BARE_OPENINGS = 5_000


def measure_merging() -> list[Measure]:
    """Merge 20 000 records of one device twice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = made_key()
        write_batches(folder / "batches", key.seed, 0, RECORD_COUNT)
        with open_or_create_register(
            folder / "register.sqlite",
            PASSPHRASE,
            clock=clock_at(),
            randomness=os.urandom,
            hardness=QUICK,
        ) as register:
            first = _timed(
                lambda: merge(register, [folder], key, accept_devices="all", processes=1)
            )
            again = [
                _timed(lambda: merge(register, [folder], key, processes=1))
                for _ in range(SECOND_RUNS)
            ]
        second = percentile(again, 0.5)
        bare = _bare_openings(key)
    return [
        Measure(
            what="merge (read, verify, open, store)",
            measured=f"{RECORD_COUNT / first:,.0f} records/s a core; {first / RECORD_COUNT / bare:.1f} ×"
            f" the bare HPKE opening ({1 / bare:,.0f}/s)",
            budget="≥ 10,000 records/s",
        ),
        Measure(
            what="second merge of the same, of the first",
            measured=f"{second / first:.2%}",
            budget="≤ 1 %",
        ),
    ]


def _bare_openings(key: CampaignKey) -> float:
    """Time HPKE alone, for a record key each; seconds of CPU for one."""
    suite, info = HPKE_SUITES[key.suite], b"x" * 400
    sealed = suite.encrypt(bytes(32), public_key(key.recipient), info)

    def open_all() -> None:
        for _ in range(BARE_OPENINGS):
            suite.decrypt(sealed, key.private_key, info)

    return _timed(open_all) / BARE_OPENINGS


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
