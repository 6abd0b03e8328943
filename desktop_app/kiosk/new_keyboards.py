"""Notices a keyboard that is plugged in while people sign: it may be one that types by itself."""

import sys
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

from desktop_app.kiosk.keyboard_list import RETURNING, KeyboardId, KeyboardList, NoKeyboardList
from desktop_app.kiosk.states import Tell
from desktop_app.kiosk.volunteer_states import KeyboardPlugged, KeyboardsKnown

DEVICES_FOLDER = Path("/dev/input")
"""Linux makes a file here for each device; a watcher is quicker than the next tick."""


def keyboard_list() -> KeyboardList:
    """Give the list of this system."""
    system: str = sys.platform
    if system == "linux":
        from desktop_app.kiosk.keyboards_of_linux import LinuxKeyboards

        return LinuxKeyboards()
    if system == "win32":
        from desktop_app.kiosk.keyboards_of_windows import WindowsKeyboards

        return WindowsKeyboards()
    if system == "darwin":
        from desktop_app.kiosk.keyboards_of_macos import MacKeyboards

        return MacKeyboards()
    return NoKeyboardList()


class KeyboardWatch(QObject):
    """Knows the keyboards that were there at the start, and tells of any other.

    `look` is called at every tick and before each key passes, so that no key of a new keyboard
    does.
    """

    def __init__(self, keyboards: KeyboardList, tell: Tell, parent: QObject | None = None) -> None:
        """Take what is plugged in as known."""
        super().__init__(parent)
        self._keyboards = keyboards
        self._tell = tell
        self._known = keyboards.plugged_in()
        self._new: frozenset[KeyboardId] = frozenset()
        if DEVICES_FOLDER.is_dir():
            watcher = QFileSystemWatcher([str(DEVICES_FOLDER)], self)
            watcher.directoryChanged.connect(self.look)

    @property
    def has_new(self) -> bool:
        """Tell whether a keyboard is there that nobody has allowed."""
        return bool(self._new)

    def look(self) -> None:
        """Compare what is plugged in now with what is known, and tell if that has changed."""
        plugged_in = self._keyboards.plugged_in()
        self._known = frozenset(one for one in self._known if one in plugged_in or _returns(one))
        had_new, self._new = self.has_new, plugged_in - self._known
        if self.has_new and not had_new:
            self._tell(KeyboardPlugged())
        elif had_new and not self.has_new:
            self._tell(KeyboardsKnown())

    def allow(self) -> None:
        """Take all keyboards that are there as known, until the kiosk ends or they go."""
        self._known |= self._new
        self._new = frozenset()


def _returns(keyboard: KeyboardId) -> bool:
    """Tell whether a keyboard that is away will be the same one when it comes back."""
    return keyboard.startswith(RETURNING)
