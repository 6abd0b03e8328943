"""A record: one entry of a journal, with a clear header and a sealed part.

*Header*: JSON bytes, kept and hashed exactly as stored, entries in the order of `Header`. Its last
entry is `sealed_sha256`; the header without that entry is the `info` under which the sealed part
is sealed, so nobody can move a sealed part under another header.

*Sealed part*: one byte suite, one byte count of recipients; for each recipient 8 bytes of key id
(first of SHA-256 of the public key) and the HPKE encryption (RFC 9180, base mode, `enc || ct`) of a
fresh 32-byte record key; then the padded signature under ChaCha20-Poly1305 (RFC 8439) with that
key, a nonce of zeros (each key is used once) and `info` as associated data.

Padding is ISO/IEC 7816-4: 0x80, then zeros up to a bucket of 512 bytes, then steps of 256. Where a
campaign asks for drawn signatures the first bucket has 8 KiB, whether somebody drew or not.
"""

import hashlib
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import ClassVar

import msgspec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM
from cryptography.hazmat.primitives.hpke import Suite as HpkeSuite

from desktop_app.problems import UNREADABLE, Problem

RECORD_VERSION = 1
FIRST_BUCKET_BYTES = 512
DRAWN_BUCKET_BYTES = 8192
BUCKET_STEP_BYTES = 256
KEY_ID_BYTES = 8
RECORD_KEY_BYTES = 32
TAG_BYTES = 16
NONCE = bytes(12)
MAX_RECIPIENTS = 3
_HASH_ENTRY_BYTES = len(b',"sealed_sha256":""}') + 64


class SuiteId(IntEnum):
    """Which HPKE suite seals the record key."""

    X25519 = 1
    MLKEM768_X25519 = 2


HPKE_SUITES = {
    SuiteId.X25519: HpkeSuite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305),
    SuiteId.MLKEM768_X25519: HpkeSuite(
        KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305
    ),
}
ENCAPSULATION_BYTES = {SuiteId.X25519: 32, SuiteId.MLKEM768_X25519: 1120}


class RecordDamaged(Problem):
    """The bytes are no record, or not the record that they claim to be."""

    code: ClassVar[str] = "record.damaged"


class RecordFromNewerVersion(Problem):
    """The record was written by a version that this program does not know."""

    code: ClassVar[str] = "record.from_newer_version"


class Kind(Enum):
    """What a record is."""

    SIGNATURE = "signature"
    UNDO = "undo"
    CLOSING = "closing"


class Source(Enum):
    """How a signature came in."""

    KIOSK = "kiosk"
    PAPER = "paper"


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The clear half of a record.

    `id` is 32 hex digits at random, `previous` the chain hash before this record (64 hex digits),
    `hour` the UTC hour as `2026-11-23T08`, no finer.
    """

    v: int
    id: str
    device: str
    seq: int
    previous: str
    campaign: str
    pack: str
    kind: Kind
    source: Source
    hour: str
    suite: int
    sealed_sha256: str


class _Versioned(msgspec.Struct):
    v: int


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record as it is stored: the exact bytes of both halves."""

    header_bytes: bytes
    sealed: bytes


@dataclass(frozen=True, kw_only=True)
class SealedPart:
    """The sealed half, taken apart but not opened."""

    suite: SuiteId
    sealed_keys: dict[bytes, bytes]
    body: bytes


_decoder = msgspec.json.Decoder(Header)


def header_bytes(header: Header) -> bytes:
    """Encode a header; these bytes are stored, hashed and never written anew."""
    return msgspec.json.encode(header)


def info_of(header: bytes) -> bytes:
    """Cut `sealed_sha256` off a header's bytes: the `info` that binds the sealed part to it."""
    return header[:-_HASH_ENTRY_BYTES] + b"}"


def read_header(untrusted_bytes: bytes) -> Header:
    """Decode a header.

    Raises:
        RecordDamaged: no header. RecordFromNewerVersion: a `v` that this program does not know.
    """
    try:
        return _checked(_decoder.decode(untrusted_bytes))
    except UNREADABLE as error:
        if _version(untrusted_bytes) > RECORD_VERSION:
            raise RecordFromNewerVersion from error
        raise RecordDamaged from error


def check_sealed(header: Header, untrusted_sealed: bytes) -> None:
    """Prove that a sealed part belongs to a header.

    Raises:
        RecordDamaged: it does not.
    """
    if hashlib.sha256(untrusted_sealed).hexdigest() != header.sealed_sha256:
        raise RecordDamaged


def take_apart(untrusted_sealed: bytes) -> SealedPart:
    """Split a sealed part into its pieces.

    Raises:
        RecordDamaged: the lengths do not add up, or the suite is unknown.
    """
    try:
        suite = SuiteId(untrusted_sealed[0])
        count = untrusted_sealed[1]
    except (IndexError, ValueError) as error:
        raise RecordDamaged from error
    slot_bytes = KEY_ID_BYTES + ENCAPSULATION_BYTES[suite] + RECORD_KEY_BYTES + TAG_BYTES
    body = untrusted_sealed[2 + count * slot_bytes :]
    if not 1 <= count <= MAX_RECIPIENTS or len(body) <= TAG_BYTES:
        raise RecordDamaged
    slots = [untrusted_sealed[2 + i * slot_bytes : 2 + (i + 1) * slot_bytes] for i in range(count)]
    keys = {slot[:KEY_ID_BYTES]: slot[KEY_ID_BYTES:] for slot in slots}
    return SealedPart(suite=suite, sealed_keys=keys, body=body)


def key_id(public_key: bytes) -> bytes:
    """Name a recipient's key inside a sealed part."""
    return hashlib.sha256(public_key).digest()[:KEY_ID_BYTES]


def padded(plain: bytes, first_bucket_bytes: int = FIRST_BUCKET_BYTES) -> bytes:
    """Pad to the next bucket, so that length tells nothing. Source: ISO/IEC 7816-4."""
    needed = len(plain) + 1
    beyond = max(0, needed - first_bucket_bytes)
    bucket = first_bucket_bytes + -(-beyond // BUCKET_STEP_BYTES) * BUCKET_STEP_BYTES
    return plain + b"\x80" + bytes(bucket - needed)


def unpadded(plain: bytes) -> bytes:
    """Take the padding off.

    Raises:
        RecordDamaged: there is none.
    """
    end = plain.rstrip(b"\x00")
    if not end.endswith(b"\x80"):
        raise RecordDamaged
    return end[:-1]


def _checked(header: Header) -> Header:
    if header.v > RECORD_VERSION:
        raise RecordFromNewerVersion
    if header.v < 1 or header.seq < 1 or len(header.sealed_sha256) != 64:
        raise RecordDamaged
    return header


def _version(untrusted_bytes: bytes) -> int:
    try:
        return msgspec.json.decode(untrusted_bytes, type=_Versioned).v
    except UNREADABLE:
        return 0
