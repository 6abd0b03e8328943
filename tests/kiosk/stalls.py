"""What kiosk tests share: the first campaign, variations of it, and journals that are fakes."""

import threading
from dataclasses import replace
from pathlib import Path

import msgspec

from desktop_app.campaign.pack import (
    CampaignId,
    CampaignKind,
    CampaignText,
    ConsentWords,
    Pack,
    Presence,
)
from desktop_app.journal.kept import KeptRecord
from desktop_app.kiosk.states import Kept
from desktop_app.kiosk.steps import LayOut, Part, Sheet, a_part_each, one_part
from desktop_app.problems import Problem
from desktop_app.signature.signature import Signature
from desktop_app.signature.undo import RecordId

ROOT = Path(__file__).resolve().parents[2]
CAMPAIGN = ROOT / "resources" / "campaigns" / "open-doors"
FONTS = ROOT / "resources" / "fonts"
KEYBOARDS = ROOT / "resources" / "keyboards"
OTHER_CAMPAIGNS = ("save-sareh-and-elham", "start-a-campaign")
LOCALES = ROOT / "resources" / "locale"


class MemoryKeeper:
    """A journal in memory. It is a fake: it keeps nothing when the test ends."""

    def __init__(self) -> None:
        self.kept: list[Signature] = []
        self.campaigns: list[CampaignId] = []
        self.undone: set[RecordId] = set()
        self.is_closed = False

    def keep(self, signature: Signature, pack: Pack) -> KeptRecord:
        self.kept.append(signature)
        self.campaigns.append(pack.id)
        return KeptRecord(count=self.count(pack.id), record_id=record_id(len(self.kept)))

    def undo(self, record_id: RecordId, pack: Pack) -> int:
        self.undone.add(record_id)
        return self.count(pack.id)

    def count(self, campaign_id: CampaignId) -> int:
        return sum(
            campaign == campaign_id and record_id(number) not in self.undone
            for number, campaign in enumerate(self.campaigns, start=1)
        )

    def close(self) -> None:
        self.is_closed = True


def record_id(number: int) -> RecordId:
    """The id that the fake journal gives its records."""
    return RecordId(f"{number:032x}")


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


def divided(*packs: Pack) -> LayOut:
    """All choices on one page at Normal, each on its own at Large; without measuring anything."""
    by_id = {pack.id: pack for pack in packs}

    def lay_out(sheet: Sheet) -> tuple[Part, ...]:
        divide = a_part_each if sheet.is_large else one_part
        return divide(by_id[sheet.campaign], sheet.again)

    return lay_out


def kept(*, number: int, kept_count: int = 1, campaign: str = "open-doors") -> Kept:
    """What the journal answers when a signature is on disk."""
    return Kept(
        number=number,
        campaign=CampaignId(campaign),
        withdrawal_code="7F3K9QXA2M",
        record_id=record_id(number),
        kept_count=kept_count,
    )


def another_petition(pack: Pack, campaign: str = "another", **ask: object) -> Pack:
    """A second petition with the same choices, the last of them under other words."""
    asked = asking(pack, **ask)
    settings = msgspec.structs.replace(asked.settings, id=campaign)
    last = pack.choices[-1].id
    texts = {language: _reworded(text, last) for language, text in pack.texts.items()}
    return replace(asked, settings=settings, texts=texts)


def page_for_ideas(pack: Pack, campaign: str = "ideas") -> Pack:
    """A page that asks for a short text, and an e-mail if one likes."""
    off = Presence.OFF
    asked = asking(
        pack,
        given_name=off,
        family_name=off,
        country=off,
        phone=off,
        email=Presence.OPTIONAL,
        idea=Presence.REQUIRED,
    )
    settings = msgspec.structs.replace(
        asked.settings, id=campaign, kind=CampaignKind.IDEA, consents=asked.settings.consents[:2]
    )
    return replace(asked, settings=settings)


def _reworded(text: CampaignText, consent: str) -> CampaignText:
    other = ConsentWords(statement="May we ring you up?")
    words = msgspec.structs.replace(text.words, consents={**text.words.consents, consent: other})
    return replace(text, words=words)
