"""Why a folder or stick does not take a batch: full, read-only, pulled, failing, or not truthful."""

import errno
from pathlib import Path
from typing import ClassVar

from desktop_app.problems import Problem


class CannotWriteBatch(Problem):
    """The folder or stick does not take the batch; nothing wrong was left under its name."""

    code: ClassVar[str] = "batch.cannot_write"


class FolderFull(CannotWriteBatch):
    """The folder or stick became full while a batch was written."""

    code: ClassVar[str] = "batch.folder_full"


class NoRoom(FolderFull):
    """There is less room than is needed; nothing was written yet."""

    code: ClassVar[str] = "batch.no_room"


class FolderReadOnly(CannotWriteBatch):
    """The folder or stick allows no writing."""

    code: ClassVar[str] = "batch.folder_read_only"


class FolderGone(CannotWriteBatch):
    """The stick was pulled, or the folder is not there any more."""

    code: ClassVar[str] = "batch.folder_gone"


class FolderFailing(CannotWriteBatch):
    """The stick answers with errors."""

    code: ClassVar[str] = "batch.folder_failing"


class NotReadBack(CannotWriteBatch):
    """The stick took the batch without complaint and gave other bytes back."""

    code: ClassVar[str] = "batch.not_read_back"


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_GONE = (
    errno.ENOENT,
    errno.ENODEV,
    errno.ENXIO,
    errno.ENOTCONN,
    errno.ESTALE,
    getattr(errno, "ESHUTDOWN", errno.ENODEV),
)
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)

_WINDOWS_READ_ONLY = (19,)
_WINDOWS_GONE = (15, 21, 433, 1167)
"""ERROR_INVALID_DRIVE, NOT_READY, NO_SUCH_DEVICE, DEVICE_NOT_CONNECTED; Python maps some to EACCES."""


def problem_for(error: OSError, folder: Path) -> CannotWriteBatch:
    """Choose the problem for what the system said about a file below a folder."""
    path = str(folder)
    windows = getattr(error, "winerror", None)
    if windows in _WINDOWS_GONE or error.errno in _GONE:
        return FolderGone(path=path)
    if error.errno in _FULL:
        return FolderFull(path=path)
    if windows in _WINDOWS_READ_ONLY or error.errno in _READ_ONLY:
        return FolderReadOnly(path=path)
    if error.errno == errno.EIO:  # what a pulled stick answers, too, until it is unmounted
        return FolderFailing(path=path) if _is_there(folder) else FolderGone(path=path)
    return CannotWriteBatch(path=path)


def syncs_no_folders(error: OSError) -> bool:
    """Tell whether a file system just does not know how to sync a folder, as some drivers do not."""
    return error.errno in _NO_FOLDER_SYNC


def _is_there(folder: Path) -> bool:
    try:
        list(folder.iterdir())
    except OSError:
        return False
    return True
