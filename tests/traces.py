"""Looks for traces of a person: in bytes, in whatever usual encoding, in every file of a folder."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path


def needles_for(traces: Iterable[str]) -> frozenset[bytes]:
    """Give every form in which a text may stand in a file.

    UTF-8, UTF-16 both ways, each as it is and in base64 at all three places; in small letters, in
    capitals and with one capital. Traces are written in small letters.
    """
    return frozenset(needle for trace in traces for needle in _forms(trace))


def files_with(needles: Iterable[bytes], folder: Path) -> tuple[list[str], int]:
    """Name the files below a folder that hold a needle; and tell how many were looked at."""
    looked_at, found = 0, []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            looked_at += 1
            data = path.read_bytes()
            if any(needle in data for needle in needles):
                found.append(path.relative_to(folder).as_posix())
    return found, looked_at


def _forms(trace: str) -> Iterator[bytes]:
    for text in (trace, trace.upper(), trace.capitalize()):
        for plain in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
            yield plain
            for skipped in range(3):  # base64 of the same bytes differs with their place
                encoded = base64.b64encode(b"x" * skipped + plain)
                yield encoded[4 if skipped else 0 : -4]
