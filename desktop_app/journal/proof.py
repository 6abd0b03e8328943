"""Proves at start that the journal is whole: the file, each link of the chain, what was undone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, Engine, select

from desktop_app.journal.problems import JournalDamaged
from desktop_app.journal.tables import checkpoint_table, device_table, record_table
from desktop_app.journal.undone import undone_rows
from desktop_app.problems import UNREADABLE
from desktop_app.sealing.chain import (
    CHAIN_START,
    Checkpoint,
    chain_hash,
    device_id,
    is_checkpoint_signed,
)
from desktop_app.sealing.record import Kind


class _Header(msgspec.Struct):
    """The entries of a header by which it is told what was taken back."""

    id: str
    kind: Kind


_decoder = msgspec.json.Decoder(_Header)


@dataclass(kw_only=True)
class _Undone:
    """Compares the rows of what was taken back with the headers, which come in their order.

    `open_rows` are the rows whose undo record was not met yet, `awaited` the signatures that they
    name, `met` those of them that were found.
    """

    open_rows: dict[tuple[str, int], str]
    awaited: set[tuple[str, str]]
    met: set[tuple[str, str]] = field(default_factory=set)

    def meet(self, campaign: str, seq: int, header_bytes: bytes) -> None:
        """Take in a header: an undo record has a row, and its signature came before it."""
        header = _header(header_bytes)
        named = self.open_rows.pop((campaign, seq), None)
        is_right = header.kind is Kind.UNDO and (campaign, named) in self.met
        if header.kind is Kind.UNDO or named is not None:
            if not is_right:
                raise JournalDamaged(reason=f"undo in {campaign} at {seq}")
        elif header.kind is Kind.SIGNATURE and (campaign, header.id) in self.awaited:
            self.met.add((campaign, header.id))

    def check_all_met(self) -> None:
        """See that every row had its undo record."""
        if self.open_rows:
            raise JournalDamaged(reason="undo without a record")


def prove(engine: Engine) -> None:
    """Check the whole journal (4 ms for 3 000 records).

    Raises:
        JournalDamaged: something is not what this device wrote; `reason` says what.
    """
    with engine.begin() as connection:
        verdict = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
        if verdict != "ok":
            raise JournalDamaged(reason="quick_check")
        rows = undone_rows(connection)
        undone = _Undone(
            open_rows={(row.campaign, row.seq): row.record_id for row in rows},
            awaited={(row.campaign, row.record_id) for row in rows},
        )
        heads = dict(_heads(connection, undone))
        undone.check_all_met()
        _prove_checkpoints(connection, heads)


def _heads(connection: Connection, undone: _Undone) -> Iterator[tuple[str, tuple[int, bytes]]]:
    """Walk every chain; gives count and head of each campaign."""
    table = record_table
    query = select(table.c.campaign, table.c.seq, table.c.header, table.c.chain).order_by(
        table.c.campaign, table.c.seq
    )
    campaign, count, head = "", 0, CHAIN_START
    for row in connection.execute(query):
        if row.campaign != campaign:
            if count:
                yield campaign, (count, head)
            campaign, count, head = row.campaign, 0, CHAIN_START
        count += 1
        head = chain_hash(head, row.header) if isinstance(row.header, bytes) else b""
        if row.seq != count or row.chain != head:
            raise JournalDamaged(reason=f"chain of {campaign} at {count}")
        undone.meet(campaign, count, row.header)
    if count:
        yield campaign, (count, head)


def _prove_checkpoints(connection: Connection, heads: dict[str, tuple[int, bytes]]) -> None:
    public_key: bytes = connection.execute(select(device_table.c.public_key)).scalar_one()
    checkpoints = connection.execute(select(checkpoint_table)).all()
    if {row.campaign for row in checkpoints} != set(heads):
        raise JournalDamaged(reason="checkpoint missing")
    for campaign, count, head, signature in checkpoints:
        checkpoint = Checkpoint(
            campaign=campaign, device=device_id(public_key), count=count, head=head.hex()
        )
        is_signed = is_checkpoint_signed(checkpoint, signature, public_key)
        if not is_signed or heads[campaign] != (count, head):
            raise JournalDamaged(reason=f"checkpoint of {campaign}")


def _header(header_bytes: bytes) -> _Header:
    try:
        return _decoder.decode(header_bytes)
    except UNREADABLE as error:
        raise JournalDamaged(reason="a header") from error
