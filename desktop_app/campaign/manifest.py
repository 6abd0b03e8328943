"""The manifest of an .inkpack: the hash of each file, the public keys, the coordinator's signature.

`manifest.json` is JSON with the entries of `Manifest`; `manifest.sig` is the Ed25519 signature of
its exact bytes. The pack's hash is the SHA-256 of the canonical manifest, so it changes with every
file and every key, and is the same for a folder and for the .inkpack published from it but for the
keys.
"""

import hashlib
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop_app.campaign.files import MANIFEST, MANIFEST_SIGNATURE, PackFiles, file_hashes
from desktop_app.campaign.pack import PACK_FORMAT, Recipient
from desktop_app.campaign.shape import Finding
from desktop_app.problems import UNREADABLE

MAX_RECIPIENTS = 3
PUBLIC_KEY_BYTES = {1: 32, 2: 1216}


class RecipientEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A recipient's public key as the manifest carries it."""

    suite: int
    public_key: bytes


class ManifestFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`manifest.json` as it is written."""

    format: int
    files: dict[str, str]
    recipients: tuple[RecipientEntry, ...]
    coordinator: bytes


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a pack says of itself, proved as far as it can be."""

    hash: str
    recipients: tuple[Recipient, ...] = ()
    coordinator_key: bytes | None = None


def write_manifest(
    files: dict[str, bytes], recipients: tuple[Recipient, ...], coordinator_key: bytes
) -> bytes:
    """Write the manifest of some files: JSON in a fixed order of entries."""
    entries = tuple(
        RecipientEntry(suite=recipient.suite, public_key=recipient.public_key)
        for recipient in recipients
    )
    return msgspec.json.encode(
        ManifestFile(
            format=PACK_FORMAT,
            files=file_hashes(files),
            recipients=entries,
            coordinator=coordinator_key,
        )
    )


def read_manifest(files: PackFiles) -> tuple[Manifest, list[Finding]]:
    """Read and prove the manifest; a folder without one is a pack without keys."""
    data = files.untrusted.get(MANIFEST)
    if data is None:
        return _unpublished(files)
    unproved = Manifest(hash=hashlib.sha256(data).hexdigest())
    try:
        read = msgspec.json.decode(data, type=ManifestFile)
    except UNREADABLE:
        return unproved, [_broken_manifest(data)]
    findings = _mistakes(files, data, read)
    if findings:
        return unproved, findings
    recipients = tuple(Recipient(suite=r.suite, public_key=r.public_key) for r in read.recipients)
    return (
        Manifest(
            hash=unproved.hash, recipients=recipients, coordinator_key=bytes(read.coordinator)
        ),
        [],
    )


def _unpublished(files: PackFiles) -> tuple[Manifest, list[Finding]]:
    if files.is_inkpack:
        return Manifest(hash=""), [Finding(code="pack.no_manifest", where=MANIFEST)]
    listing = msgspec.json.encode(file_hashes(files.content()))
    return Manifest(hash=hashlib.sha256(listing).hexdigest()), []


class _Versioned(msgspec.Struct):
    format: int


def _broken_manifest(data: bytes) -> Finding:
    try:
        version = msgspec.json.decode(data, type=_Versioned).format
    except UNREADABLE:
        version = 0
    code = "pack.from_newer_version" if version > PACK_FORMAT else "pack.manifest"
    return Finding(code=code, where=MANIFEST)


def _mistakes(files: PackFiles, data: bytes, manifest: ManifestFile) -> list[Finding]:
    if manifest.format > PACK_FORMAT:
        return [Finding(code="pack.from_newer_version", where=MANIFEST)]
    if not _is_signed(data, manifest.coordinator, files.untrusted.get(MANIFEST_SIGNATURE, b"")):
        return [Finding(code="pack.signature", where=MANIFEST_SIGNATURE)]
    actual = file_hashes(files.content())
    findings = [
        Finding(code="pack.tampered", where=path[:120])
        for path in sorted(set(actual) | set(manifest.files))
        if actual.get(path) != manifest.files.get(path)
    ]
    sizes = [PUBLIC_KEY_BYTES.get(r.suite) == len(r.public_key) for r in manifest.recipients]
    if not 1 <= len(manifest.recipients) <= MAX_RECIPIENTS or not all(sizes):
        findings.append(Finding(code="pack.keys", where=MANIFEST))
    return findings


def _is_signed(data: bytes, untrusted_key: bytes, untrusted_signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(untrusted_key).verify(untrusted_signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
