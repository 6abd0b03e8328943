"""What the journal answers when a signature is on disk. Light: the kiosk knows it before the journal."""

from dataclasses import dataclass

from desktop_app.signature.undo import RecordId


@dataclass(frozen=True, kw_only=True)
class KeptRecord:
    """The campaign's count on this device, and the record's id, by which it can be taken back."""

    count: int
    record_id: RecordId
