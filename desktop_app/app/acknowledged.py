"""On the device: takes in what coordinators confirmed, as far as it is about the records that are here."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from desktop_app.app.home import Home
from desktop_app.app.installed import find_campaign
from desktop_app.campaign.pack import CampaignId
from desktop_app.journal.store import Journal
from desktop_app.problems import Problem
from desktop_app.sealing.acknowledgement import (
    ACKNOWLEDGEMENT_SUFFIX,
    MAX_ACKNOWLEDGEMENT_BYTES,
    Acknowledgement,
    AcknowledgementUnreadable,
    ConfirmedRun,
    NotTheCoordinator,
    check_signed,
    read_acknowledgement,
)


class NothingToTakeIn(Problem):
    """A path is not there, or no acknowledgement lies in it."""

    code: ClassVar[str] = "acknowledgement.nothing_found"


class OtherHistory(Problem):
    """It confirms records that this device does not have, or has otherwise: its journal was forked."""

    code: ClassVar[str] = "acknowledgement.other_history"


@dataclass(frozen=True, kw_only=True)
class RefusedFile:
    """An acknowledgement that confirms nothing here, or not all that it says, and why."""

    name: str
    code: str


@dataclass(kw_only=True)
class TakenIn:
    """What was taken in: `new_count` records are confirmed that were not before."""

    file_count: int = 0
    foreign_count: int = 0
    confirmed_count: int = 0
    new_count: int = 0
    refused: list[RefusedFile] = field(default_factory=list)


def take_in(home: Home, journals: Sequence[Journal], paths: Sequence[Path]) -> TakenIn:
    """Note what is confirmed of the records that are here, in files and folders.

    Those of other devices and campaigns are counted and left aside. A run counts only if this
    device has the very chain hash at its end: what was confirmed of another history erases nothing.

    Raises:
        NothingToTakeIn: nothing was noted. JournalFull, JournalReadOnly, JournalUnreadable.
    """
    files = [file for path in paths for file in _files(path)]
    taken = TakenIn()
    for file in dict.fromkeys(files):
        try:
            _take_in_file(home, journals, file, taken)
        except Problem as problem:
            if problem.code.startswith("journal."):
                raise
            taken.refused.append(RefusedFile(name=file.name, code=problem.code))
    return taken


def _take_in_file(home: Home, journals: Sequence[Journal], file: Path, taken: TakenIn) -> None:
    acknowledgement = read_acknowledgement(_bytes(file), file.name)
    campaign = CampaignId(acknowledgement.campaign)
    journal = next((each for each in journals if each.device == acknowledgement.device), None)
    if journal is None or campaign not in journal.record_counts():
        taken.foreign_count += 1
        return
    coordinator_key = find_campaign(home, campaign).pack.coordinator_key
    if coordinator_key is None:
        raise NotTheCoordinator(path=file.name)
    check_signed(acknowledgement, coordinator_key, file.name)
    taken.file_count += 1
    runs = _runs_of_this_history(journal, campaign, acknowledgement)
    taken.new_count += journal.acknowledge(campaign, [(run.first, run.last) for run in runs])
    taken.confirmed_count += sum(run.last - run.first + 1 for run in runs)
    if len(runs) < len(acknowledgement.runs):
        raise OtherHistory(path=file.name)


def _runs_of_this_history(
    journal: Journal, campaign: CampaignId, acknowledgement: Acknowledgement
) -> list[ConfirmedRun]:
    count = journal.record_counts()[campaign]
    found = []
    for run in acknowledgement.runs:
        if run.last <= count:
            stored = journal.records(campaign, run.last, run.last)
            if stored and stored[0].chain.hex() == run.chain:
                found.append(run)
    return found


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    found = [
        Path(folder, name)
        for folder, _, names in os.walk(path)
        for name in names
        if name.endswith(ACKNOWLEDGEMENT_SUFFIX)
    ]
    if not found:
        raise NothingToTakeIn(path=str(path))
    yield from sorted(found)


def _bytes(file: Path) -> bytes:
    """Read a regular file, and just enough to see that it is too large."""
    try:
        if not file.is_file():
            raise AcknowledgementUnreadable(path=file.name)
        with file.open("rb") as stream:
            return stream.read(MAX_ACKNOWLEDGEMENT_BYTES + 1)
    except OSError as error:
        raise AcknowledgementUnreadable(path=file.name) from error
