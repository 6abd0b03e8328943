"""Petition and reading pages, and the ways that lead away from what is shown."""

from msgspec.structs import replace

from desktop_app.kiosk.flow.rules import (
    TOO_QUICK,
    Outcome,
    Rules,
    call_volunteer,
    erased,
    form_of,
    steps_of,
)
from desktop_app.kiosk.flow.storage import NEARLY_FULL
from desktop_app.kiosk.states import (
    Form,
    NextPersonCame,
    OpenJournal,
    PageEvent,
    Petition,
    Reading,
    ReadingAsked,
    ReadingLeft,
    SigningBegun,
    StartedAgain,
    State,
    Thanks,
    TriedAgain,
    VolunteerNeeded,
)
from desktop_app.kiosk.steps import Step, StepKind
from desktop_app.signature.draft import new_draft


def on_page(state: State, event: PageEvent, rules: Rules) -> Outcome:
    """Let something happen on the petition or a reading page, or lead away from any page."""
    match event, state.stage:
        case ReadingAsked(page=page), (Petition() | Form()) as stage:
            return replace(state, stage=Reading(page=page, back_to=stage)), ()
        case ReadingAsked(page=page), Reading() as stage:
            return replace(state, stage=replace(stage, page=page)), ()
        case ReadingLeft(), Reading(back_to=stage):
            return replace(state, stage=stage), ()
        case SigningBegun(), Petition() | Reading(back_to=Petition()):
            return _begin_form(state, rules)
        case StartedAgain(), _ if form_of(state.stage):
            return erased(state, rules)
        case NextPersonCame(), Thanks():
            return erased(state, rules)
        case TriedAgain(), VolunteerNeeded(code=code) if code != TOO_QUICK or not rules.has_pin:
            start, commands = erased(state, rules)
            return start, (*commands, OpenJournal())
        case _:
            return state, ()


def _begin_form(state: State, rules: Rules) -> Outcome:
    if not state.storage.may_begin:
        return call_volunteer(state, NEARLY_FULL)
    form = Form(draft=new_draft(rules.pack), step=Step(kind=StepKind.NAME))
    first = steps_of(state, form, rules)[0]
    return replace(state, stage=replace(form, step=first), quiet_s=0.0), ()
