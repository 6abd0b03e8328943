"""The stages of the page of merging: what is to be merged, merging, what came; past merges; devices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.console.given_keys import KnownKey
from desktop_app.console.given_merging import Confirmed
from desktop_app.console.stick import Stick
from desktop_app.problems import Problem
from desktop_app.register.bringing_back import BroughtBack
from desktop_app.register.devices import KnownDevice
from desktop_app.register.merges import PastMerge
from desktop_app.register.result import MergeProgress, MergeResult


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """What is to be merged is gathered. `keys` is None before it was looked which are known."""

    paths: tuple[Path, ...] = ()
    sticks: tuple[Stick, ...] = ()
    keys: tuple[KnownKey, ...] | None = None
    key_file: Path | None = None
    open_key: Path | None = None
    """The key file that is open: its passphrase is not asked for again."""
    slips: str = ""
    confirm_to: Path | None = None
    is_busy: bool = False
    """Whether a passphrase is being tried."""
    was_stopped: bool = False
    problem: Problem | None = None

    @property
    def is_key_open(self) -> bool:
        """Tell whether the chosen key needs no passphrase any more."""
        return self.key_file is not None and self.key_file == self.open_key

    @property
    def may_merge(self) -> bool:
        """Tell whether nothing is missing but perhaps a passphrase."""
        return bool(self.paths) and self.key_file is not None and not self.is_busy


@dataclass(frozen=True, kw_only=True)
class Merging:
    """It is merged, file by file."""

    gathered: Gathering
    progress: MergeProgress | None = None
    is_stopping: bool = False


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What came. `problem` is one of confirming: everything is merged."""

    gathered: Gathering
    result: MergeResult
    confirmed: Confirmed | None = None
    confirmed_in: Path
    words: Mapping[str, str] = field(default_factory=dict)
    """The four words of each device that the register has met, by its id."""
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class PastMerges:
    """All merges, the newest first; None before they were read.

    `taken_back` says how many records went with the last one that was taken back, `brought_back` what
    came of bringing one back.
    """

    merges: tuple[PastMerge, ...] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    taken_back: int | None = None
    brought_back: BroughtBack | None = None
    was_stopped: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class AskingBack:
    """Is this merge really to be taken back?"""

    merge: PastMerge


@dataclass(frozen=True, kw_only=True)
class BringingBack:
    """The key is asked for with which a merge is brought back."""

    merge: PastMerge
    keys: tuple[KnownKey, ...] | None = None
    key_file: Path | None = None
    problem: Problem | None = None
    is_busy: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangingMerge:
    """A merge is being taken back, or brought back: `done` of `all` steps or records."""

    is_back: bool
    """Whether it is brought back."""
    done: int = 0
    all: int = 0
    is_stopping: bool = False


@dataclass(frozen=True, kw_only=True)
class MetDevices:
    """All devices that the register has met; None before they were read."""

    devices: tuple[KnownDevice, ...] | None = None
    campaigns: tuple[str, ...] = ()
    revoked: int | None = None
    """How many signatures the last revocation hit."""
    was_restored: bool = False
    is_busy: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class AskingFrom:
    """From which record on is this device not to be trusted any more?"""

    device: KnownDevice
    campaigns: tuple[str, ...]
    campaign: str = ""
    """The chosen one; empty for all."""


LookingBackState = PastMerges | AskingBack | BringingBack | ChangingMerge
DevicesState = MetDevices | AskingFrom
MergeState = Gathering | Merging | Merged | LookingBackState | DevicesState


def first_readable(keys: Iterable[KnownKey]) -> Path | None:
    """Give the key file that was used last of those that are there."""
    return next((key.path for key in keys if key.problem is None), None)
