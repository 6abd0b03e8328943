"""Finds out whether the system keeps people in the kiosk, from what really runs. No Qt.

What cannot be proved is not so: an unknown compositor, Windows and macOS let people leave.
"""

import os
from collections.abc import Mapping

from desktop_app.kiosk.compositor import Compositor, compositor_at, is_kiosk_shell, never_blanks
from desktop_app.kiosk.values import Value
from desktop_app.kiosk.x_display import is_bare


class Session(Value, frozen=True, kw_only=True):
    """What was proved of the session that the kiosk runs in."""

    keeps_people: bool = False
    """There is no way to another window, and none to another screen of the system."""
    never_blanks: bool = False
    """Whoever draws the screen never switches it off by itself."""


def look_at_session(platform: str, environment: Mapping[str, str] = os.environ) -> Session:
    """Look at the session.

    Args:
        platform: the name of Qt's platform: `wayland`, `xcb`, `windows`, …
        environment: of this process.
    """
    if platform.startswith("wayland"):
        compositor = compositor_at(environment)
        if compositor is None:
            return Session()
        return Session(
            keeps_people=_keeps_people(compositor),
            never_blanks=never_blanks(compositor),
        )
    if platform == "xcb":
        return Session(keeps_people=is_bare(environment.get("DISPLAY", "")))
    return Session()


def _keeps_people(compositor: Compositor) -> bool:
    """Tell whether a compositor shows one window alone, and is not itself a window of another."""
    if not is_kiosk_shell(compositor) or compositor.may_record:
        return False
    environment = compositor.environment
    if environment is None or environment.get("WAYLAND_DISPLAY"):
        return False
    if environment.get("DISPLAY"):
        return is_bare(environment["DISPLAY"])
    return compositor.locks_terminals
