"""What the page of campaigns is given: those in work, the versions that were published, the work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap

from desktop_app.campaign.pack import Pack
from desktop_app.campaign.shape import Finding
from desktop_app.console.given_keys import KnownKey
from desktop_app.language import Words
from desktop_app.sealing.public_key import PublicKey


@dataclass(frozen=True, kw_only=True)
class CampaignInWork:
    """A campaign that is being made; `name` is that of its folder."""

    name: str
    title: str
    changed_at: datetime
    problem_count: int


@dataclass(frozen=True, kw_only=True)
class PublishedVersion:
    """A version of a campaign that was published here, or is installed here."""

    campaign: str
    title: str
    version: str
    four_words: str
    languages: tuple[str, ...]
    at: datetime
    """When its file was written on this computer."""
    file: Path
    is_installed: bool = False


@dataclass(frozen=True, kw_only=True)
class AllCampaigns:
    """All that is here, the newest first."""

    in_work: tuple[CampaignInWork, ...] = ()
    versions: tuple[PublishedVersion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What is to be published, with which key, and where its file goes."""

    name: str
    key_file: Path
    passphrase: str = field(repr=False)
    out: Path
    also: tuple[PublicKey, ...] = ()
    """Further keys that open every signature, confirmed by their four words."""
    is_unproved_accepted: bool = False
    """Whether it goes out although no recovery sheet of the key was proved."""


class SignerPage(Enum):
    """A page of the kiosk that the preview can show."""

    PETITION = "petition"
    CHOICES = "choices"
    THANKS = "thanks"


GLASS = QSize(1280, 800)
"""The pixels of the tablet for which the kiosk is designed: 10.1″."""


@dataclass(frozen=True, kw_only=True)
class PreviewLook:
    """What is to be previewed: a page of a pack in a language, on a tablet that lies or stands."""

    pack: Pack
    language: str
    page: SignerPage
    is_standing: bool
    families: tuple[str, ...]

    @property
    def glass(self) -> QSize:
        """The size of the tablet as it is held, in pixels."""
        return GLASS.transposed() if self.is_standing else GLASS


Files = Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class CampaignsGiven:
    """The work behind the page of campaigns. All of it runs on the lane, but `say_finding`,
    `today` and `draw`."""

    look: Callable[[], AllCampaigns]
    begin: Callable[[], str]
    """Begins a new campaign and names its folder."""
    take_in: Callable[[Path], str]
    """Begins with a copy of a pack, a folder or an .inkpack, and names its folder."""
    open: Callable[[str], Files]
    save: Callable[[str, Files, Files], object]
    """Takes the folder's name, the files, and what it held before."""
    read_picture: Callable[[Path], bytes]
    """Reads a picture of no more than a pack can hold."""
    set_aside: Callable[[str], object]
    bring_back: Callable[[str], object]
    last_key: Callable[[], KnownKey | None]
    """The key file that was used last, if it can be read now."""
    remember_key: Callable[[Path], object]
    """Remembers where a key file lies, for the page of keys."""
    look_at_public_key: Callable[[Path], PublicKey]
    publish: Callable[[Publication], PublishedVersion]
    today: Callable[[], str]
    """The day of today as a version names it."""
    say_finding: Callable[[Finding, Words], str]
    draw: Callable[[PreviewLook], QPixmap]
    """Draws the kiosk's own page, on the screen's thread."""
    outbox: Path
    """The folder in which a published file is put unless another is chosen."""
