"""Reads a batch without trusting it: which records are proved, and which are damaged."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from desktop_app.batches.batch import (
    BATCH_FORMAT,
    BATCH_VERSION,
    MAX_BATCH_BYTES,
    MAX_RECORDS,
    BatchFromNewerVersion,
    BatchUnreadable,
    Closing,
    Line,
    Opening,
    hash_in_name,
    signed_links,
)
from desktop_app.problems import UNREADABLE, Problem
from desktop_app.sealing.chain import (
    Checkpoint,
    chain_hash,
    device_id,
    is_checkpoint_signed,
    is_signed_by,
)
from desktop_app.sealing.record import Header, Record, RecordDamaged, check_sealed, read_header

HASH_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class ProvedRecord:
    """A record for which the device vouches."""

    header: Header
    record: Record


@dataclass(frozen=True, kw_only=True)
class Damage:
    """What is damaged: a record by its number, or (0) the file around the records."""

    seq: int
    code: str


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What a batch file holds, proved record by record."""

    path: Path
    sha256: str
    device: str
    device_key: bytes
    campaign: str
    first: int
    last: int
    records: tuple[ProvedRecord, ...] = field(repr=False)
    damages: tuple[Damage, ...]
    head: str
    """Chain hash after the last record, signed by the device; empty when that is damaged."""


def read_batch(path: Path) -> Batch:
    """Read and prove a batch file.

    A damaged record never hides the others. A file that is cut short has no closing line, so
    nothing in it is vouched for: every record counts as damaged.

    Raises:
        BatchUnreadable: no batch. BatchFromNewerVersion.
    """
    try:
        if not path.is_file():  # a pipe would never end
            raise BatchUnreadable(path=path.name)
        with path.open("rb") as file:
            data = file.read(MAX_BATCH_BYTES + 1)
    except OSError as error:
        raise BatchUnreadable(path=path.name) from error
    if len(data) > MAX_BATCH_BYTES:
        raise BatchUnreadable(path=path.name)
    return prove_batch(path, data)


def prove_batch(path: Path, untrusted_data: bytes) -> Batch:
    """Prove the bytes of a batch; `path` serves only for its name."""
    lines = untrusted_data.split(b"\n")
    opening = _read_opening(path, lines[0])
    sha256 = hashlib.sha256(untrusted_data).hexdigest()
    closing = _read_closing(opening, lines)
    damages = []
    if hash_in_name(path) not in (None, sha256) or lines[-1] != b"":
        damages.append(Damage(seq=0, code="batch.altered"))
    records: list[ProvedRecord] = []
    for seq in range(opening.first, opening.last + 1):
        proved = _prove_line(opening, closing, lines, seq)
        if isinstance(proved, Damage):
            damages.append(proved)
        else:
            records.append(proved)
    return Batch(
        path=path,
        sha256=sha256,
        device=opening.device,
        device_key=opening.device_key,
        campaign=opening.campaign,
        first=opening.first,
        last=opening.last,
        records=tuple(records),
        damages=tuple(damages),
        head=closing.head if closing else "",
    )


class _Versioned(msgspec.Struct):
    format: str
    version: int


def _read_opening(path: Path, line: bytes) -> Opening:
    try:
        versioned = msgspec.json.decode(line, type=_Versioned)
        if versioned.format == BATCH_FORMAT and versioned.version > BATCH_VERSION:
            raise BatchFromNewerVersion(path=path.name)
        opening = msgspec.json.decode(line, type=Opening)
    except UNREADABLE as error:
        raise BatchUnreadable(path=path.name) from error
    count = opening.last - opening.first + 1
    is_sane = (
        opening.format == BATCH_FORMAT
        and opening.version == BATCH_VERSION
        and opening.first >= 1
        and 1 <= count <= MAX_RECORDS
        and device_id(opening.device_key) == opening.device
    )
    if not is_sane:
        raise BatchUnreadable(path=path.name)
    return opening


def _read_closing(opening: Opening, lines: list[bytes]) -> Closing | None:
    """Read the last line; None unless the device signed both checkpoint and links."""
    count = opening.last - opening.first + 1
    try:
        closing = msgspec.json.decode(lines[count + 1], type=Closing)
    except (IndexError, *UNREADABLE):
        return None
    checkpoint = Checkpoint(
        campaign=opening.campaign, device=opening.device, count=closing.count, head=closing.head
    )
    links = signed_links(
        opening.campaign, opening.device, opening.first, opening.last, closing.links
    )
    is_vouched = (
        closing.count == opening.last
        and len(closing.links) == count * HASH_BYTES
        and closing.links[-HASH_BYTES:].hex() == closing.head
        and is_checkpoint_signed(checkpoint, closing.signature, opening.device_key)
        and is_signed_by(opening.device_key, closing.links_signature, links)
    )
    return closing if is_vouched else None


def _prove_line(
    opening: Opening, closing: Closing | None, lines: list[bytes], seq: int
) -> ProvedRecord | Damage:
    if closing is None:
        return Damage(seq=seq, code="batch.not_vouched")
    position = seq - opening.first
    try:
        line = msgspec.json.decode(lines[position + 1], type=Line)
        header_bytes = line.header.encode()
        header = read_header(header_bytes)
        check_sealed(header, line.sealed)
        previous = bytes.fromhex(header.previous)
    except Problem as problem:
        return Damage(seq=seq, code=problem.code)
    except (IndexError, ValueError, *UNREADABLE):
        return Damage(seq=seq, code=RecordDamaged.code)
    link = closing.links[position * HASH_BYTES : (position + 1) * HASH_BYTES]
    belongs = (
        header.seq == seq
        and header.device == opening.device
        and header.campaign == opening.campaign
    )
    if not belongs or chain_hash(previous, header_bytes) != link:
        return Damage(seq=seq, code=RecordDamaged.code)
    return ProvedRecord(header=header, record=Record(header_bytes=header_bytes, sealed=line.sealed))
