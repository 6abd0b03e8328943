"""Everything expected that can go wrong: one base class with stable codes and no personal data."""

from typing import ClassVar

import msgspec

Fact = str | int

UNREADABLE = (
    msgspec.DecodeError,
    msgspec.ValidationError,
    UnicodeDecodeError,
    RecursionError,  # nested so deeply that only malice writes it
)
"""What decoding JSON or MessagePack from outside may raise."""


class Problem(Exception):
    """The world failed, not the program: a code for machines and facts for the words.

    Each room derives its own problems. The sentences stand in `app/words.py`; facts are counts,
    file names and the like, never what a person typed.
    """

    code: ClassVar[str]

    def __init__(self, **facts: Fact) -> None:
        """Keep the facts that the words for this code need."""
        super().__init__(self.code)
        self.facts: dict[str, Fact] = dict(facts)

    def __str__(self) -> str:
        """Show the code and the facts, for logs and tests."""
        facts = ", ".join(f"{name}={value!r}" for name, value in sorted(self.facts.items()))
        return f"[{self.code}] {facts}" if facts else f"[{self.code}]"
