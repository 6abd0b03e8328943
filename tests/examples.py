"""How often a property is tried: as often as it takes in `dev.py test`, less often in `dev.py check`."""

from hypothesis import settings

USUAL = 100
"""Hypothesis's own number, of which the profile `check` has a part."""


def examples(count: int) -> int:
    """Give how many examples to try where the usual number is too many or too few."""
    return max(1, count * settings.default.max_examples // USUAL)
