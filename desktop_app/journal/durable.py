"""Brings files and names to the disk itself, as far as each system allows."""

import errno
import os
from pathlib import Path


def sync_file(descriptor: int) -> None:
    """Bring what was written to an open file to the disk.

    macOS's fsync leaves it in the drive's own memory; F_FULLFSYNC does not. Source: fsync(2) there.
    """
    import sys

    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError:  # not every file system of a stick knows it
            os.fsync(descriptor)
    else:
        os.fsync(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, so that a power cut leaves them there."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in reversed(missing):
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows cannot, and some sticks' drivers will not."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
