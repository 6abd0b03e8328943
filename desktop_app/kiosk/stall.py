"""Everything the kiosk is given by whoever starts it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.journal.kept import KeptRecord
from desktop_app.kiosk.keyboard_list import NO_LIST, KeyboardList
from desktop_app.kiosk.lockdown import Lockdown
from desktop_app.kiosk.pin import PinGuard
from desktop_app.kiosk.pretence import Pretence
from desktop_app.language import Catalogues
from desktop_app.qt.colours import Light
from desktop_app.signature.signature import Clock, Randomness, Signature
from desktop_app.signature.undo import RecordId

if TYPE_CHECKING:  # the first screen needs no second copy
    from desktop_app.journal.mirror import Standing


class CopyFile(Protocol):
    """The second copy as the kiosk sees it: frames go in behind the last."""

    def standing(self) -> "Standing":
        """Tell how far it is."""
        ...

    def append(self, frames: Sequence[bytes]) -> None:
        """Write frames durably.

        Raises:
            Problem: it is away, full, or takes no writing.
        """
        ...


OpenSecondCopy = Callable[[bytes], CopyFile]
"""Given the device's public key; raises a Problem while the second copy is away."""


class Keeper(Protocol):
    """The journal as the kiosk sees it: signatures go in, and none ever comes out."""

    def keep(self, signature: Signature, pack: Pack) -> KeptRecord:
        """Write a signature durably; gives its record's id and the campaign's count.

        Raises:
            Problem: it could not be written.
        """
        ...

    def undo(self, record_id: RecordId, pack: Pack) -> int:
        """Write durably that a signature does not count any more; gives the campaign's count.

        Raises:
            Problem: it could not be written.
        """
        ...

    def count(self, campaign_id: CampaignId) -> int:
        """Count the signatures of a campaign in the journal."""
        ...

    def close(self) -> None:
        """Close the journal."""
        ...


@dataclass(frozen=True, kw_only=True)
class Stall:
    """What is signed here, where it is kept, and what the place is called.

    `open_journal` is called on the worker lane and may raise a Problem. So is `read_others`, for
    the campaigns that the thank-you page may offer. `is_pace_watched` is False where a machine
    signs by itself.
    """

    pack: Pack
    catalogues: Catalogues
    fonts_folder: Path
    keyboards_folder: Path
    open_journal: Callable[[], Keeper]
    clock: Clock
    randomness: Randomness
    place: str
    shift: str
    is_demonstration: bool
    is_practice: bool = False
    read_others: Callable[[], tuple[Pack, ...]] = tuple
    light: Light = Light.OUTDOOR
    is_pace_watched: bool = True
    pin: PinGuard | None = None
    """Guards the way out; None while no PIN is set, and then there is none from within."""
    keyboards: KeyboardList = NO_LIST
    tell_lockdown: Callable[[Lockdown], object] = lambda _: None
    """Told whenever it turns out to be another whether people can leave."""
    second_copy: OpenSecondCopy | None = None
    """Opens the second copy, on a lane of its own; None where there is to be none."""
    free_bytes: Callable[[], int | None] = lambda: None
    """Tells, on the worker lane, how much the disk still takes; None if it cannot be known."""

    @property
    def pretence(self) -> Pretence | None:
        """Why nothing that is signed here counts; None if it does."""
        if self.is_practice:
            return Pretence.PRACTICE
        return Pretence.DEMONSTRATION if self.is_demonstration else None
