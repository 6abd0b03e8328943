"""Reads a batch without trusting it: which records are proved, and which are damaged."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from desktop_app.batches.batch import (
    BATCH_FORMAT,
    BATCH_VERSION,
    LINKED_VERSION,
    MAX_BATCH_BYTES,
    MAX_RECORDS,
    BatchFromNewerVersion,
    BatchUnreadable,
    Closing,
    Line,
    Opening,
    VouchedLine,
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
    vouched: int
    """Number of the last record that the device vouches for here; 0 when there is none."""


def read_batch(path: Path) -> Batch:
    """Read and prove a batch file.

    A damaged record never hides the others. A file of version 1 that is cut short has no closing
    line, so nothing in it is vouched for: every record counts as damaged.

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
    if opening.version == LINKED_VERSION:
        closing = _read_closing(opening, lines)
        found = [_prove_line(opening, closing, lines, seq) for seq in _numbers(opening)]
        head, vouched = (closing.head, closing.count) if closing else ("", 0)
    else:
        found = _prove_vouched(opening, lines)
        head, vouched = _last_vouched(opening, found)
    damages = [proved for proved in found if isinstance(proved, Damage)]
    if hash_in_name(path) not in (None, sha256) or lines[-1] != b"":
        damages.insert(0, Damage(seq=0, code="batch.altered"))
    return Batch(
        path=path,
        sha256=sha256,
        device=opening.device,
        device_key=opening.device_key,
        campaign=opening.campaign,
        first=opening.first,
        last=opening.last,
        records=tuple(proved for proved in found if isinstance(proved, ProvedRecord)),
        damages=tuple(damages),
        head=head,
        vouched=vouched,
    )


@dataclass(frozen=True, kw_only=True)
class _Read:
    """A line that holds a record, still to be vouched for."""

    line: Line | VouchedLine
    proved: ProvedRecord
    chain: bytes


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
        and LINKED_VERSION <= opening.version <= BATCH_VERSION
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
    read = _read_line(opening, lines, seq, Line)
    if isinstance(read, Damage):
        return read
    link = closing.links[position * HASH_BYTES : (position + 1) * HASH_BYTES]
    return read.proved if read.chain == link else Damage(seq=seq, code=RecordDamaged.code)


def _prove_vouched(opening: Opening, lines: list[bytes]) -> list[ProvedRecord | Damage]:
    """Prove each record by its own voucher, or by the next record that names its chain hash.

    So the last comes first.
    """
    found: list[ProvedRecord | Damage] = []
    following = ""
    for seq in reversed(_numbers(opening)):
        read = _read_line(opening, lines, seq, VouchedLine)
        if isinstance(read, Damage):
            found.append(read)
            following = ""
        elif read.chain.hex() == following or _has_voucher(opening, read, seq):
            found.append(read.proved)
            following = read.proved.header.previous
        else:
            found.append(Damage(seq=seq, code="batch.not_vouched"))
            following = ""
    return found[::-1]


def _has_voucher(opening: Opening, read: _Read, seq: int) -> bool:
    assert isinstance(read.line, VouchedLine)
    checkpoint = Checkpoint(
        campaign=opening.campaign, device=opening.device, count=seq, head=read.chain.hex()
    )
    return is_checkpoint_signed(checkpoint, read.line.voucher, opening.device_key)


def _last_vouched(opening: Opening, found: list[ProvedRecord | Damage]) -> tuple[str, int]:
    """Give the head where the last record is proved, and the number of the last one that is."""
    proved = [record for record in found if isinstance(record, ProvedRecord)]
    if not proved:
        return "", 0
    header = proved[-1].header
    chain = chain_hash(bytes.fromhex(header.previous), proved[-1].record.header_bytes)
    return (chain.hex() if header.seq == opening.last else ""), header.seq


def _read_line(
    opening: Opening, lines: list[bytes], seq: int, shape: type[Line | VouchedLine]
) -> _Read | Damage:
    """Read a record's line: header and sealed part belong together and to this place."""
    try:
        line = msgspec.json.decode(lines[seq - opening.first + 1], type=shape)
        header_bytes = line.header.encode()
        header = read_header(header_bytes)
        check_sealed(header, line.sealed)
        previous = bytes.fromhex(header.previous)
    except Problem as problem:
        return Damage(seq=seq, code=problem.code)
    except (IndexError, ValueError, *UNREADABLE):
        return Damage(seq=seq, code=RecordDamaged.code)
    place = (header.seq, header.device, header.campaign)
    if place != (seq, opening.device, opening.campaign):
        return Damage(seq=seq, code=RecordDamaged.code)
    record = Record(header_bytes=header_bytes, sealed=line.sealed)
    return _Read(
        line=line,
        proved=ProvedRecord(header=header, record=record),
        chain=chain_hash(previous, header_bytes),
    )


def _numbers(opening: Opening) -> range:
    return range(opening.first, opening.last + 1)
