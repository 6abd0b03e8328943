"""What the page of merging is given: sticks, keys, and the merge itself with what follows it."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.console.given_keys import KnownKey
from desktop_app.console.stick import Stick
from desktop_app.register.result import MergeProgress, MergeResult
from desktop_app.register.store import Register
from desktop_app.sealing.keys import CampaignKey


@dataclass(frozen=True, kw_only=True)
class MergeAsked:
    """What is to be merged, and what is believed from now on."""

    paths: tuple[Path, ...]
    """Batch files, and folders with all that is below them."""
    accept_devices: str | None = None
    """`all`, or the four words of one device."""
    accept_coordinator: str | None = None
    """The four words of a pack of another coordinator who lets this key open, too."""
    slips: tuple[str, ...] = ()
    """Closing slips as they were typed."""
    acknowledge_to: Path | None = None
    """A stick or folder that takes what is confirmed to the devices, beside the home."""


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """How many devices were told what is safe, and of how many records."""

    device_count: int
    record_count: int


Merging = Generator[MergeProgress | MergeResult | Confirmed, None, None]


@dataclass(frozen=True, kw_only=True)
class MergingGiven:
    """The work behind the page of merging; what needs the register is told the open one."""

    sticks: Callable[[], tuple[Stick, ...]]
    keys: Callable[[], tuple[KnownKey, ...]]
    """Key files that are known on this computer, the one that was used last first."""
    unlock: Callable[[Path, str], CampaignKey]
    """Opens a key file with its passphrase, and remembers where it lies."""
    slips_in: Callable[[Path], tuple[str, ...]]
    slip_lines: Callable[[str], tuple[str, ...]]
    """Takes the slips out of what was typed, one a line."""
    merge: Callable[[Register, CampaignKey, MergeAsked], Merging]
    """A problem after the result is one of confirming alone."""
    acknowledgements: Path
    """The folder in the home into which is written what is confirmed."""
