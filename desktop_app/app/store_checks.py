"""Looks at what holds the signatures: the journal, the room on its disk, and the second copy."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from desktop_app.app.clock import randomness
from desktop_app.app.drives import on_one_disk, removable_drives
from desktop_app.app.home import Home
from desktop_app.app.retention import Due, due_in
from desktop_app.app.second_copy import CopyState, state
from desktop_app.app.surroundings import Surroundings
from desktop_app.console.checks import Finding, finding
from desktop_app.console.found import Found
from desktop_app.journal.mirror import SecondCopyAway, SecondCopyFull, SecondCopyReadOnly
from desktop_app.journal.problems import JournalDamaged, JournalFromNewerVersion
from desktop_app.journal.stored import ClockJump
from desktop_app.problems import Problem
from desktop_app.signature.signature import Clock

MEGABYTE = 1_000_000
ENOUGH_BYTES = 500 * MEGABYTE
LEAST_BYTES = 200 * MEGABYTE
COPY_LEAST_BYTES = 20 * MEGABYTE
"""A second copy is small; a stick with less than this is full for our purposes."""

_WRONG: Mapping[type[Problem], Found] = {
    JournalDamaged: Found.JOURNAL_DAMAGED,
    JournalFromNewerVersion: Found.JOURNAL_NEWER,
}


@dataclass(frozen=True, kw_only=True)
class JournalSeen:
    """What a look at the journal gave: the finding, and what the clock is compared with."""

    finding: Finding
    copy: CopyState = field(default_factory=CopyState)
    last_at: datetime | None = None
    jump: ClockJump | None = None
    """The last time that the clock was moved."""
    due: tuple[Due, ...] = ()
    """What is to be erased soon, or was to be."""


def look_at_journal(home: Home, clock: Clock, today: date) -> JournalSeen:
    """Open the journal to read only and prove all that is in it."""
    from desktop_app.journal.store import read_journal

    try:
        journal = read_journal(home.folder, clock=clock, randomness=randomness)
        if journal is None:
            none = finding(Found.JOURNAL_NONE)
            return JournalSeen(finding=_writing(home, none), copy=state(home, None))
        with journal:
            count = sum(journal.counts().values())
            whole = finding(Found.JOURNAL_WHOLE, count=count)
            return JournalSeen(
                finding=_writing(home, whole),
                copy=state(home, journal),
                last_at=journal.last_at(),
                jump=max(journal.jumps(), key=lambda jump: jump.after, default=None),
                due=due_in(journal, home, today),
            )
    except Problem as problem:
        found = _WRONG.get(type(problem), Found.JOURNAL_UNREADABLE)
        return JournalSeen(finding=finding(found), copy=state(home, None))


def _writing(home: Home, seen: Finding) -> Finding:
    """Notice that nothing could be added, which a whole journal does not tell."""
    is_refused = home.folder.is_dir() and not os.access(home.folder, os.W_OK)
    return finding(Found.JOURNAL_READ_ONLY) if is_refused else seen


def look_at_room(home: Home, around: Surroundings) -> Finding:
    """Tell how much room the disk of the home has left."""
    free = around.free_bytes(_there(home.folder))
    if free is None:
        return finding(Found.ROOM_UNKNOWN)
    megabytes = free // MEGABYTE
    if free < LEAST_BYTES:
        return finding(Found.ROOM_NONE, megabytes=megabytes)
    found = Found.ROOM_LITTLE if free < ENOUGH_BYTES else Found.ROOM_ENOUGH
    return finding(found, megabytes=megabytes)


def _there(folder: Path) -> Path:
    """Climb from a home that is not made yet to a folder that is there."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), folder)


def look_at_second_copy(home: Home, state: CopyState, around: Surroundings) -> Finding:
    """Tell how the second copy stands: loudly if it is not plugged in."""
    if not state.is_chosen:
        return finding(Found.COPY_NONE)
    folder = Path(state.folder)
    name = name_of(folder)
    wrong = _wrong_with(folder, state, around)
    if wrong is not None:
        return finding(wrong, name=name)
    if on_one_disk(home.folder, folder):
        return finding(Found.COPY_SAME_DISK, name=name)
    if state.missing_count:
        return finding(Found.COPY_BEHIND, name=name, count=state.missing_count)
    return finding(Found.COPY_CURRENT if state.is_there else Found.COPY_READY, name=name)


def _wrong_with(folder: Path, state: CopyState, around: Surroundings) -> Found | None:
    if isinstance(state.problem, SecondCopyAway) or not folder.is_dir():
        return Found.COPY_AWAY
    if isinstance(state.problem, SecondCopyReadOnly) or not os.access(folder, os.W_OK):
        return Found.COPY_UNWRITABLE
    free = around.free_bytes(folder)
    if isinstance(state.problem, SecondCopyFull) or (free is not None and free < COPY_LEAST_BYTES):
        return Found.COPY_FULL
    return Found.COPY_UNUSABLE if state.problem is not None else None


def name_of(folder: Path) -> str:
    """Name a folder as a volunteer would: the stick it is on, or its last part."""
    for drive in removable_drives():
        if folder == drive.path or drive.path in folder.parents:
            return drive.name
    return folder.name or str(folder)
