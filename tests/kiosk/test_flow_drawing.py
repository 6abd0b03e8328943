"""The pad's place in the journey: last, with the words or before them; required or optional."""

from collections.abc import Iterable
from itertools import product

import pytest
from msgspec.structs import replace

from desktop_app.campaign.pack import ConsentId, Presence
from desktop_app.campaign.reading import read_pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.flow import Rules, beginning, happened, steps_of
from desktop_app.kiosk.steps import Part, Step, StepKind, a_part_each, one_part
from desktop_app.signature.consent import Choice
from desktop_app.signature.fields import Wrong
from desktop_app.signature.strokes import NO_STROKES, Strokes
from tests.kiosk.stalls import CAMPAIGN, asking

PACK = read_pack(CAMPAIGN)
CONSENTS = [ConsentId(consent.id) for consent in PACK.choices]
WORDS = Part(has_words_to_sign=True)
STROKES = Strokes(lines=(((10, 700), (900, 20), (1800, 1100)),))
TOO_MUCH = Strokes(lines=(((1, 1),), ((4000, 1500),)) * 1000)
EMPTY = Wrong(field="drawn_signature", code="drawn_signature.empty")
TOO_LONG = Wrong(field="drawn_signature", code="drawn_signature.too_long")


def rules_for(
    presence: Presence = Presence.REQUIRED, *, has_room: bool = True, is_divided: bool = False
) -> Rules:
    pack = asking(PACK, drawn_signature=presence)
    parts = a_part_each(pack) if is_divided else one_part(pack)
    parts = (*parts[:-1], replace(parts[-1], has_room_elsewhere=has_room))
    return Rules(pack=pack, lay_out=lambda _: parts, is_pace_watched=False)


def walk(rules: Rules, *, phone: bool = False) -> st.State:
    """Fill the form in, up to the page with the pad."""
    state, _ = beginning(rules)
    last = Choice.YES if phone else Choice.NO
    events: list[st.Event] = [
        st.SigningBegun(),
        st.FieldTyped(name="given_name", text="Marta"),
        st.FieldTyped(name="email", text="marta@example.org"),
        st.FieldTyped(name="phone", text="+491701234567"),
        *(st.Answered(consent_id=consent, choice=Choice.NO) for consent in CONSENTS[:-1]),
        st.Answered(consent_id=CONSENTS[-1], choice=last),
    ]
    state = after(state, events, rules)
    for _ in range(12):
        assert isinstance(state.stage, st.Form)
        if state.stage.step.kind is StepKind.DRAWING:
            return state
        state = after(state, [st.NextPressed()], rules)
    raise AssertionError("no pad")


def after(state: st.State, events: Iterable[st.Event], rules: Rules) -> st.State:
    for event in events:
        state, _ = happened(state, event, rules)
    return state


def form(state: st.State) -> st.Form:
    assert isinstance(state.stage, st.Form)
    return state.stage


def kinds(state: st.State, rules: Rules) -> list[StepKind]:
    return [step.kind for step in steps_of(state, form(state), rules)]


# ---- where it comes ----


@pytest.mark.parametrize("is_divided", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_pad_is_last_and_has_the_words_if_there_is_room(*, is_divided: bool, phone: bool) -> None:
    rules = rules_for(is_divided=is_divided)
    state = walk(rules, phone=phone)
    pages = steps_of(state, form(state), rules)

    assert pages[-1] == Step(kind=StepKind.DRAWING, part=WORDS)
    assert [page for page in pages if page.part.has_words_to_sign] == [pages[-1]]
    assert (StepKind.PHONE in kinds(state, rules)) == phone


@pytest.mark.parametrize("is_divided", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_words_have_a_page_after_the_pad_if_there_is_no_room(
    *, is_divided: bool, phone: bool
) -> None:
    rules = rules_for(has_room=False, is_divided=is_divided)
    state = walk(rules, phone=phone)
    pages = steps_of(state, form(state), rules)

    assert pages[-2:] == (Step(kind=StepKind.DRAWING), Step(kind=StepKind.CHOICES, part=WORDS))
    assert [page for page in pages if page.part.has_words_to_sign] == [pages[-1]]
    state = after(state, [st.Drawn(strokes=STROKES), st.NextPressed()], rules)
    assert form(state).step == pages[-1]


def test_no_pad_without_being_asked() -> None:
    rules = rules_for(Presence.OFF)
    state, _ = happened(beginning(rules)[0], st.SigningBegun(), rules)
    assert StepKind.DRAWING not in kinds(state, rules)


def test_a_campaign_with_nothing_but_names_has_the_pad_too() -> None:
    rules = Rules(
        pack=asking(PACK, drawn_signature=Presence.REQUIRED, country=Presence.OFF),
        lay_out=lambda _: (),
    )
    state, _ = happened(beginning(rules)[0], st.SigningBegun(), rules)
    assert kinds(state, rules)[-1] is StepKind.DRAWING


def test_turning_large_on_and_off_comes_back_to_the_pad_with_what_was_drawn() -> None:
    small, large = (rules_for(has_room=True), rules_for(has_room=False, is_divided=True))
    rules = Rules(
        pack=small.pack,
        lay_out=lambda sheet: (large if sheet.is_large else small).lay_out(sheet),
    )
    state = after(walk(rules), [st.Drawn(strokes=STROKES), st.TextSizeToggled()], rules)
    assert form(state).step == Step(kind=StepKind.DRAWING)
    state = after(state, [st.TextSizeToggled(), st.LanguageChosen(language="ar")], rules)
    assert form(state).step == Step(kind=StepKind.DRAWING, part=WORDS)
    assert form(state).draft.strokes == STROKES


def test_who_was_on_the_words_at_large_is_on_the_pad_at_normal() -> None:
    small, large = (rules_for(has_room=True), rules_for(has_room=False, is_divided=True))
    rules = Rules(
        pack=small.pack,
        lay_out=lambda sheet: (large if sheet.is_large else small).lay_out(sheet),
    )
    turned = after(walk(rules), [st.TextSizeToggled(), st.Drawn(strokes=STROKES)], rules)
    state = after(turned, [st.NextPressed()], rules)
    assert form(state).step.part.is_words_alone
    state = after(state, [st.TextSizeToggled()], rules)
    assert form(state).step == Step(kind=StepKind.DRAWING, part=WORDS)


# ---- required, optional, too long ----


@pytest.mark.parametrize(
    ("presence", "has_room", "draws", "phone"),
    list(product([Presence.REQUIRED, Presence.OPTIONAL], *[[True, False]] * 3)),
)
def test_every_combination_signs_and_only_a_required_drawing_is_asked_for(
    presence: Presence, *, has_room: bool, draws: bool, phone: bool
) -> None:
    rules = rules_for(presence, has_room=has_room)
    state = walk(rules, phone=phone)
    if draws:
        state = after(state, [st.Drawn(strokes=STROKES)], rules)
    elif presence is Presence.REQUIRED:
        state = after(state, [st.NextPressed(), st.SignPressed()], rules)
        assert form(state).wrong == (EMPTY,)
        assert form(state).draft.given_name == "Marta"
        state = after(state, [st.Drawn(strokes=STROKES)], rules)
        assert form(state).wrong == ()
    if not has_room:
        state = after(state, [st.NextPressed()], rules)

    state, commands = happened(state, st.SignPressed(), rules)

    (keep,) = commands
    assert isinstance(keep, st.Keep)
    is_drawn = draws or presence is Presence.REQUIRED
    assert keep.draft.strokes == (STROKES if is_drawn else NO_STROKES)
    assert isinstance(state.stage, st.Saving)


def test_a_drawing_taken_back_is_missing_again_but_said_only_when_asked_for() -> None:
    rules = rules_for()
    drawn = [st.Drawn(strokes=STROKES), st.Drawn(strokes=NO_STROKES)]
    state = after(walk(rules), drawn, rules)
    assert form(state).wrong == ()
    state = after(state, [st.SignPressed()], rules)
    assert form(state).wrong == (EMPTY,)


def test_a_drawing_that_is_too_long_is_said_at_once_and_kept() -> None:
    rules = rules_for(Presence.OPTIONAL)
    state = after(walk(rules), [st.Drawn(strokes=TOO_MUCH)], rules)
    assert form(state).wrong == (TOO_LONG,)
    state, commands = happened(state, st.SignPressed(), rules)
    assert commands == ()
    assert form(state).draft.strokes == TOO_MUCH
    state = after(state, [st.Drawn(strokes=NO_STROKES)], rules)
    assert form(state).wrong == ()


def test_nothing_drawn_is_left_after_the_visit_or_told_by_repr() -> None:
    rules = rules_for()
    state = after(walk(rules), [st.Drawn(strokes=STROKES)], rules)
    assert "1800" not in repr(state)
    assert "1800" not in repr(st.Drawn(strokes=STROKES))
    again, _ = happened(state, st.StartedAgain(), rules)
    again, _ = happened(again, st.SigningBegun(), rules)
    assert form(again).draft.strokes == NO_STROKES


def test_drawing_means_nothing_where_there_is_no_form() -> None:
    rules = rules_for()
    state, _ = beginning(rules)
    assert happened(state, st.Drawn(strokes=STROKES), rules) == (state, ())
