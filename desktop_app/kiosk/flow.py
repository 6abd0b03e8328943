"""The signer's journey as a state machine: (state, event) to (state, commands). No Qt, no clock.

Thanks come only after the journal has said that the signature is kept. Whatever leads back to the
petition leaves nothing of a person in the state.
"""

import dataclasses
from dataclasses import dataclass
from typing import assert_never

from msgspec.structs import replace

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.states import (
    Answered,
    BackPressed,
    BugMet,
    Command,
    CountryChosen,
    CountryEvent,
    CountryList,
    CountryListAsked,
    CountryListLeft,
    CountrySought,
    Event,
    FieldTyped,
    Forget,
    Form,
    FormEvent,
    GlassChanged,
    JournalEvent,
    JournalFailed,
    JournalOpened,
    Keep,
    KeepFailed,
    Kept,
    LanguageChosen,
    MoreTimeAsked,
    NextPersonCame,
    NextPressed,
    OpenJournal,
    PageEvent,
    Petition,
    Reading,
    ReadingAsked,
    ReadingLeft,
    Saving,
    Sight,
    SightEvent,
    SigningBegun,
    SignPressed,
    StartedAgain,
    State,
    TextSizeToggled,
    Thanks,
    Ticked,
    TimeEvent,
    Touched,
    TriedAgain,
    VolunteerNeeded,
)
from desktop_app.kiosk.steps import LayOut, Step, fields_of, same_step, steps
from desktop_app.signature.draft import new_draft, wrong_fields

QUIET_IN_FORM_S = 45.0
LEAVING_S = 20.0
THANKS_S = 20.0
QUIET_ON_PETITION_S = 90.0
QUIET_WHILE_READING_S = 180.0
"""Who reads a long page touches nothing for a while."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the journey depends on: the campaign, and how its choices are divided into pages."""

    pack: Pack
    lay_out: LayOut


Outcome = tuple[State, tuple[Command, ...]]


def beginning(rules: Rules) -> Outcome:
    """Begin with the petition, while the journal is being opened."""
    return State(stage=Petition(), sight=_default_sight(rules)), (OpenJournal(),)


def happened(state: State, event: Event, rules: Rules) -> Outcome:
    """Go on from a state after something happened; what has no meaning there changes nothing."""
    match event:
        case LanguageChosen() | TextSizeToggled() | GlassChanged():
            return _on_sight(state, event, rules), ()
        case FieldTyped() | Answered() | NextPressed() | BackPressed() | SignPressed():
            return _on_form(state, event, rules)
        case CountryListAsked() | CountrySought() | CountryChosen() | CountryListLeft():
            return _on_country(state, event), ()
        case JournalOpened() | JournalFailed() | Kept() | KeepFailed() | BugMet():
            return _on_journal(state, event)
        case MoreTimeAsked() | Touched() | Ticked():
            return _on_time(state, event, rules)
        case _:
            return _on_page(state, event, rules)


def form_of(stage: object) -> Form | None:
    """Find the form that is open, also beneath a reading page or the list of countries."""
    match stage:
        case Form():
            return stage
        case CountryList(form=form) | Reading(back_to=Form() as form):
            return form
        case _:
            return None


def steps_of(state: State, form: Form, rules: Rules) -> tuple[Step, ...]:
    """List the pages of the form as this signer meets them."""
    parts = rules.lay_out(state.sight.language, state.sight.is_large)
    return steps(rules.pack, form.draft, parts)


# ---- language and size ----------------------------------------------------------------------------


def _on_sight(state: State, event: SightEvent, rules: Rules) -> State:
    match event:
        case LanguageChosen(language=language):
            if language not in rules.pack.settings.languages:
                return state
            sight = replace(state.sight, language=language)
        case TextSizeToggled():
            sight = replace(state.sight, is_large=not state.sight.is_large)
        case GlassChanged():
            sight = state.sight
        case _:
            assert_never(event)
    seen = replace(state, sight=sight)
    form = form_of(state.stage)
    if form is None:
        return seen
    moved = replace(form, step=same_step(steps_of(seen, form, rules), form.step))
    return replace(seen, stage=_with_form(state.stage, moved))


def _with_form(stage: object, form: Form) -> Form | CountryList | Reading:
    match stage:
        case CountryList():
            return replace(stage, form=form)
        case Reading():
            return replace(stage, back_to=form)
        case _:
            return form


# ---- petition, reading, leaving -------------------------------------------------------------------


def _on_page(state: State, event: PageEvent, rules: Rules) -> Outcome:
    match event, state.stage:
        case ReadingAsked(page=page), (Petition() | Form()) as stage:
            return replace(state, stage=Reading(page=page, back_to=stage)), ()
        case ReadingAsked(page=page), Reading() as stage:
            return replace(state, stage=replace(stage, page=page)), ()
        case ReadingLeft(), Reading(back_to=stage):
            return replace(state, stage=stage), ()
        case SigningBegun(), Petition() | Reading(back_to=Petition()):
            return _begin_form(state, rules), ()
        case StartedAgain(), _ if form_of(state.stage):
            return _erased(state, rules)
        case NextPersonCame(), Thanks():
            return _erased(state, rules)
        case TriedAgain(), VolunteerNeeded():
            erased, commands = _erased(state, rules)
            return erased, (*commands, OpenJournal())
        case _:
            return state, ()


def _begin_form(state: State, rules: Rules) -> State:
    draft = new_draft(rules.pack)
    parts = rules.lay_out(state.sight.language, state.sight.is_large)
    first = steps(rules.pack, draft, parts)[0]
    return replace(state, stage=Form(draft=draft, step=first), quiet_s=0.0)


def _erased(state: State, rules: Rules) -> Outcome:
    """Go back to the start with nothing left of the person, in the default language and size."""
    return _fresh(state, rules), (Forget(),)


def _fresh(state: State, rules: Rules) -> State:
    return State(
        stage=Petition(),
        sight=_default_sight(rules),
        kept_count=state.kept_count,
        asked_count=state.asked_count,
    )


def _default_sight(rules: Rules) -> Sight:
    return Sight(language=rules.pack.settings.default_language)


# ---- the form -------------------------------------------------------------------------------------


def _on_form(state: State, event: FormEvent, rules: Rules) -> Outcome:
    form = state.stage
    if not isinstance(form, Form) or state.leaving_s is not None:
        return state, ()
    match event:
        case FieldTyped(name=name, text=text):
            draft = dataclasses.replace(form.draft, **{name: text})  # type: ignore[arg-type]  # texts
            wrong = tuple(one for one in form.wrong if one.field != name)
            return replace(state, stage=replace(form, draft=draft, wrong=wrong)), ()
        case Answered(consent_id=consent_id, choice=choice):
            draft = form.draft.choosing(consent_id, choice)
            return replace(state, stage=replace(form, draft=draft)), ()
        case NextPressed():
            return _go_on(state, form, rules), ()
        case BackPressed():
            return _go_back(state, form, rules)
        case SignPressed():
            return _sign(state, form, rules)
        case _:
            assert_never(event)


def _go_on(state: State, form: Form, rules: Rules) -> State:
    refused = _refused(form, form.step, rules)
    if refused is not None:
        return replace(state, stage=refused)
    pages = steps_of(state, form, rules)
    number = min(pages.index(form.step) + 1, len(pages) - 1)
    return replace(state, stage=_at(form, pages[number]))


def _go_back(state: State, form: Form, rules: Rules) -> Outcome:
    pages = steps_of(state, form, rules)
    number = pages.index(form.step)
    if number == 0:
        return _erased(state, rules)
    return replace(state, stage=_at(form, pages[number - 1])), ()


def _sign(state: State, form: Form, rules: Rules) -> Outcome:
    pages = steps_of(state, form, rules)
    if form.step != pages[-1]:
        return state, ()
    for step in pages:
        refused = _refused(form, step, rules)
        if refused is not None:
            return replace(state, stage=refused), ()
    number = state.asked_count + 1
    saving = replace(state, stage=Saving(number=number), asked_count=number)
    return saving, (Keep(number=number, draft=form.draft, language=state.sight.language),)


def _refused(form: Form, step: Step, rules: Rules) -> Form | None:
    """Say what is wrong on a page of the form; None if nothing is."""
    draft = form.draft
    wrong = wrong_fields(rules.pack, draft, fields_of(rules.pack, draft, step))
    is_missing = any(draft.chosen(consent_id) is None for consent_id in step.part.consents)
    if not wrong and not is_missing:
        return None
    return Form(
        draft=draft,
        step=step,
        wrong=wrong,
        is_missing_shown=is_missing,
        refused_count=form.refused_count + 1,
    )


def _at(form: Form, step: Step) -> Form:
    return Form(draft=form.draft, step=step, refused_count=form.refused_count)


# ---- the list of countries ------------------------------------------------------------------------


def _on_country(state: State, event: CountryEvent) -> State:
    match event, state.stage:
        case CountryListAsked(), Form() as form:
            return replace(state, stage=CountryList(form=form))
        case CountrySought(text=text), CountryList() as stage:
            return replace(state, stage=replace(stage, sought=text))
        case CountryListLeft(), CountryList(form=form):
            return replace(state, stage=form)
        case CountryChosen(code=code), (Form() as form) | CountryList(form=form):
            wrong = tuple(one for one in form.wrong if one.field != "country")
            chosen = replace(form, draft=dataclasses.replace(form.draft, country=code), wrong=wrong)
            return replace(state, stage=chosen)
        case _:
            return state


# ---- the journal ----------------------------------------------------------------------------------


def _on_journal(state: State, event: JournalEvent) -> Outcome:
    match event:
        case JournalOpened(kept_count=count):
            return replace(state, kept_count=count), ()
        case Kept(number=number, withdrawal_code=code, kept_count=count):
            counted = replace(state, kept_count=count)
            if state.stage != Saving(number=number):
                return counted, ()
            thanks = Thanks(withdrawal_code=code, left_s=THANKS_S)
            return replace(counted, stage=thanks, quiet_s=0.0), (Forget(),)
        case KeepFailed(number=number, code=code):
            return (
                _call_volunteer(state, code)
                if state.stage == Saving(number=number)
                else (state, ())
            )
        case JournalFailed(code=code) | BugMet(code=code):
            return _call_volunteer(state, code)
        case _:
            assert_never(event)


def _call_volunteer(state: State, code: str) -> Outcome:
    if isinstance(state.stage, VolunteerNeeded):
        return state, ()
    failed = VolunteerNeeded(code=code)
    return replace(state, stage=failed, quiet_s=0.0, leaving_s=None), (Forget(),)


# ---- time -----------------------------------------------------------------------------------------


def _on_time(state: State, event: TimeEvent, rules: Rules) -> Outcome:
    match event:
        case MoreTimeAsked():
            return replace(state, quiet_s=0.0, leaving_s=None), ()
        case Touched():
            if state.leaving_s is not None:
                return state, ()  # only the one button stays, so that nobody else's hand does
            return replace(state, quiet_s=0.0), ()
        case Ticked(seconds=seconds):
            return _on_tick(replace(state, quiet_s=state.quiet_s + seconds), seconds, rules)
        case _:
            assert_never(event)


def _on_tick(state: State, seconds: float, rules: Rules) -> Outcome:
    match state.stage:
        case Thanks(left_s=left_s) as stage:
            if left_s <= seconds:
                return _erased(state, rules)
            return replace(state, stage=replace(stage, left_s=left_s - seconds)), ()
        case Petition() if state.quiet_s >= QUIET_ON_PETITION_S:
            return _rested(state, rules)
        case Reading(back_to=Petition()) if state.quiet_s >= QUIET_WHILE_READING_S:
            return _rested(state, rules)
        case stage if form_of(stage):
            return _on_quiet_form(state, seconds, rules)
        case _:
            return state, ()


def _on_quiet_form(state: State, seconds: float, rules: Rules) -> Outcome:
    if state.leaving_s is None:
        if state.quiet_s < QUIET_IN_FORM_S:
            return state, ()
        return replace(state, leaving_s=LEAVING_S), ()
    if state.leaving_s <= seconds:
        return _erased(state, rules)
    return replace(state, leaving_s=state.leaving_s - seconds), ()


def _rested(state: State, rules: Rules) -> Outcome:
    """Nobody is there: the default language and size come back, and nothing moves after that."""
    rested = _fresh(state, rules)
    is_changed = replace(rested, quiet_s=state.quiet_s) != state
    return rested, (Forget(),) if is_changed else ()
