"""Appends records: each is sealed, linked, stored and vouched for in the transaction it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.journal.clock import (
    ClockWatch,
    Reading,
    SteadyClock,
    look,
    note_jump,
    note_last_at,
    read_last_at,
)
from desktop_app.journal.device_key import DeviceKey
from desktop_app.journal.minutes import minute_of
from desktop_app.journal.tables import checkpoint_table, record_table
from desktop_app.sealing.chain import CHAIN_START, Checkpoint, chain_hash, sign_checkpoint
from desktop_app.sealing.record import RECORD_VERSION, Header, Kind, Source
from desktop_app.sealing.seal import first_bucket_bytes, seal
from desktop_app.signature.signature import Clock, Randomness

RECORD_ID_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class Senses:
    """What the journal is given of the world."""

    clock: Clock
    randomness: Randomness
    steady: SteadyClock | None = None

    def steady_s(self) -> float | None:
        """Read the steady clock; None where there is none."""
        return self.steady() if self.steady is not None else None


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the next record of a campaign goes, and when it is written."""

    seq: int
    head: bytes
    now: datetime


@dataclass(kw_only=True)
class Writing:
    """One transaction in which records are appended.

    `watch` is what is known of the clock once the transaction is committed.
    """

    connection: Connection
    key: DeviceKey
    senses: Senses
    watch: ClockWatch

    def next_place(self, campaign: CampaignId) -> Place:
        """Look at the end of a chain and at the clock; a jump of it is noted here."""
        count, head = tail(self.connection, campaign)
        now, steady_s = self.senses.clock(), self.senses.steady_s()
        last_at = read_last_at(self.connection)
        reading = Reading(now=now, steady_s=steady_s, last_at=last_at)
        self.watch, expected_at = look(self.watch, reading)
        if expected_at is not None:
            note_jump(self.connection, campaign, count + 1, expected_at, now)
        if last_at is None or minute_of(last_at) != minute_of(now):
            note_last_at(self.connection, now)
        return Place(seq=count + 1, head=head, now=now)

    def append(self, place: Place, plain: bytes, pack: Pack, kind: Kind, source: Source) -> Header:
        """Append a record; gives its header."""
        header = Header(
            v=RECORD_VERSION,
            id=self.senses.randomness(RECORD_ID_BYTES).hex(),
            device=self.key.device,
            seq=place.seq,
            previous=place.head.hex(),
            campaign=pack.id,
            pack=pack.hash,
            kind=kind,
            source=source,
            hour=place.now.strftime("%Y-%m-%dT%H"),
            suite=0,
            sealed_sha256="",
        )
        record = seal(
            plain,
            header,
            pack.recipients,
            self.senses.randomness,
            first_bucket_bytes=first_bucket_bytes(pack),
        )
        chain = chain_hash(place.head, record.header_bytes)
        self.connection.execute(
            record_table.insert().values(
                campaign=pack.id,
                seq=place.seq,
                header=record.header_bytes,
                sealed=record.sealed,
                chain=chain,
            )
        )
        self._move_checkpoint(pack.id, place.seq, chain)
        return header

    def _move_checkpoint(self, campaign: CampaignId, count: int, head: bytes) -> None:
        checkpoint = Checkpoint(
            campaign=campaign, device=self.key.device, count=count, head=head.hex()
        )
        signature = sign_checkpoint(checkpoint, self.key.own())
        values = {"count": count, "head": head, "signature": signature}
        row = insert(checkpoint_table).values(campaign=campaign, **values)
        self.connection.execute(row.on_conflict_do_update(index_elements=["campaign"], set_=values))


def tail(connection: Connection, campaign: CampaignId) -> tuple[int, bytes]:
    """Give count and head of a campaign's chain."""
    table = checkpoint_table
    query = select(table.c.count, table.c.head).where(table.c.campaign == campaign)
    row = connection.execute(query).one_or_none()
    return (row[0], row[1]) if row is not None else (0, CHAIN_START)
