"""Devices in memory: they seal, chain and sign as ours do, without a disk commit for each record.

A hundred thousand records take seconds instead of hours, and whoever has the device's key may tamper
as a thief would. All that is chosen comes from one `Random`; only what sealing itself draws (the
one-time keys of HPKE) is new each time.
"""

import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.batches.batch import (
    MAX_RECORDS,
    BatchRun,
    batch_bytes,
    batch_name,
    signed_links,
    vouched_batch_bytes,
)
from desktop_app.campaign.pack import Pack
from desktop_app.sealing.chain import (
    CHAIN_START,
    Checkpoint,
    chain_hash,
    device_id,
    sign_checkpoint,
)
from desktop_app.sealing.record import Header, Kind, Record, Source, read_header
from desktop_app.sealing.seal import first_bucket_bytes, seal
from desktop_app.sealing.slip import ClosingSlip, slip_text
from desktop_app.signature.closing import CLOSING_VERSION, Closing, closing_bytes
from desktop_app.signature.signature import Signature, signature_bytes
from desktop_app.signature.undo import UNDO_VERSION, RecordId, Undo, undo_bytes
from tests.making import NOON


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One record of a device, and the chain hash after it."""

    header: Header
    record: Record
    chain: bytes


class StallDevice:
    """A device at a stall, for one campaign. A copy of it is a fork: the same key, the same past."""

    def __init__(self, pack: Pack, chance: Random) -> None:
        self.pack = pack
        self.chance = chance
        self.key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        self.public_key = self.key.public_key().public_bytes_raw()
        self.id = device_id(self.public_key)
        self.entries: list[Entry] = []
        self.now = NOON

    @property
    def count(self) -> int:
        return len(self.entries)

    def forked(self, seed: int = 0) -> "StallDevice":
        """Give a copy of the device as it is now; from here on each goes its own way."""
        other = copy.copy(self)
        other.entries = list(self.entries)
        other.chance = Random(seed)
        return other

    # ---- what people and volunteers do --------------------------------------------------------------

    def sign(self, signature: Signature, source: Source = Source.KIOSK) -> RecordId:
        """Take a signature in."""
        return self._append(signature_bytes(signature), Kind.SIGNATURE, source)

    def undo(self, record_id: str) -> RecordId:
        """Take a signature back."""
        undo = Undo(v=UNDO_VERSION, record_id=RecordId(record_id), undone_at=self.now)
        return self._append(undo_bytes(undo), Kind.UNDO, Source.KIOSK)

    def close(self) -> RecordId:
        """End a shift."""
        signed = sum(entry.header.kind is Kind.SIGNATURE for entry in self.entries)
        closing = Closing(
            v=CLOSING_VERSION,
            closed_at=self.now.replace(second=0, microsecond=0),
            place="Heumarkt",
            shift="1",
            signature_count=signed,
        )
        return self._append(closing_bytes(closing), Kind.CLOSING, Source.KIOSK)

    def wait(self, minutes: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)
        return self.now

    def _append(self, plain: bytes, kind: Kind, source: Source) -> RecordId:
        entry = self.sealed(
            plain,
            kind=kind,
            source=source,
            seq=self.count + 1,
            previous=self.entries[-1].chain if self.entries else CHAIN_START,
        )
        self.entries.append(entry)
        return RecordId(entry.header.id)

    def sealed(
        self,
        plain: bytes,
        *,
        kind: Kind = Kind.SIGNATURE,
        source: Source = Source.KIOSK,
        seq: int,
        previous: bytes,
        hour: str = "",
    ) -> Entry:
        """Seal something under a header of this device; what `keep` does with its own numbers."""
        header = Header(
            v=1,
            id=self.chance.randbytes(16).hex(),
            device=self.id,
            seq=seq,
            previous=previous.hex(),
            campaign=self.pack.id,
            pack=self.pack.hash,
            kind=kind,
            source=source,
            hour=hour or self.now.strftime("%Y-%m-%dT%H"),
            suite=0,
            sealed_sha256="",
        )
        bucket = first_bucket_bytes(self.pack)
        recipients = self.pack.recipients
        record = seal(plain, header, recipients, self.chance.randbytes, first_bucket_bytes=bucket)
        return Entry(
            header=read_header(record.header_bytes),
            record=record,
            chain=chain_hash(previous, record.header_bytes),
        )

    # ---- what is handed over --------------------------------------------------------------------------

    def run(self, first: int = 1, last: int | None = None) -> BatchRun:
        """Gather a run of records."""
        entries = self.entries[first - 1 : last]
        return BatchRun(
            device=self.id,
            device_key=self.public_key,
            campaign=self.pack.id,
            first=first,
            records=tuple(entry.record for entry in entries),
            chains=tuple(entry.chain for entry in entries),
        )

    def signed_batch(self, run: BatchRun) -> bytes:
        """Write a run as a batch that the device vouches for, whatever is in it."""
        links = signed_links(run.campaign, run.device, run.first, run.last, run.links)
        return batch_bytes(
            run,
            checkpoint_signature=sign_checkpoint(run.checkpoint, self.key),
            links_signature=self.key.sign(links),
        )

    def vouched_batch(self, run: BatchRun) -> bytes:
        """Write a run as a batch with a voucher for each record, as a second copy is written."""
        vouchers = [
            self.voucher(seq, chain) for seq, chain in enumerate(run.chains, start=run.first)
        ]
        return vouched_batch_bytes(run, vouchers)

    def voucher(self, count: int, chain: bytes) -> bytes:
        """Sign a checkpoint."""
        checkpoint = Checkpoint(
            campaign=self.pack.id, device=self.id, count=count, head=chain.hex()
        )
        return sign_checkpoint(checkpoint, self.key)

    def write(
        self, folder: Path, first: int = 1, last: int | None = None, *, is_vouched: bool = False
    ) -> Path:
        """Write a batch under its own name."""
        run = self.run(first, last)
        data = self.vouched_batch(run) if is_vouched else self.signed_batch(run)
        return put(folder, run, data)

    def write_all(self, folder: Path, size: int = MAX_RECORDS) -> list[Path]:
        """Write everything, cut into batches."""
        return [
            self.write(folder, first, min(first + size - 1, self.count))
            for first in range(1, self.count + 1, size)
        ]

    def slip(self, count: int | None = None) -> str:
        """Print the closing slip after so many records, or after all."""
        count = self.count if count is None else count
        head = self.entries[count - 1].chain
        return slip_text(
            ClosingSlip(
                campaign=self.pack.id, device=self.id, count=count, head=head, closed_at=self.now
            )
        )


def put(folder: Path, run: BatchRun, data: bytes) -> Path:
    """Write a batch's bytes under the name that they have; tests need no sync of their folder."""
    path = folder.joinpath(*batch_name(run, data).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def with_entries(run: BatchRun, entries: list[Entry], first: int | None = None) -> BatchRun:
    """Give a run with other records in it."""
    from dataclasses import replace

    return replace(
        run,
        first=run.first if first is None else first,
        records=tuple(entry.record for entry in entries),
        chains=tuple(entry.chain for entry in entries),
    )


def renamed(header: Header, **changes: object) -> Header:
    """Give a header with some entries changed."""
    return msgspec.structs.replace(header, **changes)
