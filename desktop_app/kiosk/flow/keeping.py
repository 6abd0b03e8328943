"""What the journal answers: it is kept, or the volunteer is called."""

from typing import assert_never

from msgspec.structs import replace

from desktop_app.kiosk.flow.rules import Outcome
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
    Thanks,
    VolunteerNeeded,
)

THANKS_S = 20.0


def on_journal(state: State, event: JournalEvent) -> Outcome:
    """Let the journal answer; thanks come from here alone."""
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
                call_volunteer(state, code) if state.stage == Saving(number=number) else (state, ())
            )
        case JournalFailed(code=code) | BugMet(code=code):
            return call_volunteer(state, code)
        case _:
            assert_never(event)


def call_volunteer(state: State, code: str) -> Outcome:
    """Ask for the volunteer, with nothing of a person left."""
    if isinstance(state.stage, VolunteerNeeded):
        return state, ()
    failed = VolunteerNeeded(code=code)
    return replace(state, stage=failed, quiet_s=0.0, leaving_s=None), (Forget(),)
