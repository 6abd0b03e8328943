"""Runs the long forms: `dev.py faults [NAME…] [--seed N]`. 1 if anything was found wrong.

`mutated-batches` takes `--count N` as well: how many mutants.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults import (
    failing_disks,
    flipped_bits,
    full_disks,
    kills,
    long_life,
    mutated_batches,
    power_cuts,
    real_disks,
    slips,
)
from tests.faults.figures import Figures
from tests.faults.seeds import SEED_VARIABLE, first_seed

Run = Callable[[Path, int], dict[str, Figures]]

FAULTS: dict[str, Run] = {
    "kills": kills.run,
    "power-cuts": power_cuts.run,
    "full-disks": full_disks.run,
    "failing-disks": failing_disks.run,
    "real-disks": real_disks.run,
    "slips": slips.run,
    "flipped-bits": flipped_bits.run,
    "mutated-batches": mutated_batches.run,
    "long-life": long_life.run,
}


def main(arguments: list[str]) -> int:
    """Run those that are named, or all, and print what they counted."""
    parser = argparse.ArgumentParser(prog="dev.py faults")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(FAULTS)}")
    parser.add_argument("--seed", type=int, default=first_seed(), help=f"or {SEED_VARIABLE}")
    parser.add_argument("--count", type=int, help="how many mutants; only for mutated-batches")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - set(FAULTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
    if chosen.count is not None:
        if chosen.names != ["mutated-batches"]:
            parser.error("--count is for mutated-batches alone")
        FAULTS["mutated-batches"] = partial(mutated_batches.run, count=chosen.count)
    print(f"seed {chosen.seed}", flush=True)
    results = [_is_right(name, chosen.seed) for name in chosen.names or FAULTS]
    return 0 if all(results) else 1


def _is_right(name: str, seed: int) -> bool:
    """Run one kind of fault; one that finds something wrong stops no other."""
    begun_s = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="inkstand-faults-") as folder:
            results = FAULTS[name](Path(folder), seed)
    except AssertionError:
        print(f"{name}, seed {seed}: WRONG\n{traceback.format_exc()}", flush=True)
        return False
    for what, figures in results.items():
        print(f"{what}: {figures}{'' if figures.is_right else '   WRONG'}", flush=True)
    print(f"{name}: {time.monotonic() - begun_s:.0f} s", flush=True)
    return all(figures.is_right for figures in results.values())


sys.exit(main(sys.argv[1:]))
