"""What the journal gives of what it stores: records, hand-overs, jumps of the clock."""

from dataclasses import dataclass
from datetime import datetime

from desktop_app.campaign.pack import CampaignId
from desktop_app.sealing.record import Record


@dataclass(frozen=True, kw_only=True)
class StoredRecord:
    """A record with its number and the chain hash after it; its sealed part is empty if erased."""

    seq: int
    record: Record
    chain: bytes


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """A run of records that was written to a batch.

    The journal itself sets when that was, and whether a coordinator has acknowledged every record.
    """

    campaign: CampaignId
    first: int
    last: int
    sha256: str
    handed_over_at: datetime | None = None
    is_acknowledged: bool = False


@dataclass(frozen=True, kw_only=True)
class ClockJump:
    """The clock jumped just before the record with this number; to the minute."""

    campaign: CampaignId
    seq: int
    before: datetime
    after: datetime
