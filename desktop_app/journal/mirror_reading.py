"""Reads a second copy without trusting it, on whatever computer: every record that is vouched for.

A frame of which a bit is damaged still counts if what matters in it is whole: header and sealed part,
vouched for by the device, or by the next record, whose header names its chain hash.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from desktop_app.journal.frame import (
    MIRROR_FORMAT,
    MIRROR_VERSION,
    BrokenPlace,
    Frame,
    Opening,
    WholeFrame,
    find_frames,
    is_vouched,
    mended,
)
from desktop_app.journal.mirror import (
    MIRROR_FOLDER,
    MIRROR_SUFFIX,
    SecondCopyFromNewerVersion,
    SecondCopyUnreadable,
)
from desktop_app.journal.numbers import Numbers
from desktop_app.problems import Problem
from desktop_app.sealing.chain import device_id
from desktop_app.sealing.record import read_header

Place = tuple[str, int]


class NoSecondCopy(Problem):
    """Where a second copy was looked for, there is none, or it cannot be read."""

    code: ClassVar[str] = "restore.no_copy"


@dataclass(frozen=True, kw_only=True)
class CopyFile:
    """A second copy that was looked through.

    `numbers` are the records that are whole; `damaged_places` are the places in the file that are not,
    with what can still be told of the record there. A torn end is no damage.
    """

    path: Path
    device_key: bytes
    numbers: dict[str, Numbers]
    damaged_places: tuple[BrokenPlace, ...]
    heads: dict[str, bytes]
    """The chain hash after the last record of each campaign."""
    refused: frozenset[int]
    """Places of frames that are whole, but that the device does not vouch for."""

    @property
    def device(self) -> str:
        """The device's id."""
        return device_id(self.device_key)

    def lost(self) -> dict[str, list[tuple[int, int]]]:
        """Give the runs of numbers whose records are damaged here."""
        lost: dict[str, Numbers] = {}
        for campaign, numbers in self.numbers.items():
            for first, last in numbers.gaps():
                for seq in range(first, last + 1):
                    lost.setdefault(campaign, Numbers()).add(seq)
        for place in self.damaged_places:
            there = self.numbers.get(place.campaign)
            is_next = there is not None and place.seq == there.last() + 1
            if is_next and place.campaign:
                lost.setdefault(place.campaign, Numbers()).add(place.seq)
        return {campaign: numbers.runs() for campaign, numbers in lost.items()}

    def unnamed_count(self) -> int:
        """Count damaged places of which nobody can tell which record was there."""
        named = sum(last - first + 1 for runs in self.lost().values() for first, last in runs)
        records = [place for place in self.damaged_places if place.place > 0]
        return max(0, len(records) - named)

    def frames(self) -> Iterator[Frame]:
        """Give every whole record, in the order of the file; those that were mended come last."""
        yield from _frames(self.path, self.device_key, self._is_proved)

    def _is_proved(self, found: WholeFrame) -> bool:
        """Tell what the first look found out; proving takes most of the time."""
        return found.place not in self.refused


def copies_at(place: Path) -> list[Path]:
    """Find the second copies in a file, a stick, or the folder on it.

    Raises:
        NoSecondCopy.
    """
    if place.is_file():
        return [place]
    for folder in (place / MIRROR_FOLDER, place):
        found = sorted(folder.glob(f"*{MIRROR_SUFFIX}")) if folder.is_dir() else []
        if found:
            return found
    raise NoSecondCopy(path=str(place))


def read_copy(path: Path, told: Callable[[int], object] = lambda _: None) -> CopyFile:
    """Look through a second copy; `told` is called now and then with how many records were read.

    Raises:
        NoSecondCopy, SecondCopyUnreadable, SecondCopyFromNewerVersion.
    """
    with _file_problems(path):
        device_key = _device_key(path)
        numbers: dict[str, Numbers] = {}
        heads: dict[str, bytes] = {}
        refused: set[int] = set()

        def is_proved(found: WholeFrame) -> bool:
            if isinstance(found.content, Frame) and is_vouched(found.content):
                return True
            refused.add(found.place)
            return False

        for count, frame in enumerate(_frames(path, device_key, is_proved), start=1):
            there = numbers.setdefault(frame.campaign, Numbers())
            if frame.seq > there.last():
                heads[frame.campaign] = frame.chain
            there.add(frame.seq)
            if count % 1000 == 0:
                told(count)
        with path.open("rb") as file:
            broken = tuple(
                found
                for found in find_frames(file)
                if isinstance(found, BrokenPlace) and not _is_torn(found)
            )
    return CopyFile(
        path=path,
        device_key=device_key,
        numbers=numbers,
        damaged_places=broken,
        heads=heads,
        refused=frozenset(refused),
    )


def _is_torn(place: BrokenPlace) -> bool:
    """Tell whether a place is just the end of a write that did not come to its end."""
    return place.is_tail and place.unproved is None


def _device_key(path: Path) -> bytes:
    """Read whose second copy it is; where the opening is damaged, most of the records tell."""
    keys: Counter[bytes] = Counter()
    with path.open("rb") as file:
        for found in find_frames(file):
            if isinstance(found, BrokenPlace):
                continue
            if isinstance(found.content, Opening):
                return _named(path, found.content)
            if is_vouched(found.content):
                keys[found.content.device_key] += 1
    if not keys:
        raise SecondCopyUnreadable(path=str(path))
    return keys.most_common(1)[0][0]


def _named(path: Path, opening: Opening) -> bytes:
    if opening.format != MIRROR_FORMAT or device_id(opening.device_key) != opening.device:
        raise SecondCopyUnreadable(path=str(path))
    if opening.version > MIRROR_VERSION:
        raise SecondCopyFromNewerVersion(path=str(path))
    return opening.device_key


def _frames(
    path: Path, device_key: bytes, is_proved: Callable[[WholeFrame], bool]
) -> Iterator[Frame]:
    waiting: dict[Place, Frame] = {}
    with path.open("rb") as file:
        for found in find_frames(file):
            frame = _frame(found, device_key, is_proved)
            if frame is not None and frame.voucher:
                yield frame
            elif frame is not None:
                waiting[frame.campaign, frame.seq] = frame
    if waiting:
        yield from _vouched_by_the_next(path, device_key, is_proved, waiting)


def _frame(
    found: WholeFrame | BrokenPlace, device_key: bytes, is_proved: Callable[[WholeFrame], bool]
) -> Frame | None:
    """Give what of a place in the file is a record; without a voucher if that is to be found yet."""
    if isinstance(found, BrokenPlace):
        return mended(found.unproved, device_key) if found.unproved is not None else None
    content = found.content
    if isinstance(content, Opening) or content.device_key != device_key:
        return None
    return content if is_proved(found) else None


def _vouched_by_the_next(
    path: Path,
    device_key: bytes,
    is_proved: Callable[[WholeFrame], bool],
    waiting: dict[Place, Frame],
) -> Iterator[Frame]:
    with path.open("rb") as file:
        for found in find_frames(file):
            frame = _frame(found, device_key, is_proved)
            before = waiting.get((frame.campaign, frame.seq - 1)) if frame is not None else None
            if frame is None or before is None or not frame.voucher:
                continue
            if read_header(frame.header).previous == before.chain.hex():
                yield before


@contextmanager
def _file_problems(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NoSecondCopy(path=str(path)) from error
