"""After a merge: tells the devices what is safely merged, in files that only their coordinator can sign."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

from desktop_app.app.home import Home
from desktop_app.batches.refusals import CannotWriteBatch
from desktop_app.batches.writing import write_whole
from desktop_app.problems import Problem
from desktop_app.register.chains import Chain, confirmed_runs, stored_count
from desktop_app.register.packs import coordinator_of
from desktop_app.register.store import Register
from desktop_app.sealing.acknowledgement import (
    ACKNOWLEDGEMENT_SUFFIX,
    MAX_ACKNOWLEDGEMENT_BYTES,
    acknowledgement_bytes,
    check_signed,
    read_acknowledgement,
)
from desktop_app.sealing.keys import CampaignKey
from desktop_app.signature.signature import Clock


class CannotWriteAcknowledgements(Problem):
    """The folder or stick does not take the acknowledgements; the merge is whole."""

    code: ClassVar[str] = "acknowledgement.cannot_write"


@dataclass(frozen=True, kw_only=True)
class WrittenAcknowledgements:
    """How many devices were told, and of how many records."""

    file_count: int
    record_count: int


def write_acknowledgements(
    register: Register,
    key: CampaignKey,
    chains: Iterable[Chain],
    *,
    home: Home,
    to: Path | None,
    clock: Clock,
) -> WrittenAcknowledgements:
    """Write what is confirmed of each chain: into the home, and onto a stick if one is named.

    A key that only reads along tells the devices nothing: they would not believe it, and it might
    write over what their coordinator told them. Only what is committed, opened and sealed to this key counts; a device that waits is told
    nothing. One that is confirmed as far as it goes already is not gone through again.

    Raises:
        CannotWriteAcknowledgements.
    """
    file_count = record_count = 0
    for chain in own_chains(register, key, chains):
        name = PurePosixPath(chain.campaign, f"{chain.device}{ACKNOWLEDGEMENT_SUFFIX}")
        with register.transaction() as connection:
            count = stored_count(connection, chain)
            data = _as_before(home.acknowledgements / name, key, count)
            runs = () if data else confirmed_runs(connection, chain, key)
        if runs:
            data = acknowledgement_bytes(
                chain.campaign, chain.device, runs, made_at=clock(), sign=key.coordinator.sign
            )
            _write(home.acknowledgements, name, data)
        if data:
            if to is not None:
                _write(to, name, data)
            file_count += 1
            record_count += read_acknowledgement(data, name.name).record_count
    return WrittenAcknowledgements(file_count=file_count, record_count=record_count)


def own_chains(register: Register, key: CampaignKey, chains: Iterable[Chain]) -> Iterator[Chain]:
    """Leave out the chains of campaigns that another coordinator signed."""
    known: dict[str, bytes | None] = {}
    for chain in chains:
        if chain.campaign not in known:
            known[chain.campaign] = coordinator_of(register, chain.campaign)
        if known[chain.campaign] in (None, key.coordinator_key):
            yield chain


def is_acknowledged(home: Home, key: CampaignKey, chain: Chain, count: int) -> bool:
    """Tell whether the home has an acknowledgement, signed with this key, of so many records."""
    name = PurePosixPath(chain.campaign, f"{chain.device}{ACKNOWLEDGEMENT_SUFFIX}")
    return bool(_as_before(home.acknowledgements / name, key, count))


def _as_before(path: Path, key: CampaignKey, count: int) -> bytes:
    """Give the acknowledgement that is there if it confirms all that is stored; else nothing."""
    with suppress(OSError, Problem), path.open("rb") as file:
        data = file.read(MAX_ACKNOWLEDGEMENT_BYTES + 1)
        before = read_acknowledgement(data, path.name)
        check_signed(before, key.coordinator_key, path.name)
        if before.record_count == count:
            return data
    return b""


def _write(folder: Path, name: PurePosixPath, data: bytes) -> None:
    try:
        write_whole(folder, name, data)
    except CannotWriteBatch as error:
        raise CannotWriteAcknowledgements(path=str(folder)) from error
