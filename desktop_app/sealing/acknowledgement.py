"""The acknowledgement: the coordinator confirms which records of a device are safely merged.

An `.inkack` file, JSON lines, UTF-8. The first line is `Statement`, the second `Vouched`: the
signature of the campaign's coordinator key, the one that signs its packs, over `PURPOSE` and the
exact bytes of the first line. A run carries the chain hash after its last record, so that what was
confirmed for one history of a device confirms nothing of another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import msgspec

from desktop_app.problems import UNREADABLE, Problem
from desktop_app.sealing.chain import is_signed_by

ACKNOWLEDGEMENT_FORMAT = "inkstand-acknowledgement"
ACKNOWLEDGEMENT_VERSION = 1
ACKNOWLEDGEMENT_SUFFIX = ".inkack"
MAX_ACKNOWLEDGEMENT_BYTES = 256 * 1024
MAX_RUNS = 2000
MAX_SEQ = 2**31 - 1
HASH_HEX_DIGITS = 64
PURPOSE = b"inkstand acknowledgement 1\n"
"""So that no other text which the key ever signs can pass for an acknowledgement."""


class AcknowledgementUnreadable(Problem):
    """The file is no acknowledgement, or it is damaged."""

    code: ClassVar[str] = "acknowledgement.unreadable"


class AcknowledgementFromNewerVersion(Problem):
    """A newer Inkstand wrote it."""

    code: ClassVar[str] = "acknowledgement.from_newer_version"


class NotTheCoordinator(Problem):
    """Somebody else than the campaign's coordinator signed it, or it was changed afterwards."""

    code: ClassVar[str] = "acknowledgement.not_signed"


class ConfirmedRun(msgspec.Struct, frozen=True, kw_only=True):
    """Records that are safely merged, both ends included; `chain` is the hash after the last."""

    first: int
    last: int
    chain: str


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """The first line."""

    format: str
    version: int
    campaign: str
    device: str
    runs: tuple[ConfirmedRun, ...]
    made_at: datetime


class Vouched(msgspec.Struct, frozen=True, kw_only=True):
    """The second line."""

    signature: bytes


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """What a coordinator says of the records of one device for one campaign.

    `runs` are in order and do not overlap. Nothing is proved before `check_signed`.
    """

    campaign: str
    device: str
    runs: tuple[ConfirmedRun, ...]
    made_at: datetime
    statement: bytes
    signature: bytes

    @property
    def record_count(self) -> int:
        """How many records it confirms."""
        return sum(run.last - run.first + 1 for run in self.runs)


class _Versioned(msgspec.Struct):
    format: str
    version: int


_decoder = msgspec.json.Decoder(Statement)


def acknowledgement_bytes(
    campaign: str,
    device: str,
    runs: tuple[ConfirmedRun, ...],
    *,
    made_at: datetime,
    sign: Callable[[bytes], bytes],
) -> bytes:
    """Write an acknowledgement; of very many runs the longest, the others wait for the next one.

    Args:
        sign: signs with the campaign's coordinator key.
    """
    if len(runs) > MAX_RUNS:
        longest = sorted(runs, key=lambda run: run.first - run.last)[:MAX_RUNS]
        runs = tuple(sorted(longest, key=lambda run: run.first))
    statement = msgspec.json.encode(
        Statement(
            format=ACKNOWLEDGEMENT_FORMAT,
            version=ACKNOWLEDGEMENT_VERSION,
            campaign=campaign,
            device=device,
            runs=runs,
            made_at=made_at.astimezone(UTC).replace(microsecond=0),
        )
    )
    vouched = msgspec.json.encode(Vouched(signature=sign(PURPOSE + statement)))
    return statement + b"\n" + vouched + b"\n"


def read_acknowledgement(untrusted_data: bytes, name: str) -> Acknowledgement:
    """Read an acknowledgement without believing it yet.

    Args:
        untrusted_data: the file's bytes.
        name: the file's name, for the words.

    Raises:
        AcknowledgementUnreadable, AcknowledgementFromNewerVersion.
    """
    if len(untrusted_data) > MAX_ACKNOWLEDGEMENT_BYTES:
        raise AcknowledgementUnreadable(path=name)
    lines = untrusted_data.split(b"\n")
    try:
        versioned = msgspec.json.decode(lines[0], type=_Versioned)
        is_ours = versioned.format == ACKNOWLEDGEMENT_FORMAT
        if is_ours and versioned.version > ACKNOWLEDGEMENT_VERSION:
            raise AcknowledgementFromNewerVersion(path=name)
        statement = _decoder.decode(lines[0])
        vouched = msgspec.json.decode(lines[1], type=Vouched)
    except (IndexError, *UNREADABLE) as error:
        raise AcknowledgementUnreadable(path=name) from error
    has_two_lines = len(lines) == 3 and not lines[2] and lines[1] == msgspec.json.encode(vouched)
    if not is_ours or not has_two_lines or not _is_sane(statement):
        raise AcknowledgementUnreadable(path=name)
    return Acknowledgement(
        campaign=statement.campaign,
        device=statement.device,
        runs=statement.runs,
        made_at=statement.made_at,
        statement=lines[0],
        signature=vouched.signature,
    )


def check_signed(acknowledgement: Acknowledgement, coordinator_key: bytes, name: str) -> None:
    """Prove that a campaign's coordinator said just this.

    Raises:
        NotTheCoordinator.
    """
    signed = PURPOSE + acknowledgement.statement
    if not is_signed_by(coordinator_key, acknowledgement.signature, signed):
        raise NotTheCoordinator(path=name)


def _is_sane(statement: Statement) -> bool:
    """Tell whether version, instant and runs are such as Inkstand writes: in order, apart."""
    last = 0
    for run in statement.runs:
        if not last < run.first <= run.last <= MAX_SEQ or len(run.chain) != HASH_HEX_DIGITS:
            return False
        last = run.last
    return (
        statement.version == ACKNOWLEDGEMENT_VERSION
        and statement.made_at.tzinfo is not None
        and 1 <= len(statement.runs) <= MAX_RUNS
    )
