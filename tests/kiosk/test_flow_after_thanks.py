"""After the thanks: taking back, another petition, an idea; and who signs too quickly."""

from collections.abc import Iterable

import pytest

from desktop_app.campaign.pack import CampaignId, ConsentId
from desktop_app.campaign.reading import read_pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.flow import Rules, beginning, happened, steps_of
from desktop_app.kiosk.flow.pace import least_s
from desktop_app.kiosk.steps import StepKind
from desktop_app.signature.consent import Choice
from tests.kiosk.stalls import CAMPAIGN, another_petition, divided, kept, page_for_ideas

PACK = read_pack(CAMPAIGN)
ANOTHER = another_petition(PACK)
IDEAS = page_for_ideas(PACK)
RULES = Rules(
    pack=PACK,
    others=(ANOTHER, IDEAS),
    lay_out=divided(PACK, ANOTHER, IDEAS),
    is_pace_watched=False,
)
CONSENTS = [ConsentId(consent.id) for consent in PACK.choices]
LAST = CONSENTS[-1]
SIGNED: list[st.Event] = [
    st.SigningBegun(),
    st.FieldTyped(name="given_name", text="Marta"),
    st.NextPressed(),
    st.FieldTyped(name="email", text="marta@example.org"),
    st.NextPressed(),
    *(st.Answered(consent_id=consent, choice=Choice.NO) for consent in CONSENTS),
]


def after(
    events: Iterable[st.Event], state: st.State | None = None, rules: Rules = RULES
) -> tuple[st.State, list[st.Command]]:
    done: list[st.Command] = []
    state = state or beginning(rules)[0]
    for event in events:
        state, commands = happened(state, event, rules)
        done += commands
    return state, done


def thanked(rules: Rules = RULES, state: st.State | None = None) -> st.State:
    number = state.asked_count + 1 if state else 1
    return after([*SIGNED, st.SignPressed(), kept(number=number)], state, rules)[0]


def choose(campaign: CampaignId) -> st.State:
    return after([st.AnotherChosen(campaign=campaign)], thanked())[0]


def thanks_of(state: st.State) -> st.Thanks:
    assert isinstance(state.stage, st.Thanks)
    return state.stage


def form_of(state: st.State) -> st.Form:
    assert isinstance(state.stage, st.Form)
    return state.stage


# ---- taking back ----------------------------------------------------------------------------------


def test_taking_back_asks_the_journal_and_says_so_only_when_it_is_written() -> None:
    state = thanked()
    record_id = thanks_of(state).record_id

    asked, commands = after([st.TakeBackPressed()], state)
    assert commands == [st.TakeBack(campaign=PACK.id, record_id=record_id)]
    assert thanks_of(asked).taking_back is st.TakingBack.ASKED

    done, _ = after([st.TakenBack(campaign=PACK.id, record_id=record_id, kept_count=0)], asked)
    assert thanks_of(done).taking_back is st.TakingBack.DONE
    assert done.kept_count == 0


def test_taking_back_twice_is_asked_once() -> None:
    _, commands = after([st.TakeBackPressed(), st.TakeBackPressed()], thanked())

    assert len(commands) == 1


def test_nothing_more_is_offered_to_somebody_who_takes_back() -> None:
    asked, _ = after([st.TakeBackPressed()], thanked())

    assert thanks_of(asked).offers == ()
    assert thanks_of(asked).visit is None


def test_a_late_answer_about_taking_back_counts_but_does_not_disturb_the_next_person() -> None:
    state = thanked()
    record_id = thanks_of(state).record_id
    gone, _ = after([st.TakeBackPressed(), st.NextPersonCame(), st.SigningBegun()], state)

    late, _ = after([st.TakenBack(campaign=PACK.id, record_id=record_id, kept_count=4)], gone)

    assert late.stage == gone.stage
    assert late.kept_count == 4


def test_a_disk_that_fails_to_take_back_calls_the_volunteer() -> None:
    state, _ = after([st.TakeBackPressed(), st.TakeBackFailed(code="journal.disk_full")], thanked())

    assert state.stage == st.VolunteerNeeded(code="journal.disk_full")


# ---- another petition -----------------------------------------------------------------------------


def test_another_petition_asks_only_what_differs() -> None:
    state = choose(ANOTHER.id)

    form = form_of(state)
    (step,) = steps_of(state, form, RULES)
    assert step.part.shows_petition
    assert step.part.consents == (LAST,)
    assert not step.part.has_country
    assert form.draft.given_name == "Marta"


def test_another_petition_is_signed_in_its_own_name() -> None:
    answered = st.Answered(consent_id=LAST, choice=Choice.YES)
    state, commands = after(
        [
            answered,
            st.FieldTyped(name="phone", text="+491701234567"),
            st.NextPressed(),
            st.SignPressed(),
        ],
        choose(ANOTHER.id),
    )

    (keep,) = [command for command in commands if isinstance(command, st.Keep)]
    assert keep.campaign == ANOTHER.id
    assert keep.draft.chosen(CONSENTS[0]) is Choice.NO
    assert keep.draft.chosen(LAST) is Choice.YES
    assert isinstance(state.stage, st.Saving)


def test_what_was_signed_is_not_offered_again_and_the_rest_is() -> None:
    state, _ = after(
        [
            st.Answered(consent_id=LAST, choice=Choice.NO),
            st.SignPressed(),
            kept(number=2, campaign=ANOTHER.id),
        ],
        choose(ANOTHER.id),
    )

    assert thanks_of(state).campaign == ANOTHER.id
    assert thanks_of(state).offers == (IDEAS.id,)


def test_signing_another_does_not_move_the_count_of_the_first() -> None:
    state, _ = after(
        [
            st.Answered(consent_id=LAST, choice=Choice.NO),
            st.SignPressed(),
            kept(number=2, campaign=ANOTHER.id, kept_count=90),
        ],
        choose(ANOTHER.id),
    )

    assert state.kept_count == 1
    assert thanks_of(state).kept_count == 90


def test_back_from_another_petition_leads_to_the_thanks() -> None:
    before = thanked()
    state, commands = after([st.AnotherChosen(campaign=ANOTHER.id), st.BackPressed()], before)

    assert state.stage == before.stage
    assert state.campaign == PACK.id
    assert commands == []


def test_a_choice_under_words_that_differ_in_the_new_language_is_asked_again() -> None:
    state, _ = after([st.LanguageChosen(language="de")], choose(ANOTHER.id))

    assert form_of(state).again is not None
    (step,) = steps_of(state, form_of(state), RULES)
    assert step.part.consents == (LAST,)


def test_start_again_and_idling_in_another_petition_erase_all() -> None:
    for leaving in ([st.StartedAgain()], [st.Ticked(seconds=45), st.Ticked(seconds=20)]):
        state, commands = after(leaving, choose(ANOTHER.id))

        assert state.stage == st.Petition()
        assert state.campaign is None
        assert commands[-1] == st.Forget()


def test_a_campaign_that_is_not_offered_cannot_be_chosen() -> None:
    state = thanked()

    assert after([st.AnotherChosen(campaign=CampaignId("unknown"))], state)[0] == state
    assert after([st.AnotherChosen(campaign=PACK.id)], state)[0] == state


def test_nothing_is_kept_where_nothing_can_be_offered() -> None:
    rules = Rules(pack=PACK, lay_out=divided(PACK), is_pace_watched=False)

    saving, _ = after([*SIGNED, st.SignPressed()], rules=rules)

    assert saving.stage == st.Saving(number=1, visit=None)
    assert thanks_of(thanked(rules)).visit is None


# ---- an idea --------------------------------------------------------------------------------------


def test_an_idea_begins_with_nothing_that_was_typed_before() -> None:
    state = choose(IDEAS.id)

    form = form_of(state)
    assert form.step.kind is StepKind.IDEA
    assert form.draft.email == form.draft.given_name == form.draft.idea == ""


def test_an_idea_needs_words_and_no_address() -> None:
    empty, _ = after([st.NextPressed()], choose(IDEAS.id))
    assert [wrong.code for wrong in form_of(empty).wrong] == ["idea.empty"]

    state, commands = after(
        [
            st.FieldTyped(name="idea", text="Night buses"),
            st.NextPressed(),
            st.NextPressed(),
            *(
                st.Answered(consent_id=ConsentId(consent.id), choice=Choice.NO)
                for consent in IDEAS.choices
            ),
            st.SignPressed(),
        ],
        empty,
    )
    (keep,) = [command for command in commands if isinstance(command, st.Keep)]
    assert (keep.campaign, keep.draft.idea, keep.draft.email) == (IDEAS.id, "Night buses", "")
    assert isinstance(state.stage, st.Saving)


# ---- pace -----------------------------------------------------------------------------------------

WATCHED = Rules(pack=PACK, others=(ANOTHER,), lay_out=divided(PACK, ANOTHER))


def signs_in(seconds: float, state: st.State | None = None) -> tuple[st.State, st.Keep]:
    state, commands = after([*SIGNED, st.Ticked(seconds=seconds), st.SignPressed()], state, WATCHED)
    (keep,) = [command for command in commands if isinstance(command, st.Keep)]
    thanks, _ = after([kept(number=keep.number)], state, WATCHED)
    return thanks, keep


def test_what_hands_can_type_is_not_remarked() -> None:
    _, keep = signs_in(30)

    assert not keep.was_quick


def test_what_no_hands_can_type_is_remarked_and_thanked_for_all_the_same() -> None:
    state, keep = signs_in(2)

    assert keep.was_quick
    assert isinstance(state.stage, st.Thanks)


def test_the_standard_persona_is_quick_below_about_fourteen_seconds() -> None:
    """The fast persona of the keystroke-level model: 31 keys, 4 touches in the form."""
    state, _ = after(
        [
            st.SigningBegun(),
            st.FieldTyped(name="given_name", text="Marina"),
            st.FieldTyped(name="family_name", text="Petrenko"),
            st.NextPressed(),
            st.FieldTyped(name="email", text="marina.petrenko@gmail.com"),
            *(st.Answered(consent_id=consent, choice=Choice.NO) for consent in CONSENTS),
        ]
    )

    assert least_s(form_of(state)) == pytest.approx(12.8, abs=0.5)


def test_after_three_quick_ones_in_a_row_a_volunteer_is_called_when_the_thanks_are_over() -> None:
    state: st.State | None = None
    for _ in range(2):
        thanks, _ = signs_in(1, state)
        state, _ = after([st.NextPersonCame()], thanks, WATCHED)
        assert state.stage == st.Petition()
    thanks, _ = signs_in(1, state)

    assert isinstance(thanks.stage, st.Thanks)
    for leaving in (st.NextPersonCame(), st.Ticked(seconds=20)):
        called, _ = after([leaving], thanks, WATCHED)
        assert called.stage == st.VolunteerNeeded(code="kiosk.pace")
        assert called.quick_count == 0


def test_one_that_took_its_time_begins_the_count_anew() -> None:
    state: st.State | None = None
    for seconds in (1, 1, 40, 1, 1):
        thanks, _ = signs_in(seconds, state)
        state, _ = after([st.NextPersonCame()], thanks, WATCHED)

    assert state is not None
    assert state.stage == st.Petition()


def test_hands_are_quicker_on_a_hardware_keyboard() -> None:
    touched, _ = after(SIGNED, rules=WATCHED)
    typed, _ = after([*SIGNED, st.HardwareKeyPressed()], rules=WATCHED)

    assert least_s(form_of(typed)) < least_s(form_of(touched))


def test_another_petition_in_one_step_is_as_quick_as_the_first() -> None:
    for seconds, was_quick in ((40, False), (1, True)):
        thanks, _ = signs_in(seconds)
        events: list[st.Event] = [
            st.AnotherChosen(campaign=ANOTHER.id),
            st.Answered(consent_id=LAST, choice=Choice.NO),
            st.SignPressed(),
        ]
        state, commands = after(events, thanks, WATCHED)
        (keep,) = [command for command in commands if isinstance(command, st.Keep)]

        assert keep.was_quick is was_quick
        assert state.quick_count == int(was_quick)


# ---- languages that the interface lacks -----------------------------------------------------------


def test_what_the_interface_does_not_speak_is_signed_in_the_default_language() -> None:
    rules = Rules(
        pack=PACK,
        lay_out=divided(PACK),
        spoken=frozenset({"en", "de"}),
        is_pace_watched=False,
    )
    _, commands = after([st.LanguageChosen(language="ar"), *SIGNED, st.SignPressed()], rules=rules)

    (keep,) = [command for command in commands if isinstance(command, st.Keep)]
    assert keep.language == "en"


def test_pauses_are_those_of_the_campaign() -> None:
    from dataclasses import replace

    from msgspec import structs

    from desktop_app.campaign.pack import Pauses

    pauses = Pauses(quiet_s=450, countdown_s=200, thanks_s=60)
    pack = replace(PACK, settings=structs.replace(PACK.settings, kiosk=pauses))
    rules = Rules(pack=pack, lay_out=divided(pack), is_pace_watched=False)

    quiet, _ = after([st.SigningBegun(), st.Ticked(seconds=449)], rules=rules)
    assert quiet.leaving_s is None
    asked, _ = after([st.Ticked(seconds=1)], quiet, rules)
    assert asked.leaving_s == 200
    assert thanks_of(thanked(rules)).left_s == 60
