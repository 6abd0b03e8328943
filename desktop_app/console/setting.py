"""What a page of the console is drawn with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QSize

from desktop_app.console.given import Sentences
from desktop_app.language import Words
from desktop_app.problems import Problem
from desktop_app.qt.theme import Size, Theme


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A page lives in one setting; for another it is built anew.

    `size` is the room of the page in pixels. `languages` are those that the console speaks.
    """

    words: Words
    theme: Theme
    size: QSize
    say_problem: Callable[[Problem, Words], Sentences]
    languages: tuple[str, ...]
    zone: tzinfo | None = None

    @property
    def inner_width(self) -> int:
        """The width between the margins, in pixels."""
        return self.size.width() - 2 * self.theme.px(Size.MARGIN)

    @property
    def is_narrow(self) -> bool:
        """Tell whether two columns would have no room beside each other."""
        return self.theme.is_portrait or self.theme.is_large

    def sentences(self, problem: Problem) -> Sentences:
        """Say a problem in the language of the page."""
        return self.say_problem(problem, self.words)

    def here(self, instant: datetime) -> datetime:
        """Give an instant as the clocks show it where the device is."""
        return instant.astimezone(self.zone)
