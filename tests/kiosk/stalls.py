"""What kiosk tests share: the first campaign, variations of it, and journals that are fakes."""

import threading
from dataclasses import replace
from pathlib import Path

import msgspec

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.journal.kept import KeptRecord
from desktop_app.problems import Problem
from desktop_app.signature.signature import Signature
from desktop_app.signature.undo import RecordId

ROOT = Path(__file__).resolve().parents[2]
CAMPAIGN = ROOT / "resources" / "campaigns" / "open-doors"
FONTS = ROOT / "resources" / "fonts"
KEYBOARDS = ROOT / "resources" / "keyboards"
LOCALES = ROOT / "resources" / "locale"


class MemoryKeeper:
    """A journal in memory. It is a fake: it keeps nothing when the test ends."""

    def __init__(self) -> None:
        self.kept: list[Signature] = []
        self.is_closed = False

    def keep(self, signature: Signature, pack: Pack) -> KeptRecord:
        self.kept.append(signature)
        record_id = RecordId(f"{len(self.kept):032x}")
        return KeptRecord(count=len(self.kept), record_id=record_id)

    def count(self, campaign_id: CampaignId) -> int:
        return len(self.kept)

    def close(self) -> None:
        self.is_closed = True


class SlowKeeper(MemoryKeeper):
    """A disk that takes its time: it writes only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun = threading.Event()
        self.may_finish = threading.Event()

    def keep(self, signature: Signature, pack: Pack) -> KeptRecord:
        self.has_begun.set()
        assert self.may_finish.wait(timeout=20)
        return super().keep(signature, pack)


class DiskFull(Problem):
    code = "journal.disk_full"


class FullKeeper(MemoryKeeper):
    """A disk without space."""

    def keep(self, signature: Signature, pack: Pack) -> KeptRecord:
        raise DiskFull


def asking(pack: Pack, **ask: object) -> Pack:
    """A pack that asks other fields."""
    settings = msgspec.structs.replace(
        pack.settings, ask=msgspec.structs.replace(pack.settings.ask, **ask)
    )
    return replace(pack, settings=settings)
