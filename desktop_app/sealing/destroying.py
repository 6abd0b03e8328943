"""Destroys a key file: its bytes are overwritten on the disk before its name goes.

What a solid-state disk keeps below its files, copies, backups and recovery sheets are beyond the
reach of any program; whoever tells people that a key is destroyed says that, too.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from desktop_app.problems import Problem


class CannotDestroyKey(Problem):
    """The disk does not let the key file be overwritten; it is still whole."""

    code: ClassVar[str] = "key.cannot_destroy"


def destroy_key_file(path: Path, randomness: Callable[[int], bytes]) -> bool:
    """Overwrite a key file, what a broken-off change left beside it, and remove both.

    A link goes, too, and what it leads to. Other hard links to the file hold the overwritten bytes.

    Returns:
        False where the file could not be removed: it holds nothing but chance.

    Raises:
        CannotDestroyKey: nothing was overwritten.
    """
    try:
        target = path.resolve(strict=True)
        part = target.with_name(f"{target.name}.part")
        if part.is_file():
            _overwrite(part, randomness)
            part.unlink()
        _overwrite(target, randomness)
    except OSError as error:
        raise CannotDestroyKey(path=str(path)) from error
    with suppress(OSError):
        target.unlink()
        path.unlink(missing_ok=True)
        _sync_folder(target.parent)
    return not target.exists()


def _overwrite(file: Path, randomness: Callable[[int], bytes]) -> None:
    """Write chance over every byte and bring it to the disk."""
    with file.open("r+b", buffering=0) as stream:
        size = stream.seek(0, os.SEEK_END)
        chance = randomness(size)
        stream.seek(0)
        written = stream.write(chance)
        os.fsync(stream.fileno())
        stream.seek(0)
        if written != size or stream.read() != chance:
            raise OSError


def _sync_folder(folder: Path) -> None:
    if os.name != "nt":  # Windows has no such step
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
