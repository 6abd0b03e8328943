"""What the kiosk can be at one moment, what can happen, and what it then asks to be done."""

from collections.abc import Callable
from enum import Enum

from desktop_app.campaign.pack import CampaignId, ConsentId
from desktop_app.kiosk.lockdown import Lockdown
from desktop_app.kiosk.steps import Again, Step
from desktop_app.kiosk.storage_states import Storage, StorageEvent
from desktop_app.kiosk.values import Hidden, Value
from desktop_app.kiosk.volunteer_states import Cover, LockEvent, VolunteerCommand, VolunteerEvent
from desktop_app.signature.consent import Choice
from desktop_app.signature.draft import Draft
from desktop_app.signature.fields import Wrong
from desktop_app.signature.strokes import Strokes
from desktop_app.signature.undo import RecordId

# ---- stages ---------------------------------------------------------------------------------------


class Petition(Value, frozen=True, kw_only=True):
    """The petition, which is also what is shown while nobody is there."""


class Form(Value, frozen=True, kw_only=True):
    """Somebody is signing: what was typed so far, and the page on which they are."""

    draft: Draft
    step: Step
    wrong: tuple[Wrong, ...] = ()
    is_missing_shown: bool = False
    refused_count: int = 0
    """How often Next was refused; when it grows, the page leads to what is wrong."""
    again: Again | None = None
    """What is known already, for somebody who signs another petition too."""
    came_from: "Thanks | None" = None
    """The thanks from which this form was opened; Back leads there."""
    spent_s: float = 0.0
    """Seconds since the form was begun."""
    has_hardware_keys: bool = False
    """Whether a hardware keyboard typed; fingers are quicker on one."""


class CountryList(Hidden, frozen=True, kw_only=True):
    """The list of all countries, opened from the form."""

    form: Form
    sought: str = ""


class Reading(Value, frozen=True, kw_only=True):
    """A reading page: `text` (the whole text of the petition), privacy, terms, faq or contact."""

    page: str
    back_to: Petition | Form


class Saving(Value, frozen=True, kw_only=True):
    """The signature is being written. No draft is kept here: the command carries it.

    `number` ties the answer to the question: a late answer about an earlier signature must not
    thank for this one. Only where another petition can be offered, `visit` keeps what was typed.
    """

    number: int
    visit: "Visit | None" = None


class Visit(Hidden, frozen=True, kw_only=True):
    """What a person has typed, kept for the one step in which they may sign another petition."""

    campaign: CampaignId
    draft: Draft
    signed: tuple[CampaignId, ...]
    """Where this person has signed or written just now; none of them is offered again."""
    was_quick: bool = False


class TakingBack(Enum):
    """How far "Take it back now" has come."""

    OFFERED = "offered"
    ASKED = "asked"
    DONE = "done"


class Thanks(Hidden, frozen=True, kw_only=True):
    """It is on disk. On the screen is nothing of the person but the code."""

    campaign: CampaignId
    withdrawal_code: str
    record_id: RecordId
    kept_count: int
    """Signatures of the campaign on this device."""
    left_s: float
    offers: tuple[CampaignId, ...] = ()
    visit: Visit | None = None
    taking_back: TakingBack = TakingBack.OFFERED


class VolunteerNeeded(Value, frozen=True, kw_only=True):
    """Something failed. The code is for the volunteer; nothing of a person is here."""

    code: str


Stage = Petition | Form | CountryList | Reading | Saving | Thanks | VolunteerNeeded


class Sight(Value, frozen=True, kw_only=True):
    """How the signer wants to see the pages."""

    language: str
    is_large: bool = False


class State(Value, frozen=True, kw_only=True):
    """All that the kiosk is at one moment."""

    stage: Stage
    sight: Sight
    campaign: CampaignId | None = None
    """The campaign that is shown; None for the one to which the kiosk always returns."""
    quick_count: int = 0
    """How many signatures in a row came faster than hands can type."""
    kept_count: int | None = None
    """Signatures of the kiosk's own campaign in the journal; None until it is open."""
    asked_count: int = 0
    """How many signatures the journal was asked to keep."""
    quiet_s: float = 0.0
    """Seconds since the last touch or key."""
    leaving_s: float | None = None
    """Seconds until everything is erased, while "Are you still there?" is asked; else None."""
    cover: Cover | None = None
    """The volunteer's page that lies over all this, if there is one."""
    has_new_keyboard: bool = False
    """Signing rests, because a keyboard was plugged in that nobody has allowed."""
    lockdown: Lockdown | None = None
    """Whether people can leave; None until it was looked at."""
    storage: Storage = Storage()
    """What is known of the disk and the second copy."""


# ---- events: facts in the past --------------------------------------------------------------------


class LanguageChosen(Value, frozen=True, kw_only=True):
    """A language was chosen in the bar."""

    language: str


class TextSizeToggled(Value, frozen=True, kw_only=True):
    """`Aa` was pressed."""


class GlassChanged(Value, frozen=True, kw_only=True):
    """The window got another size, so that the choices are divided into other pages."""


class StartedAgain(Value, frozen=True, kw_only=True):
    """`Start again` was pressed."""


class ReadingAsked(Value, frozen=True, kw_only=True):
    """A reading page was asked for."""

    page: str


class ReadingLeft(Value, frozen=True, kw_only=True):
    """The reading page was left."""


class SigningBegun(Value, frozen=True, kw_only=True):
    """`SIGN` was pressed on the petition or on a reading page before the form."""


class FieldTyped(Hidden, frozen=True, kw_only=True):
    """Something was typed; `text` is the whole field."""

    name: str
    text: str


class Drawn(Hidden, frozen=True, kw_only=True):
    """A stroke was drawn or taken back; `strokes` are all that are there."""

    strokes: Strokes


class Answered(Value, frozen=True, kw_only=True):
    """Yes or No was pressed at a choice."""

    consent_id: ConsentId
    choice: Choice


class CountryListAsked(Value, frozen=True, kw_only=True):
    """`other …` was pressed."""


class CountrySought(Hidden, frozen=True, kw_only=True):
    """Something was typed above the list of countries."""

    text: str


class CountryChosen(Hidden, frozen=True, kw_only=True):
    """A country was chosen, by its chip or in the list."""

    code: str


class CountryListLeft(Value, frozen=True, kw_only=True):
    """The list was left without a choice."""


class NextPressed(Value, frozen=True, kw_only=True):
    """`Next` was pressed, or Enter in the last field."""


class BackPressed(Value, frozen=True, kw_only=True):
    """`Back` was pressed."""


class SignPressed(Value, frozen=True, kw_only=True):
    """`SIGN` was pressed on the last page of the form."""


class JournalOpened(Value, frozen=True, kw_only=True):
    """The journal is open and was counted."""

    kept_count: int


class JournalFailed(Value, frozen=True, kw_only=True):
    """The journal could not be opened."""

    code: str


class Kept(Value, frozen=True, kw_only=True):
    """The signature is on disk."""

    number: int
    campaign: CampaignId
    withdrawal_code: str
    record_id: RecordId
    kept_count: int


class TakenBack(Value, frozen=True, kw_only=True):
    """The journal holds that a signature does not count any more."""

    campaign: CampaignId
    record_id: RecordId
    kept_count: int


class TakeBackFailed(Value, frozen=True, kw_only=True):
    """The journal could not take it down; the signature still counts."""

    code: str


class KeepFailed(Value, frozen=True, kw_only=True):
    """The signature could not be written."""

    number: int
    code: str


class BugMet(Value, frozen=True, kw_only=True):
    """The program itself failed, anywhere."""

    code: str


class TriedAgain(Value, frozen=True, kw_only=True):
    """The volunteer pressed `Try again`."""


class NextPersonCame(Value, frozen=True, kw_only=True):
    """`Next person` was pressed."""


class TakeBackPressed(Value, frozen=True, kw_only=True):
    """`Take it back now` was pressed."""


class AnotherChosen(Value, frozen=True, kw_only=True):
    """Another petition, or the page for an idea, was chosen on the thank-you page."""

    campaign: CampaignId


class HardwareKeyPressed(Value, frozen=True, kw_only=True):
    """A key of a hardware keyboard was pressed in the form."""


class MoreTimeAsked(Value, frozen=True, kw_only=True):
    """`I need more time` was pressed."""


class Touched(Value, frozen=True, kw_only=True):
    """The glass or a key was touched, wherever."""


class Ticked(Value, frozen=True, kw_only=True):
    """Some time went by."""

    seconds: float


SightEvent = LanguageChosen | TextSizeToggled | GlassChanged
PageEvent = ReadingAsked | ReadingLeft | SigningBegun | StartedAgain | NextPersonCame | TriedAgain
ThanksEvent = TakeBackPressed | AnotherChosen
FormEvent = (
    FieldTyped | Drawn | Answered | NextPressed | BackPressed | SignPressed | HardwareKeyPressed
)
CountryEvent = CountryListAsked | CountrySought | CountryChosen | CountryListLeft
JournalEvent = (
    JournalOpened | JournalFailed | Kept | KeepFailed | TakenBack | TakeBackFailed | BugMet
)
TimeEvent = MoreTimeAsked | Touched | Ticked
JourneyEvent = (
    SightEvent | PageEvent | ThanksEvent | FormEvent | CountryEvent | JournalEvent | TimeEvent
)
Event = JourneyEvent | VolunteerEvent | LockEvent | StorageEvent
Tell = Callable[[Event], None]
"""Takes what happened; every page and the journal's vault have one."""

# ---- commands -------------------------------------------------------------------------------------


class OpenJournal(Value, frozen=True, kw_only=True):
    """Open the journal, if it is not open, and count."""


class Keep(Value, frozen=True, kw_only=True):
    """Make a signature of the draft and write it."""

    number: int
    campaign: CampaignId
    draft: Draft
    language: str
    was_quick: bool


class TakeBack(Value, frozen=True, kw_only=True):
    """Write that a signature of just now does not count any more."""

    campaign: CampaignId
    record_id: RecordId


class Forget(Value, frozen=True, kw_only=True):
    """Wipe what lies outside the pages: clipboard and selection."""


Command = OpenJournal | Keep | TakeBack | Forget | VolunteerCommand
