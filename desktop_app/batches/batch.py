"""The batch file: a run of one device's records for one campaign, written once.

JSON lines, UTF-8. The first line is `Opening`. Then one line a record: `header` (the header's exact
text) and `sealed` (base64). The last line is `Closing`: the device's checkpoint at the last record
with its signature, and the chain hash after each record (`links`, 32 bytes each, base64) signed as
a list, so that one damaged record does not cast doubt on the others.

Named `CAMPAIGN/DEVICE/FIRST-LAST-SHA256.inkbatch`, where SHA256 is that of the file's bytes.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

import msgspec

from desktop_app.problems import Problem
from desktop_app.sealing.chain import Checkpoint
from desktop_app.sealing.record import Record

BATCH_FORMAT = "inkstand-batch"
BATCH_VERSION = 1
MAX_RECORDS = 500
MAX_BATCH_BYTES = 64 * 1024 * 1024
BATCH_SUFFIX = ".inkbatch"
NAME_PATTERN = re.compile(r"^(\d+)-(\d+)-([0-9a-f]{64})\.inkbatch$")


class BatchUnreadable(Problem):
    """The file is no batch, or so damaged that nothing in it can be told apart."""

    code: ClassVar[str] = "batch.unreadable"


class BatchFromNewerVersion(Problem):
    """A newer Inkstand wrote the batch; the file is kept as it is."""

    code: ClassVar[str] = "batch.from_newer_version"


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """The first line."""

    format: str
    version: int
    device: str
    device_key: bytes
    campaign: str
    first: int
    last: int


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One record's line."""

    header: str
    sealed: bytes


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """The last line."""

    count: int
    head: str
    signature: bytes
    links: bytes
    links_signature: bytes


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """What `links_signature` signs, as JSON in this order."""

    campaign: str
    device: str
    first: int
    last: int
    links_sha256: str


@dataclass(frozen=True, kw_only=True)
class BatchRun:
    """What goes into a batch: a run of records and the chain hash after each."""

    device: str
    device_key: bytes
    campaign: str
    first: int
    records: tuple[Record, ...]
    chains: tuple[bytes, ...]

    @property
    def last(self) -> int:
        """The number of the last record."""
        return self.first + len(self.records) - 1

    @property
    def checkpoint(self) -> Checkpoint:
        """What the device vouches for at the last record."""
        head = self.chains[-1].hex()
        return Checkpoint(campaign=self.campaign, device=self.device, count=self.last, head=head)

    @property
    def links(self) -> bytes:
        """The chain hashes in one row."""
        return b"".join(self.chains)


def signed_links(campaign: str, device: str, first: int, last: int, links: bytes) -> bytes:
    """Give the bytes that vouch for every link of a batch on its own."""
    digest = hashlib.sha256(links).hexdigest()
    return msgspec.json.encode(
        Links(campaign=campaign, device=device, first=first, last=last, links_sha256=digest)
    )


def batch_bytes(run: BatchRun, *, checkpoint_signature: bytes, links_signature: bytes) -> bytes:
    """Write a run as the bytes of a batch file."""
    opening = Opening(
        format=BATCH_FORMAT,
        version=BATCH_VERSION,
        device=run.device,
        device_key=run.device_key,
        campaign=run.campaign,
        first=run.first,
        last=run.last,
    )
    lines: list[msgspec.Struct] = [opening]
    lines += [Line(header=r.header_bytes.decode(), sealed=r.sealed) for r in run.records]
    lines.append(
        Closing(
            count=run.checkpoint.count,
            head=run.checkpoint.head,
            signature=checkpoint_signature,
            links=run.links,
            links_signature=links_signature,
        )
    )
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def batch_name(run: BatchRun, data: bytes) -> PurePosixPath:
    """Name a batch after what is in it."""
    digest = hashlib.sha256(data).hexdigest()
    return PurePosixPath(run.campaign, run.device, f"{run.first}-{run.last}-{digest}{BATCH_SUFFIX}")


def hash_in_name(path: Path) -> str | None:
    """Read the SHA-256 that a batch's name claims, if it has one."""
    match = NAME_PATTERN.match(path.name)
    return match.group(3) if match else None
