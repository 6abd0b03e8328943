"""What the page of campaigns shows at one moment."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from desktop_app.campaign.pack import Pack
from desktop_app.console.coordinator.placing import Mistake
from desktop_app.console.coordinator.sections import Section
from desktop_app.console.given_campaigns import AllCampaigns, PublishedVersion, SignerPage
from desktop_app.problems import Problem
from desktop_app.sealing.public_key import PublicKey


class View(Enum):
    """What stands on the page of a campaign in work, beside its title."""

    FORM = "form"
    MISTAKES = "mistakes"
    """All that is to be mended."""
    PREVIEW = "preview"
    """The signer's page alone, as large as there is room."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """All campaigns: those in work, and the versions that were published."""

    all: AllCampaigns | None = None
    """None before they were read."""
    problem: Problem | None = None
    set_aside: str = ""
    """The name of the campaign that was set aside just now, and can be brought back."""


@dataclass(frozen=True, kw_only=True)
class Editing:
    """A campaign in work, as far as it is checked and saved. What is typed is in its pack."""

    name: str
    section: Section = Section.BASICS
    language: str = ""
    view: View = View.FORM
    focus: str = ""
    """The widget that was led to last."""
    mistakes: tuple[Mistake, ...] | None = None
    """None before the first check."""
    sketch: Pack | None = field(default=None, repr=False)
    is_saved: bool = True
    problem: Problem | None = None
    """Why it could not be saved."""
    can_undo: bool = False
    signer_page: SignerPage = SignerPage.PETITION
    is_standing: bool = False


@dataclass(frozen=True, kw_only=True)
class OtherKey:
    """Another key that shall open every signature, too."""

    key: PublicKey
    file_name: str
    is_confirmed: bool = False
    """Whether its four words were compared with its owner's."""


@dataclass(frozen=True, kw_only=True)
class Publishing:
    """A campaign that is right: which key signs it, and where the file goes."""

    editing: Editing
    key_file: Path | None = None
    out: Path
    others: tuple[OtherKey, ...] = ()
    is_sheet_missing: bool = False
    """Whether the file of the key says that no recovery sheet was proved."""
    is_unproved: bool = False
    """Whether it was refused because nobody proved a recovery sheet of the key."""
    is_busy: bool = False
    problem: Problem | None = None

    @property
    def may_publish(self) -> bool:
        """Tell whether all is there that somebody must name or compare."""
        return (
            self.key_file is not None
            and not self.is_busy
            and all(other.is_confirmed for other in self.others)
        )


@dataclass(frozen=True, kw_only=True)
class Published:
    """It is written and read back."""

    version: PublishedVersion
    out: Path


CampaignsState = Listing | Editing | Publishing | Published
