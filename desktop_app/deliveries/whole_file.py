"""Writes a file that has its name only once it is whole and on disk, and that only its owner reads."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop_app.deliveries.problems import CannotWriteDelivery


@contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """Write to a file beside, as `NAME.part`, which gets the name at the end.

    If anything fails it goes, and what stood under the name before stays.

    Raises:
        CannotWriteDelivery: the disk refuses.
    """
    part = out.with_name(f"{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as error:
        _forget(part)
        raise CannotWriteDelivery(path=str(out), reason=type(error).__name__) from error
    except BaseException:
        _forget(part)
        raise


def file_sha256(path: Path) -> str:
    """Hash a file that was written.

    Raises:
        CannotWriteDelivery: it cannot be read back.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CannotWriteDelivery(path=str(path), reason=type(error).__name__) from error


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn line ends


def _forget(part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)
