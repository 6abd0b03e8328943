"""Merges batches into the register: any order, any split and any repetition give the same content.

Batches are proved and opened on all cores (`openers.py`), and stored in transactions of some batches
at once. When a merge is stopped or killed, merging the same files again completes it. A batch of which
nothing is left to take in stands in the ledger and is not even read again: its name carries its hash.
"""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from desktop_app.batches.batch import BatchUnreadable
from desktop_app.register.activity import Deed, note
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
from desktop_app.register.gaps import find_breaks, find_gaps
from desktop_app.register.intake import Intake, note_merged, take_in
from desktop_app.register.ledger import KnownBatch, LookedUp, look_up, read_ledger
from desktop_app.register.merges import begin_merge, end_merge, forget_merge
from desktop_app.register.openers import Secrets, openers
from desktop_app.register.opening import ClosedFile, OpenedBatch, OpenedFile
from desktop_app.register.packs import store_packs
from desktop_app.register.problems import AllSealedToAnotherKey
from desktop_app.register.result import (
    Break,
    Gap,
    MergeProgress,
    MergeResult,
    MetDevice,
    Tally,
    UnreadableFile,
)
from desktop_app.register.revoking import read_revocations
from desktop_app.register.settling import before_merge, settle_merge
from desktop_app.register.slips import (
    ComparedSlip,
    compare_slips,
    note_slips,
    read_slips,
    without_erased,
    without_slip,
)
from desktop_app.register.sources import find_sources
from desktop_app.register.store import Register
from desktop_app.register.tombstones import read_tombstones
from desktop_app.register.undone import open_waiting
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import SealedToAnotherKey

BATCHES_AT_ONCE = 10
MOST_AT_ONCE = 60
"""In a large register every transaction writes nearly all pages of the random indexes anew: the more
records in one, the fewer times. It is still a few seconds, after which a merge can be stopped."""
PARTS_OF_LARGE = 20
MANY_NEW = 10_000
"""After so many new records the database looks anew at how its tables are filled."""


@dataclass(frozen=True, kw_only=True)
class _Merge:
    """A merge that is going on."""

    register: Register
    key: CampaignKey
    devices: Devices
    tally: Tally

    @property
    def merge_id(self) -> int:
        """The number under which it is written down."""
        assert self.devices.merge_id is not None
        return self.devices.merge_id

    def intake(self, connection: Connection) -> Intake:
        """Give what batches are taken in with, in one transaction.

        Marks and revocations are read in each: another coordinator may erase somebody meanwhile.
        """
        return Intake(
            connection=connection,
            merge_id=self.merge_id,
            tombstones=read_tombstones(connection, self.register),
            revocations=read_revocations(connection),
            tally=self.tally,
        )


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What the register says once all is merged."""

    gaps: tuple[Gap, ...]
    slips: tuple[ComparedSlip, ...]
    without_slip: tuple[Chain, ...]
    closings: dict[str, Closings]
    breaks: tuple[Break, ...]


def merge(
    register: Register,
    paths: Sequence[Path],
    key: CampaignKey,
    *,
    accept_devices: str | None = None,
    accept_coordinator: str | None = None,
    slips: Iterable[str] = (),
    progress: Callable[[MergeProgress], None] = lambda _: None,
    processes: int | None = None,
) -> MergeResult:
    """Merge, from its beginning to its end; see `merging`.

    Args:
        progress: is told after each file how far the merge is.
    """
    steps = merging(
        register,
        paths,
        key,
        accept_devices=accept_devices,
        accept_coordinator=accept_coordinator,
        slips=slips,
        processes=processes,
    )
    for step in steps:
        if isinstance(step, MergeResult):
            return step
        progress(step)
    raise AssertionError


def merging(
    register: Register,
    paths: Sequence[Path],
    key: CampaignKey,
    *,
    accept_devices: str | None = None,
    accept_coordinator: str | None = None,
    slips: Iterable[str] = (),
    processes: int | None = None,
) -> Generator[MergeProgress | MergeResult, None, None]:
    """Merge the batches in files and folders step by step, and keep the packs beside them.

    Gives how far it is after each file, and at last its result. Whoever takes no further step, and
    closes the generator, breaks the merge off: what was merged is whole and stays, and merging the
    same again goes on from there.

    Args:
        paths: batch files, and folders with all that is below them.
        key: the campaign's key, unlocked.
        accept_devices: `all`, or the four words of one device that may come in from now on.
            Records of other unknown devices wait in their batches.
        accept_coordinator: the four words of a pack of another coordinator that lists this key.
        slips: closing slips as they were typed. They are kept, and compared once all is merged.
        processes: how many open records at once; None for as many as there are cores.

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
    with register.transaction() as connection:
        before = before_merge(connection)
        devices.merge_id = begin_merge(connection, register.now())
    going = _Merge(
        register=register,
        key=key,
        devices=devices,
        tally=Tally(),
    )
    for folder in sources.closed_folders:
        going.tally.not_readable(folder.name, BatchUnreadable.code, 0)
    yield from _merge_files(going, sources.batches, processes)
    _refuse_if_all_other_key(going)
    if going.tally.total().new >= MANY_NEW:
        register.look_anew()
    left_aside = store_packs(register, sources.packs, key, accepted_words=accept_coordinator)
    with register.transaction() as connection:
        note_accepted(connection, named, devices.merge_id)
        waited = open_waiting(connection, key)
        open_waiting_closings(connection, register.locker, key)
        settle_merge(connection, going.merge_id, before, also_whole=waited)
        tombstones = read_tombstones(connection, register)
        given = without_erased(given, tombstones.is_campaign_erased)
        note_slips(connection, given.slips, register.now(), going.merge_id)
        found = _Found(
            gaps=find_gaps(connection),
            slips=compare_slips(connection, given),
            without_slip=without_slip(connection, going.tally.chains),
            closings=_closings(connection, going),
            breaks=find_breaks(connection, going.tally.chains),
        )
        _note_ended(connection, going)
    yield _result(going, found, left_aside)


def _merge_files(
    going: _Merge, batches: tuple[Path, ...], processes: int | None
) -> Iterator[MergeProgress]:
    """Merge files in transactions of some at once; those in the ledger are not even opened."""
    secrets = Secrets(
        seed=going.key.seed,
        suite=int(going.key.suite),
        register_secret=going.register.secret,
        accepted=None if going.devices.accepts_all else sorted(going.devices.accepted),
    )
    randomness = going.register.randomness
    looked_up = look_up(going.register, batches)
    unknown_count = sum(each.known is None for each in looked_up)
    done = 0
    with openers(secrets, randomness, file_count=unknown_count, processes=processes) as opening:
        opened = opening.open(each.path for each in looked_up if each.known is None)
        for chunk in _chunks(looked_up):
            with going.register.transaction() as connection:
                intake = going.intake(connection)
                for each in chunk:
                    if each.known is not None:
                        _note_known(going.tally, each.known)
                    else:
                        _merge_file(going, intake, each.path, next(opened))
            for _ in chunk:
                done += 1
                yield _progress(going.tally, done, len(batches))


def _merge_file(going: _Merge, intake: Intake, path: Path, opened: OpenedFile) -> None:
    """Merge one file; what is wrong with it is counted and never stops the others."""
    if isinstance(opened, ClosedFile):
        going.tally.not_readable(path.name, opened.code, opened.promised_count)
        return
    known = read_ledger(intake.connection, [opened.sha256]).get(opened.sha256)
    _note_damages(going.tally, opened, path.name)
    if known is not None:
        _note_known(going.tally, known)
    elif opened.is_vouched:  # else the device does not vouch for it, and nothing is told of it
        _merge_batch(going, intake, opened, path.name)


def _merge_batch(going: _Merge, intake: Intake, batch: OpenedBatch, name: str) -> None:
    devices, tally, register = going.devices, going.tally, going.register
    connection = intake.connection
    if intake.tombstones.is_campaign_erased(batch.campaign):
        tally.by_device[batch.device].erased += batch.record_count
        return
    tally.chains.add(Chain(campaign=batch.campaign, device=batch.device))
    if not devices.is_accepted(batch.device):
        devices.note(connection, batch.device, batch.device_key, register.now())
        tally.by_device[batch.device].waiting += batch.record_count
        return
    counts = tally.by_device[batch.device]
    before = counts.stored
    is_whole = take_in(intake, batch, name)
    if counts.stored > before:
        devices.note(connection, batch.device, batch.device_key, register.now())
    devices.keys[batch.device] = batch.device_key
    if is_whole:
        note_merged(intake, batch, register.now())


def _note_ended(connection: Connection, going: _Merge) -> None:
    """Write down how the merge ended, in its row and in the log."""
    register, merge_id, total = going.register, going.merge_id, going.tally.total()
    now = register.now()
    end_merge(connection, merge_id, now, new=total.new, known=total.known, damaged=total.damaged)
    note(
        connection,
        register.activity_key,
        now,
        Deed.MERGED,
        merge=merge_id,
        found=total.found,
        new=total.new,
        known=total.known,
        damaged=total.damaged,
        devices=len(going.tally.by_device),
    )


def _note_known(tally: Tally, known: KnownBatch) -> None:
    tally.by_device[known.chain.device].known += known.record_count
    tally.chains.add(known.chain)


def _note_damages(tally: Tally, batch: OpenedBatch, name: str) -> None:
    for seq, code in batch.damages:
        if seq:
            tally.damage(batch.device, name, code)
        else:
            tally.altered.append(name)


def _refuse_if_all_other_key(going: _Merge) -> None:
    """Nothing was opened then, so nothing was written but that a merge was begun."""
    sealed_to_another = sum(
        count for (_, code), count in going.tally.damages.items() if code == SealedToAnotherKey.code
    )
    if sealed_to_another and sealed_to_another == going.tally.total().found:
        with going.register.transaction() as connection:
            forget_merge(connection, going.merge_id)
        raise AllSealedToAnotherKey(count=sealed_to_another)


def _chunks(files: list[LookedUp]) -> Iterator[list[LookedUp]]:
    at_once = max(BATCHES_AT_ONCE, min(MOST_AT_ONCE, len(files) // PARTS_OF_LARGE))
    for start in range(0, len(files), at_once):
        yield files[start : start + at_once]


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
            erased=counts.erased,
            revoked=counts.revoked,
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
        erased=total.erased,
        revoked=total.revoked,
        merge_id=going.merge_id,
        quick=total.quick,
        gaps=found.gaps,
        breaks=found.breaks,
        devices=met,
        damaged_files=tally.damaged_files(),
        unreadable=tuple(tally.unreadable),
        conflict_list=tuple(tally.conflicts),
        packs_left_aside=left_aside,
        slips=found.slips,
        without_slip=found.without_slip,
        chains=tuple(sorted(tally.chains)),
    )
