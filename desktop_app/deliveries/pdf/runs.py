"""Cuts one line of text into runs that have one direction, one font and one script."""

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_app.deliveries.pdf.bidi import Direction, levels, visual_order
from desktop_app.deliveries.pdf.characters import (
    COMMON,
    is_invisible,
    script_of,
    stays_with_neighbour,
)
from desktop_app.deliveries.pdf.fonts import Face


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A piece of a line for HarfBuzz, its text in reading order."""

    text: str = field(repr=False)
    level: int
    face: Face
    script: str

    @property
    def is_right_to_left(self) -> bool:
        """Tell whether the run reads from the right."""
        return self.level % 2 == 1


def runs_of(text: str, base: Direction, face_for: Callable[[str], Face]) -> list[Run]:
    """Cut a cleaned line into runs, in the order in which they stand on the line from the left."""
    found: list[Run] = []
    for character, level in zip(text, levels(text, base), strict=True):
        before = found[-1] if found else None
        face = _face(character, before, face_for)
        run = Run(text=character, level=level, face=face, script=script_of(character))
        if before and _belong_together(before, run):
            found[-1] = _joined(before, run)
        else:
            found.append(run)
    return visual_order(found, lambda run: run.level)


def _face(character: str, before: Run | None, face_for: Callable[[str], Face]) -> Face:
    """Choose the font: marks, digits and punctuation stay with the letters before them.

    Not with symbols, though: the emoji font has spaces and digits as wide as its faces.
    """
    if before is None:
        return face_for(character)
    if is_invisible(character):
        return before.face
    may_stay = before.script != COMMON and stays_with_neighbour(character)
    return before.face if may_stay and before.face.covers(character) else face_for(character)


def _belong_together(before: Run, run: Run) -> bool:
    same_script = run.script in {before.script, COMMON} or before.script == COMMON
    return before.level == run.level and before.face is run.face and same_script


def _joined(before: Run, run: Run) -> Run:
    return Run(
        text=before.text + run.text,
        level=before.level,
        face=before.face,
        script=run.script if before.script == COMMON else before.script,
    )
