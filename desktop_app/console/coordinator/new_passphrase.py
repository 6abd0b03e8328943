"""How far somebody is who takes a new passphrase, for a key or for the register."""

from dataclasses import dataclass, field
from enum import Enum

from desktop_app.problems import Problem
from desktop_app.sealing.passphrase import PassphrasesDiffer
from desktop_app.sealing.proposing import is_proposal


class Step(Enum):
    """How far a new passphrase is."""

    SHOWN = "shown"
    """Six words stand there to be written down."""
    TYPED = "typed"
    """They are typed once, and stand there no more."""
    OWN = "own"
    """Somebody takes another one, and types it twice."""


@dataclass(frozen=True, kw_only=True)
class NewPassphrase:
    """Six words, and whether they or others are typed by now."""

    proposed: str = field(repr=False)
    step: Step = Step.SHOWN
    is_busy: bool = False
    problem: Problem | None = None

    def taken(self, typed: str, again: str) -> str:
        """Give the passphrase: the six words that were typed, or an own one that was typed twice.

        Raises:
            PassphrasesDiffer.
        """
        if self.step is Step.TYPED:
            if not is_proposal(typed, self.proposed):
                raise PassphrasesDiffer
            return self.proposed
        if typed != again:
            raise PassphrasesDiffer
        return typed
