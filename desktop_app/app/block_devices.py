"""Which disk a partition of Linux is a part of, and whether one can pull it: from sysfs."""

import os
from pathlib import Path


def disk_of(device: str, sysfs: Path) -> frozenset[str]:
    """Name the disks that a device lies on: usually one; of an encrypted stick the one beneath.

    Empty if the system does not say.

    Args:
        device: its path in /dev; links, as LVM makes them, are followed.
        sysfs: where the kernel shows its devices.
    """
    name = Path(os.path.realpath(device)).name if Path(device).is_symlink() else Path(device).name
    return _beneath(sysfs / "class" / "block" / name)


def disk_of_path(number: int, sysfs: Path) -> frozenset[str]:
    """Name the disks that a file system with this device number lies on."""
    if os.name == "nt":  # it has no such numbers
        return frozenset()
    return _beneath(sysfs / "dev" / "block" / f"{os.major(number)}:{os.minor(number)}")


def is_pluggable(disk: str, sysfs: Path) -> bool:
    """Tell whether a disk is a stick, a card, or hangs on a USB cable."""
    entry = sysfs / "class" / "block" / disk
    if disk.startswith("mmcblk"):  # an SD card; what holds the system was left out before
        return True
    if "/usb" in os.path.realpath(entry):
        return True
    return _read(entry / "removable") == "1"


def _beneath(entry: Path) -> frozenset[str]:
    if not entry.exists():
        return frozenset()
    real = Path(os.path.realpath(entry))
    layers = real / "slaves"
    lower = sorted(layers.iterdir()) if layers.is_dir() else []
    if lower:
        return frozenset().union(*(_beneath(layer) for layer in lower))
    return frozenset({real.parent.name if (real / "partition").exists() else real.name})


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
