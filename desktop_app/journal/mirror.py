"""The second copy: an append-only file on a card or stick, from which a journal can be rebuilt.

`FOLDER/inkstand-second-copy/DEVICE.inkmirror`: an opening frame, then a frame for each record
(`frame.py` is the format). It holds no private key, and its sealed parts open here as little as on
the device. Each append is one write and one fsync. A write that a crash cut short is no whole frame:
it is cut off at the next append. The file is opened for each append and not held, so that a stick
can be taken out at any time; one that is gone, or is another now, is *away*. A file is made new by
`new_mirror` alone: the mount point of a pulled stick is a folder on the tablet's own disk.
"""

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, ClassVar

import msgspec

from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.durable import sync_file, sync_folder
from desktop_app.journal.frame import (
    MIRROR_FORMAT,
    MIRROR_VERSION,
    BrokenPlace,
    Frame,
    Opening,
    WholeFrame,
    find_frames,
    frame_bytes,
    opening_bytes,
)
from desktop_app.journal.numbers import Numbers
from desktop_app.problems import Problem
from desktop_app.sealing.chain import device_id

MIRROR_FOLDER = "inkstand-second-copy"
MIRROR_SUFFIX = ".inkmirror"
_OPEN_FLAGS = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class SecondCopyAway(Problem):
    """The stick or card is not there, or the second copy on it is not."""

    code: ClassVar[str] = "second_copy.away"


class SecondCopyFull(Problem):
    """The stick or card is full; what was copied before is there."""

    code: ClassVar[str] = "second_copy.full"


class SecondCopyReadOnly(Problem):
    """The stick or card takes no writing."""

    code: ClassVar[str] = "second_copy.read_only"


class SecondCopyUnreadable(Problem):
    """What stands under the second copy's name is none."""

    code: ClassVar[str] = "second_copy.unreadable"


class SecondCopyOfAnotherDevice(Problem):
    """The file is the second copy of another device."""

    code: ClassVar[str] = "second_copy.other_device"


class SecondCopyFromNewerVersion(Problem):
    """A newer Inkstand wrote the second copy; it is kept as it is."""

    code: ClassVar[str] = "second_copy.from_newer_version"


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last record of a campaign in a second copy."""

    seq: int
    chain: bytes


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far a second copy is: enough to reckon, without the file, what is to be copied next."""

    heads: Mapping[CampaignId, Head]
    missing: Mapping[CampaignId, list[tuple[int, int]]]
    """Runs of numbers before the last that are not there: their frames are damaged."""
    record_count: int


@dataclass(kw_only=True)
class _Contents:
    """What a look through the file found. `end` is where the last whole frame ends."""

    end: int = 0
    size_bytes: int = 0
    heads: dict[CampaignId, Head] = field(default_factory=dict)
    numbers: dict[CampaignId, Numbers] = field(default_factory=dict)
    sealed: dict[CampaignId, Numbers] = field(default_factory=dict)
    broken: list[BrokenPlace] = field(default_factory=list)

    def take_in(self, frame: Frame) -> None:
        campaign = CampaignId(frame.campaign)
        self.numbers.setdefault(campaign, Numbers()).add(frame.seq)
        if frame.sealed:
            self.sealed.setdefault(campaign, Numbers()).add(frame.seq)
        head = self.heads.get(campaign)
        if head is None or head.seq < frame.seq:
            self.heads[campaign] = Head(seq=frame.seq, chain=frame.chain)


class Mirror:
    """A second copy that is there. Used from one thread at a time."""

    def __init__(self, path: Path, device_key: bytes, contents: _Contents) -> None:
        self.path = path
        self._device_key = device_key
        self._contents = contents

    @property
    def size_bytes(self) -> int:
        """The length of the file."""
        return self._contents.size_bytes

    @property
    def is_begun(self) -> bool:
        """Tell whether the file was made, but nothing is whole in it yet."""
        return self._contents.end == 0

    @property
    def broken(self) -> Sequence[BrokenPlace]:
        """What was damaged in the file when it was opened; a torn end is none."""
        return [place for place in self._contents.broken if not place.is_tail]

    def positions(self) -> dict[CampaignId, int]:
        """Give the number of the last record of each campaign."""
        return {campaign: head.seq for campaign, head in self._contents.heads.items()}

    def heads(self) -> Mapping[CampaignId, Head]:
        """Give the last record of each campaign with its chain hash."""
        return dict(self._contents.heads)

    def missing(self) -> dict[CampaignId, list[tuple[int, int]]]:
        """Give the runs of numbers before the last that are not there: their frames are damaged."""
        gaps = {campaign: n.gaps() for campaign, n in self._contents.numbers.items()}
        return {campaign: runs for campaign, runs in gaps.items() if runs}

    def record_count(self) -> int:
        """Count the records."""
        return sum(numbers.count() for numbers in self._contents.numbers.values())

    def standing(self) -> Standing:
        """Tell how far it is, as a value that another thread may have."""
        return Standing(
            heads=self.heads(), missing=self.missing(), record_count=self.record_count()
        )

    def append(self, frames: Sequence[bytes]) -> None:
        """Write frames behind the last whole one: one write, then on disk.

        Raises:
            SecondCopyAway: also when the file is not the one that was opened; open it again.
            SecondCopyFull, SecondCopyReadOnly: what was there before is there.
        """
        data = b"".join(frames)
        contents = self._contents
        if contents.end == 0:
            data = opening_bytes(self._device_key) + data
        with _mirror_problems(self.path), _opened(self.path) as descriptor:
            if _size(descriptor) != contents.size_bytes:
                raise SecondCopyAway(path=str(self.path))
            _write_at(descriptor, contents.end, data)
        contents.end += len(data)
        contents.size_bytes = contents.end
        for frame in frames:
            content = _frame_of(frame)
            if isinstance(content, Frame):
                contents.take_in(content)

    def erase(self, campaign: CampaignId, first: int, last: int) -> None:
        """Write the file anew without the sealed parts of a run of records; nothing if they are gone.

        The new file is whole on disk before it takes the old one's name. What was damaged stays
        behind; the next catching up writes it again.

        Raises:
            SecondCopyAway, SecondCopyFull, SecondCopyReadOnly.
        """
        temporary = _temporary(self.path)
        sealed = self._contents.sealed.get(campaign, Numbers())
        with _mirror_problems(self.path):
            if not sealed.has_any(first, last) and not self._contents.broken:
                return
            if self.path.stat().st_size != self._contents.size_bytes:
                raise SecondCopyAway(path=str(self.path))
            try:
                with self.path.open("rb") as old, temporary.open("wb") as new:
                    _write_without(old, new, self._device_key, (campaign, first, last))
                    sync_file(new.fileno())
                temporary.replace(self.path)
            except OSError:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
                raise
            sync_folder(self.path.parent)
            self._contents = _looked_through(self.path, self._device_key)

    def close(self) -> None:
        """Let go of the file; nothing is held open, so nothing can fail."""


def mirror_file(folder: Path, device: str) -> Path:
    """Give the place of a device's second copy in the chosen folder."""
    return folder / MIRROR_FOLDER / f"{device}{MIRROR_SUFFIX}"


def open_mirror(folder: Path, device_key: bytes) -> Mirror:
    """Open the second copy of a device (its public key) in a folder, and look through all of it.

    50 000 records take some 0.4 s of reckoning, and as long as the stick takes to give 60 MB.

    Raises:
        SecondCopyAway: there is no such file. SecondCopyReadOnly: it cannot be read.
        SecondCopyUnreadable, SecondCopyOfAnotherDevice, SecondCopyFromNewerVersion.
    """
    path = mirror_file(folder, device_id(device_key))
    with _mirror_problems(path):
        _finish_erasing(path)
        if path.is_symlink() or not path.is_file():
            raise SecondCopyAway(path=str(path))
        return Mirror(path, device_key, _looked_through(path, device_key))


def new_mirror(folder: Path, device_key: bytes) -> Mirror:
    """Make the second copy of a device in a folder; one that is there is opened and goes on.

    Raises:
        SecondCopyAway: the folder is not there. And what `open_mirror` and `append` raise.
    """
    path = mirror_file(folder, device_id(device_key))
    with _mirror_problems(path):
        if not folder.is_dir():
            raise SecondCopyAway(path=str(path))
        path.parent.mkdir(exist_ok=True)
        _finish_erasing(path)
        with suppress(FileExistsError):
            os.close(os.open(path, _OPEN_FLAGS | os.O_CREAT | os.O_EXCL, 0o600))
            sync_folder(path.parent)
            sync_folder(folder)
    mirror = open_mirror(folder, device_key)
    if mirror.is_begun:
        mirror.append([])
    return mirror


def _looked_through(path: Path, device_key: bytes) -> _Contents:
    contents = _Contents()
    is_first = True
    with path.open("rb") as file:
        for found in find_frames(file):
            contents.size_bytes = found.place + found.size_bytes
            if isinstance(found, BrokenPlace):
                contents.broken.append(found)
            elif isinstance(found.content, Opening):
                _check_opening(path, found.content, device_key)
                contents.end = contents.size_bytes
            else:
                _take_in(contents, found, found.content, device_key)
            is_first = False
    if contents.end == 0 and not is_first and not _is_begun(path, device_key):
        raise SecondCopyUnreadable(path=str(path))
    return contents


def _take_in(contents: _Contents, found: WholeFrame, frame: Frame, device_key: bytes) -> None:
    if frame.device_key == device_key:
        contents.end = contents.size_bytes
        contents.take_in(frame)
        return
    contents.broken.append(
        BrokenPlace(
            place=found.place,
            size_bytes=found.size_bytes,
            campaign=frame.campaign,
            seq=frame.seq,
        )
    )


def _check_opening(path: Path, opening: Opening, device_key: bytes) -> None:
    if opening.format != MIRROR_FORMAT:
        raise SecondCopyUnreadable(path=str(path))
    if opening.version > MIRROR_VERSION:
        raise SecondCopyFromNewerVersion(path=str(path))
    if opening.device_key != device_key:
        raise SecondCopyOfAnotherDevice(path=str(path))


def _is_begun(path: Path, device_key: bytes) -> bool:
    """Tell whether the file was only begun: cut in its first frame, or zeros after a power cut."""
    opening = opening_bytes(device_key)
    with path.open("rb") as file:
        data = file.read(len(opening) + 1)
    return len(data) <= len(opening) and (opening.startswith(data) or not any(data))


def _write_without(
    old: BinaryIO, new: BinaryIO, device_key: bytes, erased: tuple[CampaignId, int, int]
) -> None:
    campaign, first, last = erased
    new.write(opening_bytes(device_key))
    for found in find_frames(old):
        frame = found.content if isinstance(found, WholeFrame) else None
        if not isinstance(frame, Frame) or frame.device_key != device_key:
            continue
        if frame.campaign == campaign and first <= frame.seq <= last:
            frame = msgspec.structs.replace(frame, sealed=b"")
        new.write(frame_bytes(frame))
    new.flush()


def _finish_erasing(path: Path) -> None:
    """Put right what a crash left while a file was written anew.

    Beside the old file the new one may be half, so it goes. A stick's file system may have lost the
    old name in a power cut; the new file was whole before it was to take it.
    """
    temporary = _temporary(path)
    if not temporary.is_file():
        return
    if path.is_file():
        with suppress(OSError):  # a stick that takes no writing keeps it
            temporary.unlink()
    else:
        temporary.replace(path)


def _temporary(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _frame_of(data: bytes) -> Opening | Frame | None:
    for found in find_frames(BytesIO(data)):
        return found.content if isinstance(found, WholeFrame) else None
    return None


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, _OPEN_FLAGS)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _size(descriptor: int) -> int:
    """Give the size of an open file; -1 for what is no file."""
    status = os.fstat(descriptor)
    return status.st_size if S_ISREG(status.st_mode) else -1


def _write_at(descriptor: int, end: int, data: bytes) -> None:
    try:
        os.ftruncate(descriptor, end)
        os.lseek(descriptor, end, os.SEEK_SET)
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        sync_file(descriptor)
    except OSError:
        with suppress(OSError):  # half a frame would be found as such, too
            os.ftruncate(descriptor, end)
        raise


@contextmanager
def _mirror_problems(path: Path) -> Iterator[None]:
    """Turn the system's errors into problems at the door of this file."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise SecondCopyFull(path=str(path)) from error
        if error.errno in _READ_ONLY:
            raise SecondCopyReadOnly(path=str(path)) from error
        raise SecondCopyAway(path=str(path)) from error
