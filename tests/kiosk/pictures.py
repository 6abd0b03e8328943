"""Draws the pictures that are compared with the approved ones: every screen, both lights.

Nothing in them comes from the machine: fonts are those of `resources/`, clock and randomness stand
still, and no cursor blinks. Letters are drawn by Qt's own FreeType, as on every Linux.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSize

from desktop_app.campaign.pack import Pack
from desktop_app.campaign.reading import read_pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.window import KioskWindow
from desktop_app.language import Catalogues
from desktop_app.qt.colours import Light
from tests.kiosk.opening import opened
from tests.kiosk.screens import happen, in_language, screens
from tests.kiosk.sheet import Picture, picture_of
from tests.kiosk.stalls import CAMPAIGN, FONTS, KEYBOARDS, LOCALES, ROOT, MemoryKeeper

APPROVED = ROOT / "tests" / "pictures"
NAMES = ("open-doors", "save-sareh-and-elham", "start-a-campaign")
LYING, STANDING = QSize(1280, 800), QSize(800, 1280)
LIKE_ANOTHER = (
    "another-drawing",
    "countries-none",
    "email-offer-complaint",
    "petition-copyless",
    "petition-troubled",
    "pin-checking",
    "read-contact",
    "read-terms",
    "thanks-taking-back",
    "volunteer-damaged",
    "volunteer-pace-pin",
    "write-choices-1-answered",
    "write-email",
)
"""Screens that look like another one: their pictures would show nothing new."""
SHOWN_STANDING = ("petition", "name", "choices", "thanks")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What one sheet shows."""

    language: str
    is_large: bool
    is_standing: bool

    @property
    def name(self) -> str:
        """The name of its file, without its end."""
        size = "large" if self.is_large else "normal"
        return f"{self.language}-{size}" + ("-standing" if self.is_standing else "")

    @property
    def path(self) -> Path:
        """The file that holds what was approved."""
        return APPROVED / f"{self.name}.png"

    @property
    def glass(self) -> QSize:
        """The size of the window."""
        return STANDING if self.is_standing else LYING

    @property
    def picture_size(self) -> tuple[int, int]:
        """The size of each picture."""
        return self.glass.width() // 2, self.glass.height() // 2


SUBJECTS = tuple(
    Subject(language=language, is_large=is_large, is_standing=is_standing)
    for is_standing in (False, True)
    for language in ("en", "de", "ar")
    for is_large in (False, True)
)


def drawn(subject: Subject) -> dict[str, Picture]:
    """Draw all pictures of a subject, those of the two lights beside each other."""
    by_light = {light: dict(_walked(subject, light)) for light in Light}
    return {
        f"{screen} {light.value}": pictures[screen]
        for screen in by_light[Light.OUTDOOR]
        for light, pictures in by_light.items()
    }


def _walked(subject: Subject, light: Light) -> Iterator[tuple[str, Picture]]:
    own, *others = (in_language(pack, subject.language) for pack in campaigns())
    with opened(stall_of(own, light), subject.glass) as window:
        begin(window, tuple(others), is_large=subject.is_large)
        for screen in screens(window):
            if is_shown(screen, is_standing=subject.is_standing):
                yield screen, picture_of(window)


def is_shown(screen: str, *, is_standing: bool) -> bool:
    """Tell whether a screen has a picture."""
    if screen.startswith(LIKE_ANOTHER):
        return False
    return not is_standing or screen.startswith(SHOWN_STANDING)


def begin(window: KioskWindow, others: tuple[Pack, ...], *, is_large: bool) -> None:
    """Offer other campaigns, and choose the size of the type."""
    window._take_others(others)
    if is_large:
        happen(window, st.TextSizeToggled())


def stall_of(pack: Pack, light: Light) -> Stall:
    """A stall at which nothing depends on the hour or on chance."""
    return Stall(
        pack=pack,
        catalogues=catalogues(),
        fonts_folder=FONTS,
        keyboards_folder=KEYBOARDS,
        open_journal=MemoryKeeper,
        clock=lambda: NOON,
        randomness=bytes,
        place="",
        shift="",
        is_demonstration=False,
        light=light,
    )


@cache
def campaigns() -> tuple[Pack, ...]:
    """Read the campaigns in the box, the first one first."""
    return tuple(read_pack(CAMPAIGN.parent / name) for name in NAMES)


@cache
def catalogues() -> Catalogues:
    """Read each catalogue once."""
    return Catalogues(LOCALES)
