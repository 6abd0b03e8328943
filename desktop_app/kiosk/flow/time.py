"""Time: the countdown over a quiet form, the end of the thanks, rest."""

from typing import assert_never

from msgspec.structs import replace

from desktop_app.kiosk.flow.rules import Outcome, Rules, erased, form_of, fresh, with_form
from desktop_app.kiosk.states import (
    Forget,
    MoreTimeAsked,
    Petition,
    Reading,
    State,
    Thanks,
    Ticked,
    TimeEvent,
    Touched,
)

QUIET_ON_PETITION_S = 90.0
QUIET_WHILE_READING_S = 180.0
"""Who reads a long page touches nothing for a while."""


def on_time(state: State, event: TimeEvent, rules: Rules) -> Outcome:
    """Let time go by, or a hand be there."""
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
                return erased(state, rules)
            return replace(state, stage=replace(stage, left_s=left_s - seconds)), ()
        case Petition() if state.quiet_s >= QUIET_ON_PETITION_S:
            return _rested(state, rules)
        case Reading(back_to=Petition()) if state.quiet_s >= QUIET_WHILE_READING_S:
            return _rested(state, rules)
        case stage if (form := form_of(stage)) is not None:
            spent = replace(form, spent_s=form.spent_s + seconds)
            return _on_quiet_form(with_form(state, spent), seconds, rules)
        case _:
            return state, ()


def _on_quiet_form(state: State, seconds: float, rules: Rules) -> Outcome:
    if state.leaving_s is None:
        if state.quiet_s < rules.quiet_s:
            return state, ()
        return replace(state, leaving_s=rules.countdown_s), ()
    if state.leaving_s <= seconds:
        return erased(state, rules)
    return replace(state, leaving_s=state.leaving_s - seconds), ()


def _rested(state: State, rules: Rules) -> Outcome:
    """Nobody is there: the default language and size come back, and nothing moves after that."""
    rested = fresh(state, rules)
    is_changed = replace(rested, quiet_s=state.quiet_s) != state
    return rested, (Forget(),) if is_changed else ()
