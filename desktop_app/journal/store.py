"""The journal: records are appended, one transaction each, and never changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.journal.problems import (
    JournalDamaged,
    JournalFromNewerVersion,
    JournalReadOnly,
    sqlite_problems,
)
from desktop_app.journal.proof import prove
from desktop_app.journal.tables import (
    TABLES_VERSION,
    checkpoint_table,
    device_table,
    handed_over_table,
    metadata,
    open_engine,
    record_table,
)
from desktop_app.sealing.chain import (
    CHAIN_START,
    Checkpoint,
    chain_hash,
    device_id,
    sign_checkpoint,
)
from desktop_app.sealing.record import RECORD_VERSION, Header, Kind, Record, Source
from desktop_app.sealing.seal import seal
from desktop_app.signature.signature import Clock, Randomness, Signature, signature_bytes

JOURNAL_FILE = "journal.sqlite"
RECORD_ID_BYTES = 16


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

    def keep(self, signature: Signature, pack: Pack) -> int:
        """Seal and commit a signature; returns the campaign's count on this device.

        When this returns, the record is on disk. When it raises, nothing of it is.

        Raises:
            JournalFull, JournalReadOnly, JournalUnreadable, CannotSeal.
        """
        source = Source.PAPER if signature.paper else Source.KIOSK
        with sqlite_problems(), self._engine.begin() as connection:
            return self._append(connection, signature_bytes(signature), pack, source)

    def keep_all(self, signatures: list[Signature], pack: Pack) -> int:
        """Keep many signatures, all or none; returns the campaign's count."""
        with sqlite_problems(), self._engine.begin() as connection:
            for signature in signatures:
                source = Source.PAPER if signature.paper else Source.KIOSK
                self._append(connection, signature_bytes(signature), pack, source)
            return _tail(connection, pack.id)[0]

    def count(self, campaign: CampaignId) -> int:
        """Count a campaign's signatures on this device (signatures, not people)."""
        with sqlite_problems(), self._engine.begin() as connection:
            return _tail(connection, campaign)[0]

    def counts(self) -> dict[CampaignId, int]:
        """Count the signatures of each campaign."""
        query = select(record_table.c.campaign, func.max(record_table.c.seq)).group_by(
            record_table.c.campaign
        )
        with sqlite_problems(), self._engine.begin() as connection:
            return {CampaignId(campaign): count for campaign, count in connection.execute(query)}

    def not_handed_over(self) -> dict[CampaignId, int]:
        """Count the signatures of each campaign that no batch holds yet."""
        return {
            campaign: count - self.handed_over_until(campaign)
            for campaign, count in self.counts().items()
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

    def _append(self, connection: Connection, plain: bytes, pack: Pack, source: Source) -> int:
        count, head = _tail(connection, pack.id)
        header = Header(
            v=RECORD_VERSION,
            id=self._randomness(RECORD_ID_BYTES).hex(),
            device=self.device,
            seq=count + 1,
            previous=head.hex(),
            campaign=pack.id,
            pack=pack.hash,
            kind=Kind.SIGNATURE,
            source=source,
            hour=self._clock().strftime("%Y-%m-%dT%H"),
            suite=0,
            sealed_sha256="",
        )
        record = seal(plain, header, pack.recipients, self._randomness)
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
        return count + 1

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

    Raises:
        JournalDamaged, JournalFromNewerVersion, JournalInUse, JournalReadOnly, JournalFull,
        JournalUnreadable.
    """
    with sqlite_problems():
        folder.mkdir(parents=True, exist_ok=True)
        engine = open_engine(folder / JOURNAL_FILE, is_read_only=False)
        try:
            _create_or_check(engine, randomness)
            prove(engine)
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
            if _tables_version(engine) == 0:
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


def _create_or_check(engine: Engine, randomness: Randomness) -> None:
    if _tables_version(engine) == TABLES_VERSION:
        return
    with engine.begin() as connection:
        metadata.create_all(connection)
        private = Ed25519PrivateKey.from_private_bytes(randomness(32))
        public = private.public_key().public_bytes_raw()
        connection.execute(
            device_table.insert().values(
                id=device_id(public),
                public_key=public,
                private_key=private.private_bytes_raw(),
            )
        )
        connection.exec_driver_sql(f"PRAGMA user_version={TABLES_VERSION}")


def _tables_version(engine: Engine) -> int:
    with engine.connect() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if version > TABLES_VERSION:
        raise JournalFromNewerVersion
    if version == 0 and tables:
        raise JournalDamaged(reason="a database of another program")
    return version


def _tail(connection: Connection, campaign: CampaignId) -> tuple[int, bytes]:
    table = checkpoint_table
    query = select(table.c.count, table.c.head).where(table.c.campaign == campaign)
    row = connection.execute(query).one_or_none()
    return (row[0], row[1]) if row is not None else (0, CHAIN_START)
