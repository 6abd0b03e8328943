"""Merges batches into the register: any order, any split and any repetition give the same content.

A batch is proved, opened and stored in transactions of some batches at once. When a merge is killed,
merging the same files again completes it. A batch of which nothing is left to take in stands in the
ledger and is not even read again: its name carries its hash.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from desktop_app.batches.batch import BatchUnreadable, hash_in_name
from desktop_app.batches.reading import Batch, read_batch
from desktop_app.problems import Problem
from desktop_app.register.chains import Chain
from desktop_app.register.closings import (
    Closings,
    added_up,
    open_waiting_closings,
    read_closings,
)
from desktop_app.register.devices import (
    ACCEPT_ALL,
    Devices,
    accept_named,
    note_accepted,
    read_devices,
)
from desktop_app.register.duplicates import settle_duplicates
from desktop_app.register.gaps import find_gaps
from desktop_app.register.intake import is_sane, note_merged, take_in
from desktop_app.register.packs import store_packs
from desktop_app.register.problems import AllSealedToAnotherKey
from desktop_app.register.result import (
    Gap,
    MergeProgress,
    MergeResult,
    MetDevice,
    Tally,
    UnreadableFile,
)
from desktop_app.register.slips import (
    ComparedSlip,
    compare_slips,
    note_slips,
    read_slips,
    without_slip,
)
from desktop_app.register.sources import find_sources, promised_count
from desktop_app.register.store import Register
from desktop_app.register.tables import batch_table
from desktop_app.register.undone import open_waiting
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import SealedToAnotherKey

BATCHES_AT_ONCE = 10


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What the ledger tells of a batch."""

    chain: Chain
    record_count: int
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class _Merge:
    """A merge that is going on."""

    register: Register
    key: CampaignKey
    devices: Devices
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What the register says once all is merged."""

    gaps: tuple[Gap, ...]
    slips: tuple[ComparedSlip, ...]
    without_slip: tuple[Chain, ...]
    closings: dict[str, Closings]


def merge(
    register: Register,
    paths: Sequence[Path],
    key: CampaignKey,
    *,
    accept_devices: str | None = None,
    slips: Iterable[str] = (),
    progress: Callable[[MergeProgress], None] = lambda _: None,
) -> MergeResult:
    """Merge the batches in files and folders, and keep the packs that lie beside them.

    Args:
        paths: batch files, and folders with all that is below them.
        key: the campaign's key, unlocked.
        accept_devices: `all`, or the four words of one device that may come in from now on.
            Records of other unknown devices wait in their batches.
        slips: closing slips as they were typed. They are kept, and compared once all is merged.
        progress: is told after each file how far the merge is.

    Raises:
        NothingFound, NoSuchDevice, AllSealedToAnotherKey: nothing was written.
        RegisterFull, RegisterReadOnly, RegisterInUse, RegisterDamaged, RegisterUnreadable: what was
        written is whole; merging again goes on.
    """
    sources = find_sources(paths)
    given = read_slips(slips)
    with register.transaction() as connection:
        devices = read_devices(connection)
    devices.accepts_all = accept_devices == ACCEPT_ALL
    named: set[str] = set()
    if accept_devices is not None and not devices.accepts_all:
        named = accept_named(devices, accept_devices, sources.batches)
    going = _Merge(register=register, key=key, devices=devices, tally=Tally())
    for folder in sources.closed_folders:
        going.tally.not_readable(folder.name, BatchUnreadable.code, 0)
    done = 0
    for chunk in _chunks(sources.batches):
        with register.transaction() as connection:
            ledger = _ledger(connection, [hash_in_name(path) for path in chunk])
            for path in chunk:
                _merge_file(connection, going, path, ledger)
                done += 1
                progress(_progress(going.tally, done, len(sources.batches)))
    _refuse_if_all_other_key(going.tally)
    left_aside = store_packs(register, sources.packs, key)
    with register.transaction() as connection:
        note_accepted(connection, named)
        open_waiting(connection, key)
        open_waiting_closings(connection, register.locker, key)
        settle_duplicates(connection)
        note_slips(connection, given.slips, register.now())
        found = _Found(
            gaps=find_gaps(connection),
            slips=compare_slips(connection, given),
            without_slip=without_slip(connection, going.tally.chains),
            closings=_closings(connection, going),
        )
    return _result(going, found, left_aside)


def _merge_file(
    connection: Connection, going: _Merge, path: Path, ledger: dict[str, _Known]
) -> None:
    """Merge one file; what is wrong with it is counted and never stops the others."""
    named = ledger.get(hash_in_name(path) or "")
    try:
        size_bytes = path.stat().st_size
        if named is not None and named.size_bytes == size_bytes:
            _note_known(going.tally, named)
            return
        batch = read_batch(path)
        if not is_sane(batch):
            raise BatchUnreadable(path=path.name)
    except Problem as problem:
        going.tally.not_readable(path.name, problem.code, promised_count(path))
        return
    except OSError:
        going.tally.not_readable(path.name, BatchUnreadable.code, promised_count(path))
        return
    known = _ledger(connection, [batch.sha256]).get(batch.sha256)
    if known is not None:
        _note_known(going.tally, known)
        _note_damages(going.tally, batch)
        return
    _merge_batch(connection, going, batch, size_bytes)


def _merge_batch(connection: Connection, going: _Merge, batch: Batch, size_bytes: int) -> None:
    devices, tally, register = going.devices, going.tally, going.register
    _note_damages(tally, batch)
    if not batch.head:  # the device does not vouch for it, so it tells nothing of the device
        return
    tally.chains.add(Chain(campaign=batch.campaign, device=batch.device))
    if not devices.is_accepted(batch.device):
        devices.note(connection, batch.device, batch.device_key, register.now())
        tally.by_device[batch.device].waiting += len(batch.records)
        return
    counts = tally.by_device[batch.device]
    before = counts.new + counts.known
    is_whole = take_in(connection, register, batch, going.key, tally)
    if counts.new + counts.known > before:
        devices.note(connection, batch.device, batch.device_key, register.now())
    devices.keys[batch.device] = batch.device_key
    if is_whole:
        note_merged(connection, batch, size_bytes, register.now())


def _note_known(tally: Tally, known: _Known) -> None:
    tally.by_device[known.chain.device].known += known.record_count
    tally.chains.add(known.chain)


def _note_damages(tally: Tally, batch: Batch) -> None:
    for damage in batch.damages:
        if damage.seq:
            tally.damage(batch.device, batch.path.name, damage.code)
        else:
            tally.altered.append(batch.path.name)


def _ledger(connection: Connection, hashes: list[str | None]) -> dict[str, _Known]:
    table = batch_table
    query = select(
        table.c.sha256,
        table.c.campaign,
        table.c.device,
        table.c.first,
        table.c.last,
        table.c.size_bytes,
    ).where(table.c.sha256.in_([each for each in hashes if each is not None]))
    return {
        row.sha256: _Known(
            chain=Chain(campaign=row.campaign, device=row.device),
            record_count=row.last - row.first + 1,
            size_bytes=row.size_bytes,
        )
        for row in connection.execute(query)
    }


def _refuse_if_all_other_key(tally: Tally) -> None:
    """Nothing was opened then, so nothing was written either."""
    sealed_to_another = sum(
        count for (_, code), count in tally.damages.items() if code == SealedToAnotherKey.code
    )
    if sealed_to_another and sealed_to_another == tally.total().found:
        raise AllSealedToAnotherKey(count=sealed_to_another)


def _chunks(paths: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
    for start in range(0, len(paths), BATCHES_AT_ONCE):
        yield paths[start : start + BATCHES_AT_ONCE]


def _progress(tally: Tally, done: int, file_count: int) -> MergeProgress:
    return MergeProgress(files_done=done, file_count=file_count, record_count=tally.total().found)


def _closings(connection: Connection, going: _Merge) -> dict[str, Closings]:
    """Say of each device of this merge whether it is closed."""
    by_device: defaultdict[str, list[Closings]] = defaultdict(list)
    for chain in going.tally.chains:
        closings = read_closings(connection, going.register.locker, chain)
        by_device[chain.device].append(closings)
    return {device: added_up(closings) for device, closings in by_device.items()}


def _result(going: _Merge, found: _Found, left_aside: tuple[UnreadableFile, ...]) -> MergeResult:
    tally, devices = going.tally, going.devices
    total = tally.total()
    met = tuple(
        MetDevice(
            id=device,
            words=devices.words(device),
            is_accepted=devices.is_accepted(device),
            found=counts.found,
            new=counts.new,
            known=counts.known,
            damaged=counts.damaged,
            waiting=counts.waiting,
            conflicts=counts.conflicts,
            quick=counts.quick,
            is_closed=found.closings.get(device, Closings()).is_closed,
            closed_at=found.closings.get(device, Closings()).closed_at,
            clock_jumps=found.closings.get(device, Closings()).jump_count,
        )
        for device, counts in sorted(tally.by_device.items())
    )
    return MergeResult(
        found=total.found,
        new=total.new,
        known=total.known,
        damaged=total.damaged,
        waiting=total.waiting,
        conflicts=total.conflicts,
        quick=total.quick,
        gaps=found.gaps,
        devices=met,
        damaged_files=tally.damaged_files(),
        unreadable=tuple(tally.unreadable),
        conflict_list=tuple(tally.conflicts),
        packs_left_aside=left_aside,
        slips=found.slips,
        without_slip=found.without_slip,
        chains=tuple(sorted(tally.chains)),
    )
