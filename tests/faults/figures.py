"""What a fault run counted, as one line that can be added up and printed."""

import json
from collections import Counter
from collections.abc import Iterable


class Figures(Counter[str]):
    """Counts by name. Those whose names begin with `wrong` must be nought."""

    @property
    def is_right(self) -> bool:
        """Tell whether nothing was found that must not be."""
        return not any(count for name, count in self.items() if name.startswith("wrong"))

    def as_json(self) -> str:
        """Write them for another process."""
        return json.dumps(self)

    def __str__(self) -> str:
        """Write them for people."""
        return ", ".join(f"{count} {name}" for name, count in self.items())


def figures_from(text: str) -> Figures:
    """Read what another process wrote."""
    return Figures(json.loads(text))


def added(many: Iterable[Figures]) -> Figures:
    """Add up the figures of several runs."""
    total = Figures()
    for figures in many:
        total.update(figures)
    return total
