"""The signer's journey as a state machine: (state, event) to (state, commands). No Qt, no clock.

Thanks come only after the journal has said that the signature is kept. Whatever leads back to the
petition leaves nothing of a person in the state.
"""

from desktop_app.kiosk.flow.another import on_thanks
from desktop_app.kiosk.flow.country import on_country
from desktop_app.kiosk.flow.form import on_form
from desktop_app.kiosk.flow.keeping import on_journal
from desktop_app.kiosk.flow.pages import on_page
from desktop_app.kiosk.flow.rules import Outcome, Rules, default_sight, form_of, steps_of
from desktop_app.kiosk.flow.sight import on_sight
from desktop_app.kiosk.flow.storage import on_storage
from desktop_app.kiosk.flow.time import on_time
from desktop_app.kiosk.flow.volunteer import is_covered, on_covered, on_lock, on_volunteer
from desktop_app.kiosk.states import (
    AnotherChosen,
    Answered,
    BackPressed,
    BugMet,
    CountryChosen,
    CountryListAsked,
    CountryListLeft,
    CountrySought,
    Drawn,
    Event,
    FieldTyped,
    GlassChanged,
    HardwareKeyPressed,
    JournalFailed,
    JournalOpened,
    JourneyEvent,
    KeepFailed,
    Kept,
    LanguageChosen,
    MoreTimeAsked,
    NextPressed,
    OpenJournal,
    Petition,
    SignPressed,
    State,
    TakeBackFailed,
    TakeBackPressed,
    TakenBack,
    TextSizeToggled,
    Ticked,
    Touched,
)
from desktop_app.kiosk.storage_states import StorageEvent
from desktop_app.kiosk.volunteer_states import LockEvent, VolunteerEvent

__all__ = ["Outcome", "Rules", "beginning", "form_of", "happened", "is_covered", "steps_of"]


def beginning(rules: Rules) -> Outcome:
    """Begin with the petition, while the journal is being opened."""
    return State(stage=Petition(), sight=default_sight(rules)), (OpenJournal(),)


def happened(state: State, event: Event, rules: Rules) -> Outcome:
    """Go on from a state after something happened; what has no meaning there changes nothing."""
    if isinstance(event, VolunteerEvent):
        return on_volunteer(state, event, rules)
    if isinstance(event, LockEvent):
        return on_lock(state, event), ()
    if isinstance(event, StorageEvent):
        return on_storage(state, event), ()
    if is_covered(state):
        return on_covered(state, event, rules, _go_on)
    return _go_on(state, event, rules)


def _go_on(state: State, event: JourneyEvent, rules: Rules) -> Outcome:
    """Go on with the signer's journey."""
    match event:
        case LanguageChosen() | TextSizeToggled() | GlassChanged():
            return on_sight(state, event, rules), ()
        case (
            FieldTyped()
            | Drawn()
            | Answered()
            | NextPressed()
            | BackPressed()
            | SignPressed()
            | HardwareKeyPressed()
        ):
            return on_form(state, event, rules)
        case TakeBackPressed() | AnotherChosen():
            return on_thanks(state, event, rules)
        case CountryListAsked() | CountrySought() | CountryChosen() | CountryListLeft():
            return on_country(state, event), ()
        case (
            JournalOpened()
            | JournalFailed()
            | Kept()
            | KeepFailed()
            | TakenBack()
            | TakeBackFailed()
            | BugMet()
        ):
            return on_journal(state, event, rules)
        case MoreTimeAsked() | Touched() | Ticked():
            return on_time(state, event, rules)
        case _:
            return on_page(state, event, rules)
