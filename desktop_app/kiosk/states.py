"""What the kiosk can be at one moment, what can happen, and what it then asks to be done."""

from collections.abc import Callable

import msgspec

from desktop_app.campaign.pack import ConsentId
from desktop_app.kiosk.steps import Step
from desktop_app.signature.consent import Choice
from desktop_app.signature.draft import Draft
from desktop_app.signature.fields import Wrong


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value. These are built at every start: a struct takes a tenth of a data class."""


class Hidden(Value, frozen=True, kw_only=True):
    """A value with something that a person typed: its `repr` tells nothing."""

    def __repr__(self) -> str:
        """Say what it is, and nothing of the person."""
        return f"{type(self).__name__}(…)"


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
    thank for this one.
    """

    number: int


class Thanks(Value, frozen=True, kw_only=True):
    """It is on disk. Nothing of the person is here but the code."""

    withdrawal_code: str
    left_s: float


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
    kept_count: int | None = None
    """Signatures of this campaign in the journal; None until it is open."""
    asked_count: int = 0
    """How many signatures the journal was asked to keep."""
    quiet_s: float = 0.0
    """Seconds since the last touch or key."""
    leaving_s: float | None = None
    """Seconds until everything is erased, while "Are you still there?" is asked; else None."""


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
    withdrawal_code: str
    kept_count: int


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


class MoreTimeAsked(Value, frozen=True, kw_only=True):
    """`I need more time` was pressed."""


class Touched(Value, frozen=True, kw_only=True):
    """The glass or a key was touched, wherever."""


class Ticked(Value, frozen=True, kw_only=True):
    """Some time went by."""

    seconds: float


SightEvent = LanguageChosen | TextSizeToggled | GlassChanged
PageEvent = ReadingAsked | ReadingLeft | SigningBegun | StartedAgain | NextPersonCame | TriedAgain
FormEvent = FieldTyped | Answered | NextPressed | BackPressed | SignPressed
CountryEvent = CountryListAsked | CountrySought | CountryChosen | CountryListLeft
JournalEvent = JournalOpened | JournalFailed | Kept | KeepFailed | BugMet
TimeEvent = MoreTimeAsked | Touched | Ticked
Event = SightEvent | PageEvent | FormEvent | CountryEvent | JournalEvent | TimeEvent
Tell = Callable[[Event], None]
"""Takes what happened; every page and the journal's vault have one."""

# ---- commands -------------------------------------------------------------------------------------


class OpenJournal(Value, frozen=True, kw_only=True):
    """Open the journal, if it is not open, and count."""


class Keep(Value, frozen=True, kw_only=True):
    """Make a signature of the draft and write it."""

    number: int
    draft: Draft
    language: str


class Forget(Value, frozen=True, kw_only=True):
    """Wipe what lies outside the pages: clipboard and selection."""


Command = OpenJournal | Keep | Forget
