"""Sets up the kiosk for a campaign on this device. Loads nothing that could open a record."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.clock import now, randomness, steady
from desktop_app.app.home import (
    Home,
    HomeReadOnly,
    fonts_folder,
    locale_folder,
    resources_folder,
)
from desktop_app.app.places import clean_place
from desktop_app.app.settings import SettingsFromNewerVersion, change_settings, read_settings
from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.lockdown import Lockdown, Reason
from desktop_app.kiosk.pin import PinGuard
from desktop_app.kiosk.pin_file import read_pin
from desktop_app.kiosk.stall import CopyFile, Keeper, OpenSecondCopy, Stall
from desktop_app.language import Catalogues
from desktop_app.problems import Problem
from desktop_app.qt.colours import Light

if TYPE_CHECKING:  # Qt's windows come once all else is known to be right
    from desktop_app.kiosk.start import KioskEnd


def open_kiosk(
    home: Home, stall: Stall, *, is_windowed: bool, tell_lockdown: Callable[[Lockdown], object]
) -> "KioskEnd":
    """Open the kiosk and stay until it is closed; tells how it ended.

    From here on the process leaves no memory on disk, whatever happens to it.

    Raises:
        PinDamaged, PinFromNewerVersion: nobody could leave from within.
    """
    from desktop_app.kiosk.dumps import turn_dumps_off
    from desktop_app.kiosk.new_keyboards import keyboard_list
    from desktop_app.kiosk.start import run_kiosk

    def told(lockdown: Lockdown) -> None:
        tell_lockdown(lockdown)
        note_lockdown(home, lockdown)

    guard = PinGuard(home.pin, time.monotonic) if has_pin(home) else None
    locked = replace(stall, pin=guard, keyboards=keyboard_list(), tell_lockdown=told)
    turn_dumps_off()
    return run_kiosk(locked, is_windowed=is_windowed)


def note_lockdown(home: Home, lockdown: Lockdown) -> None:
    """Remember for the checklist whether people could leave; a PIN it looks for itself."""
    is_locked = not set(lockdown.reasons) - {Reason.PIN}
    with suppress(HomeReadOnly, SettingsFromNewerVersion):  # a note, and no reason to stop signing
        if read_settings(home).screen_was_locked is not is_locked:
            change_settings(home, screen_was_locked=is_locked)


def has_pin(home: Home) -> bool:
    """Tell whether a PIN is set here.

    Raises:
        PinDamaged, PinFromNewerVersion.
    """
    return read_pin(home.pin) is not None


def stall_for(
    home: Home,
    pack: Pack,
    *,
    place: str = "",
    shift: str = "",
    light: Light = Light.OUTDOOR,
    is_pace_watched: bool = True,
) -> Stall:
    """Gather what the kiosk is given; the journal opens later, off the screen's thread."""

    def open_keeper() -> Keeper:
        from desktop_app.journal.store import open_journal

        return open_journal(home.folder, clock=now, randomness=randomness, steady=steady)

    return Stall(
        pack=pack,
        catalogues=Catalogues(locale_folder()),
        fonts_folder=fonts_folder(),
        keyboards_folder=resources_folder() / "keyboards",
        open_journal=open_keeper,
        clock=now,
        randomness=randomness,
        place=clean_place(place),
        shift=clean_place(shift),
        is_demonstration=home.is_demonstration,
        read_others=lambda: tuple(others_of(home, pack)),
        light=light,
        is_pace_watched=is_pace_watched,
        free_bytes=lambda: free_bytes(home.folder),
        second_copy=second_copy_of(home),
    )


def second_copy_of(home: Home) -> OpenSecondCopy | None:
    """Give what opens the second copy that was chosen; None if none was.

    Raises:
        SettingsFromNewerVersion.
    """
    from desktop_app.app.settings import read_settings

    chosen = read_settings(home).second_copy

    def open_it(device_key: bytes) -> CopyFile:
        from desktop_app.app.second_copy import open_anywhere

        return open_anywhere(Path(chosen), device_key)

    return open_it if chosen else None


def free_bytes(folder: Path) -> int | None:
    """Look how much the disk of a folder still takes; None if the system does not say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def others_of(home: Home, pack: Pack) -> Iterator[Pack]:
    """Read the campaigns that a pack wants to be offered beside it, as far as they are installed.

    A campaign is offered only while it is open, and a damaged pack of another campaign is left out.
    """
    from desktop_app.app.installed import find_campaign

    today = now().date()
    for campaign in dict.fromkeys(pack.settings.more_actions):
        try:
            other = find_campaign(home, campaign).pack
        except Problem:
            continue
        is_open = other.settings.opens_on <= today <= other.settings.closes_on
        if is_open and other.id != pack.id:
            yield other
