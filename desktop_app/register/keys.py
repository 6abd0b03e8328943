"""The register's own keys: what it opened is encrypted anew, so that nothing readable is on disk.

One random 32-byte key, locked by the coordinator's passphrase. From it HKDF-SHA256 derives one key
for the opened signatures, one for each blind index, so that no index tells anything of another, and
one each for tombstones and for the log.
"""

from dataclasses import dataclass, field, fields

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop_app.register.problems import RegisterDamaged
from desktop_app.sealing.record import FIRST_BUCKET_BYTES, RecordDamaged, padded, unpadded
from desktop_app.signature.signature import Randomness

KEY_BYTES = 32
NONCE_BYTES = 12
ABOUT = b"inkstand register key 1"
"""Associated data of the locked key."""


@dataclass(frozen=True, kw_only=True)
class RegisterKeys:
    """The keys of an open register. In memory only; hidden in `repr`."""

    opened: bytes = field(repr=False)
    email: bytes = field(repr=False)
    phone: bytes = field(repr=False)
    name: bytes = field(repr=False)
    name_country: bytes = field(repr=False)
    code: bytes = field(repr=False)
    loose_name: bytes = field(repr=False)
    loose_email: bytes = field(repr=False)
    tombstone: bytes = field(repr=False)
    activity: bytes = field(repr=False)


def derive_keys(secret: bytes) -> RegisterKeys:
    """Derive all keys from the register's one secret."""
    return RegisterKeys(**{part.name: _derived(secret, part.name) for part in fields(RegisterKeys)})


class Locker:
    """Encrypts opened signatures for the disk and decrypts them again.

    ChaCha20-Poly1305 (RFC 8439) with a random nonce and the record's id as associated data, so that
    no row can be moved under another id. Padded as in records, so that length tells nothing.
    """

    def __init__(self, keys: RegisterKeys, randomness: Randomness) -> None:
        self._cipher = ChaCha20Poly1305(keys.opened)
        self._randomness = randomness

    def lock(
        self, record_id: str, plain: bytes, first_bucket_bytes: int = FIRST_BUCKET_BYTES
    ) -> bytes:
        """Encrypt a signature's bytes, padded to that many at least: nonce, then ciphertext."""
        nonce = self._randomness(NONCE_BYTES)
        return nonce + self._cipher.encrypt(
            nonce, padded(plain, first_bucket_bytes), record_id.encode()
        )

    def unlock(self, record_id: str, locked: bytes) -> bytes:
        """Decrypt a signature's bytes.

        Raises:
            RegisterDamaged: a bit of the row is not what was written.
        """
        nonce, sealed = locked[:NONCE_BYTES], locked[NONCE_BYTES:]
        try:
            return unpadded(self._cipher.decrypt(nonce, sealed, record_id.encode()))
        except (InvalidTag, ValueError, RecordDamaged) as error:
            raise RegisterDamaged(reason="a row does not open") from error


def _derived(secret: bytes, purpose: str) -> bytes:
    info = f"inkstand register {purpose}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)
