"""What the journal answers when something is on disk. Light: the kiosk knows it before the journal."""

from dataclasses import dataclass
from datetime import datetime

from desktop_app.campaign.pack import CampaignId
from desktop_app.signature.undo import RecordId


@dataclass(frozen=True, kw_only=True)
class KeptRecord:
    """The campaign's count on this device, and the record's id, by which it can be taken back."""

    count: int
    record_id: RecordId


@dataclass(frozen=True, kw_only=True)
class Closed:
    """What a closing slip says of a campaign: so much was here when the shift was closed.

    `record_count` and `head` are those of the chain, with the closing's own record where the disk
    took it (`is_recorded`). `closed_at` is a whole minute.
    """

    campaign: CampaignId
    device: str
    record_count: int
    signature_count: int
    head: bytes
    closed_at: datetime
    is_recorded: bool
