"""Seals a signature to the campaign's public keys. Nothing here can open what it sealed."""

import hashlib
from collections.abc import Callable
from typing import ClassVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey

from desktop_app.campaign.pack import Pack, Recipient
from desktop_app.problems import Problem
from desktop_app.sealing.record import (
    DRAWN_BUCKET_BYTES,
    FIRST_BUCKET_BYTES,
    HPKE_SUITES,
    MAX_RECIPIENTS,
    NONCE,
    RECORD_KEY_BYTES,
    Header,
    Record,
    SuiteId,
    header_bytes,
    info_of,
    key_id,
    padded,
)

MLKEM768_PUBLIC_BYTES = 1184
NO_HASH = "0" * 64

PublicKey = X25519PublicKey | MLKEM768X25519PublicKey


class CannotSeal(Problem):
    """There is no usable public key to seal to."""

    code: ClassVar[str] = "seal.no_key"


def seal(
    plain: bytes,
    header: Header,
    recipients: tuple[Recipient, ...],
    randomness: Callable[[int], bytes],
    *,
    first_bucket_bytes: int = FIRST_BUCKET_BYTES,
) -> Record:
    """Seal bytes under a header to every recipient.

    Args:
        plain: the signature's bytes; padded here.
        header: all but `suite` and `sealed_sha256`, which are set here.
        recipients: 1 to 3 public keys of one suite.
        randomness: gives the fresh record key.
        first_bucket_bytes: how long the padded bytes are at least.

    Raises:
        CannotSeal: no recipient, too many, mixed suites, or a key that is none.
    """
    suite = _suite(recipients)
    bound = msgspec.structs.replace(header, suite=int(suite), sealed_sha256=NO_HASH)
    info = info_of(header_bytes(bound))
    record_key = randomness(RECORD_KEY_BYTES)
    body = padded(plain, first_bucket_bytes)
    parts = [bytes([suite, len(recipients)])]
    for recipient in recipients:
        sealed_key = HPKE_SUITES[suite].encrypt(record_key, public_key(recipient), info)
        parts += [key_id(recipient.public_key), sealed_key]
    parts.append(ChaCha20Poly1305(record_key).encrypt(NONCE, body, info))
    sealed = b"".join(parts)
    final = msgspec.structs.replace(bound, sealed_sha256=hashlib.sha256(sealed).hexdigest())
    return Record(header_bytes=header_bytes(final), sealed=sealed)


def first_bucket_bytes(pack: Pack) -> int:
    """Give the least length of what is sealed for a campaign, the same for every record of it."""
    return DRAWN_BUCKET_BYTES if pack.asks("drawn_signature") else FIRST_BUCKET_BYTES


def public_key(recipient: Recipient) -> PublicKey:
    """Read a recipient's public key.

    Raises:
        CannotSeal: the bytes are no key of that suite.
    """
    data = recipient.public_key
    try:
        if recipient.suite == SuiteId.X25519:
            return X25519PublicKey.from_public_bytes(data)
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(data[:MLKEM768_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(data[MLKEM768_PUBLIC_BYTES:]),
        )
    except ValueError as error:
        raise CannotSeal from error


def _suite(recipients: tuple[Recipient, ...]) -> SuiteId:
    suites = {recipient.suite for recipient in recipients}
    if len(suites) != 1 or len(recipients) > MAX_RECIPIENTS:
        raise CannotSeal
    try:
        return SuiteId(suites.pop())
    except ValueError as error:
        raise CannotSeal from error
