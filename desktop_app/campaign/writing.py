"""Writes the files of a pack into its folder: each is there whole or as it was before."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from desktop_app.problems import Problem

PART = ".part"
"""The end of a file that is being written; packs leave out what begins with a dot."""


class CannotWriteFolder(Problem):
    """The disk does not take the files of a pack."""

    code: ClassVar[str] = "campaign.cannot_write"


def write_folder(
    folder: Path, files: Mapping[str, bytes], before: Mapping[str, bytes] | None = None
) -> None:
    """Write the files of a pack that differ from what is there, and remove those that are gone.

    Args:
        folder: made if it is missing.
        files: all files by their path with forward slashes.
        before: what the folder held when it was read; None for a new one.

    Raises:
        CannotWriteFolder: what was written before it is kept, and each file is whole.
    """
    known = before or {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            if known.get(name) != data or not (folder / name).is_file():
                _replace(folder / name, data)
        for name in known.keys() - files.keys():
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise CannotWriteFolder(path=str(folder)) from error


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}{PART}")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
