"""The stages of the page of keys. What is secret in them goes with the stage, and no `repr` shows it."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from desktop_app.console.coordinator.new_passphrase import NewPassphrase
from desktop_app.console.given_keys import KnownKey
from desktop_app.problems import Problem
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.typed_sheet import TypedSheet


class Act(Enum):
    """What can be done with a key once its passphrase has opened it."""

    SHEET = "sheet"
    PROVE = "prove"
    """By three words."""
    PROVE_BY_SHEET = "prove_by_sheet"
    """By all words of a sheet, or by two of three sheets."""
    SPLIT = "split"
    RELOCK = "relock"
    """Under another passphrase."""
    EXPORT = "export"
    DRILL = "drill"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be done, and with which file or folder, if with one."""

    act: Act
    path: Path | None = None


class Done(Enum):
    """What was done just now."""

    CREATED = "created"
    RECOVERED = "recovered"
    SHEET = "sheet"
    PROVED = "proved"
    SPLIT = "split"
    RELOCK = "relock"
    EXPORT = "export"
    DRILL = "drill"


@dataclass(frozen=True, kw_only=True)
class ListingKeys:
    """All keys that are known here; None before it was looked."""

    keys: tuple[KnownKey, ...] | None = None
    taken_off: Path | None = None
    """The file that was taken off the list just now."""
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class ShowingKey:
    """One key: how it stands, and what can be done with it."""

    key: KnownKey
    is_open: bool = False
    """Whether the passphrase was told and is not asked for again for a while."""
    is_busy: bool = False
    done: Done | None = None
    written: tuple[Path, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class UnlockingKey:
    """The passphrase is asked for, for what is wished."""

    key: KnownKey
    wish: Wish
    is_busy: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class NamingKey:
    """Where a key is written: a new one, or one that came back from paper."""

    file: Path
    suite: SuiteId = SuiteId.X25519
    recovered: CampaignKey | None = field(default=None, repr=False)
    is_busy: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class ChoosingPassphrase(NewPassphrase):
    """A passphrase for a key that is to be written, or, with `key`, another one for one that is there."""

    naming: NamingKey | None = None
    key: KnownKey | None = None


@dataclass(frozen=True, kw_only=True)
class ProvingSheet:
    """Some words of the sheet are asked for, by their numbers."""

    key: KnownKey
    numbers: tuple[int, ...]
    is_busy: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class TypingSheet:
    """A sheet is typed: to bring a key back, or, with `key`, to prove that this key's is there.

    `texts` has one text, or two where two of three sheets are typed.
    """

    key: KnownKey | None = None
    is_split: bool = False
    texts: tuple[str, ...] = field(default=("",), repr=False)
    looked: tuple[TypedSheet, ...] = (TypedSheet(),)
    is_busy: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class ComparingWords:
    """The four words of what came back are compared with those on the sheet, key by key."""

    keys: tuple[CampaignKey, ...] = field(repr=False)
    """That which is compared first; the others only if its words are not the same."""
    are_others: bool = False
    """Whether nobody found any of the four words on the sheet."""


KeysState = (
    ListingKeys
    | ShowingKey
    | UnlockingKey
    | NamingKey
    | ChoosingPassphrase
    | ProvingSheet
    | TypingSheet
    | ComparingWords
)
