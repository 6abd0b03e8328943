"""Sticks and cards that are plugged in now, and how much room a disk has left.

The three systems say it in three ways; none says it wholly. What holds the system itself is never
a stick, and what does not answer is left out.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desktop_app.app.block_devices import disk_of, disk_of_path, is_pluggable

MOUNTED_BY_HAND = tuple(map(PurePosixPath, ("/media", "/run/media", "/mnt")))
"""Where Linux puts sticks, and people put disks by hand."""
SYSTEM_FOLDERS = frozenset({"/", "/boot", "/boot/efi", "/boot/firmware", "/home", "/usr", "/var"})
MACOS_VOLUMES = PurePosixPath("/Volumes")
MACOS_HIDDEN = "dontbrowse"
NEVER_STICKS = frozenset({"squashfs", "autofs", "devfs"})


@dataclass(frozen=True, kw_only=True)
class Drive:
    """A stick, a card, or another disk that somebody plugged in."""

    path: Path
    name: str
    """What a volunteer would call it: its label, else its letter or folder."""
    free_bytes: int
    total_bytes: int
    is_writable: bool
    filesystem: str


@dataclass(frozen=True, kw_only=True)
class Mount:
    """One file system as the system lists it."""

    device: str
    folder: str
    filesystem: str
    options: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much a file system holds, and how much of it this user may still fill."""

    free_bytes: int
    total_bytes: int


def list_mounts() -> list[Mount]:
    """Ask the system what is mounted; nothing if it does not say."""
    import psutil

    try:
        found = psutil.disk_partitions(all=False)
    except (OSError, RuntimeError, psutil.Error):
        return []
    return [
        Mount(
            device=part.device,
            folder=part.mountpoint,
            filesystem=part.fstype.lower(),
            options=frozenset(part.opts.split(",")),
        )
        for part in found
    ]


def look_at_room(folder: str) -> Room | None:
    """Ask how much room there is; None if the disk does not answer."""
    import psutil

    try:
        usage = psutil.disk_usage(folder)
    except (OSError, psutil.Error):
        return None
    return Room(free_bytes=usage.free, total_bytes=usage.total)


def may_write(folder: str) -> bool:
    """Tell whether this user may write there."""
    return os.access(folder, os.W_OK)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The system that is asked; tests ask others."""

    platform: str = sys.platform
    mounts: Callable[[], Sequence[Mount]] = list_mounts
    room: Callable[[str], Room | None] = look_at_room
    may_write: Callable[[str], bool] = may_write
    sysfs: Path = Path("/sys")
    label: Callable[[str], str] = lambda _: ""


def removable_drives(asked: Asked | None = None) -> tuple[Drive, ...]:
    """Find the drives that are plugged in now, by path; those that cannot be written to as well."""
    asked = asked or _this_system()
    mounts = asked.mounts()
    drives = (_drive(mount, asked) for mount in _removable(mounts, asked))
    by_path = {drive.path: drive for drive in drives if drive is not None}
    return tuple(by_path[path] for path in sorted(by_path))


def free_bytes(folder: Path) -> int | None:
    """Tell how many bytes this user may still write into a folder.

    None if it is not there or does not answer; a pulled stick has no room, not that of the disk
    beneath it.
    """
    room = look_at_room(str(folder)) if folder.is_dir() else None
    return room.free_bytes if room else None


def on_one_disk(one: Path, other: Path, sysfs: Path = Path("/sys")) -> bool:
    """Tell whether two folders would be lost together, with one disk.

    Two partitions of one disk count as one, as far as the system tells.
    """
    try:
        numbers = one.stat().st_dev, other.stat().st_dev
    except OSError:
        return False
    if numbers[0] == numbers[1]:
        return True
    disks = [disk_of_path(number, sysfs) for number in numbers]
    return bool(disks[0] and disks[1] and disks[0] & disks[1])


def _this_system() -> Asked:
    if sys.platform == "win32":
        from desktop_app.app.windows_labels import label

        return Asked(label=label)
    return Asked()


def _drive(mount: Mount, asked: Asked) -> Drive | None:
    room = asked.room(mount.folder)
    if room is None or room.total_bytes <= 0:  # a card reader without a card
        return None
    return Drive(
        path=Path(mount.folder),
        name=asked.label(mount.folder) or _folder_name(mount.folder),
        free_bytes=room.free_bytes,
        total_bytes=room.total_bytes,
        is_writable="ro" not in mount.options and asked.may_write(mount.folder),
        filesystem=mount.filesystem,
    )


def _folder_name(folder: str) -> str:
    """Name a drive after the folder it is mounted on, which desktops name after its label."""
    return folder.rstrip("\\/").replace("\\", "/").rpartition("/")[2] or folder


def _removable(mounts: Sequence[Mount], asked: Asked) -> Iterable[Mount]:
    mounts = [mount for mount in mounts if mount.filesystem not in NEVER_STICKS]
    if asked.platform == "win32":
        return [mount for mount in mounts if "removable" in mount.options]
    if asked.platform == "darwin":
        return _volumes(mounts)
    return _plugged_in(mounts, asked.sysfs)


def _volumes(mounts: Sequence[Mount]) -> Iterable[Mount]:
    """Take what macOS shows under /Volumes and what is not a part of the system's disk."""
    own = {_macos_disk(mount.device) for mount in mounts if mount.folder == "/"}
    return [
        mount
        for mount in mounts
        if MACOS_VOLUMES in PurePosixPath(mount.folder).parents
        and mount.device.startswith("/dev/disk")
        and MACOS_HIDDEN not in mount.options
        and _macos_disk(mount.device) not in own
    ]


def _macos_disk(device: str) -> str:
    """Cut the slices off: /dev/disk3s1s1 is a part of /dev/disk3."""
    number = device.removeprefix("/dev/disk").partition("s")[0]
    return f"/dev/disk{number}"


def _plugged_in(mounts: Sequence[Mount], sysfs: Path) -> Iterable[Mount]:
    """Take what sits on a disk that can be pulled, or was put where people put disks.

    SD cards are often not flagged removable, USB disks never are: the way they are connected tells.
    """
    own: set[str] = set()
    for mount in mounts:
        if mount.folder in SYSTEM_FOLDERS:
            own |= disk_of(mount.device, sysfs)
    found = []
    for mount in mounts:
        disks = disk_of(mount.device, sysfs)
        if not mount.device.startswith("/dev/") or mount.folder in SYSTEM_FOLDERS or disks & own:
            continue
        if _is_put_by_hand(mount.folder) or any(is_pluggable(disk, sysfs) for disk in disks):
            found.append(mount)
    return found


def _is_put_by_hand(folder: str) -> bool:
    place = PurePosixPath(folder)
    return any(parent == place or parent in place.parents for parent in MOUNTED_BY_HAND)
