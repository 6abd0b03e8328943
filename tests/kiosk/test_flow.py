"""The journey, without Qt: what comes after what, and that nothing of a person stays."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from msgspec import structs

from desktop_app.campaign.pack import ConsentId, OnlyWith, Pack, Presence
from desktop_app.campaign.reading import read_pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.flow import Rules, beginning, happened, steps_of
from desktop_app.kiosk.steps import Part, StepKind, one_part
from desktop_app.signature.consent import Choice
from tests.kiosk.stalls import CAMPAIGN, asking, divided, kept

PACK = read_pack(CAMPAIGN)
CONSENTS = [ConsentId(consent.id) for consent in PACK.choices]
OFF = Presence.OFF


def rules_for(pack: Pack = PACK) -> Rules:
    return Rules(
        pack=pack,
        lay_out=divided(pack),
        is_pace_watched=False,  # nobody here takes any time
    )


def after(
    events: Iterable[st.Event], rules: Rules | None = None, state: st.State | None = None
) -> st.State:
    rules = rules or rules_for()
    state = state or beginning(rules)[0]
    for event in events:
        state, _ = happened(state, event, rules)
    return state


def typed(**fields: str) -> list[st.Event]:
    return [st.FieldTyped(name=name, text=text) for name, text in fields.items()]


def answered(choice: Choice) -> list[st.Event]:
    return [st.Answered(consent_id=consent_id, choice=choice) for consent_id in CONSENTS]


TO_EMAIL = [st.SigningBegun(), *typed(given_name="Marta"), st.NextPressed()]
TO_CHOICES = [*TO_EMAIL, *typed(email="marta@example.org"), st.NextPressed()]
TO_SIGN = [*TO_CHOICES, *answered(Choice.NO)]


def form(state: st.State) -> st.Form:
    assert isinstance(state.stage, st.Form)
    return state.stage


def test_journal_is_opened_at_the_beginning() -> None:
    state, commands = beginning(rules_for())

    assert isinstance(state.stage, st.Petition)
    assert commands == (st.OpenJournal(),)


def test_steps_follow_each_other() -> None:
    assert form(after([st.SigningBegun()])).step.kind is StepKind.NAME
    assert form(after(TO_EMAIL)).step.kind is StepKind.EMAIL
    assert form(after(TO_CHOICES)).step.kind is StepKind.CHOICES


def test_signing_asks_to_keep_the_draft_and_holds_none_itself() -> None:
    rules = rules_for()
    state, commands = happened(after(TO_SIGN), st.SignPressed(), rules)

    assert state.stage == st.Saving(number=1)
    (keep,) = commands
    assert isinstance(keep, st.Keep)
    assert keep.draft.given_name == "Marta"


def test_thanks_only_after_the_journal_has_kept_it() -> None:
    saving = after([*TO_SIGN, st.SignPressed()])

    waited = after([st.Ticked(seconds=1000), st.Touched()], state=saving)
    thanked = after([kept(number=1, kept_count=1)], state=waited)

    assert waited.stage == st.Saving(number=1)
    assert isinstance(thanked.stage, st.Thanks)
    assert thanked.kept_count == 1


def test_late_answer_about_an_earlier_signature_does_not_thank_for_this_one() -> None:
    first = after([*TO_SIGN, st.SignPressed(), st.BugMet(code="kiosk.bug"), st.TriedAgain()])
    second = after([*TO_SIGN, st.SignPressed()], state=first)

    late = after([kept(number=1, kept_count=1)], state=second)

    assert late.stage == st.Saving(number=2)
    assert late.kept_count == 1


def test_volunteer_is_called_and_the_draft_is_gone_when_keeping_failed() -> None:
    state = after([*TO_SIGN, st.SignPressed(), st.KeepFailed(number=1, code="journal.disk_full")])

    assert state.stage == st.VolunteerNeeded(code="journal.disk_full")


def test_volunteer_is_called_in_the_middle_of_a_form_when_the_journal_cannot_be_opened() -> None:
    state = after([*TO_CHOICES, st.JournalFailed(code="journal.in_use")])

    assert state.stage == st.VolunteerNeeded(code="journal.in_use")


def test_trying_again_opens_the_journal_again() -> None:
    failed = after([st.JournalFailed(code="journal.in_use")])

    state, commands = happened(failed, st.TriedAgain(), rules_for())

    assert isinstance(state.stage, st.Petition)
    assert st.OpenJournal() in commands


def test_name_is_asked_again_when_it_is_empty() -> None:
    stage = form(after([st.SigningBegun(), st.NextPressed()]))

    assert stage.step.kind is StepKind.NAME
    assert [wrong.code for wrong in stage.wrong] == ["name.empty"]


@pytest.mark.parametrize("address", ["marta", "marta@", "marta @example.org", ""])
def test_wrong_address_stays_as_it_was_typed(address: str) -> None:
    stage = form(after([*TO_EMAIL, *typed(email=address), st.NextPressed()]))

    assert stage.step.kind is StepKind.EMAIL
    assert stage.draft.email == address
    assert stage.wrong


def test_complaint_goes_when_the_field_is_typed_into() -> None:
    state = after([*TO_EMAIL, st.NextPressed()])

    assert not form(after(typed(email="m"), state=state)).wrong


def test_missing_choices_are_shown_and_none_is_made_for_the_signer() -> None:
    stage = form(after([*TO_CHOICES, st.SignPressed()]))

    assert stage.is_missing_shown
    assert not stage.draft.choices


def test_language_and_size_keep_what_was_typed() -> None:
    state = after([*TO_CHOICES, *answered(Choice.YES)])

    seen = after([st.LanguageChosen(language="ar"), st.TextSizeToggled()], state=state)

    assert form(seen).draft == form(state).draft
    assert seen.sight == st.Sight(language="ar", is_large=True)


def test_language_that_the_campaign_lacks_is_not_chosen() -> None:
    assert after([st.LanguageChosen(language="xx")]).sight.language == "en"


def test_size_leads_to_the_page_with_the_same_question() -> None:
    large = after([*TO_CHOICES, st.TextSizeToggled()])
    assert form(large).step.part == Part(has_country=True)

    asked = after([st.NextPressed(), st.TextSizeToggled()], state=large)
    assert form(asked).step.part == one_part(PACK)[0]


def test_phone_is_asked_only_after_yes_to_its_consent() -> None:
    no, yes = after(TO_SIGN), after([*TO_CHOICES, *answered(Choice.YES), st.NextPressed()])

    assert len(steps_of(no, form(no), rules_for())) == 3
    assert form(yes).step.kind is StepKind.PHONE


def test_phone_is_asked_before_the_last_words_at_large() -> None:
    state = after([*TO_CHOICES, *answered(Choice.YES), st.TextSizeToggled()])

    kinds = [step.kind for step in steps_of(state, form(state), rules_for())]

    assert kinds[-2:] == [StepKind.PHONE, StepKind.CHOICES]


def test_sign_on_another_page_than_the_last_does_nothing() -> None:
    state = after(TO_EMAIL)

    assert after([st.SignPressed()], state=state) == state


def test_back_keeps_what_was_typed_and_from_the_first_page_erases_it() -> None:
    back = after([*TO_EMAIL, *typed(email="m"), st.BackPressed()])
    assert form(back).draft.given_name == "Marta"
    assert form(back).draft.email == "m"

    assert isinstance(after([st.BackPressed()], state=back).stage, st.Petition)


def test_start_again_erases_and_wipes_the_clipboard() -> None:
    rules = rules_for()
    begun = beginning(rules)[0]

    state, commands = happened(after(TO_SIGN), st.StartedAgain(), rules)

    assert state == begun
    assert commands == (st.Forget(),)


def test_reading_from_the_form_leads_back_to_it() -> None:
    state = after(TO_CHOICES)

    read = after([st.ReadingAsked(page="privacy"), st.ReadingLeft()], state=state)

    assert read == state


def test_country_from_the_list_is_taken_over() -> None:
    state = after([*TO_CHOICES, st.CountryListAsked(), st.CountrySought(text="Geo")])
    assert isinstance(state.stage, st.CountryList)

    assert form(after([st.CountryChosen(code="GE")], state=state)).draft.country == "GE"


def test_form_without_a_touch_asks_and_then_erases() -> None:
    rules = rules_for()
    quiet = after([*TO_CHOICES, st.Ticked(seconds=44)])
    assert quiet.leaving_s is None

    asked = after([st.Ticked(seconds=1)], state=quiet)
    assert asked.leaving_s == 20

    state, commands = happened(asked, st.Ticked(seconds=20), rules)
    assert state == beginning(rules)[0]
    assert st.Forget() in commands


def test_more_time_can_be_had_any_number_of_times() -> None:
    state = after(TO_CHOICES)
    for _ in range(12):
        state = after(
            [st.Ticked(seconds=45), st.Ticked(seconds=19), st.MoreTimeAsked()], state=state
        )

    assert form(state).draft.given_name == "Marta"


def test_touch_keeps_the_form_but_does_not_answer_the_question() -> None:
    touched = after([*TO_CHOICES, st.Ticked(seconds=44), st.Touched(), st.Ticked(seconds=44)])
    assert touched.leaving_s is None

    asked = after([st.Ticked(seconds=1), st.Touched()], state=touched)
    assert asked.leaving_s == 20


def test_thanks_go_after_twenty_seconds_or_with_the_next_person() -> None:
    rules = rules_for()
    thanked = after(
        [
            *TO_SIGN,
            st.LanguageChosen(language="de"),
            st.SignPressed(),
            kept(number=1, kept_count=5),
        ]
    )
    fresh = structs.replace(beginning(rules)[0], kept_count=5, asked_count=1)

    assert after([st.Ticked(seconds=20)], state=thanked) == fresh
    assert after([st.NextPersonCame()], state=thanked) == fresh


def test_language_of_the_last_visitor_goes_after_a_rest() -> None:
    state = after([st.LanguageChosen(language="ru"), st.TextSizeToggled(), st.Ticked(seconds=90)])

    assert state.sight == st.Sight(language="en")


def test_campaign_that_asks_for_a_name_only_has_no_other_fields() -> None:
    pack = asking(PACK, family_name=OFF, email=OFF, country=OFF, phone=OFF)
    settings = replace(pack, settings=without_choices(pack))
    rules = rules_for(settings)

    state = after([st.SigningBegun(), *typed(given_name="Marta"), st.NextPressed()], rules)
    signed = after([st.SignPressed()], rules, state)

    assert form(state).step.part == Part(has_words_to_sign=True)
    assert signed.stage == st.Saving(number=1)


def test_phone_without_a_consent_is_asked_at_the_end() -> None:
    pack = asking(PACK, phone=Presence.OPTIONAL)
    rules = rules_for(pack)
    state = after(TO_SIGN, rules)

    assert steps_of(state, form(state), rules)[-1].kind is StepKind.PHONE


def test_phone_asked_with_a_consent_is_known_as_such() -> None:
    assert isinstance(PACK.settings.ask.phone, OnlyWith)


def test_nothing_typed_shows_in_the_repr_of_states_and_events() -> None:
    state = after([*TO_CHOICES, st.CountryListAsked(), st.CountrySought(text="Georgia")])

    told = repr(state) + repr(typed(given_name="Marta"))

    assert not any(word in told for word in ("Marta", "marta", "Georgia"))


def without_choices(pack: Pack):
    import msgspec

    return msgspec.structs.replace(pack.settings, consents=pack.consents_to_sign, deliveries=())
