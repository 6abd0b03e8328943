"""The certificate: a coordinator states that a campaign was erased, or a key destroyed, and what that does not prove.

An `.inkcert` file, JSON lines, UTF-8. The first line is `Statement`, the second `Vouched`: the Ed25519
signature, by the coordinator's key that the statement names, over `PURPOSE` and the exact bytes of the
first line. Anybody can verify it without a register: that somebody with this key stated just this.
Whose key it is only its four words tell, compared by another way. Nothing in it is personal.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from typing import ClassVar

import msgspec

from desktop_app.problems import UNREADABLE, Problem
from desktop_app.sealing.chain import is_signed_by
from desktop_app.sealing.fingerprint import fingerprint

CERTIFICATE_FORMAT = "inkstand-certificate"
CERTIFICATE_VERSION = 1
CERTIFICATE_SUFFIX = ".inkcert"
MAX_CERTIFICATE_BYTES = 256 * 1024
MAX_LISTED = 200
PURPOSE = b"inkstand certificate 1\n"
"""So that no other text which the key ever signs can pass for a certificate."""


class CertificateUnreadable(Problem):
    """The file is no certificate, or it is damaged."""

    code: ClassVar[str] = "certificate.unreadable"


class CertificateFromNewerVersion(Problem):
    """A newer Inkstand wrote it."""

    code: ClassVar[str] = "certificate.from_newer_version"


class CertificateNotSigned(Problem):
    """It was changed after it was signed, or signed by another key than the one that it names."""

    code: ClassVar[str] = "certificate.not_signed"


class Certified(Enum):
    """What a certificate states."""

    CAMPAIGN_ERASED = "campaign_erased"
    KEY_DESTROYED = "key_destroyed"


class Unproved(Enum):
    """What erasing or destroying cannot prove, because no program can see it."""

    BATCHES_ELSEWHERE = "batches_elsewhere"
    """Copies of batches on sticks, in mailboxes, folders and clouds."""
    DEVICES_NOT_ERASED = "devices_not_erased"
    """Tablets and laptops that collected, and their second copies."""
    DELIVERIES_ELSEWHERE = "deliveries_elsewhere"
    """Lists that were delivered are with those who received them."""
    BACKUPS = "backups"
    """Copies of the register, or of the key file."""
    BLOCKS_OF_THE_DISK = "blocks_of_the_disk"
    """What a solid-state disk keeps below its files."""
    SERVERS_OWN_LOG = "servers_own_log"
    """PostgreSQL's write-ahead log, archives and replicas."""
    SHEETS_ON_PAPER = "sheets_on_paper"
    """Recovery sheets bring a destroyed key back: they must be burned."""
    OTHER_RECIPIENTS = "other_recipients"
    """Others to whom the campaign was sealed as well open it with their own keys."""


class DeliveryMade(msgspec.Struct, frozen=True, kw_only=True):
    """A list that was delivered; `sha256` is that of its file."""

    campaign: str
    profile: str
    kind: str
    row_count: int
    made_at: str
    sha256: str


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """The first line.

    Attributes:
        format: `inkstand-certificate`.
        version: 1.
        certified: what was done.
        done_at: when, by the clock of that computer.
        made_at: when the certificate was made; it can be made again.
        campaigns: ids.
        packs: the hash of each campaign's newest pack, where the register has one.
        counts: what is gone, by kind; of a destroyed key: what had been merged with it.
        log_entry: the number of the register's log entry about it, and `log_mac` that entry's chained
            MAC in hex, by which the register shows later that the entry is still the same.
        coordinator_key: Ed25519, who signed. `public_key` is the key to which devices seal that
            belongs to it; both together give the four words.
        is_own_key: whether the campaign's own pack was signed by the same key.
        deliveries: at most 200, the newest.
        unproved: what the statement does not prove.
    """

    format: str
    version: int
    certified: Certified
    done_at: datetime
    made_at: datetime
    campaigns: tuple[str, ...]
    packs: dict[str, str]
    counts: dict[str, int]
    log_entry: int
    log_mac: str
    coordinator_key: bytes
    public_key: bytes
    is_own_key: bool
    deliveries: tuple[DeliveryMade, ...]
    unproved: tuple[Unproved, ...]

    @property
    def words(self) -> str:
        """The four words of the key that signed."""
        return fingerprint(self.coordinator_key, self.public_key)


class Vouched(msgspec.Struct, frozen=True, kw_only=True):
    """The second line."""

    signature: bytes


class _Versioned(msgspec.Struct):
    format: str
    version: int


def certificate_bytes(statement: Statement, sign: Callable[[bytes], bytes]) -> bytes:
    """Write a certificate.

    Args:
        statement: what is stated.
        sign: signs with the private half of its `coordinator_key`.
    """
    line = msgspec.json.encode(statement)
    vouched = msgspec.json.encode(Vouched(signature=sign(PURPOSE + line)))
    return line + b"\n" + vouched + b"\n"


def read_certificate(untrusted_data: bytes, name: str) -> Statement:
    """Read a certificate and prove its signature.

    Args:
        untrusted_data: the file's bytes.
        name: the file's name, for the words.

    Raises:
        CertificateUnreadable, CertificateFromNewerVersion, CertificateNotSigned.
    """
    if len(untrusted_data) > MAX_CERTIFICATE_BYTES:
        raise CertificateUnreadable(path=name)
    lines = untrusted_data.split(b"\n")
    try:
        versioned = msgspec.json.decode(lines[0], type=_Versioned)
        is_ours = versioned.format == CERTIFICATE_FORMAT
        if is_ours and versioned.version > CERTIFICATE_VERSION:
            raise CertificateFromNewerVersion(path=name)
        statement = msgspec.json.decode(lines[0], type=Statement)
        vouched = msgspec.json.decode(lines[1], type=Vouched)
    except (IndexError, *UNREADABLE) as error:
        raise CertificateUnreadable(path=name) from error
    has_two_lines = len(lines) == 3 and not lines[2] and lines[1] == msgspec.json.encode(vouched)
    if not is_ours or not has_two_lines or not _is_sane(statement):
        raise CertificateUnreadable(path=name)
    if not is_signed_by(statement.coordinator_key, vouched.signature, PURPOSE + lines[0]):
        raise CertificateNotSigned(path=name)
    return statement


def to_second(instant: datetime) -> datetime:
    """Give an instant as a certificate tells it."""
    return instant.astimezone(UTC).replace(microsecond=0)


def _is_sane(statement: Statement) -> bool:
    instants = (statement.done_at, statement.made_at)
    return (
        statement.version == CERTIFICATE_VERSION
        and all(each.tzinfo is not None for each in instants)
        and bool(statement.campaigns)
        and len(statement.deliveries) <= MAX_LISTED
    )
