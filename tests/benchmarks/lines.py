"""Lines of code by room: what is not blank."""

from pathlib import Path

import desktop_app
from tests.benchmarks.measure import Measure


def measure_lines() -> list[Measure]:
    """Count the lines that are not blank in each room."""
    package = Path(desktop_app.__path__[0])
    counts: dict[str, int] = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).parts
        room = parts[0] if len(parts) > 1 else "(top)"
        lines = path.read_text(encoding="utf-8").splitlines()
        counts[room] = counts.get(room, 0) + sum(1 for line in lines if line.strip())
    listed = ", ".join(f"{room} {count:,}" for room, count in counts.items())
    return [Measure(what="lines of code by room", measured=f"{listed}; {sum(counts.values()):,}")]
