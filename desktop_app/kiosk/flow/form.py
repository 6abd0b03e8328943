"""The form: what is typed and chosen, onward and back, and SIGN."""

import dataclasses
from typing import assert_never

from msgspec.structs import replace

from desktop_app.kiosk.flow.rules import Outcome, Rules, erased, steps_of
from desktop_app.kiosk.states import (
    Answered,
    BackPressed,
    FieldTyped,
    Form,
    FormEvent,
    Keep,
    NextPressed,
    Saving,
    SignPressed,
    State,
)
from desktop_app.kiosk.steps import Step, fields_of
from desktop_app.signature.draft import wrong_fields


def on_form(state: State, event: FormEvent, rules: Rules) -> Outcome:
    """Let something happen on a page of the form."""
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
        return erased(state, rules)
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
