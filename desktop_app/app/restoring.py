"""Rebuilds journals: of a dead tablet from its second copy, of this one from what is whole in it.

A restored journal lies in the home apart from the device's own, `restored/DEVICE/`; it is counted and
handed over with it. The device's own journal is never deleted: where a restored one takes its place it
is set aside, and a new one begins by itself. Each step is whole or not at all, in an order in which
doing all of it again completes it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import ClassVar

from desktop_app.app.clock import now, randomness
from desktop_app.app.home import Home
from desktop_app.app.second_copy import Folders, folders_of_drives
from desktop_app.app.settings import read_settings
from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.frame import Frame
from desktop_app.journal.mirror_reading import CopyFile, NoSecondCopy, copies_at, read_copy
from desktop_app.journal.numbers import Numbers
from desktop_app.journal.problems import JournalDamaged, JournalFromNewerVersion
from desktop_app.journal.rebuilding import TwoHistories, rebuild, rebuild_in_memory
from desktop_app.journal.restored import RestoredJournal, in_memory, read_restored
from desktop_app.journal.salvage import NothingToSalvage, Salvage, salvage
from desktop_app.journal.store import JOURNAL_FILE, examine_journal, read_journal
from desktop_app.problems import Problem
from desktop_app.sealing.chain import device_id

Told = Callable[[int], object]


class RestoreNotNeeded(Problem):
    """Everything that could be restored is here already, and whole."""

    code: ClassVar[str] = "restore.not_needed"


@dataclass(frozen=True, kw_only=True)
class LostRun:
    """Records that are damaged wherever they were looked for."""

    campaign: str
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored of a device.

    `damaged_place_count` are damaged places in the second copy of which nobody can tell which record
    was there. `set_aside` is the name under which this device's own journal is kept; empty if it
    stays what it was.
    """

    device: str
    record_count: int
    signature_count: int
    lost: tuple[LostRun, ...]
    damaged_place_count: int
    set_aside: str


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What is whole of a damaged journal, in memory, and what is not."""

    journal: RestoredJournal
    lost: tuple[LostRun, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """All that was found of one device: whole records, and how many there should be."""

    device_key: bytes
    frames: Callable[[], Iterable[Frame]]
    known: dict[str, int]
    damaged_place_count: int
    damaged: Path | None


def restore_from(home: Home, place: Path, told: Told = lambda _: None) -> list[Restored]:
    """Restore from a second copy: a file, or every one on a stick.

    The home is locked by the caller.

    Raises:
        RestoreNotNeeded: all of it is here. NoSecondCopy, SecondCopyUnreadable,
        SecondCopyFromNewerVersion, TwoHistories, and what the journal raises.
    """
    restored = [
        done
        for path in copies_at(place)
        if (done := _restore_one(home, read_copy(path, told), told)) is not None
    ]
    if not restored:
        raise RestoreNotNeeded(path=str(place))
    return restored


def salvage_own(
    home: Home, folders: Folders = folders_of_drives, told: Told = lambda _: None
) -> Restored:
    """Save what is whole of this device's damaged journal, and let a new one begin.

    What is damaged in it is taken from the second copy, where there is one. The home is locked by the
    caller.

    Raises:
        RestoreNotNeeded: the journal is whole, or there is none. NothingToSalvage, TwoHistories, and
        what the journal raises.
    """
    path = own_file(home)
    if not is_damaged(home):
        raise RestoreNotNeeded(path=path.name)
    return _restore(home, found_damaged(home, folders), is_own=True, told=told)


@contextmanager
def save_damaged(home: Home, folders: Folders = folders_of_drives) -> Iterator[Saved]:
    """Open what is whole of this device's damaged journal in memory, to hand it over. Nothing is changed.

    Raises:
        NothingToSalvage, TwoHistories, and what the journal raises.
    """
    found = found_damaged(home, folders)
    engine = rebuild_in_memory(found.device_key, found.frames(), damaged=found.damaged)
    with in_memory(engine, clock=now, randomness=randomness) as journal:
        yield Saved(journal=journal, lost=lost_runs(found.known, journal.numbers()))


def found_damaged(home: Home, folders: Folders = folders_of_drives) -> Found:
    """Look for all that is left of this device's damaged journal, in it and in its second copy.

    Raises:
        NothingToSalvage.
    """
    path = own_file(home)
    copies = list(_copies(home, folders))
    saved = salvage(path, [copy.device_key for copy in copies])
    return _together(saved, [copy for copy in copies if copy.device == saved.device], path)


def is_damaged(home: Home) -> bool:
    """Tell whether the device's own journal is there and not what the device wrote.

    A file that calls itself a newer version's may be that, or a flipped bit; who asks has decided.
    """
    try:
        return bool(examine_journal(home.folder))
    except (JournalDamaged, JournalFromNewerVersion):
        return True


def own_file(home: Home) -> Path:
    """Give the file of the device's own journal."""
    return home.folder / JOURNAL_FILE


def lost_runs(known: dict[str, int], there: dict[CampaignId, Numbers]) -> tuple[LostRun, ...]:
    """Give the runs of numbers that should be there and are not."""
    lost: list[LostRun] = []
    for campaign, last in sorted(known.items()):
        numbers = there.get(CampaignId(campaign), Numbers())
        runs = numbers.gaps()
        if numbers.last() < last:
            runs.append((numbers.last() + 1, last))
        lost += [LostRun(campaign=campaign, first=first, last=end) for first, end in runs]
    return tuple(lost)


def _restore_one(home: Home, copy: CopyFile, told: Told) -> Restored | None:
    """Restore from one second copy; None if all of it is here, or nothing was ever in it."""
    if not copy.numbers and not copy.damaged_places:
        return None
    own = _own_device(home)
    if own is None:
        saved = _salvaged_of(home, copy)
        if saved is not None:
            return _restore(home, _together(saved, [copy], own_file(home)), is_own=True, told=told)
    elif own == copy.device:
        if _holds_all(home, copy):
            return None
        saved = salvage(own_file(home), [copy.device_key])
        return _restore(home, _together(saved, [copy], own_file(home)), is_own=True, told=told)
    if _is_restored(home, copy):
        return None
    return _restore(home, _only(copy), is_own=False, told=told)


def _own_device(home: Home) -> str | None:
    """Give the id of this device's own whole journal; empty if it has none, None if it is damaged."""
    if not own_file(home).is_file():
        return ""
    if is_damaged(home):
        return None
    journal = read_journal(home.folder, clock=now, randomness=randomness)
    if journal is None:
        return ""
    with journal:
        return journal.device


def _salvaged_of(home: Home, copy: CopyFile) -> Salvage | None:
    """Save what is whole of this device's damaged journal, if the second copy is this device's."""
    try:
        saved = salvage(own_file(home), [copy.device_key])
    except NothingToSalvage:
        return None
    return saved if saved.device == copy.device else None


def _holds_all(home: Home, copy: CopyFile) -> bool:
    """Tell whether this device's own journal holds all that its second copy holds.

    Raises:
        TwoHistories: they tell different things.
    """
    journal = read_journal(home.folder, clock=now, randomness=randomness)
    assert journal is not None
    with journal:
        holds_all = True
        for campaign, head in copy.heads.items():
            seq = copy.numbers[campaign].last()
            stored = journal.records(CampaignId(campaign), seq, seq)
            if stored and stored[0].chain != head:
                raise TwoHistories(campaign=campaign, number=seq)
            holds_all = holds_all and bool(stored)
    return holds_all


def _is_restored(home: Home, copy: CopyFile) -> bool:
    """Tell whether all that the second copy holds was restored before."""
    journal = read_restored(home.restored / copy.device, clock=now, randomness=randomness)
    if journal is None:
        return False
    with journal:
        there = journal.numbers()
    return all(
        all(seq in there.get(CampaignId(campaign), Numbers()) for seq in _each(numbers))
        for campaign, numbers in copy.numbers.items()
    )


def _each(numbers: Numbers) -> Iterator[int]:
    for first, last in numbers.runs():
        yield from range(first, last + 1)


def _only(copy: CopyFile) -> Found:
    return Found(
        device_key=copy.device_key,
        frames=copy.frames,
        known=_known([copy]),
        damaged_place_count=copy.unnamed_count(),
        damaged=None,
    )


def _together(saved: Salvage, copies: list[CopyFile], damaged: Path) -> Found:
    """Take a record from the journal where it is whole there, else from the second copy."""
    known = _known(copies)
    for campaign, last in saved.known.items():
        known[campaign] = max(known.get(campaign, 0), last)
    return Found(
        device_key=saved.device_key,
        frames=lambda: chain(saved.frames(), *(copy.frames() for copy in copies)),
        known=known,
        damaged_place_count=0,  # the journal tells which records there should be
        damaged=damaged,
    )


def _known(copies: list[CopyFile]) -> dict[str, int]:
    known: dict[str, int] = {}
    for copy in copies:
        for campaign, numbers in copy.numbers.items():
            known[campaign] = max(known.get(campaign, 0), numbers.last())
        for campaign, runs in copy.lost().items():
            known[campaign] = max(known.get(campaign, 0), runs[-1][1])
    return known


def _restore(home: Home, found: Found, *, is_own: bool, told: Told) -> Restored:
    device = device_id(found.device_key)
    folder = home.restored / device
    rebuild(folder, found.device_key, found.frames(), damaged=found.damaged, told=told)
    journal = read_restored(folder, clock=now, randomness=randomness)
    assert journal is not None
    with journal:
        there = journal.numbers()
        signature_count = sum(journal.counts().values())
    return Restored(
        device=device,
        record_count=sum(numbers.count() for numbers in there.values()),
        signature_count=signature_count,
        lost=lost_runs(found.known, there),
        damaged_place_count=found.damaged_place_count,
        set_aside=_set_aside(home) if is_own else "",
    )


def _set_aside(home: Home) -> str:
    """Give this device's own journal another name; what SQLite has beside it goes first.

    Left behind, it would be rolled back into the new journal.
    """
    path = own_file(home)
    number = 1
    while (aside := home.folder / f"journal-set-aside-{number}.sqlite").exists():
        number += 1
    with home.writing():
        for suffix in ("-journal", ""):
            beside = path.with_name(f"{path.name}{suffix}")
            if beside.exists():
                beside.replace(aside.with_name(f"{aside.name}{suffix}"))
    return aside.name


def _copies(home: Home, folders: Folders) -> Iterator[CopyFile]:
    """Find the second copies that may be this device's: in the chosen folder, and on every drive."""
    chosen = read_settings(home).second_copy
    places = [Path(chosen)] if chosen else []
    seen: set[Path] = set()
    for place in (*places, *folders()):
        with suppress(NoSecondCopy):
            for path in copies_at(place):
                if path not in seen:
                    seen.add(path)
                    with suppress(Problem):  # one that cannot be read: the journal is here
                        yield read_copy(path)
