"""A key without its secret, as a file that may be mailed: so that others can seal to it, too.

An `.inkpublic` file is JSON, the entries of `PublicFile`. `signature` is the Ed25519 signature of
the key's own coordinator half over `PURPOSE` and the other entries: it proves that whoever wrote the
file had the private key, and that no byte was changed. It does not prove *whose* key it is; for that
people compare the four words.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import msgspec

from desktop_app.campaign.pack import Recipient
from desktop_app.problems import UNREADABLE, Problem
from desktop_app.sealing.chain import is_signed_by
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.seal import CannotSeal, public_key

PUBLIC_FORMAT = "inkstand-public-key"
PUBLIC_VERSION = 1
PUBLIC_SUFFIX = ".inkpublic"
MAX_PUBLIC_BYTES = 16 * 1024
PURPOSE = b"inkstand public key 1\n"
"""So that no other text which the key ever signs can pass for a public key."""


class PublicKeyUnreadable(Problem):
    """The file is no public key, or it was damaged or changed on its way."""

    code: ClassVar[str] = "public_key.unreadable"


class PublicKeyFromNewerVersion(Problem):
    """A newer Inkstand wrote it."""

    code: ClassVar[str] = "public_key.from_newer_version"


class PublicFile(msgspec.Struct, frozen=True, kw_only=True):
    """The file as it is written."""

    format: str
    version: int
    suite: int
    public_key: bytes
    coordinator_key: bytes
    signature: bytes


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """A key to which others may seal, proved to be whole."""

    recipient: Recipient
    coordinator_key: bytes

    @property
    def four_words(self) -> str:
        """Name it as `inkstand key show` names the key itself."""
        return fingerprint(self.coordinator_key, self.recipient.public_key)


class _Versioned(msgspec.Struct):
    version: int


def public_file_bytes(key: CampaignKey) -> bytes:
    """Write what is public of a key, signed by its private half."""
    suite, public, coordinator = int(key.suite), key.recipient.public_key, key.coordinator_key
    file = PublicFile(
        format=PUBLIC_FORMAT,
        version=PUBLIC_VERSION,
        suite=suite,
        public_key=public,
        coordinator_key=coordinator,
        signature=key.coordinator.sign(_signed(suite, public, coordinator)),
    )
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"


def read_public_file(path: Path) -> PublicKey:
    """Read and prove an `.inkpublic` file.

    Raises:
        PublicKeyUnreadable, PublicKeyFromNewerVersion.
    """
    try:
        with path.open("rb") as stream:
            untrusted_data = stream.read(MAX_PUBLIC_BYTES + 1)
    except OSError as error:
        raise PublicKeyUnreadable(path=path.name) from error
    try:
        file = msgspec.json.decode(untrusted_data[:MAX_PUBLIC_BYTES], type=PublicFile)
    except UNREADABLE as error:
        if _version(untrusted_data) > PUBLIC_VERSION:
            raise PublicKeyFromNewerVersion(path=path.name) from error
        raise PublicKeyUnreadable(path=path.name) from error
    if file.format != PUBLIC_FORMAT:
        raise PublicKeyUnreadable(path=path.name)
    if file.version > PUBLIC_VERSION:
        raise PublicKeyFromNewerVersion(path=path.name)
    return _proved(file, path.name)


def _proved(file: PublicFile, name: str) -> PublicKey:
    signed = _signed(file.suite, file.public_key, file.coordinator_key)
    if file.suite not in tuple(SuiteId):
        raise PublicKeyUnreadable(path=name)
    if not is_signed_by(file.coordinator_key, file.signature, signed):
        raise PublicKeyUnreadable(path=name)
    recipient = Recipient(suite=file.suite, public_key=file.public_key)
    try:
        public_key(recipient)
    except CannotSeal as error:
        raise PublicKeyUnreadable(path=name) from error
    return PublicKey(recipient=recipient, coordinator_key=file.coordinator_key)


def _signed(suite: int, public: bytes, coordinator: bytes) -> bytes:
    return PURPOSE + msgspec.json.encode([PUBLIC_VERSION, suite, public, coordinator])


def _version(untrusted_data: bytes) -> int:
    try:
        return msgspec.json.decode(untrusted_data, type=_Versioned).version
    except UNREADABLE:
        return 0
