"""A secret under a passphrase: ChaCha20-Poly1305 under Argon2id (RFC 9106) of what was typed."""

import unicodedata
from collections.abc import Callable
from typing import ClassVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop_app.problems import Problem

SALT_BYTES = 16
NONCE_BYTES = 12
MIN_PASSPHRASE_CHARACTERS = 8
MAX_MEMORY_KIB = 4 * 1024 * 1024
MAX_ITERATIONS = 64
MAX_LANES = 64


class WrongPassphrase(Problem):
    """The passphrase does not open it, or it was tampered with: the two cannot be told apart."""

    code: ClassVar[str] = "key.wrong_passphrase"


class PassphraseTooShort(Problem):
    """A passphrase that short could be guessed."""

    code: ClassVar[str] = "key.passphrase_too_short"


class PassphrasesDiffer(Problem):
    """The second typing was not the same as the first."""

    code: ClassVar[str] = "passphrase.not_the_same"


class LockUnreadable(Problem):
    """What stands beside the locked secret is damaged."""

    code: ClassVar[str] = "key.lock_unreadable"


class Hardness(msgspec.Struct, frozen=True, kw_only=True):
    """How hard Argon2id makes each guess."""

    memory_kib: int = 256 * 1024
    iterations: int = 3
    lanes: int = 4


class LockedSeed(msgspec.Struct, frozen=True, kw_only=True):
    """A secret under a passphrase, with all that is needed to open it but the passphrase."""

    hardness: Hardness
    salt: bytes
    nonce: bytes
    sealed: bytes


def lock(
    secret: bytes,
    passphrase: str,
    about: bytes,
    randomness: Callable[[int], bytes],
    hardness: Hardness,
) -> LockedSeed:
    """Encrypt a secret under a passphrase; `about` is bound to it."""
    salt, nonce = randomness(SALT_BYTES), randomness(NONCE_BYTES)
    key = _passphrase_key(passphrase, salt, hardness)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, secret, about)
    return LockedSeed(hardness=hardness, salt=salt, nonce=nonce, sealed=sealed)


def unlock(locked: LockedSeed, passphrase: str, about: bytes) -> bytes:
    """Decrypt a secret with its passphrase.

    Raises:
        WrongPassphrase: it is not the one, or something was changed.
        LockUnreadable: the numbers beside the secret are none, or would eat the memory.
    """
    hardness = locked.hardness
    is_sane = (
        hardness.memory_kib <= MAX_MEMORY_KIB
        and hardness.iterations <= MAX_ITERATIONS
        and hardness.lanes <= MAX_LANES
    )
    if not is_sane:
        raise LockUnreadable
    try:
        key = _passphrase_key(passphrase, locked.salt, hardness)
    except (ValueError, OverflowError) as error:
        raise LockUnreadable from error
    try:
        return ChaCha20Poly1305(key).decrypt(locked.nonce, locked.sealed, about)
    except (InvalidTag, ValueError) as error:
        raise WrongPassphrase from error


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too easy to guess.

    Raises:
        PassphraseTooShort.
    """
    if len(passphrase.strip()) < MIN_PASSPHRASE_CHARACTERS:
        raise PassphraseTooShort(minimum=MIN_PASSPHRASE_CHARACTERS)


def _passphrase_key(passphrase: str, salt: bytes, hardness: Hardness) -> bytes:
    spoken = " ".join(unicodedata.normalize("NFKC", passphrase).split())
    return Argon2id(
        salt=salt,
        length=32,
        iterations=hardness.iterations,
        lanes=hardness.lanes,
        memory_cost=hardness.memory_kib,
    ).derive(spoken.encode())
