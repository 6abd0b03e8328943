"""Runs every benchmark and prints the report: `dev.py bench [NAME…]`."""

import os
import sys
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks.delivering import measure_delivering
from tests.benchmarks.drawing import measure_drawing
from tests.benchmarks.duplicates import measure_duplicates
from tests.benchmarks.journal import measure_journal
from tests.benchmarks.kiosk import measure_kiosk
from tests.benchmarks.lasting import measure_lasting
from tests.benchmarks.lines import measure_lines
from tests.benchmarks.measure import Measure
from tests.benchmarks.merging import measure_merging
from tests.benchmarks.people import measure_people
from tests.benchmarks.register import measure_million, measure_register

BENCHMARKS: dict[str, Callable[[], list[Measure]]] = {
    "journal": measure_journal,
    "kiosk": measure_kiosk,
    "drawing": measure_drawing,
    "lasting": measure_lasting,
    "merging": measure_merging,
    "duplicates": measure_duplicates,
    "register": measure_register,
    "people": measure_people,
    "delivering": measure_delivering,
    "lines": measure_lines,
}


ONLY_BY_NAME: dict[str, Callable[[], list[Measure]]] = {"million": measure_million}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    known = BENCHMARKS | ONLY_BY_NAME
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    for name in names or BENCHMARKS:
        for measure in known[name]():
            budget = f"   (budget {measure.budget})" if measure.budget else ""
            print(f"{measure.what:<52} {measure.measured}{budget}", flush=True)
    return 0


if __name__ == "__main__":  # openers of records are processes that read this file again
    sys.exit(main(sys.argv[1:]))
