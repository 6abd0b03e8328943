"""The form: what is typed and chosen, onward and back, and SIGN."""

import dataclasses
from typing import assert_never

from msgspec.structs import replace

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.flow.another import visit_after
from desktop_app.kiosk.flow.pace import is_quick
from desktop_app.kiosk.flow.rules import Outcome, Rules, erased, steps_of
from desktop_app.kiosk.states import (
    Answered,
    BackPressed,
    Drawn,
    FieldTyped,
    Form,
    FormEvent,
    HardwareKeyPressed,
    Keep,
    NextPressed,
    Saving,
    SignPressed,
    State,
)
from desktop_app.kiosk.steps import Step, fields_of
from desktop_app.signature.draft import DRAWN, wrong_fields
from desktop_app.signature.strokes import Strokes


def on_form(state: State, event: FormEvent, rules: Rules) -> Outcome:
    """Let something happen on a page of the form."""
    form = state.stage
    if not isinstance(form, Form) or state.leaving_s is not None:
        return state, ()
    match event:
        case FieldTyped() | Drawn() | Answered():
            filled = _filled(form, event, rules.pack_of(state.campaign))
            return replace(state, stage=filled), ()
        case NextPressed():
            return _go_on(state, form, rules), ()
        case BackPressed():
            return _go_back(state, form, rules)
        case SignPressed():
            return _sign(state, form, rules)
        case HardwareKeyPressed():
            return replace(state, stage=replace(form, has_hardware_keys=True)), ()
        case _:
            assert_never(event)


def _filled(form: Form, event: FieldTyped | Drawn | Answered, pack: Pack) -> Form:
    match event:
        case FieldTyped(name=name, text=text):
            draft = dataclasses.replace(form.draft, **{name: text})  # type: ignore[arg-type]  # texts
            wrong = tuple(one for one in form.wrong if one.field != name)
            return replace(form, draft=draft, wrong=wrong)
        case Drawn(strokes=strokes):
            return _with_strokes(form, strokes, pack)
        case Answered(consent_id=consent_id, choice=choice):
            return replace(form, draft=form.draft.choosing(consent_id, choice))
        case _:
            assert_never(event)


def _with_strokes(form: Form, strokes: Strokes, pack: Pack) -> Form:
    """Take what was drawn; if it is too much, that is said at once, before more is drawn."""
    draft = dataclasses.replace(form.draft, strokes=strokes)
    wrong = tuple(one for one in form.wrong if one.field != DRAWN)
    if strokes:
        wrong += wrong_fields(pack, draft, (DRAWN,))
    return replace(form, draft=draft, wrong=wrong)


def _go_on(state: State, form: Form, rules: Rules) -> State:
    refused = _refused(form, form.step, rules.pack_of(state.campaign))
    if refused is not None:
        return replace(state, stage=refused)
    pages = steps_of(state, form, rules)
    number = min(pages.index(form.step) + 1, len(pages) - 1)
    return replace(state, stage=_at(form, pages[number]))


def _go_back(state: State, form: Form, rules: Rules) -> Outcome:
    pages = steps_of(state, form, rules)
    number = pages.index(form.step)
    if number > 0:
        return replace(state, stage=_at(form, pages[number - 1])), ()
    if form.came_from is None:
        return erased(state, rules)
    return replace(state, stage=form.came_from, campaign=form.came_from.campaign, quiet_s=0.0), ()


def _sign(state: State, form: Form, rules: Rules) -> Outcome:
    pages = steps_of(state, form, rules)
    if form.step != pages[-1]:
        return state, ()
    pack = rules.pack_of(state.campaign)
    for step in pages:
        refused = _refused(form, step, pack)
        if refused is not None:
            return replace(state, stage=refused), ()
    number = state.asked_count + 1
    was_quick = rules.is_pace_watched and is_quick(form)
    visit = visit_after(state, form, rules, was_quick=was_quick)
    saving = replace(
        state,
        stage=Saving(number=number, visit=visit),
        asked_count=number,
        quick_count=_quick_count(state, form, was_quick=was_quick),
    )
    keep = Keep(
        number=number,
        campaign=pack.id,
        draft=form.draft,
        language=rules.shown_language(state.sight),
        was_quick=was_quick or _was_quick_before(form),
    )
    return saving, (keep,)


def _quick_count(state: State, form: Form, *, was_quick: bool) -> int:
    """Count the quick ones in a row; who signs another petition too is still the same person."""
    if form.again is not None:
        return state.quick_count
    return state.quick_count + 1 if was_quick else 0


def _was_quick_before(form: Form) -> bool:
    """Tell whether what is signed again was typed too quickly."""
    visit = form.came_from.visit if form.came_from and form.again else None
    return visit is not None and visit.was_quick


def _refused(form: Form, step: Step, pack: Pack) -> Form | None:
    """Say what is wrong on a page of the form; None if nothing is."""
    draft = form.draft
    wrong = wrong_fields(pack, draft, fields_of(pack, draft, step))
    is_missing = any(draft.chosen(consent_id) is None for consent_id in step.part.consents)
    if not wrong and not is_missing:
        return None
    return replace(
        form,
        step=step,
        wrong=wrong,
        is_missing_shown=is_missing,
        refused_count=form.refused_count + 1,
    )


def _at(form: Form, step: Step) -> Form:
    return replace(form, step=step, wrong=(), is_missing_shown=False)
