"""A campaign pack and its parts, as values: what is asked, of whom, in which words."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Annotated, NewType

import msgspec
from msgspec import Meta

PACK_FORMAT = 1
MAX_LANGUAGES = 20
"""As many as the bar on top of every screen can show at Large."""
PAGE_NAMES = ("privacy", "terms", "faq", "contact")
ASKED_FIELDS = ("given_name", "family_name", "email", "country", "postcode", "phone", "idea")
"""Fields in the order in which a signer meets them and a paper sheet lists them."""

CampaignId = NewType("CampaignId", str)
ConsentId = NewType("ConsentId", str)
PackHash = NewType("PackHash", str)

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=64)]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=64)]
LanguageTag = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", max_length=35)]
Line = Annotated[str, Meta(min_length=1, max_length=300)]
Paragraph = Annotated[str, Meta(min_length=1, max_length=2000)]
CountryCode = Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z")]
Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}\Z")]
Version = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}(\.\d{1,3})?\Z")]
Count = Annotated[int, Meta(ge=0, le=10_000_000_000)]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of `campaign.toml`; a key that it does not know is a mistake."""


class CampaignKind(Enum):
    """What people give: their name to a petition, or an idea of their own."""

    PETITION = "petition"
    IDEA = "idea"


class Presence(Enum):
    """Whether a field is asked."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    OFF = "off"


class OnlyWith(Part, frozen=True, kw_only=True):
    """A field that is asked only after Yes to one choice."""

    only_with: Name


class ConsentKind(Enum):
    """How a consent is given: by signing, or by an answer of its own."""

    TO_SIGN = "to_sign"
    CHOICE = "choice"


class Look(Part, frozen=True, kw_only=True):
    """The one colour and the picture of a campaign."""

    accent: Colour = "#1a1a1a"
    image: Line | None = None


class Controller(Part, frozen=True, kw_only=True):
    """Who answers for the data. Source: GDPR Art. 13(1)(a)."""

    name: Line
    contact: Line
    withdraw_at: Line | None = None


class Organisation(Part, frozen=True, kw_only=True):
    """A group that runs the campaign."""

    name: Line
    url: Line | None = None


class Starter(Part, frozen=True, kw_only=True):
    """Who started the petition."""

    name: Line


class Addressee(Part, frozen=True, kw_only=True):
    """A body to which the petition is delivered, and its people."""

    body: Line
    names: tuple[Line, ...] = ()


class Counter(Part, frozen=True, kw_only=True):
    """Signatures gathered elsewhere, and the goal."""

    signed_online: Count = 0
    as_of: date | None = None
    goal: Annotated[int, Meta(ge=1, le=10_000_000_000)] | None = None


class Ask(Part, frozen=True, kw_only=True):
    """What a signer is asked."""

    given_name: Presence = Presence.REQUIRED
    family_name: Presence = Presence.OPTIONAL
    email: Presence = Presence.REQUIRED
    country: Presence = Presence.REQUIRED
    postcode: Presence = Presence.OFF
    phone: Presence | OnlyWith = Presence.OFF
    idea: Presence = Presence.OFF
    drawn_signature: Presence = Presence.OFF


class Pauses(Part, frozen=True, kw_only=True):
    """How long the kiosk waits, in seconds, before it erases what was typed and starts again.

    Each may be made up to ten times longer, and none shorter. Source: WCAG 2.2, 2.2.1.
    """

    quiet_s: Annotated[int, Meta(ge=45, le=450)] = 45
    """Without a touch or a key, before "Are you still there?"."""
    countdown_s: Annotated[int, Meta(ge=20, le=200)] = 20
    """How long that question stands."""
    thanks_s: Annotated[int, Meta(ge=20, le=200)] = 20
    """How long the thanks stand, and a signature can be taken back at once."""


class CountryChips(Part, frozen=True, kw_only=True):
    """The country that is set at the start and those offered as one tap."""

    preset: CountryCode | None = None
    offered: tuple[CountryCode, ...] = ()


class Consent(Part, frozen=True, kw_only=True):
    """A consent statement; its words stand in each language's text under the same id."""

    id: Name
    kind: ConsentKind


class DeliveryProfile(Part, frozen=True, kw_only=True):
    """Who receives which columns of those who gave which consents."""

    id: Name
    to: Line
    needs: tuple[Name, ...]
    columns: tuple[Name, ...]


class CampaignSettings(Part, frozen=True, kw_only=True):
    """`campaign.toml`, whole."""

    format: int
    id: Slug
    version: Version
    languages: Annotated[tuple[LanguageTag, ...], Meta(min_length=1, max_length=MAX_LANGUAGES)]
    default_language: LanguageTag
    opens_on: date
    closes_on: date
    delete_by: date
    controller: Controller
    consents: Annotated[tuple[Consent, ...], Meta(min_length=1, max_length=20)]
    kind: CampaignKind = CampaignKind.PETITION
    addressees: Annotated[tuple[Addressee, ...], Meta(max_length=50)] = ()
    """At least one for a petition; an idea may have none."""
    deliveries: tuple[DeliveryProfile, ...] = ()
    look: Look = Look()
    run_by: tuple[Organisation, ...] = ()
    started_by: Starter | None = None
    counter: Counter = Counter()
    ask: Ask = Ask()
    country: CountryChips = CountryChips()
    kiosk: Pauses = Pauses()
    more_actions: tuple[Slug, ...] = ()


class ConsentWords(Part, frozen=True, kw_only=True):
    """The exact words of one consent in one language."""

    statement: Paragraph
    details: Paragraph | None = None


class CampaignWords(Part, frozen=True, kw_only=True):
    """The front matter of `text/LANG.md`."""

    title: Line
    lead: Paragraph
    consents: dict[Name, ConsentWords]
    demands_intro: Line = ""
    """Never empty in a petition; empty if an idea's text has none."""
    demands: Annotated[tuple[Paragraph, ...], Meta(min_length=1, max_length=12)] = ()
    """Never empty in a petition; empty if an idea's text has none."""
    closing: Paragraph | None = None
    image_description: Line | None = None


@dataclass(frozen=True, kw_only=True)
class CampaignText:
    """A campaign in one language: its words, and the whole text as Markdown."""

    language: str
    words: CampaignWords
    body: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """A reading page (privacy, terms, faq, contact) in the language in which it is there."""

    name: str
    language: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A public key to which signatures are sealed. `suite` is 1 or 2 (see `sealing/record.py`)."""

    suite: int
    public_key: bytes


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A checked campaign pack: nothing in it is untrusted any more.

    `recipients` is empty and `coordinator_key` None for a pack that was not published; such a
    pack opens only as a demonstration.
    """

    settings: CampaignSettings
    texts: dict[str, CampaignText] = field(repr=False)
    pages: dict[tuple[str, str], str] = field(repr=False)
    image: bytes | None = field(repr=False)
    hash: PackHash
    recipients: tuple[Recipient, ...]
    coordinator_key: bytes | None

    @property
    def id(self) -> CampaignId:
        """The campaign's id, the same in all versions of its pack."""
        return CampaignId(self.settings.id)

    @property
    def choices(self) -> tuple[Consent, ...]:
        """The consents that are asked with Yes and No, in the order in which they are shown."""
        return tuple(c for c in self.settings.consents if c.kind is ConsentKind.CHOICE)

    @property
    def consents_to_sign(self) -> tuple[Consent, ...]:
        """The consents that signing itself gives."""
        return tuple(c for c in self.settings.consents if c.kind is ConsentKind.TO_SIGN)

    def text(self, language: str) -> CampaignText:
        """Give the campaign in a language, or in its default language."""
        return self.texts.get(language) or self.texts[self.settings.default_language]

    def page(self, name: str, language: str) -> Page | None:
        """Give a reading page in a language, else in the default language, else nothing."""
        for candidate in (language, self.settings.default_language):
            body = self.pages.get((name, candidate))
            if body is not None:
                return Page(name=name, language=candidate, body=body)
        return None

    def profile(self, profile_id: str) -> DeliveryProfile | None:
        """Find a delivery profile by its id."""
        return next((p for p in self.settings.deliveries if p.id == profile_id), None)

    def asks(self, field_name: str) -> bool:
        """Tell whether a field is ever asked."""
        return getattr(self.settings.ask, field_name) is not Presence.OFF
