"""The second copy of a device's journal: chosen, found again, kept up, and how it stands.

The command line, the kiosk's start and the console share what is here. Where no second copy is chosen,
nothing of it is ever in the way; where one is, its failing costs no signature.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from desktop_app.app.drives import on_one_disk, removable_drives
from desktop_app.app.home import Home
from desktop_app.app.settings import change_settings, read_settings
from desktop_app.journal.copying import check_history, copy_next, missing_count, new_copy
from desktop_app.journal.mirror import (
    MIRROR_FOLDER,
    Mirror,
    SecondCopyAway,
    mirror_file,
    open_mirror,
)
from desktop_app.journal.store import Journal
from desktop_app.problems import Problem
from desktop_app.sealing.chain import device_id

Folders = Callable[[], Iterable[Path]]


class NoDriveFound(Problem):
    """No stick or card that takes writing is plugged in."""

    code: ClassVar[str] = "second_copy.no_drive"


class SeveralDrivesFound(Problem):
    """More than one stick or card is plugged in, and nobody can know which is meant."""

    code: ClassVar[str] = "second_copy.several_drives"


class NoSuchFolder(Problem):
    """What was named for the second copy is no folder that is there."""

    code: ClassVar[str] = "second_copy.no_folder"


@dataclass(frozen=True, kw_only=True)
class CopyState:
    """How the second copy stands.

    `folder` is where it is, which may be another drive than the chosen one; empty for none.
    `record_count` and `missing_count` are records; `damaged_count` are places in the file that are
    damaged and were not written again yet. `problem` is why it is not there.
    """

    folder: str = ""
    is_there: bool = False
    is_same_disk: bool = False
    record_count: int = 0
    missing_count: int = 0
    damaged_count: int = 0
    problem: Problem | None = None

    @property
    def is_chosen(self) -> bool:
        """Tell whether there should be one."""
        return bool(self.folder)


def folders_of_drives() -> Iterable[Path]:
    """Give the sticks and cards that are plugged in now."""
    return [drive.path for drive in removable_drives()]


def named_folder(path: Path) -> Path:
    """Take a folder that somebody has typed: a slip of the pen is no stick that was pulled.

    Raises:
        NoSuchFolder.
    """
    if not path.is_dir():
        raise NoSuchFolder(path=str(path))
    return path


def choose(home: Home, journal: Journal, folder: Path) -> Mirror:
    """Choose where the second copy is kept, and make its file there; what is missing is not copied yet.

    Raises:
        SecondCopyAway: there is no such folder. And what making the file raises: then the choice
        stays what it was.
    """
    folder = folder.absolute()
    if folder.name == MIRROR_FOLDER:
        folder = folder.parent
    mirror = new_copy(journal, folder)
    change_settings(home, second_copy=str(folder))
    return mirror


def begin_anew(home: Home, journal: Journal) -> Problem | None:
    """Begin the second copy of a journal that has just begun where the old one was chosen.

    Gives the problem if that failed: then it is to be chosen anew.
    """
    chosen = read_settings(home).second_copy
    try:
        if chosen:
            choose(home, journal, Path(chosen))
    except Problem as problem:
        return problem
    return None


def choose_none(home: Home) -> None:
    """Keep no second copy from now on; what is on a stick stays there."""
    change_settings(home, second_copy="")


def find_folder(journal: Journal, folders: Folders = folders_of_drives) -> Path:
    """Find the drive for the second copy: the one that holds it already, else the only one.

    Raises:
        NoDriveFound, SeveralDrivesFound.
    """
    found = list(folders())
    holding = _holding(journal.device, found)
    if holding is not None:
        return holding
    if not found:
        raise NoDriveFound
    if len(found) > 1:
        raise SeveralDrivesFound(count=len(found), folders=", ".join(map(str, found)))
    return found[0]


def open_chosen(
    home: Home, journal: Journal, folders: Folders = folders_of_drives
) -> Mirror | None:
    """Open the second copy that was chosen; None if none was.

    Raises:
        SecondCopyAway, SecondCopyOfOtherHistory, and what opening raises.
    """
    chosen = read_settings(home).second_copy
    if not chosen:
        return None
    mirror = open_anywhere(Path(chosen), journal.device_public_key, folders)
    check_history(journal, mirror.heads())
    return mirror


def open_anywhere(chosen: Path, device_key: bytes, folders: Folders = folders_of_drives) -> Mirror:
    """Open a device's second copy in the chosen folder, or where that is away on any stick or card.

    It needs no journal, so a stick that hangs holds none.

    Raises:
        SecondCopyAway, and what opening raises.
    """
    try:
        return open_mirror(chosen, device_key)
    except SecondCopyAway:
        elsewhere = _holding(device_id(device_key), folders())
        if elsewhere is None:
            raise
    return open_mirror(elsewhere, device_key)


def catch_up(journal: Journal, mirror: Mirror) -> Iterator[int]:
    """Copy all that is missing; gives after each portion how many records were copied so far.

    Raises:
        SecondCopyAway, SecondCopyFull, SecondCopyReadOnly, and what reading the journal raises.
    """
    count = 0
    while copied := copy_next(journal, mirror):
        count += copied
        yield count


def keep_up(home: Home, journal: Journal, folders: Folders = folders_of_drives) -> Problem | None:
    """Bring the second copy up to date if there is one; gives the problem if that failed.

    For commands that have written: what they did is done, whatever becomes of the copy. A restored
    journal has none: it came from one.
    """
    if not journal.has_key:
        return None
    try:
        mirror = open_chosen(home, journal, folders)
        if mirror is not None:
            for _ in catch_up(journal, mirror):
                pass
    except Problem as problem:
        return problem
    return None


def state(home: Home, journal: Journal | None, folders: Folders = folders_of_drives) -> CopyState:
    """Tell how the second copy stands; a device without a journal has nothing to copy."""
    chosen = read_settings(home).second_copy
    if not chosen:
        return CopyState()
    if journal is None:
        return CopyState(folder=chosen, is_same_disk=_is_same_disk(home, Path(chosen)))
    try:
        mirror = open_chosen(home, journal, folders)
    except Problem as problem:
        count = sum(journal.record_counts().values())
        return CopyState(folder=chosen, missing_count=count, problem=problem)
    assert mirror is not None
    return state_of(home, journal, mirror)


def state_of(home: Home, journal: Journal, mirror: Mirror) -> CopyState:
    """Tell how a second copy stands that is there."""
    folder = mirror.path.parent.parent
    return CopyState(
        folder=str(folder),
        is_there=True,
        is_same_disk=_is_same_disk(home, folder),
        record_count=mirror.record_count(),
        missing_count=missing_count(journal, mirror),
        damaged_count=sum(last - first + 1 for r in mirror.missing().values() for first, last in r),
    )


def _is_same_disk(home: Home, folder: Path) -> bool:
    """Tell whether one broken disk would take both: a warning, for there may be no other disk."""
    return on_one_disk(home.folder, folder)


def _holding(device: str, folders: Iterable[Path]) -> Path | None:
    for folder in folders:
        if mirror_file(folder, device).is_file():
            return folder
    return None
