"""A file that gets its name only when all of it is on disk, and that only its owner reads."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop_app.problems import Problem


class CannotWritePdf(Problem):
    """The folder or disk does not take the file; what stood under the name before still does."""

    code = "pdf.cannot_write"


class Output:
    """Takes bytes into a file beside the final one."""

    def __init__(self, out: Path) -> None:
        """Begin the file `NAME.part`."""
        self._out = out
        self._part = out.with_name(f"{out.name}.part")
        with self._telling():
            self._part.unlink(missing_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            self._file = os.fdopen(os.open(self._part, flags, 0o600), "wb")

    def write(self, content: bytes) -> None:
        """Add to the end.

        Raises:
            CannotWritePdf: the disk is full or gone.
        """
        try:
            self._file.write(content)
        except OSError as cause:
            raise CannotWritePdf(path=str(self._out)) from cause

    def finish(self) -> None:
        """See that all is on disk, then give the name."""
        with self._telling():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._part.replace(self._out)

    def abandon(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except OSError as cause:
            raise CannotWritePdf(path=str(self._out)) from cause


@contextmanager
def output_to(out: Path) -> Iterator[Output]:
    """Write a file as a whole or not at all."""
    output = Output(out)
    try:
        yield output
        output.finish()
    except BaseException:
        output.abandon()
        raise
