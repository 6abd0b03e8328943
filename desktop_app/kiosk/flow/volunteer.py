"""The volunteer: the PIN and the page behind it, laid over whatever is shown; and new keyboards.

Beneath, the journey goes on by itself: a quiet form counts down and is erased, thanks end.
"""

from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from desktop_app.kiosk.flow.rules import TOO_QUICK, Outcome, Rules, erased
from desktop_app.kiosk.pin_file import MAX_DIGITS, MIN_DIGITS
from desktop_app.kiosk.states import (
    BugMet,
    JournalEvent,
    JournalFailed,
    JourneyEvent,
    Saving,
    SightEvent,
    State,
    Ticked,
    Touched,
    VolunteerNeeded,
)
from desktop_app.kiosk.volunteer_states import (
    AllowKeyboards,
    AtPin,
    CheckPin,
    Cover,
    DigitErased,
    DigitTyped,
    KeyboardPlugged,
    KeyboardsKnown,
    KioskLeft,
    LeaveKiosk,
    LockdownSeen,
    LockEvent,
    LookAtPin,
    PinChecked,
    PinFailed,
    PinGiven,
    PinLooked,
    VolunteerCame,
    VolunteerEvent,
    VolunteerLeft,
    VolunteerMenu,
)

QUIET_AT_PIN_S = 60.0
QUIET_AT_MENU_S = 60.0

GoOn = Callable[[State, JourneyEvent, Rules], Outcome]
GOES_ON_BENEATH = SightEvent | JournalEvent | Ticked
"""What happens to the journey while it cannot be seen; nobody can press anything there."""


def is_covered(state: State) -> bool:
    """Tell whether something lies over the stage."""
    return state.cover is not None or state.has_new_keyboard


def on_lock(state: State, event: LockEvent) -> State:
    """Note what was seen of keyboards and locks."""
    match event:
        case KeyboardPlugged():
            return replace(state, has_new_keyboard=True, cover=None)
        case KeyboardsKnown():
            return replace(state, has_new_keyboard=False)
        case LockdownSeen(lockdown=lockdown):
            return replace(state, lockdown=lockdown)
        case _:
            assert_never(event)


def on_covered(state: State, event: JourneyEvent, rules: Rules, go_on: GoOn) -> Outcome:
    """Let something happen while the stage is covered."""
    if isinstance(event, Touched):
        return _touched(state), ()
    if not isinstance(event, GOES_ON_BENEATH):
        return state, ()
    has_failed = isinstance(event, BugMet | JournalFailed)
    cover = None if has_failed else state.cover
    beneath, commands = go_on(replace(state, cover=None, has_new_keyboard=False), event, rules)
    covered = replace(beneath, cover=cover, has_new_keyboard=state.has_new_keyboard)
    if isinstance(event, Ticked):
        covered = _ticked(covered, event.seconds)
    return covered, commands


def on_volunteer(state: State, event: VolunteerEvent, rules: Rules) -> Outcome:
    """Let the volunteer come, type, choose and go."""
    match event, state.cover:
        case VolunteerCame(), None:
            return _come(state, rules)
        case VolunteerLeft(), AtPin(is_checking=False) | VolunteerMenu():
            return replace(state, cover=None), ()
        case KioskLeft(), VolunteerMenu():
            return state, (LeaveKiosk(),)
        case _, AtPin() as at_pin:
            return _at_pin(state, at_pin, event, rules)
        case _:
            return state, ()


def _come(state: State, rules: Rules) -> Outcome:
    if not rules.has_pin or isinstance(state.stage, Saving):
        return state, ()
    return replace(state, cover=AtPin()), (LookAtPin(),)


def _at_pin(state: State, at_pin: AtPin, event: VolunteerEvent, rules: Rules) -> Outcome:
    match event:
        case PinLooked(wait_s=wait_s):
            return replace(state, cover=replace(at_pin, wait_s=wait_s, is_checking=False)), ()
        case PinChecked(is_right=True) if at_pin.is_checking:
            return _let_in(state, rules)
        case PinChecked(wait_s=wait_s) if at_pin.is_checking:
            return replace(state, cover=AtPin(wait_s=wait_s, is_wrong=True)), ()
        case PinFailed(code=code):
            return replace(state, cover=AtPin(wait_s=0.0, code=code)), ()
        case PinGiven() if _takes_digits(at_pin):
            return _given(state, at_pin)
        case DigitTyped() | DigitErased() if _takes_digits(at_pin):
            return replace(state, cover=_typed(at_pin, event)), ()
        case _:
            return state, ()


def _takes_digits(at_pin: AtPin) -> bool:
    return not at_pin.is_checking and at_pin.wait_s == 0.0


def _typed(at_pin: AtPin, event: DigitTyped | DigitErased) -> AtPin:
    typed = at_pin.typed[:-1]
    if isinstance(event, DigitTyped):
        typed = (at_pin.typed + event.digit)[:MAX_DIGITS]
    return replace(at_pin, typed=typed, is_wrong=False, code="", quiet_s=0.0)


def _given(state: State, at_pin: AtPin) -> Outcome:
    """Have the digits checked; too few cannot be the PIN, and are no try."""
    if len(at_pin.typed) < MIN_DIGITS:
        return replace(state, cover=AtPin(wait_s=0.0, is_wrong=bool(at_pin.typed))), ()
    checking = replace(at_pin, typed="", is_checking=True, is_wrong=False, code="")
    return replace(state, cover=checking), (CheckPin(digits=at_pin.typed),)


def _let_in(state: State, rules: Rules) -> Outcome:
    """The right PIN: a new keyboard is allowed, or else the volunteer's page opens.

    With the page, whatever a signer had typed is gone. With the keyboard it stays: the signer is
    there, and goes on.
    """
    if state.has_new_keyboard:
        return replace(state, cover=None, has_new_keyboard=False), (AllowKeyboards(),)
    if isinstance(state.stage, VolunteerNeeded) and state.stage.code != TOO_QUICK:
        return replace(state, cover=VolunteerMenu()), ()  # what failed has not gone away
    start, commands = erased(state, rules)
    return replace(start, cover=VolunteerMenu()), commands


def _touched(state: State) -> State:
    if state.cover is None:
        return state
    return replace(state, cover=replace(state.cover, quiet_s=0.0))


def _ticked(state: State, seconds: float) -> State:
    match state.cover:
        case None:
            return state
        case AtPin(is_checking=False, quiet_s=quiet_s) if quiet_s + seconds >= QUIET_AT_PIN_S:
            return replace(state, cover=None)
        case VolunteerMenu(quiet_s=quiet_s) if quiet_s + seconds >= QUIET_AT_MENU_S:
            return replace(state, cover=None)
        case cover:
            return replace(state, cover=_aged(cover, seconds))


def _aged(cover: Cover, seconds: float) -> Cover:
    quiet_s = cover.quiet_s + seconds
    if isinstance(cover, AtPin) and cover.wait_s:
        return replace(cover, quiet_s=quiet_s, wait_s=max(0.0, cover.wait_s - seconds))
    return replace(cover, quiet_s=quiet_s)
