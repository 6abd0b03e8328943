"""Draws the console's pictures that are compared with the approved ones, and approves them.

`python3 packaging/dev.py pictures` compares, with `--approve` it writes `tests/console/pictures` anew.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize

from tests import unseen_screen

if __name__ == "__main__":
    unseen_screen.prepare()  # before there is an application

from desktop_app.console.given import Look
from desktop_app.language import CONSOLE_SPOKEN
from desktop_app.qt.application import application
from desktop_app.qt.colours import Light
from tests.console.conftest import opened, plain_given
from tests.console.screens import all_given, screens
from tests.kiosk.approving import approve, differences
from tests.kiosk.sheet import Picture, picture_of

APPROVED = Path(__file__).parent / "pictures"
GLASS = QSize(1280, 800)
SHOWN = (
    "stall",
    "setup-words",
    "setup-pin",
    "today",
    "today-noted",
    "close-several",
    "slip",
    "slip-last",
    "hand-over",
    "writing",
    "handed-more",
    "failed",
    "past",
    "look",
    "fault",
)
"""The other screens look like one of these but for a sentence."""
SHOWN_INDOORS = ("today", "hand-over")


@dataclass(frozen=True, kw_only=True)
class ConsoleSubject:
    """What one sheet shows."""

    language: str
    is_large: bool

    @property
    def name(self) -> str:
        """The name of its file, without its end."""
        return f"{self.language}-{'large' if self.is_large else 'normal'}"

    @property
    def path(self) -> Path:
        """The file that holds what was approved."""
        return APPROVED / f"{self.name}.png"

    @property
    def picture_size(self) -> tuple[int, int]:
        """The size of each picture."""
        return GLASS.width() // 2, GLASS.height() // 2


SUBJECTS = tuple(
    ConsoleSubject(language=language, is_large=is_large)
    for language in ("en", "de", "ar")
    if language in CONSOLE_SPOKEN
    for is_large in (False, True)
)


def drawn(subject: ConsoleSubject) -> dict[str, Picture]:
    """Draw all pictures of a subject."""
    found = {}
    for light in Light:
        look = Look(language=subject.language, is_large=subject.is_large, light=light)
        with opened(replace(all_given(plain_given()), look=look), GLASS) as window:
            window._timer.stop()
            for screen in screens(window):
                if is_shown(screen, light):
                    found[f"{screen} {light.value}"] = picture_of(window)
    return found


def is_shown(screen: str, light: Light) -> bool:
    """Tell whether a screen has a picture."""
    return screen in (SHOWN_INDOORS if light is Light.INDOOR else SHOWN)


def main(arguments: Sequence[str]) -> int:
    """Compare or approve; 1 if something differs."""
    application()
    APPROVED.mkdir(exist_ok=True)
    found: list[str] = []
    for subject in SUBJECTS:
        pictures = drawn(subject)
        if "--approve" in arguments:
            approve(subject, pictures)
        else:
            found += differences(subject, pictures)
        print(f"console {subject.name}: {len(pictures)} pictures", flush=True)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
