"""Why nothing that is signed here counts, where that is so."""

from enum import Enum


class Pretence(Enum):
    """What the banner on every screen says."""

    PRACTICE = "practice"
    """The real pack on the real device; what is signed is proved and erased."""
    DEMONSTRATION = "demonstration"
    """A key lies beside it, so anybody can read what is signed."""
