"""Writes batch files so that no half file ever stands under a final name.

A temporary file of our own, fsync, rename, fsync of the folders, then read back, past the system's
memory of it where the system lets us. On FAT a rename is not whole in a power cut, so what stands
under a final name is never believed for its name: whoever reads a batch checks the hash in it, and
whoever writes one here compares every byte and puts the whole file in the place of half a one.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from desktop_app.batches.refusals import (
    CannotWriteBatch,
    FolderGone,
    NotReadBack,
    problem_for,
    syncs_no_folders,
)

if sys.platform != "win32":
    import fcntl

TEMPORARY = re.compile(
    r"(\d{1,9}-\d{1,9}-[0-9a-f]{64}\.inkbatch|[0-9a-f]{64}\.inkpack|[0-9a-f]{20}\.inkack)"
    r"(\.\d{1,3})?\.part"
)
"""Names of our own temporary files, of version 0.1.0 too; nobody else's file is ever removed."""
MAX_TRIES = 3
MAX_TEMPORARY = 100


@dataclass(frozen=True, kw_only=True)
class Destination:
    """A folder to hand over into, and the disk that it is on.

    When a stick is pulled, the empty folder that it was mounted on may remain: writing goes on only
    while the folder is on the disk that it was on at the start.
    """

    folder: Path
    disk: int


def destination(folder: Path) -> Destination:
    """Look at the folder or stick to hand over into; a folder that is missing is made.

    Raises:
        CannotWriteBatch, one of its variants.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Destination(folder=folder, disk=folder.stat().st_dev)
    except OSError as error:
        raise problem_for(error, folder) from error


def write_whole(folder: Path, name: PurePosixPath, data: bytes) -> Path:
    """Write bytes under a name below a folder, which is made where it is missing.

    Raises:
        CannotWriteBatch, one of its variants.
    """
    return write_to(destination(folder), name, data)


def write_to(to: Destination, name: PurePosixPath, data: bytes) -> Path:
    """Write bytes under a name, or find that just these bytes are there already.

    Raises:
        CannotWriteBatch, and then nothing half has that name: FolderFull, FolderReadOnly,
        FolderGone, FolderFailing, NotReadBack, or none of these.
    """
    target = to.folder.joinpath(*name.parts)
    try:
        if not _is_put(to, target, data):
            raise CannotWriteBatch(path=str(to.folder))
        check_there(to)
        is_whole = _holds(target, data)
    except OSError as error:
        raise problem_for(error, to.folder) from error
    if not is_whole:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise NotReadBack(path=str(to.folder))
    return target


def check_there(to: Destination) -> None:
    """See that the folder is still there, and on the disk that it was on.

    Raises:
        FolderGone.
    """
    try:
        is_there = to.folder.stat().st_dev == to.disk
    except OSError as error:
        raise FolderGone(path=str(to.folder)) from error
    if not is_there:
        raise FolderGone(path=str(to.folder))


def sweep(to: Destination, campaign: str, device: str) -> int:
    """Remove what interrupted hand-overs of a device left; gives how many files that were.

    Only temporary files with names of our own, in the two folders that we write into, and none that
    another program is writing this moment. A stick that lets none go is left as it is.
    """
    removed = 0
    for folder in (to.folder / campaign, to.folder / campaign / device):
        with suppress(OSError):
            for path in list(folder.iterdir()):
                if TEMPORARY.fullmatch(path.name) and _is_removed(path):
                    removed += 1
    return removed


def _is_put(to: Destination, target: Path, data: bytes) -> bool:
    """Put a file there; again, if another program took its beginning for a leftover."""
    for _ in range(MAX_TRIES):
        check_there(to)
        if _holds(target, data):
            return True
        with suppress(FileNotFoundError):
            _make_folders(to.folder, target.parent)
            _put(target, data)
            return True
    return False


def _put(target: Path, data: bytes) -> None:
    with _temporary(target) as (path, file):
        file.write(data)
        file.flush()
        _sync(file.fileno())
        if os.name == "nt":  # Windows renames no file that is open
            file.close()
        path.replace(target)
    _sync_folder(target.parent)


@contextmanager
def _temporary(target: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Make a file that no other program writes, and lock it; it is gone if anything fails."""
    path = target
    for number in range(1, MAX_TEMPORARY):
        path = target.with_name(f"{target.name}.{number}.part")
        with suppress(FileExistsError):
            file = path.open("xb")
            break
    else:
        raise CannotWriteBatch(path=str(target.parent))
    try:
        with file:
            _lock(file.fileno())
            yield path, file
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file holds just these bytes, on the medium itself where that can be asked."""
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size != len(data):
            return False
        with path.open("rb", buffering=0) as file:
            _forget(file.fileno())
            return b"".join(iter(lambda: file.read(1 << 20), b"")) == data
    except FileNotFoundError:
        return False


def _make_folders(top: Path, folder: Path) -> None:
    """Make the folders below `top`, each synced into the one above; never `top` itself."""
    missing = []
    while folder != top and not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir()
        _sync_folder(each.parent)


def _is_removed(path: Path) -> bool:
    try:
        if path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as file:
            if not _lock(file.fileno()):
                return False
            path.unlink()
    except OSError:  # Windows removes none that is open, here or in another program
        with suppress(OSError):
            path.unlink()
        return not path.exists()
    return True


if sys.platform == "win32":

    def _lock(descriptor: int) -> bool:
        """Nothing to do: Windows removes no file that is open."""
        return descriptor >= 0

    def _forget(descriptor: int) -> None:
        """Windows does not say how a file is read past its memory."""

    def _sync(descriptor: int) -> None:
        os.fsync(descriptor)

    def _sync_folder(folder: Path) -> None:
        """Windows cannot open a folder to sync it."""

else:

    def _lock(descriptor: int) -> bool:
        """Lock a file for as long as it is open; False if another program has it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True

    def _forget(descriptor: int) -> None:
        """Let the system forget what it remembers of a file, so that the medium is read."""
        with suppress(OSError):
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            elif hasattr(fcntl, "F_NOCACHE"):  # macOS
                fcntl.fcntl(descriptor, fcntl.F_NOCACHE, 1)

    def _sync(descriptor: int) -> None:
        if hasattr(fcntl, "F_FULLFSYNC"):  # macOS: fsync alone leaves it in the drive's own memory
            with suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        os.fsync(descriptor)

    def _sync_folder(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if not syncs_no_folders(error):
                raise
            os.sync()
        finally:
            os.close(descriptor)
