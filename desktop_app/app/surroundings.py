"""What the checklist asks of the machine: battery, room, swap, session and time. Tests ask others."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from desktop_app.app.clock import now
from desktop_app.app.drives import free_bytes
from desktop_app.kiosk.session import Session, look_at_session
from desktop_app.signature.signature import Clock

SWAPS = Path("/proc/swaps")
ENCRYPTED = "CRYPT-"


@dataclass(frozen=True, kw_only=True)
class Battery:
    """How full it is, and whether it is being filled."""

    percent: int
    is_plugged: bool


def look_at_battery() -> Battery | None:
    """Ask for the battery; None for a device that has none, or does not tell."""
    import psutil

    try:
        found = psutil.sensors_battery()
    except (AttributeError, OSError, RuntimeError, psutil.Error):  # not every system knows of them
        return None
    if found is None:
        return None
    return Battery(percent=round(found.percent), is_plugged=bool(found.power_plugged))


def swaps_to_disk(list_file: Path = SWAPS, sysfs: Path = Path("/sys")) -> bool | None:
    """Tell whether what is in memory may be written to a disk where it can be read; Linux only.

    Swap in compressed memory is none, and what is encrypted cannot be read later. None where the
    system does not tell.
    """
    try:
        lines = list_file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    names = [line.split()[0] for line in lines[1:] if line.strip()]
    return any(not _is_safe(name, sysfs) for name in names)


def _is_safe(device: str, sysfs: Path) -> bool:
    name = Path(os.path.realpath(device)).name
    if name.startswith("zram"):
        return True
    try:
        uuid = (sysfs / "class" / "block" / name / "dm" / "uuid").read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return False
    return uuid.startswith(ENCRYPTED)


def screen_platform(environment: Mapping[str, str] = os.environ) -> str:
    """Name the platform that Qt would choose here; empty where there is no screen."""
    if sys.platform in ("win32", "darwin"):
        return {"win32": "windows", "darwin": "cocoa"}[sys.platform]
    if environment.get("QT_QPA_PLATFORM"):
        return environment["QT_QPA_PLATFORM"].partition(":")[0]
    if environment.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if environment.get("DISPLAY") else ""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """The machine that is asked. A `zone` of None is the system's."""

    clock: Clock = now
    zone: tzinfo | None = None
    battery: Callable[[], Battery | None] = look_at_battery
    free_bytes: Callable[[Path], int | None] = free_bytes
    swaps_to_disk: Callable[[], bool | None] = swaps_to_disk
    session: Callable[[], Session] = lambda: look_at_session(screen_platform())
