"""How rare names are here: of pairs with only name and country in common the rarer ones come first.

Of 13 053 such pairs in a big register (`dev.py bench duplicates`) almost all were two people of one name.
Nobody can tell which, but it is likelier to be one person where a part of the name is hardly anybody
else's.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import log

from desktop_app.register.decisions import Pair
from desktop_app.register.likeness import Likeness
from desktop_app.register.proposals import PairKind, kind_of

MOST_POINTS = 9
POINTS_A_PART = 3.6
"""For each part of a name that nobody shares; the more share it, the fewer."""


@dataclass
class Names:
    """The names that several people have, part by part."""

    _count: int = 0
    _counts: Counter[str] = field(default_factory=Counter, repr=False)
    _of_pairs: dict[Pair, str] = field(default_factory=dict, repr=False)

    def add(self, loose: str) -> None:
        """Note a name that several people have, once."""
        self._count += 1
        self._counts.update(set(loose.split()))

    def note(self, pair: Pair, loose: str) -> None:
        """Remember the name of a pair."""
        self._of_pairs[pair] = loose

    def ranked(self, pairs: Iterable[tuple[Pair, Likeness]]) -> dict[Pair, Likeness]:
        """Give the pairs, those with only name and country in common with points for rare names."""
        return {pair: self._ranked(pair, likeness) for pair, likeness in pairs}

    def _ranked(self, pair: Pair, likeness: Likeness) -> Likeness:
        words = self._of_pairs.get(pair, "").split()
        is_by_name = kind_of(reason.value for reason in likeness.reasons) is PairKind.NAME
        if not words or not is_by_name:
            return likeness
        return replace(likeness, score=likeness.score + self._points(words))

    def _points(self, words: list[str]) -> int:
        """Weigh how much the parts of a name tell, each by how few share it (its surprisal)."""
        if self._count < 2:
            return 0
        told = sum(log(self._count / self._counts[word], self._count) for word in words)
        return min(MOST_POINTS, int(POINTS_A_PART * told))
