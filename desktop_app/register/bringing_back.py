"""Brings a merge back that was taken back, from what was kept aside: no batch is needed any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, func, select, update

from desktop_app.batches.reading import ProvedRecord
from desktop_app.register.activity import Deed, note
from desktop_app.register.chains import Chain
from desktop_app.register.devices import note_accepted
from desktop_app.register.intake import Intake, take_in
from desktop_app.register.merges import Progress
from desktop_app.register.opening import OpenedBatch, Tools, open_proved_record
from desktop_app.register.problems import AllSealedToAnotherKey, NoSuchMerge
from desktop_app.register.result import Tally
from desktop_app.register.revoking import read_revocations
from desktop_app.register.rows import as_bytes
from desktop_app.register.settling import before_merge, settle_merge
from desktop_app.register.store import Register
from desktop_app.register.tables import aside_table, device_table, merge_table
from desktop_app.register.tombstones import read_tombstones
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.open import SealedToAnotherKey
from desktop_app.sealing.record import Record, RecordDamaged, read_header

ROWS_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class BroughtBack:
    """How many records came back, stayed erased, or stayed aside because they do not open."""

    new: int
    erased: int
    left: int


def bring_back_merge(
    register: Register,
    merge_id: int,
    key: CampaignKey,
    progress: Progress = lambda _done, _all: None,
) -> BroughtBack:
    """Bring a merge back; its devices are accepted again.

    What contradicts a record that came meanwhile, belongs to a revoked device, or is sealed to
    another key stays aside.

    Args:
        progress: is told after some records how many of all are done. What it raises leaves
            everything aside.

    Raises:
        NoSuchMerge: there is none with this number of which anything is kept aside.
        AllSealedToAnotherKey: nothing was changed.
        What a transaction raises.
    """
    tools = Tools(key=key, blinds=register.blinds, locker=register.locker, accepted=None)
    with register.transaction() as connection:
        count = _count(connection, merge_id)
        if not count:
            raise NoSuchMerge(merge=merge_id)
        before = before_merge(connection)
        intake = Intake(
            connection=connection,
            merge_id=merge_id,
            tombstones=read_tombstones(connection, register),
            revocations=read_revocations(connection),
            tally=Tally(),
        )
        for batch in _batches(connection, merge_id, tools):
            take_in(intake, batch, f"merge {merge_id}")
            progress(min(count, intake.tally.total().found), count)
        total = intake.tally.total()
        other_key = sum(
            count
            for (_, code), count in intake.tally.damages.items()
            if code == SealedToAnotherKey.code
        )
        if other_key and other_key == total.found:
            raise AllSealedToAnotherKey(count=other_key)
        _note(connection, register, intake)
        settle_merge(connection, merge_id, before)
        return BroughtBack(new=total.new, erased=total.erased, left=_count(connection, merge_id))


def _note(connection: Connection, register: Register, intake: Intake) -> None:
    total, merge_id = intake.tally.total(), intake.merge_id
    note_accepted(connection, intake.tally.by_device, merge_id)
    is_this = merge_table.c.id == merge_id
    connection.execute(update(merge_table).where(is_this).values(taken_back_at=None))
    note(
        connection,
        register.activity_key,
        register.now(),
        Deed.MERGE_BROUGHT_BACK,
        merge=merge_id,
        new=total.new,
        erased=total.erased,
    )


def _batches(connection: Connection, merge_id: int, tools: Tools) -> Iterator[OpenedBatch]:
    """Open what is kept aside, in runs of one chain as batches have them."""
    table = aside_table
    query = (
        select(
            table.c.campaign,
            table.c.device,
            table.c.seq,
            as_bytes(table.c.header),
            as_bytes(table.c.sealed),
        )
        .where(table.c.merge_id == merge_id)
        .order_by(table.c.campaign, table.c.device, table.c.seq)
    )
    rows = connection.execute(query).all()
    for chain, of_chain in groupby(rows, key=lambda row: Chain(campaign=row[0], device=row[1])):
        run = [(row[2], row[3], row[4]) for row in of_chain]
        for start in range(0, len(run), ROWS_AT_ONCE):
            yield _batch(connection, chain, run[start : start + ROWS_AT_ONCE], tools)


def _batch(
    connection: Connection, chain: Chain, run: Sequence[tuple[int, bytes, bytes]], tools: Tools
) -> OpenedBatch:
    key = connection.execute(
        select(as_bytes(device_table.c.public_key)).where(device_table.c.id == chain.device)
    ).scalar_one_or_none()
    records = []
    for _, header_bytes, sealed in run:
        try:
            header = read_header(header_bytes)
        except RecordDamaged:
            continue  # a bit of the database has changed; it stays aside
        record = Record(header_bytes=header_bytes, sealed=sealed)
        records.append(open_proved_record(ProvedRecord(header=header, record=record), tools))
    return OpenedBatch(
        "",
        0,
        chain.campaign,
        chain.device,
        key or b"",
        run[0][0],
        run[-1][0],
        run[-1][0],
        True,
        [],
        len(records),
        records,
    )


def _count(connection: Connection, merge_id: int) -> int:
    query = select(func.count()).where(aside_table.c.merge_id == merge_id)
    return int(connection.execute(query).scalar_one())
