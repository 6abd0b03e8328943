"""What the page of retention is given: what must be erased by when, erasing, certificates, a key's end."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from desktop_app.console.given_keys import KnownKey
from desktop_app.problems import Problem
from desktop_app.register.certificate import Statement, Unproved
from desktop_app.register.open_ends import KeyInRegister, OpenEnd
from desktop_app.register.retention import Kept
from desktop_app.register.store import Register
from desktop_app.sealing.keys import CampaignKey


@dataclass(frozen=True, kw_only=True)
class KeptCampaign:
    """A campaign in the register."""

    kept: Kept
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By language, the default one under ""; none without the pack."""
    key_words: tuple[str, ...] = ()
    """The four words by which the campaign's own key is known; empty without its pack."""
    unproved: tuple[Unproved, ...] = ()
    """What erasing it cannot prove."""

    def title(self, language: str) -> str:
        """Give its title in a language, or in its own; without a pack its id."""
        return self.titles.get(language) or self.titles.get("") or self.kept.campaign


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """A campaign that is to be erased, and who certifies it where."""

    campaign: str
    typed: str
    """What was typed to confirm it: the id of the campaign."""
    key_file: Path
    passphrase: str = field(repr=False)
    out: Path


class EraseStep(Enum):
    """How far erasing is."""

    OPENING_KEY = "opening_key"
    ERASING = "erasing"
    WRITING = "writing"


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate that was written, or read. `page` is the PDF that says the same."""

    statement: Statement
    signed: Path
    page: Path | None = None
    page_problem: Problem | None = None
    """Why the page could not be written: what was done is done, and the page can be written again."""
    is_key_file_left: bool = False
    """Whether the file of a destroyed key could not be removed: it holds nothing but chance."""


@dataclass(frozen=True, kw_only=True)
class Surveyed:
    """A key that is to be destroyed, opened, and what it is still needed for."""

    file: Path
    key: CampaignKey = field(repr=False)
    found: KeyInRegister
    ends: tuple[OpenEnd, ...]


@dataclass(frozen=True, kw_only=True)
class RetentionGiven:
    """The work behind the page of retention; all of it runs on the lane."""

    kept: Callable[[Register], tuple[KeptCampaign, ...]]
    """The most urgent first."""
    erase: Callable[[Register, Erasure], Generator[EraseStep | Certificate, None, None]]
    """Tells each step before it begins; once it is erasing nothing stops it half-way."""
    known_keys: Callable[[], tuple[KnownKey, ...]]
    survey: Callable[[Register, Path, str, Sequence[Path]], Surveyed]
    """Takes a key's file, its passphrase, and files and folders with batches that are looked into, too."""
    destroy: Callable[[Register, Surveyed, str, Path], Certificate]
    """Takes what was typed to confirm it, and where the certificate goes."""
    forget_key: Callable[[Path], object]
    """Takes a key file that is gone off the list of keys."""
    read: Callable[[Path], Certificate]
    """Reads a certificate and proves its signature."""
    write_page: Callable[[Certificate, Path], object]
    """Writes the PDF of a certificate again."""
    new_file: Callable[[str], Path]
    """Proposes where a certificate goes, by the beginning of its name; nothing is there yet."""
