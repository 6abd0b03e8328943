"""Little space left on the disk: who may begin, who may finish, and what volunteers are told."""

import pytest

from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.flow import beginning, happened
from desktop_app.kiosk.flow.storage import NEARLY_FULL
from desktop_app.kiosk.storage_states import (
    Concern,
    SecondCopy,
    SecondCopySeen,
    SpaceSeen,
    Storage,
)
from desktop_app.signature.consent import Choice
from tests.kiosk.happenings import CONSENTS, OTHERS, RULES
from tests.kiosk.stalls import kept

MB = 10**6
CALLED = st.VolunteerNeeded(code=NEARLY_FULL)
FORM: list[st.Event] = [
    st.SigningBegun(),
    st.FieldTyped(name="given_name", text="Marta"),
    st.NextPressed(),
    st.FieldTyped(name="email", text="marta@example.org"),
    st.NextPressed(),
    *(st.Answered(consent_id=one, choice=Choice.NO) for one in CONSENTS),
]


def after(*events: st.Event, state: st.State | None = None) -> st.State:
    state = state or beginning(RULES)[0]
    for event in events:
        state, _ = happened(state, event, RULES)
    return state


def space(megabytes: float | None) -> SpaceSeen:
    return SpaceSeen(free_bytes=None if megabytes is None else int(megabytes * MB))


@pytest.mark.parametrize(
    ("megabytes", "may_begin", "concerns"),
    [
        (None, True, ()),
        (500, True, ()),
        (499.999999, True, (Concern.SPACE,)),
        (200, True, (Concern.SPACE,)),
        (199.999999, False, (Concern.SPACE,)),
        (0, False, (Concern.SPACE,)),
    ],
)
def test_warned_below_500_and_stopped_below_200_megabytes(
    megabytes: float | None, concerns: tuple[Concern, ...], *, may_begin: bool
) -> None:
    storage = after(space(megabytes)).storage

    assert storage.may_begin is may_begin
    assert storage.concerns == concerns


@pytest.mark.parametrize("page", [None, "text", "privacy"])
def test_nobody_is_led_into_the_form_and_the_volunteer_is_called(page: str | None) -> None:
    read = [st.ReadingAsked(page=page)] if page else []

    state = after(space(150), *read, st.SigningBegun())

    assert state.stage == CALLED


def test_petition_can_be_read_while_nobody_can_sign() -> None:
    assert isinstance(after(space(1), st.ReadingAsked(page="text")).stage, st.Reading)


def test_who_is_in_the_form_may_finish_it() -> None:
    asked = after(*FORM, space(150), st.SignPressed())
    assert isinstance(asked.stage, st.Saving)

    thanked = after(kept(number=1), state=asked)
    assert isinstance(thanked.stage, st.Thanks)
    assert thanked.stage.offers == ()
    assert thanked.stage.visit is None


def test_other_petition_is_not_begun_where_space_ran_out_on_the_thanks() -> None:
    thanked = after(*FORM, st.SignPressed(), kept(number=1))
    assert isinstance(thanked.stage, st.Thanks)
    assert OTHERS[0].id in thanked.stage.offers

    state = after(space(150), st.AnotherChosen(campaign=OTHERS[0].id), state=thanked)

    assert state.stage == CALLED
    assert state.campaign is None


@pytest.mark.parametrize("seen", [space(200), space(None)])
def test_call_goes_away_by_itself_once_there_is_room(seen: SpaceSeen) -> None:
    arabic = st.LanguageChosen(language="ar")
    called = after(space(150), arabic, st.SigningBegun())
    assert after(space(199), state=called).stage == CALLED

    state = after(seen, state=called)

    assert state.stage == st.Petition()
    assert state.sight.language == "ar"


def test_room_does_not_answer_a_call_for_something_else() -> None:
    failed = after(st.JournalFailed(code="journal.damaged"), space(150))

    assert after(space(900), state=failed).stage == failed.stage


def test_try_again_leads_to_the_petition_and_not_past_it() -> None:
    state = after(space(150), st.SigningBegun(), st.TriedAgain())

    assert state.stage == st.Petition()
    assert after(st.SigningBegun(), state=state).stage == CALLED


def test_what_is_seen_is_noted_beneath_a_cover_and_outlasts_a_signer() -> None:
    away = SecondCopySeen(second_copy=SecondCopy(is_there=False, waiting_count=7))
    covered = after(vs.VolunteerCame(), space(150), away)
    assert isinstance(covered.cover, vs.AtPin)
    assert covered.storage == Storage(free_bytes=150 * MB, second_copy=away.second_copy)
    assert covered.storage.concerns == (Concern.SPACE, Concern.SECOND_COPY)

    later = after(vs.VolunteerLeft(), st.Ticked(seconds=1000), state=covered)
    assert later.storage == covered.storage


def test_second_copy_that_is_away_keeps_nobody_from_signing() -> None:
    away = SecondCopySeen(second_copy=SecondCopy(is_there=False, waiting_count=7))

    assert isinstance(after(away, st.SigningBegun()).stage, st.Form)
