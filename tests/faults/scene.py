"""A scene: some work that is interrupted again and again in one place, and what must hold after."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.faults.figures import Figures
from tests.faults.killing import Tell, Told


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Work on a folder.

    `set_up` makes the folder once a life; `get_ready` runs before each kill, in the process that
    stays; `work` is what gets killed; `prove` looks at what is left, given all that was told since
    the folder was made, and what was told last. It raises where anything is wrong. Work that `has_end` is
    done once undisturbed, so that kills are spread over all of it.
    """

    name: str
    set_up: Callable[[Path, Random], None]
    get_ready: Callable[[Path, Random], None]
    work: Callable[[Path, Random, Tell], None]
    prove: Callable[[Path, Told, Told], Figures]
    most_messages: int
    has_end: bool = False


def nothing_to_get_ready(folder: Path, chance: Random) -> None:
    """Go on with what the kill before has left."""


def said(told: Told, kind: str) -> set[str]:
    """Give what was told of one kind."""
    return {rest for message in told for word, _, rest in [message.partition(" ")] if word == kind}
