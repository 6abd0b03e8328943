"""The campaign's private key: made from one seed, locked with a passphrase in a key file.

From the 32-byte seed HKDF-SHA256 derives the private key that opens records and the Ed25519 key
with which the coordinator signs packs and acknowledgements; so the seed alone, as words on paper,
brings both back. The key file is JSON, the entries of `KeyFile`; its seed is encrypted with
ChaCha20-Poly1305 under Argon2id (RFC 9106) of the passphrase, with all that stood in the first
version of the file as associated data. Later entries may be missing, and prove themselves
(`sheet_proof.py`); what happens to a file after it was made is in `key_files.py`.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop_app.campaign.pack import Recipient
from desktop_app.problems import UNREADABLE, Problem
from desktop_app.sealing.passphrase import (
    Hardness,
    LockedSeed,
    LockUnreadable,
    check_passphrase,
    lock,
    unlock,
)
from desktop_app.sealing.record import SuiteId

KEY_FILE_FORMAT = "inkstand-key"
KEY_FILE_VERSION = 1
MAX_KEY_FILE_BYTES = 64 * 1024
SEED_BYTES = 32

PrivateKey = X25519PrivateKey | MLKEM768X25519PrivateKey


class KeyUnreadable(Problem):
    """The file is no key file, or a damaged one."""

    code: ClassVar[str] = "key.unreadable"


class KeyFromNewerVersion(Problem):
    """A newer Inkstand wrote the key file."""

    code: ClassVar[str] = "key.from_newer_version"


class KeyExists(Problem):
    """There is a file already; a key is never overwritten."""

    code: ClassVar[str] = "key.exists"


class CannotWriteKey(Problem):
    """The disk does not take the key file."""

    code: ClassVar[str] = "key.cannot_write"


class KeyFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A key file as it is written; all but what is in `locked` is public.

    `sheet_proved_on` is the day (`2026-11-25`) on which the recovery sheet was proved, and
    `sheet_proof` the mark that says so truly. Key files of 0.1.0 have neither.
    """

    format: str
    version: int
    suite: int
    public_key: bytes
    coordinator_key: bytes
    locked: LockedSeed
    sheet_proved_on: str = ""
    sheet_proof: bytes = b""


@dataclass(frozen=True, kw_only=True)
class CampaignKey:
    """An unlocked campaign key. Lives in memory only; hidden in `repr`."""

    suite: SuiteId
    seed: bytes = field(repr=False)
    """From which all is derived; other processes are told it, a recovery sheet carries it."""
    private_key: PrivateKey = field(repr=False)
    coordinator: Ed25519PrivateKey = field(repr=False)
    recipient: Recipient

    @property
    def coordinator_key(self) -> bytes:
        """The public key by which packs signed with this key are known."""
        return self.coordinator.public_key().public_bytes_raw()


def derive_key(seed: bytes, suite: SuiteId) -> CampaignKey:
    """Derive both private keys from the seed."""
    coordinator = Ed25519PrivateKey.from_private_bytes(derived(seed, "coordinator"))
    secret = derived(seed, f"suite {int(suite)}")
    private_key, public = _hpke_key(secret, suite)
    recipient = Recipient(suite=int(suite), public_key=public)
    return CampaignKey(
        suite=suite,
        seed=seed,
        private_key=private_key,
        coordinator=coordinator,
        recipient=recipient,
    )


def create_key_file(
    path: Path,
    passphrase: str,
    *,
    suite: SuiteId,
    randomness: Callable[[int], bytes],
    hardness: Hardness | None = None,
) -> CampaignKey:
    """Make a new campaign key and write it, locked, to a file that must not exist yet.

    Raises:
        PassphraseTooShort, KeyExists, CannotWriteKey.
    """
    check_passphrase(passphrase)
    key = derive_key(randomness(SEED_BYTES), suite)
    locked = locked_key_file(key, passphrase, randomness=randomness, hardness=hardness)
    write_new_key_file(path, locked)
    return key


def locked_key_file(
    key: CampaignKey,
    passphrase: str,
    *,
    randomness: Callable[[int], bytes],
    hardness: Hardness | None = None,
) -> KeyFile:
    """Lock a key with a passphrase, as a file that is still to be written.

    Raises:
        PassphraseTooShort.
    """
    check_passphrase(passphrase)
    return KeyFile(
        format=KEY_FILE_FORMAT,
        version=KEY_FILE_VERSION,
        suite=int(key.suite),
        public_key=key.recipient.public_key,
        coordinator_key=key.coordinator_key,
        locked=lock(key.seed, passphrase, _about(key), randomness, hardness or Hardness()),
    )


def key_file_bytes(file: KeyFile) -> bytes:
    """Write a key file as it stands on the disk."""
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"


def read_key_file(path: Path) -> KeyFile:
    """Read a key file without opening it.

    Raises:
        KeyUnreadable, KeyFromNewerVersion.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_KEY_FILE_BYTES + 1)
    except OSError as error:
        raise KeyUnreadable(path=str(path)) from error
    if len(data) > MAX_KEY_FILE_BYTES:
        raise KeyUnreadable(path=str(path))
    try:
        file = msgspec.json.decode(data, type=KeyFile)
    except UNREADABLE as error:
        if _version(data) > KEY_FILE_VERSION:
            raise KeyFromNewerVersion(path=str(path)) from error
        raise KeyUnreadable(path=str(path)) from error
    if file.format != KEY_FILE_FORMAT or file.suite not in tuple(SuiteId):
        raise KeyUnreadable(path=str(path))
    if file.version > KEY_FILE_VERSION:
        raise KeyFromNewerVersion(path=str(path))
    return file


def unlock_key_file(path: Path, passphrase: str) -> CampaignKey:
    """Open a key file with its passphrase.

    Raises:
        WrongPassphrase, and what `read_key_file` raises.
    """
    file = read_key_file(path)
    about = _about_bytes(file.suite, file.public_key, file.coordinator_key)
    try:
        seed = unlock(file.locked, passphrase, about)
    except LockUnreadable as error:
        raise KeyUnreadable(path=str(path)) from error
    return derive_key(seed, SuiteId(file.suite))


def _hpke_key(secret: bytes, suite: SuiteId) -> tuple[PrivateKey, bytes]:
    if suite is SuiteId.X25519:
        private = X25519PrivateKey.from_private_bytes(secret)
        return private, private.public_key().public_bytes_raw()
    expanded = hashlib.shake_256(secret).digest(96)  # as X-Wing does; draft-connolly-cfrg-xwing-kem
    mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    x25519 = X25519PrivateKey.from_private_bytes(expanded[64:])
    public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
    return MLKEM768X25519PrivateKey(mlkem, x25519), public


def derived(seed: bytes, purpose: str) -> bytes:
    """Derive 32 bytes from a seed for one purpose; none tells another. Source: RFC 5869."""
    info = f"inkstand key {purpose}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(seed)


def _about(key: CampaignKey) -> bytes:
    return _about_bytes(int(key.suite), key.recipient.public_key, key.coordinator_key)


def _about_bytes(suite: int, public_key: bytes, coordinator_key: bytes) -> bytes:
    return msgspec.json.encode(
        [KEY_FILE_FORMAT, KEY_FILE_VERSION, suite, public_key, coordinator_key]
    )


def _version(data: bytes) -> int:
    try:
        table = msgspec.json.decode(data)
    except UNREADABLE:
        return 0
    version = table.get("version") if isinstance(table, dict) else 0
    return version if isinstance(version, int) else 0


def check_new_key_place(path: Path) -> None:
    """Refuse a place where something is, before anybody is asked for anything.

    Raises:
        KeyExists, CannotWriteKey.
    """
    try:
        if path.exists() or path.is_symlink():
            raise KeyExists(path=str(path))
    except OSError as error:
        raise CannotWriteKey(path=str(path)) from error


def write_new_key_file(path: Path, key_file: KeyFile) -> None:
    """Write a key file that must not exist yet, for its owner only, whole or not at all.

    Raises:
        KeyExists, CannotWriteKey.
    """
    data = key_file_bytes(key_file)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:  # a file in the place of the folder, say
        raise CannotWriteKey(path=str(path)) from error
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyExists(path=str(path)) from error
    except OSError as error:
        raise CannotWriteKey(path=str(path)) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise CannotWriteKey(path=str(path)) from error
