"""What a merge found and did, counted: every record that was found is in exactly one count."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.register.chains import Chain
from desktop_app.register.slips import ComparedSlip


@dataclass(frozen=True, kw_only=True)
class MergeProgress:
    """How far a merge is."""

    files_done: int
    file_count: int
    record_count: int


@dataclass(frozen=True, kw_only=True)
class MetDevice:
    """A device of which batches were found; `words` are the four words that it shows itself.

    `is_closed` when the last record that is here of it closes its shift, in every campaign of this
    merge. `clock_jumps` are those that its closings tell of; they harm nothing.
    """

    id: str
    words: str
    is_accepted: bool
    found: int
    new: int
    known: int
    damaged: int
    waiting: int
    conflicts: int
    erased: int
    revoked: int
    quick: int
    is_closed: bool
    closed_at: datetime | None
    clock_jumps: int


@dataclass(frozen=True, kw_only=True)
class DamagedFile:
    """A batch that is not whole: how many of its records, and why.

    `count` is 0 for `batch.altered`: every record is proved, but the file is not as it was written.
    """

    name: str
    code: str
    count: int


@dataclass(frozen=True, kw_only=True)
class UnreadableFile:
    """A batch of which nothing could be read, or a pack that was left aside, and why.

    `words` are the four words of a pack that waits for its coordinator to be accepted.
    """

    name: str
    code: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A record that has the number or the id of another: the device's journal was forked.

    The one that came first is kept; this one stays in its batch.
    """

    name: str
    device: str
    seq: int


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A run of records that a device wrote and that the register does not have."""

    device: str
    campaign: str
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Break:
    """A place where a device's records are not one chain: this one does not follow from the one before.

    Somebody who has the device's key has put another record among its own.
    """

    device: str
    campaign: str
    seq: int


@dataclass(frozen=True, kw_only=True)
class MergeResult:
    """`found` is the sum of `new`, `known`, `damaged`, `waiting`, `conflicts`, `erased`, `revoked`.

    All are records: signatures, and undo records that take some back. `quick` of the new signatures
    came faster than hands can type; they count all the same, and the coordinator may look closer.
    """

    found: int
    new: int
    known: int
    damaged: int
    waiting: int
    conflicts: int
    erased: int
    """Signatures whose person has withdrawn: they stay erased."""
    revoked: int
    """Records that a device wrote after it was revoked: they stay in their batches."""
    merge_id: int
    """By which `take_back_merge` takes it back."""
    quick: int
    gaps: tuple[Gap, ...]
    breaks: tuple[Break, ...]
    """The first of each chain of which this merge has brought records."""
    devices: tuple[MetDevice, ...]
    damaged_files: tuple[DamagedFile, ...]
    unreadable: tuple[UnreadableFile, ...]
    conflict_list: tuple[Conflict, ...]
    packs_left_aside: tuple[UnreadableFile, ...]
    slips: tuple[ComparedSlip, ...]
    without_slip: tuple[Chain, ...]
    chains: tuple[Chain, ...]
    """Those of which vouched records were found, accepted devices or not."""


@dataclass(kw_only=True)
class Counts:
    """The counts of one device, or of files of which the device is not known."""

    new: int = 0
    known: int = 0
    damaged: int = 0
    waiting: int = 0
    conflicts: int = 0
    erased: int = 0
    revoked: int = 0
    quick: int = 0

    @property
    def found(self) -> int:
        """All records, each in one of the other counts."""
        left_out = self.damaged + self.waiting + self.conflicts + self.revoked
        return self.stored + left_out

    @property
    def stored(self) -> int:
        """Those that the register has now, whole or as no more than a header."""
        return self.new + self.known + self.erased


@dataclass(kw_only=True)
class Tally:
    """Counts while a merge goes on."""

    by_device: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    nowhere: Counts = field(default_factory=Counts)
    damages: Counter[tuple[str, str]] = field(default_factory=Counter)
    altered: list[str] = field(default_factory=list)
    unreadable: list[UnreadableFile] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    chains: set[Chain] = field(default_factory=set)

    def damage(self, device: str, name: str, code: str, count: int = 1) -> None:
        """Count damaged records of a file."""
        self.by_device[device].damaged += count
        self.damages[name, code] += count

    def conflict(self, device: str, name: str, seq: int) -> None:
        """Count a record that contradicts one that is there."""
        self.by_device[device].conflicts += 1
        self.conflicts.append(Conflict(name=name, device=device, seq=seq))

    def not_readable(self, name: str, code: str, count: int) -> None:
        """Count a file of which nothing could be read."""
        self.nowhere.damaged += count
        self.unreadable.append(UnreadableFile(name=name, code=code))

    def total(self) -> Counts:
        """Add all devices up."""
        every = [*self.by_device.values(), self.nowhere]
        return Counts(
            new=sum(counts.new for counts in every),
            known=sum(counts.known for counts in every),
            damaged=sum(counts.damaged for counts in every),
            waiting=sum(counts.waiting for counts in every),
            conflicts=sum(counts.conflicts for counts in every),
            erased=sum(counts.erased for counts in every),
            revoked=sum(counts.revoked for counts in every),
            quick=sum(counts.quick for counts in every),
        )

    def damaged_files(self) -> tuple[DamagedFile, ...]:
        """List the damage by file and code."""
        damages = [
            DamagedFile(name=name, code=code, count=count)
            for (name, code), count in sorted(self.damages.items())
        ]
        damages += [DamagedFile(name=name, code="batch.altered", count=0) for name in self.altered]
        return tuple(damages)
