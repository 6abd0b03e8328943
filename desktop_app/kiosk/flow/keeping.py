"""What the journal answers: it is kept, it is taken back, or the volunteer is called."""

from typing import assert_never

from msgspec.structs import replace

from desktop_app.campaign.pack import CampaignId
from desktop_app.kiosk.flow.another import offers
from desktop_app.kiosk.flow.rules import Outcome, Rules, call_volunteer
from desktop_app.kiosk.states import (
    BugMet,
    Forget,
    JournalEvent,
    JournalFailed,
    JournalOpened,
    KeepFailed,
    Kept,
    Saving,
    State,
    TakeBackFailed,
    TakenBack,
    TakingBack,
    Thanks,
)


def on_journal(state: State, event: JournalEvent, rules: Rules) -> Outcome:
    """Let the journal answer; thanks come from here alone."""
    match event:
        case JournalOpened(kept_count=count):
            return replace(state, kept_count=count), ()
        case Kept():
            return _thanked(_counted(state, event.campaign, event.kept_count, rules), event, rules)
        case TakenBack():
            counted = _counted(state, event.campaign, event.kept_count, rules)
            return _taken_back(counted, event, rules), ()
        case KeepFailed(number=number, code=code):
            is_awaited = isinstance(state.stage, Saving) and state.stage.number == number
            return call_volunteer(state, code) if is_awaited else (state, ())
        case JournalFailed(code=code) | TakeBackFailed(code=code) | BugMet(code=code):
            return call_volunteer(state, code)
        case _:
            assert_never(event)


def _counted(state: State, campaign: CampaignId, count: int, rules: Rules) -> State:
    return replace(state, kept_count=count) if campaign == rules.pack.id else state


def _thanked(state: State, kept: Kept, rules: Rules) -> Outcome:
    saving = state.stage
    if not isinstance(saving, Saving) or saving.number != kept.number:
        return state, ()
    offered = offers(state, saving.visit.signed, rules) if saving.visit else ()
    thanks = Thanks(
        campaign=kept.campaign,
        withdrawal_code=kept.withdrawal_code,
        record_id=kept.record_id,
        kept_count=kept.kept_count,
        left_s=rules.thanks_s,
        offers=offered,
        visit=saving.visit if offered else None,
    )
    return replace(state, stage=thanks, quiet_s=0.0), (Forget(),)


def _taken_back(state: State, taken: TakenBack, rules: Rules) -> State:
    """Say that it is taken back, if the thanks for it are still on the screen."""
    thanks = state.stage
    if not isinstance(thanks, Thanks) or thanks.record_id != taken.record_id:
        return state
    done = replace(
        thanks,
        taking_back=TakingBack.DONE,
        kept_count=taken.kept_count,
        left_s=rules.thanks_s,
    )
    return replace(state, stage=done)
