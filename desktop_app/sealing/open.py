"""Opens records with the campaign's private key. The kiosk must never import this."""

from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop_app.problems import Problem
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import (
    HPKE_SUITES,
    NONCE,
    Record,
    RecordDamaged,
    check_sealed,
    info_of,
    key_id,
    read_header,
    take_apart,
    unpadded,
)


class SealedToAnotherKey(Problem):
    """The record is whole, but it was sealed to another key than this one."""

    code: ClassVar[str] = "record.other_key"


def open_record(record: Record, key: CampaignKey) -> bytes:
    """Open a record and give the signature's bytes.

    Raises:
        RecordDamaged: a byte of header or sealed part is not what was sealed.
        RecordFromNewerVersion: written by a version that this program does not know.
        SealedToAnotherKey: none of its recipients is this key.
    """
    check_sealed(read_header(record.header_bytes), record.sealed)
    return open_proved(record, key)


def open_proved(record: Record, key: CampaignKey) -> bytes:
    """Open a record whose header and hash were checked already, as those of a batch are.

    Raises:
        RecordDamaged, SealedToAnotherKey.
    """
    part = take_apart(record.sealed)
    sealed_key = part.sealed_keys.get(key_id(key.recipient.public_key))
    if part.suite is not key.suite or sealed_key is None:
        raise SealedToAnotherKey
    info = info_of(record.header_bytes)
    try:
        record_key = HPKE_SUITES[part.suite].decrypt(sealed_key, key.private_key, info)
        return unpadded(ChaCha20Poly1305(record_key).decrypt(NONCE, part.body, info))
    except (InvalidTag, ValueError) as error:
        raise RecordDamaged from error
