"""Everything the kiosk is given by whoever starts it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.journal.kept import KeptRecord
from desktop_app.language import Catalogues
from desktop_app.signature.signature import Clock, Randomness, Signature


class Keeper(Protocol):
    """The journal as the kiosk sees it: signatures go in, and none ever comes out."""

    def keep(self, signature: Signature, pack: Pack) -> KeptRecord:
        """Write a signature durably; gives its id and this campaign's count in the journal.

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

    `open_journal` is called on the worker lane and may raise a Problem.
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
