"""The journal: records are appended, one transaction each, and never changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.journal.kept import KeptRecord
from desktop_app.journal.problems import JournalReadOnly, RecordUnknown, sqlite_problems
from desktop_app.journal.proof import prove
from desktop_app.journal.steps import create_tables, found_version, step_forward
from desktop_app.journal.tables import (
    TABLES_VERSION,
    checkpoint_table,
    device_table,
    handed_over_table,
    open_engine,
    record_table,
)
from desktop_app.journal.undone import is_undone, note_undone, undone_counts
from desktop_app.sealing.chain import (
    CHAIN_START,
    Checkpoint,
    chain_hash,
    device_id,
    sign_checkpoint,
)
from desktop_app.sealing.record import (
    RECORD_VERSION,
    Header,
    Kind,
    Record,
    Source,
    read_header,
)
from desktop_app.sealing.seal import first_bucket_bytes, seal
from desktop_app.signature.signature import Clock, Randomness, Signature, signature_bytes
from desktop_app.signature.undo import UNDO_VERSION, RecordId, Undo, undo_bytes

JOURNAL_FILE = "journal.sqlite"
RECORD_ID_BYTES = 16
HEADERS_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class StoredRecord:
    """A record with its number and the chain hash after it."""

    seq: int
    record: Record
    chain: bytes


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """A run of records that was written to a batch."""

    campaign: CampaignId
    first: int
    last: int
    sha256: str


class Journal:
    """One device's journal, open. One writer; used from one thread at a time."""

    def __init__(self, engine: Engine, clock: Clock, randomness: Randomness) -> None:
        self._engine = engine
        self._clock = clock
        self._randomness = randomness
        self._device_key = self._read_device_key()

    @property
    def device(self) -> str:
        """The device's id, derived from its public key."""
        return device_id(self.device_public_key)

    @property
    def device_public_key(self) -> bytes:
        """The key by which the device's checkpoints are known."""
        return self._device_key.public_key().public_bytes_raw()

    def keep(self, signature: Signature, pack: Pack) -> KeptRecord:
        """Seal and commit a signature; gives its id and the campaign's count on this device.

        When this returns, the record is on disk. When it raises, nothing of it is.

        Raises:
            JournalFull, JournalReadOnly, JournalUnreadable, CannotSeal.
        """
        with sqlite_problems(), self._engine.begin() as connection:
            header = self._append_signature(connection, signature, pack)
            count = header.seq - 2 * undone_counts(connection).get(pack.id, 0)
            return KeptRecord(count=count, record_id=RecordId(header.id))

    def keep_all(self, signatures: list[Signature], pack: Pack) -> int:
        """Keep many signatures, all or none; returns the campaign's count."""
        with sqlite_problems(), self._engine.begin() as connection:
            for signature in signatures:
                self._append_signature(connection, signature, pack)
            return _signature_counts(connection).get(pack.id, 0)

    def undo(self, record_id: RecordId, pack: Pack) -> int:
        """Take a signature back by a record of its own; gives the campaign's count afterwards.

        Nothing is erased: the signature stays in the chain and travels, and the register lets it
        count no more. Taking it back again changes nothing.

        Raises:
            RecordUnknown: no signature of this campaign here has that id; and what `keep` raises.
        """
        with sqlite_problems(), self._engine.begin() as connection:
            if not is_undone(connection, pack.id, record_id):
                source = _source_of(connection, pack.id, record_id)
                undo = Undo(v=UNDO_VERSION, record_id=record_id, undone_at=self._clock())
                header = self._append(connection, undo_bytes(undo), pack, Kind.UNDO, source)
                note_undone(connection, pack.id, header.seq, record_id)
            return _signature_counts(connection)[pack.id]

    def count(self, campaign: CampaignId) -> int:
        """Count a campaign's signatures on this device (signatures, not people)."""
        return self.counts().get(campaign, 0)

    def counts(self) -> dict[CampaignId, int]:
        """Count the signatures of each campaign; those that were taken back do not count."""
        with sqlite_problems(), self._engine.begin() as connection:
            return _signature_counts(connection)

    def record_counts(self) -> dict[CampaignId, int]:
        """Count the records of each campaign: the number of the last one."""
        with sqlite_problems(), self._engine.begin() as connection:
            return _record_counts(connection)

    def not_handed_over(self) -> dict[CampaignId, int]:
        """Count the records of each campaign that no batch holds yet.

        Records, not signatures: one that was taken back after its signature was handed over is
        still to travel. So this may be more than `counts`.
        """
        return {
            campaign: count - self.handed_over_until(campaign)
            for campaign, count in self.record_counts().items()
        }

    def handed_over_until(self, campaign: CampaignId) -> int:
        """Give the number of the last record that a batch holds."""
        table = handed_over_table
        query = select(func.coalesce(func.max(table.c.last), 0)).where(table.c.campaign == campaign)
        with sqlite_problems(), self._engine.begin() as connection:
            return int(connection.execute(query).scalar_one())

    def records(self, campaign: CampaignId, first: int, last: int) -> list[StoredRecord]:
        """Read a run of records, both ends included."""
        table = record_table
        query = (
            select(table.c.seq, table.c.header, table.c.sealed, table.c.chain)
            .where(table.c.campaign == campaign, table.c.seq.between(first, last))
            .order_by(table.c.seq)
        )
        with sqlite_problems(), self._engine.begin() as connection:
            return [
                StoredRecord(
                    seq=row.seq,
                    record=Record(header_bytes=row.header, sealed=row.sealed),
                    chain=row.chain,
                )
                for row in connection.execute(query)
            ]

    def note_handed_over(self, handed_over: HandedOver) -> None:
        """Remember that a batch holds a run of records. Doing so again is harmless."""
        row = insert(handed_over_table).values(
            campaign=handed_over.campaign,
            first=handed_over.first,
            last=handed_over.last,
            sha256=handed_over.sha256,
            handed_over_at=self._clock().isoformat(timespec="seconds"),
        )
        with sqlite_problems(), self._engine.begin() as connection:
            connection.execute(row.on_conflict_do_nothing())

    def sign(self, data: bytes) -> bytes:
        """Sign bytes with the device's key."""
        return self._device_key.sign(data)

    def sign_checkpoint(self, checkpoint: Checkpoint) -> bytes:
        """Vouch for a count and head of this device."""
        return sign_checkpoint(checkpoint, self._device_key)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _append_signature(self, connection: Connection, signature: Signature, pack: Pack) -> Header:
        source = Source.PAPER if signature.paper else Source.KIOSK
        return self._append(connection, signature_bytes(signature), pack, Kind.SIGNATURE, source)

    def _append(
        self, connection: Connection, plain: bytes, pack: Pack, kind: Kind, source: Source
    ) -> Header:
        count, head = _tail(connection, pack.id)
        header = Header(
            v=RECORD_VERSION,
            id=self._randomness(RECORD_ID_BYTES).hex(),
            device=self.device,
            seq=count + 1,
            previous=head.hex(),
            campaign=pack.id,
            pack=pack.hash,
            kind=kind,
            source=source,
            hour=self._clock().strftime("%Y-%m-%dT%H"),
            suite=0,
            sealed_sha256="",
        )
        record = seal(
            plain,
            header,
            pack.recipients,
            self._randomness,
            first_bucket_bytes=first_bucket_bytes(pack),
        )
        chain = chain_hash(head, record.header_bytes)
        connection.execute(
            record_table.insert().values(
                campaign=pack.id,
                seq=count + 1,
                header=record.header_bytes,
                sealed=record.sealed,
                chain=chain,
            )
        )
        self._move_checkpoint(connection, pack.id, count + 1, chain)
        return header

    def _move_checkpoint(
        self, connection: Connection, campaign: CampaignId, count: int, head: bytes
    ) -> None:
        checkpoint = Checkpoint(campaign=campaign, device=self.device, count=count, head=head.hex())
        values = {"count": count, "head": head, "signature": self.sign_checkpoint(checkpoint)}
        row = insert(checkpoint_table).values(campaign=campaign, **values)
        connection.execute(row.on_conflict_do_update(index_elements=["campaign"], set_=values))

    def _read_device_key(self) -> Ed25519PrivateKey:
        with sqlite_problems(), self._engine.begin() as connection:
            private = connection.execute(select(device_table.c.private_key)).scalar_one()
        return Ed25519PrivateKey.from_private_bytes(private)


def open_journal(folder: Path, *, clock: Clock, randomness: Randomness) -> Journal:
    """Open the journal of a home, made new where there is none, and prove all that is in it.

    Tables of an older version are brought to this one once they are proved.

    Raises:
        JournalDamaged, JournalFromNewerVersion, JournalInUse, JournalReadOnly, JournalFull,
        JournalUnreadable.
    """
    with sqlite_problems():
        folder.mkdir(parents=True, exist_ok=True)
        engine = open_engine(folder / JOURNAL_FILE, is_read_only=False)
        try:
            version = found_version(engine)
            if version == 0:
                create_tables(engine, randomness)
            prove(engine)
            if 0 < version < TABLES_VERSION:
                step_forward(engine)
        except BaseException:
            engine.dispose()
            raise
    return Journal(engine, clock, randomness)


def read_journal(folder: Path, *, clock: Clock, randomness: Randomness) -> Journal | None:
    """Open a journal to look at only, also on a read-only or full disk; None where there is none.

    Raises:
        JournalDamaged, JournalFromNewerVersion, JournalUnreadable.
    """
    with sqlite_problems():
        is_there = (folder / JOURNAL_FILE).is_file()
    if not is_there:
        return None
    try:
        engine = _proved(folder, is_read_only=True)
    except JournalReadOnly:  # a killed write is still to be rolled back, which takes writing
        engine = _proved(folder, is_read_only=False)
    return Journal(engine, clock, randomness) if engine is not None else None


def _proved(folder: Path, *, is_read_only: bool) -> Engine | None:
    """Open a journal that is there and prove it; None if it was only begun."""
    with sqlite_problems():
        engine = open_engine(folder / JOURNAL_FILE, is_read_only=is_read_only)
        try:
            if found_version(engine) == 0:
                engine.dispose()
                return None
            prove(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine


def batch_runs(first: int, last: int, size: int) -> Iterator[tuple[int, int]]:
    """Cut a run of records into runs of at most `size`."""
    for start in range(first, last + 1, size):
        yield start, min(start + size - 1, last)


def _tail(connection: Connection, campaign: CampaignId) -> tuple[int, bytes]:
    table = checkpoint_table
    query = select(table.c.count, table.c.head).where(table.c.campaign == campaign)
    row = connection.execute(query).one_or_none()
    return (row[0], row[1]) if row is not None else (0, CHAIN_START)


def _record_counts(connection: Connection) -> dict[CampaignId, int]:
    table = checkpoint_table
    query = select(table.c.campaign, table.c.count)
    return {CampaignId(campaign): count for campaign, count in connection.execute(query)}


def _signature_counts(connection: Connection) -> dict[CampaignId, int]:
    """Leave out those that were taken back, and as many records that take them back."""
    undone = undone_counts(connection)
    return {
        campaign: count - 2 * undone.get(campaign, 0)
        for campaign, count in _record_counts(connection).items()
    }


def _source_of(connection: Connection, campaign: CampaignId, record_id: RecordId) -> Source:
    """Find a signature by its id, the latest first: it is hardly ever far away."""
    table = record_table
    query = (
        select(table.c.header)
        .where(table.c.campaign == campaign)
        .order_by(table.c.seq.desc())
        .execution_options(yield_per=HEADERS_AT_ONCE)
    )
    with connection.execute(query).scalars() as headers:
        for header_bytes in headers:
            header = read_header(header_bytes)
            if header.id == record_id and header.kind is Kind.SIGNATURE:
                return header.source
    raise RecordUnknown(record=record_id)
