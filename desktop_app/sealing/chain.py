"""The chain of a device's records, and the checkpoint by which the device vouches for it.

`hash = SHA-256(previous hash || header bytes)`, beginning from 32 zero bytes. There is one chain a
campaign and device. The checkpoint's signed bytes are the JSON of `Checkpoint` in that order.
"""

import hashlib

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

CHAIN_START = bytes(32)
DEVICE_ID_CHARACTERS = 20


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """How many records a device has written for a campaign, and the chain hash of the last."""

    campaign: str
    device: str
    count: int
    head: str


def chain_hash(previous: bytes, header_bytes: bytes) -> bytes:
    """Link a header to the chain before it."""
    return hashlib.sha256(previous + header_bytes).digest()


def sign_checkpoint(checkpoint: Checkpoint, device_key: Ed25519PrivateKey) -> bytes:
    """Sign a checkpoint with the device's key."""
    return device_key.sign(msgspec.json.encode(checkpoint))


def is_checkpoint_signed(
    checkpoint: Checkpoint, untrusted_signature: bytes, untrusted_device_key: bytes
) -> bool:
    """Tell whether the device with this public key signed the checkpoint, and is that device."""
    if device_id(untrusted_device_key) != checkpoint.device:
        return False
    return is_signed_by(untrusted_device_key, untrusted_signature, msgspec.json.encode(checkpoint))


def is_signed_by(untrusted_key: bytes, untrusted_signature: bytes, data: bytes) -> bool:
    """Tell whether an Ed25519 key signed some bytes; a key that is none signed nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(untrusted_key).verify(untrusted_signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def device_id(device_public_key: bytes) -> str:
    """Name a device by its public key: the first 20 hex digits of its SHA-256."""
    return hashlib.sha256(device_public_key).hexdigest()[:DEVICE_ID_CHARACTERS]
