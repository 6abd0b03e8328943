"""What the page of keys is given: the keys known here, and what can be done with one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.problems import Problem
from desktop_app.sealing.keys import CampaignKey
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import Recovered
from desktop_app.sealing.typed_sheet import TypedSheet


@dataclass(frozen=True, kw_only=True)
class KnownKey:
    """A key file, as far as it is read without a passphrase; `problem` says why it is not."""

    path: Path
    four_words: str = ""
    suite: int = 0
    proved_on: date | None = None
    """The day on which its recovery sheet was proved, as the file says."""
    campaigns: tuple[str, ...] = ()
    """Titles of the campaigns that were published or are installed here, and are sealed to it."""
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class KeysGiven:
    """The work behind the page of keys. All of it runs on the lane, but `propose` and `ask_numbers`."""

    known: Callable[[], tuple[KnownKey, ...]]
    """The one used last first."""
    look_at: Callable[[Path], KnownKey]
    """Reads a key file without opening it."""
    remember: Callable[[Path], object]
    """Remembers where a key file lies, whether it can be read now or not."""
    take_off: Callable[[Path], object]
    """Forgets where a key file lies; the file stays."""
    new_file: Callable[[], Path]
    """Proposes where a new key file is written."""
    check_new_file: Callable[[Path], object]
    """Refuses a place where something is."""
    propose: Callable[[], str]
    """Draws a passphrase of six words."""
    create: Callable[[Path, str, SuiteId], CampaignKey]
    """Takes the new file and its passphrase."""
    unlock: Callable[[Path, str], CampaignKey]
    write_sheet: Callable[[CampaignKey, Path], object]
    write_split: Callable[[CampaignKey, Path], tuple[Path, ...]]
    """Writes three sheets into a folder."""
    ask_numbers: Callable[[], tuple[int, ...]]
    """Draws which words of the sheet are asked for."""
    prove: Callable[[Path, CampaignKey, Sequence[int], Sequence[str]], object]
    """Compares typed words with the sheet's, and notes the proof in the key's file."""
    prove_by_sheet: Callable[[Path, CampaignKey, Recovered], object]
    """The same with a whole sheet, or two of three."""
    look_at_typed: Callable[[str, bool], TypedSheet]
    """Looks at a sheet while it is typed; with whether it is one of three."""
    read_sheets: Callable[[Sequence[str], bool], Recovered]
    possible_keys: Callable[[Recovered], tuple[CampaignKey, ...]]
    """One, or one for each suite where the sheet does not tell it."""
    write_recovered: Callable[[Path, CampaignKey, str], object]
    change_passphrase: Callable[[Path, CampaignKey, str], object]
    export: Callable[[CampaignKey, Path], object]
    drill: Callable[[CampaignKey, Path], object]
    """Seals a test record as a device with a pack would, and opens it."""
    outbox: Path
    """The folder in which files are put unless another is chosen."""
