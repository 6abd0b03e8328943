"""After the thanks: take it back, sign another petition too, or say what matters.

What was typed is kept for that one step, and only where another petition can be offered.
"""

import dataclasses
from typing import assert_never

from msgspec.structs import replace

from desktop_app.campaign.pack import CampaignId, CampaignKind, Pack
from desktop_app.kiosk.flow.rules import Outcome, Rules, call_volunteer, steps_of
from desktop_app.kiosk.flow.storage import NEARLY_FULL
from desktop_app.kiosk.states import (
    AnotherChosen,
    Form,
    State,
    TakeBack,
    TakeBackPressed,
    TakingBack,
    Thanks,
    ThanksEvent,
    Visit,
)
from desktop_app.kiosk.steps import Again, Step, StepKind
from desktop_app.signature.carrying import carried, known_fields, same_choices
from desktop_app.signature.draft import new_draft
from desktop_app.signature.strokes import NO_STROKES


def on_thanks(state: State, event: ThanksEvent, rules: Rules) -> Outcome:
    """Let something be chosen on the thank-you page."""
    thanks = state.stage
    if not isinstance(thanks, Thanks):
        return state, ()
    match event:
        case TakeBackPressed():
            if thanks.taking_back is not TakingBack.OFFERED:
                return state, ()
            asked = replace(thanks, taking_back=TakingBack.ASKED, offers=(), visit=None)
            command = TakeBack(campaign=thanks.campaign, record_id=thanks.record_id)
            return replace(state, stage=asked), (command,)
        case AnotherChosen(campaign=campaign):
            if campaign not in thanks.offers:
                return state, ()
            if not state.storage.may_begin:
                return call_volunteer(state, NEARLY_FULL)
            return _begun(state, thanks, rules.pack_of(campaign), rules), ()
        case _:
            assert_never(event)


def visit_after(state: State, form: Form, rules: Rules, *, was_quick: bool) -> Visit | None:
    """Keep what was typed for one more step; nothing where no other petition could be offered.

    Who writes down an idea keeps what they typed for the petition before, not the idea.
    """
    before = form.came_from.visit if form.came_from else None
    pack = rules.pack_of(state.campaign)
    signed = (*(before.signed if before else ()), pack.id)
    if before is not None:
        return replace(before, signed=signed) if offers(state, signed, rules) else None
    if not offers(state, signed, rules):
        return None
    draft = dataclasses.replace(form.draft, strokes=NO_STROKES)  # drawn beneath this text alone
    return Visit(campaign=pack.id, draft=draft, signed=signed, was_quick=was_quick)


def offers(state: State, signed: tuple[CampaignId, ...], rules: Rules) -> tuple[CampaignId, ...]:
    """List what else can be signed here, in the language that is shown; nothing without room."""
    if not state.storage.may_begin:
        return ()
    language = rules.shown_language(state.sight)
    return tuple(
        other.id
        for other in rules.others
        if other.id not in signed and language in other.settings.languages
    )


def in_another_language(form: Form, now: Pack, language: str, rules: Rules) -> Form:
    """Ask again what was answered under other words than those that are shown now."""
    visit = form.came_from.visit if form.came_from else None
    if form.again is None or visit is None:
        return form
    before = rules.pack_of(visit.campaign)
    consents = same_choices(before, now, language)
    begun = carried(visit.draft, before, now, language)
    own = {c: choice for c, choice in form.draft.choices.items() if c not in form.again.consents}
    draft = dataclasses.replace(form.draft, choices={**begun.choices, **own})
    return replace(form, draft=draft, again=replace(form.again, consents=consents))


def _begun(state: State, thanks: Thanks, pack: Pack, rules: Rules) -> State:
    visit = thanks.visit
    language = rules.shown_language(state.sight)
    draft, again = new_draft(pack), None
    if visit is not None and pack.settings.kind is CampaignKind.PETITION:
        before = rules.pack_of(visit.campaign)
        draft = carried(visit.draft, before, pack, language)
        again = Again(
            fields=known_fields(draft, before, pack),
            consents=same_choices(before, pack, language),
        )
    seen = replace(state, campaign=pack.id, quiet_s=0.0)
    form = Form(draft=draft, step=Step(kind=StepKind.NAME), again=again, came_from=thanks)
    first = steps_of(seen, form, rules)[0]
    return replace(seen, stage=replace(form, step=first))
