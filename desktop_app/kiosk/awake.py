"""Keeps the screen from switching itself off while the kiosk runs, as each system lets one."""

import os
import sys
from typing import Protocol

from PySide6.QtCore import QObject


class Awake(Protocol):
    """A wish that the screen stays on."""

    @property
    def is_held(self) -> bool:
        """Tell whether the system has granted it."""
        ...

    def release(self) -> None:
        """Let the screen sleep again."""
        ...


class NotAwake:
    """A system that was not asked, or has no way to be."""

    is_held = False

    def release(self) -> None:
        """Do nothing."""


def keep_awake(parent: QObject) -> Awake:
    """Ask this system to leave the screen on; a refusal is no problem for signing."""
    system: str = sys.platform
    if system in ("win32", "darwin"):
        from desktop_app.kiosk.awake_by_call import MacAwake, WindowsAwake

        try:
            return WindowsAwake() if system == "win32" else MacAwake()
        except (OSError, AttributeError):
            return NotAwake()
    from desktop_app.kiosk.awake_by_dbus import DBusAwake

    return DBusAwake(os.environ, parent)
