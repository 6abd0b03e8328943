"""The stages of the page of retention. Nothing in them is personal; an open key is hidden in `repr`."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from desktop_app.console.given_keys import KnownKey
from desktop_app.console.given_retention import Certificate, EraseStep, KeptCampaign, Surveyed
from desktop_app.problems import Problem


@dataclass(frozen=True, kw_only=True)
class ListingRetention:
    """What must be erased by when; None before it was read."""

    campaigns: tuple[KeptCampaign, ...] | None = None
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class AskingErase:
    """A campaign is to be erased, or the certificate of an erased one written again."""

    campaign: KeptCampaign
    key_file: Path | None = None
    out: Path
    step: EraseStep | None = None
    """None while nothing runs."""
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class ChoosingKey:
    """Which key is to be destroyed, and what else is looked into before."""

    keys: tuple[KnownKey, ...] = ()
    key_file: Path | None = None
    batches: Path | None = None
    """A folder or stick with batches that must be merged."""
    is_busy: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class KeyNeeded:
    """Something would be lost for ever with the key."""

    surveyed: Surveyed


@dataclass(frozen=True, kw_only=True)
class AskingDestroy:
    """Nothing is open: the four words are typed, and the key goes."""

    surveyed: Surveyed
    out: Path
    is_busy: bool = False
    problem: Problem | None = None


class Shown(Enum):
    """Why a certificate is shown."""

    ERASED = "erased"
    DESTROYED = "destroyed"
    READ = "read"


@dataclass(frozen=True, kw_only=True)
class ShowingCertificate:
    """A certificate that was written just now, or read; `written` is its PDF, written again."""

    certificate: Certificate
    why: Shown
    written: Path | None = None
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class RefusedCertificate:
    """A file that proves nothing."""

    problem: Problem


RetentionState = (
    ListingRetention
    | AskingErase
    | ChoosingKey
    | KeyNeeded
    | AskingDestroy
    | ShowingCertificate
    | RefusedCertificate
)
