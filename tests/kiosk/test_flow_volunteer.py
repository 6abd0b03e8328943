"""The volunteer's part of the journey, without Qt: the PIN, the page behind it, new keyboards."""

from dataclasses import replace

import pytest
from msgspec import structs

from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.flow import Outcome, beginning, happened
from desktop_app.kiosk.lockdown import Found, Lockdown, Reason, lockdown_of
from tests.kiosk.test_flow import TO_CHOICES, TO_EMAIL, TO_SIGN, after, form, rules_for

RULES = replace(rules_for(), has_pin=True)
PIN = "740183"
DIGITS: list[st.Event] = [vs.DigitTyped(digit=digit) for digit in PIN]
TO_PIN: list[st.Event] = [vs.VolunteerCame(), vs.PinLooked(wait_s=0.0)]
GIVEN: list[st.Event] = [*DIGITS, vs.PinGiven()]
RIGHT = vs.PinChecked(is_right=True, wait_s=0.0)
TO_MENU: list[st.Event] = [*TO_PIN, *GIVEN, RIGHT]


def on(*events: st.Event, state: st.State | None = None) -> st.State:
    return after(events, RULES, state)


def then(event: st.Event, state: st.State) -> Outcome:
    return happened(state, event, RULES)


def at_pin(state: st.State) -> vs.AtPin:
    assert isinstance(state.cover, vs.AtPin)
    return state.cover


def seconds(total: float) -> list[st.Event]:
    return [st.Ticked(seconds=0.5)] * int(total * 2)


# ---- to the PIN and back --------------------------------------------------------------------------


def test_volunteer_comes_to_the_pin_from_everywhere_but_saving() -> None:
    for events in (
        [],
        [st.ReadingAsked(page="faq")],
        TO_CHOICES,
        [*TO_CHOICES, st.CountryListAsked()],
    ):
        state, commands = then(vs.VolunteerCame(), on(*events))
        assert at_pin(state).typed == ""
        assert commands == (vs.LookAtPin(),)
    saving = on(*TO_SIGN, st.SignPressed())
    assert isinstance(saving.stage, st.Saving)

    assert then(vs.VolunteerCame(), saving) == (saving, ())


def test_without_a_pin_nothing_opens() -> None:
    start = beginning(rules_for())[0]

    assert happened(start, vs.VolunteerCame(), rules_for()) == (start, ())


def test_what_was_typed_is_there_again_after_the_volunteer_went() -> None:
    typed = on(*TO_CHOICES)

    assert on(*TO_PIN, vs.VolunteerLeft(), state=typed) == typed


def test_nobody_at_the_pin_leads_back_after_a_minute() -> None:
    state = on(*TO_PIN, *seconds(59.5))
    assert isinstance(state.cover, vs.AtPin)

    assert on(*seconds(0.5), state=state).cover is None


def test_hand_at_the_pin_keeps_it_and_counts_nothing_for_the_form_beneath() -> None:
    state = on(*TO_EMAIL, *TO_PIN)
    for _ in range(4):
        state = on(*seconds(16), st.Touched(), state=state)
    assert at_pin(state).quiet_s == 0.0
    assert state.leaving_s is not None

    state = on(*seconds(2), state=state)

    assert isinstance(state.stage, st.Petition)
    assert isinstance(state.cover, vs.AtPin)


def test_form_beneath_is_erased_and_clipboard_wiped_when_its_time_is_over() -> None:
    state = on(*TO_EMAIL, *TO_PIN, *seconds(50), st.Touched(), *seconds(14.5))
    assert form(state).draft.given_name == "Marta"

    state, commands = then(st.Ticked(seconds=0.5), state)

    assert isinstance(state.stage, st.Petition)
    assert commands == (st.Forget(),)
    assert isinstance(state.cover, vs.AtPin)


def test_nothing_of_the_form_can_be_pressed_beneath() -> None:
    state = on(*TO_SIGN, *TO_PIN)
    for event in (
        st.NextPressed(),
        st.SignPressed(),
        st.StartedAgain(),
        st.FieldTyped(name="given_name", text="X"),
        st.ReadingAsked(page="faq"),
    ):
        assert then(event, state) == (state, ())


def test_language_and_large_text_may_be_chosen_at_the_pin() -> None:
    state = on(*TO_PIN, st.LanguageChosen(language="ar"), st.TextSizeToggled())

    assert state.sight == st.Sight(language="ar", is_large=True)
    assert isinstance(state.cover, vs.AtPin)


def test_late_answer_of_the_journal_is_not_lost_beneath() -> None:
    state = on(*TO_PIN, st.JournalOpened(kept_count=12))

    assert state.kept_count == 12
    assert isinstance(state.cover, vs.AtPin)


@pytest.mark.parametrize("event", [st.BugMet(code="kiosk.bug"), st.JournalFailed(code="x.y")])
def test_failure_beneath_is_shown(event: st.Event) -> None:
    state = on(*TO_EMAIL, *TO_PIN, *DIGITS, event)

    assert isinstance(state.stage, st.VolunteerNeeded)
    assert state.cover is None


# ---- the PIN --------------------------------------------------------------------------------------


def test_pin_is_typed_erased_and_given() -> None:
    state = on(*TO_PIN, vs.DigitTyped(digit="9"), vs.DigitErased(), *DIGITS)

    state, commands = then(vs.PinGiven(), state)

    (command,) = commands
    assert isinstance(command, vs.CheckPin)
    assert command.digits == PIN
    assert at_pin(state).is_checking
    assert at_pin(state).typed == ""


def test_digits_are_in_no_repr() -> None:
    state = on(*TO_PIN, *DIGITS)
    _, commands = then(vs.PinGiven(), state)

    for value in (state, *commands, *DIGITS):
        assert "7" not in repr(value)
        assert PIN not in str(value)


def test_digits_beyond_the_longest_pin_are_dropped() -> None:
    assert len(at_pin(on(*TO_PIN, *DIGITS, *DIGITS, *DIGITS)).typed) == 12


def test_too_few_digits_are_wrong_but_no_try() -> None:
    state, commands = then(vs.PinGiven(), on(*TO_PIN, *DIGITS[:5]))

    assert commands == ()
    assert at_pin(state) == vs.AtPin(wait_s=0.0, is_wrong=True)
    assert then(vs.PinGiven(), on(*TO_PIN))[0].cover == vs.AtPin(wait_s=0.0)


def test_nothing_is_taken_before_the_guard_has_said_how_long_to_wait() -> None:
    state = on(vs.VolunteerCame(), *GIVEN)

    assert at_pin(state) == vs.AtPin()


def test_wrong_pin_is_told_and_typing_goes_on() -> None:
    state = on(*TO_PIN, *GIVEN, vs.PinChecked(is_right=False, wait_s=0.0))
    assert at_pin(state) == vs.AtPin(wait_s=0.0, is_wrong=True)

    assert at_pin(on(DIGITS[0], state=state)) == vs.AtPin(wait_s=0.0, typed="7")


def test_digits_are_taken_again_when_the_wait_is_over() -> None:
    state = on(*TO_PIN, *GIVEN, vs.PinChecked(is_right=False, wait_s=30.0))
    waiting = on(*seconds(29.5), *GIVEN, state=state)
    assert at_pin(waiting).wait_s == 0.5
    assert at_pin(waiting).typed == ""

    state = on(*seconds(0.5), *DIGITS, state=waiting)

    assert at_pin(state).typed == PIN


def test_guard_that_finds_it_too_early_lets_wait_and_calls_nothing_wrong() -> None:
    state = on(*TO_PIN, *GIVEN, vs.PinLooked(wait_s=0.2))

    assert at_pin(state) == vs.AtPin(wait_s=0.2)


def test_problem_keeps_the_way_shut_and_is_named() -> None:
    state = on(*TO_PIN, *GIVEN, vs.PinFailed(code="pin.damaged"))
    assert at_pin(state) == vs.AtPin(wait_s=0.0, code="pin.damaged")

    assert at_pin(on(DIGITS[0], state=state)).code == ""


def test_leaving_while_a_pin_is_checked_is_not_possible() -> None:
    state = on(*TO_PIN, *GIVEN)

    assert at_pin(on(vs.VolunteerLeft(), *seconds(90), state=state)).is_checking


def test_answer_that_nobody_waits_for_opens_nothing() -> None:
    for state in (on(), on(RIGHT), on(*TO_PIN), on(*TO_PIN, *DIGITS)):
        assert not isinstance(on(RIGHT, state=state).cover, vs.VolunteerMenu)
    dropped = on(*TO_PIN, *GIVEN, st.BugMet(code="kiosk.bug"), vs.VolunteerCame(), RIGHT)
    assert at_pin(dropped) == vs.AtPin()


# ---- behind the PIN -------------------------------------------------------------------------------


def test_right_pin_erases_what_a_signer_had_typed() -> None:
    state = on(*TO_EMAIL, *TO_PIN, *GIVEN)

    state, commands = then(RIGHT, state)

    assert state.cover == vs.VolunteerMenu()
    assert isinstance(state.stage, st.Petition)
    assert "Marta" not in repr(state)
    assert commands == (st.Forget(),)


def test_what_failed_is_still_there_behind_the_volunteers_page() -> None:
    state = on(st.JournalFailed(code="journal.damaged"), *TO_MENU, vs.VolunteerLeft())

    assert state.stage == st.VolunteerNeeded(code="journal.damaged")


def test_volunteer_leaves_the_kiosk_or_goes_back() -> None:
    state = on(*TO_MENU)

    assert then(vs.KioskLeft(), state) == (state, (vs.LeaveKiosk(),))
    assert on(vs.VolunteerLeft(), state=state).cover is None


def test_kiosk_is_left_from_the_volunteers_page_alone() -> None:
    for events in ([], TO_EMAIL, TO_PIN, [*TO_PIN, *GIVEN]):
        state = on(*events)
        assert then(vs.KioskLeft(), state) == (state, ())


def test_volunteers_page_locks_itself_after_a_quiet_minute() -> None:
    state = on(*TO_MENU, *seconds(59), st.Touched(), *seconds(59.5))
    assert isinstance(state.cover, vs.VolunteerMenu)

    assert on(*seconds(0.5), state=state).cover is None


# ---- new keyboards --------------------------------------------------------------------------------


def test_what_was_typed_is_there_again_when_the_keyboard_is_unplugged() -> None:
    typed = on(*TO_CHOICES)
    paused = on(vs.KeyboardPlugged(), state=typed)
    assert paused.has_new_keyboard
    assert then(st.SignPressed(), paused) == (paused, ())

    assert on(vs.KeyboardsKnown(), state=paused) == typed


def test_form_counts_down_while_a_keyboard_is_plugged_in() -> None:
    state = on(*TO_EMAIL, vs.KeyboardPlugged(), *seconds(30), st.Touched(), *seconds(34.5))
    assert form(state).draft.given_name == "Marta"

    state = on(*seconds(0.5), state=state)

    assert isinstance(state.stage, st.Petition)
    assert state.has_new_keyboard


def test_pause_stays_over_a_rested_petition() -> None:
    assert on(vs.KeyboardPlugged(), *seconds(200)).has_new_keyboard


def test_volunteer_allows_the_keyboard_and_the_signer_goes_on() -> None:
    typed = on(*TO_CHOICES)
    checked = on(vs.KeyboardPlugged(), *TO_PIN, *GIVEN, state=typed)

    assert then(RIGHT, checked) == (typed, (vs.AllowKeyboards(),))


def test_pause_is_there_again_when_the_volunteer_goes_without_the_pin() -> None:
    state = on(vs.KeyboardPlugged(), *TO_PIN, vs.VolunteerLeft())

    assert state.cover is None
    assert state.has_new_keyboard


def test_keyboard_that_is_plugged_in_at_the_pin_or_behind_it_pauses_too() -> None:
    for events in (TO_PIN, [*TO_PIN, *GIVEN], TO_MENU):
        state = on(*events, vs.KeyboardPlugged())
        assert state.cover is None
        assert state.has_new_keyboard
        assert on(RIGHT, state=state) == state


# ---- locked or supervised -------------------------------------------------------------------------


def test_only_proofs_of_everything_make_it_locked() -> None:
    proved = Found(keeps_people=True, fills_screen=True, stays_awake=True, has_pin=True)
    assert lockdown_of(proved) == Lockdown(reasons=())
    assert lockdown_of(proved).is_locked
    for name, reason in [
        ("keeps_people", Reason.SYSTEM),
        ("fills_screen", Reason.WINDOW),
        ("stays_awake", Reason.SLEEP),
        ("has_pin", Reason.PIN),
    ]:
        found = lockdown_of(structs.replace(proved, **{name: False}))
        assert found.reasons == (reason,)
        assert not found.is_locked


def test_what_was_seen_of_the_lock_stays_from_signer_to_signer() -> None:
    seen = Lockdown(reasons=(Reason.PIN,))
    state = on(vs.LockdownSeen(lockdown=seen), *TO_EMAIL, st.StartedAgain(), *seconds(120))

    assert state.lockdown == seen
