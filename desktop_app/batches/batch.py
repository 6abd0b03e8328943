"""The batch file: a run of one device's records for one campaign, written once.

JSON lines, UTF-8. The first line is `Opening`. Then one line a record: `header` (the header's exact
text) and `sealed` (base64).

Version 1 is written by a device that has its key. The last line is `Closing`: the device's
checkpoint at the last record with its signature, and the chain hash after each record (`links`, 32
bytes each, base64) signed as a list, so that one damaged record does not cast doubt on the others.

Version 2 is written from a copy of a device's records, where its key is not. Each record's line has
`voucher` besides: the device's signature (64 bytes, base64) of the checkpoint at that record. One
that was lost is empty; then the next record vouches for it, which names its chain hash in its own
header. There is no last line: what is cut off does not touch what is there.

Named `CAMPAIGN/DEVICE/FIRST-LAST-SHA256.inkbatch`, where SHA256 is that of the file's bytes.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

import msgspec

from desktop_app.problems import Problem
from desktop_app.sealing.chain import Checkpoint
from desktop_app.sealing.record import Record

BATCH_FORMAT = "inkstand-batch"
LINKED_VERSION = 1
VOUCHED_VERSION = 2
BATCH_VERSION = VOUCHED_VERSION
"""The newest that this program reads."""
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


class VouchedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One record's line in version 2."""

    header: str
    sealed: bytes
    voucher: bytes


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
    """Write a run as the bytes of a batch file, vouched for by the device that has its key."""
    lines: list[msgspec.Struct] = [_opening(run, LINKED_VERSION)]
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
    return _as_lines(lines)


def vouched_batch_bytes(run: BatchRun, vouchers: Sequence[bytes]) -> bytes:
    """Write a run as the bytes of a batch file, each record with the device's own voucher for it.

    Args:
        run: records that follow each other.
        vouchers: the device's signature of the checkpoint at each; empty where it was lost, which
            does no harm unless it is the last one's.
    """
    lines: list[msgspec.Struct] = [_opening(run, VOUCHED_VERSION)]
    lines += [
        VouchedLine(header=r.header_bytes.decode(), sealed=r.sealed, voucher=voucher)
        for r, voucher in zip(run.records, vouchers, strict=True)
    ]
    return _as_lines(lines)


def _opening(run: BatchRun, version: int) -> Opening:
    return Opening(
        format=BATCH_FORMAT,
        version=version,
        device=run.device,
        device_key=run.device_key,
        campaign=run.campaign,
        first=run.first,
        last=run.last,
    )


def _as_lines(lines: Sequence[msgspec.Struct]) -> bytes:
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def batch_name(run: BatchRun, data: bytes) -> PurePosixPath:
    """Name a batch after what is in it."""
    digest = hashlib.sha256(data).hexdigest()
    return PurePosixPath(run.campaign, run.device, f"{run.first}-{run.last}-{digest}{BATCH_SUFFIX}")


def hash_in_name(path: Path) -> str | None:
    """Read the SHA-256 that a batch's name claims, if it has one."""
    match = NAME_PATTERN.match(path.name)
    return match.group(3) if match else None
