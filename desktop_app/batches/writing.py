"""Writes batch files so that no half file ever stands under a final name."""

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import ClassVar

from desktop_app.problems import Problem


class CannotWriteBatch(Problem):
    """The folder or stick does not take the batch; nothing wrong was left under its name."""

    code: ClassVar[str] = "batch.cannot_write"


def write_whole(folder: Path, name: PurePosixPath, data: bytes) -> Path:
    """Write bytes under a name: temporary file, fsync, rename, fsync of the folder, read back.

    Raises:
        CannotWriteBatch: and then nothing, or the same whole file as before, has that name.
    """
    target = folder.joinpath(*name.parts)
    temporary = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file() and target.read_bytes() == data:
            return target
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
        is_whole = target.read_bytes() == data
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise CannotWriteBatch(path=str(folder)) from error
    if not is_whole:
        target.unlink(missing_ok=True)
        raise CannotWriteBatch(path=str(folder))
    return target


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
