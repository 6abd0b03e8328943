"""Lets many monkeys loose, one seed each: `dev.py monkey [--seeds 10] [--events 20000] [--first 1]`.

Two run at a time, each in a process and on a home of its own.
"""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.kiosk.monkey.signer import MARK
from tests.kiosk.monkey.stand import Outcome, let_loose, open_all, set_up
from tests.traces import files_with, needles_for

AT_A_TIME = 2


def main(arguments: list[str]) -> int:
    """Run them all and say what came of each; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="dev.py monkey")
    parser.add_argument("--seeds", type=int, default=10, help="how many monkeys (10)")
    parser.add_argument("--first", type=int, default=1, help="the first seed (1)")
    parser.add_argument("--events", type=int, default=20_000, help="what each does (20000)")
    chosen = parser.parse_args(arguments)
    seeds = range(chosen.first, chosen.first + chosen.seeds)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        results = list(pool.map(lambda seed: _one(seed, chosen.events), seeds))
    thanks = sum(len(outcome.codes) for outcome, _ in results)
    events = sum(outcome.event_count for outcome, _ in results)
    wrong = sum(not is_whole for _, is_whole in results)
    print(f"{events} events, {thanks} signatures, {wrong} of {len(results)} runs with a mistake")
    return 1 if wrong else 0


def _one(seed: int, event_count: int) -> tuple[Outcome, bool]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home, key = set_up(folder, asks_to_draw=seed % 2 == 0)
        outcome = let_loose(home, folder, seed, event_count)
        sealed = open_all(home, key)
        traces, _ = files_with(needles_for([MARK.lower()]), home.folder)
    lost = sorted(sealed.codes) != sorted(outcome.codes)
    lost = lost or sealed.undone_count != outcome.told.get("taken back", 0)
    more = ["thanks and records differ"] * lost + [f"traces in {name}" for name in traces]
    print("; ".join([str(outcome), *more]), flush=True)
    is_whole = not (outcome.wrong or outcome.complaints or outcome.exit_code or more)
    return outcome, is_whole


sys.exit(main(sys.argv[1:]))
