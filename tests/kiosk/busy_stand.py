"""A stall on a busy day as a machine of rules: what visitors, volunteers and the disk may do."""

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from desktop_app.campaign.pack import ConsentId, Pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.flow import beginning, form_of, happened, steps_of
from desktop_app.kiosk.flow.pace import QUICK_IN_A_ROW
from desktop_app.kiosk.flow.rules import TOO_QUICK
from desktop_app.kiosk.flow.volunteer import is_covered
from desktop_app.kiosk.pin_file import MIN_DIGITS
from desktop_app.kiosk.steps import fields_of
from desktop_app.kiosk.storage_states import StorageEvent
from desktop_app.signature.consent import Choice
from desktop_app.signature.draft import missing_choices
from desktop_app.signature.strokes import WIDTH, Strokes
from tests.kiosk.happenings import (
    ABOUT_STORAGE,
    ABOUT_THE_VOLUNTEER,
    CONSENTS,
    FAILURES,
    MARK,
    ON_THANKS,
    OTHERS,
    PACK,
    PIN,
    PLAIN_EVENTS,
    RULES,
    words_of,
)
from tests.kiosk.inside import (
    belongs_to,
    is_nobody_there,
    typed_in,
)
from tests.kiosk.stalls import kept, record_id


class Stand(RuleBasedStateMachine):
    """A stall on a busy day, with three campaigns and a journal that answers when it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.state, _ = beginning(RULES)
        self.visitor = 0
        self.answered: set[object] = set()
        """The words to which this visitor has said Yes or No, in whatever language."""
        self.asked: list[st.Keep | st.TakeBack] = []
        self.kept: set[int] = set()
        self.kept_for: dict[str, int] = {}
        """Which visitor gave a record."""
        self.undone: set[str] = set()
        self.is_pin_asked = False
        self.is_let_in = False

    @property
    def was_signed_before(self) -> bool:
        stage = self.state.stage
        return isinstance(stage, st.Saving) and any(n < stage.number for n in self.kept)

    @property
    def mark(self) -> str:
        return f"{MARK}{self.visitor}x"

    def sees(self, kind: type) -> bool:
        """Whether this is on the screen, with nothing over it."""
        is_open = not is_covered(self.state) and self.state.leaving_s is None
        return is_open and isinstance(self.state.stage, kind)

    def happens(self, event: st.Event) -> None:
        before = self.state
        self.state, commands = happened(before, event, RULES)
        if not isinstance(self.state.cover, vs.VolunteerMenu):
            self.is_let_in = False
        has_begun = form_of(self.state.stage) is not None and form_of(before.stage) is None
        assert before.storage.may_begin or not has_begun
        for command in commands:
            self.does(command)
        if is_nobody_there(self.state) and not is_nobody_there(before):
            assert any(isinstance(command, st.Forget) for command in commands)
            self.visitor += 1
            self.answered = set()

    def does(self, command: st.Command) -> None:
        match command:
            case vs.CheckPin(digits=digits):
                assert len(digits) >= MIN_DIGITS
                self.is_pin_asked = True
            case vs.LeaveKiosk():
                assert self.is_let_in
            case st.Keep():
                self.check_asked(command)
                self.asked.append(command)
            case st.TakeBack(record_id=record_id):
                assert self.kept_for[record_id] == self.visitor
                self.asked.append(command)

    def check_asked(self, keep: st.Keep) -> None:
        """What is sealed was given by this visitor, and every choice was made by them."""
        assert belongs_to(keep.draft, self.mark)
        assert missing_choices(RULES.pack_of(keep.campaign), keep.draft) == ()
        assert {words_of(keep.campaign, one) for one in keep.draft.choices} <= self.answered

    # -- what may happen --

    @rule(event=some.sampled_from(PLAIN_EVENTS))
    def something_happens(self, event: st.Event) -> None:
        self.happens(event)

    @rule(event=some.sampled_from(FAILURES), is_met=some.integers(0, 4))
    def something_fails(self, event: st.Event, is_met: int) -> None:
        if is_met == 0:  # rarely: after it nothing happens until the volunteer has come
            self.happens(event)

    @precondition(lambda self: self.sees(st.VolunteerNeeded))
    @rule()
    def volunteer_helps(self) -> None:
        self.happens(st.TriedAgain())
        if self.state.stage == st.VolunteerNeeded(code=TOO_QUICK):  # only the PIN leads on
            self.volunteer_comes_in()
            self.happens(vs.VolunteerLeft())
        assert isinstance(self.state.stage, st.Petition)

    @rule(language=some.sampled_from(PACK.settings.languages))
    def language_is_chosen(self, language: str) -> None:
        before = form_of(self.state.stage)
        self.happens(st.LanguageChosen(language=language))
        after = form_of(self.state.stage)
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            # Only what was answered for another petition, under other words, is asked again.
            carried = before.again.consents if before.again else ()
            assert typed_in(after.draft) == typed_in(before.draft)
            for consent, choice in before.draft.choices.items():
                assert after.draft.chosen(consent) is choice or consent in carried

    @precondition(lambda self: form_of(self.state.stage) is not None)
    @rule()
    def goes_back_and_forth(self) -> None:
        before = self.state.stage
        if not isinstance(before, st.Form) or not self.sees(st.Form):
            return
        if before.step == steps_of(self.state, before, RULES)[0]:
            return  # from there Back leads out of the form
        self.happens(st.BackPressed())
        self.happens(st.NextPressed())
        after = self.state.stage
        assert isinstance(after, st.Form)
        assert after.draft == before.draft

    @rule(seconds=some.floats(min_value=0.1, max_value=60))
    def time_goes_by(self, seconds: float) -> None:
        self.happens(st.Ticked(seconds=seconds))

    @precondition(lambda self: form_of(self.state.stage) is not None)
    @rule(name=some.sampled_from(["given_name", "family_name", "idea"]), text=some.text(max_size=8))
    def text_is_typed(self, name: str, text: str) -> None:
        form = form_of(self.state.stage)
        pack = RULES.pack_of(self.state.campaign)
        if form is not None and name in fields_of(pack, form.draft, form.step):
            self.happens(st.FieldTyped(name=name, text=f"{self.mark}{text}"))

    @precondition(lambda self: form_of(self.state.stage) is not None)
    @rule(x=some.integers(0, WIDTH))
    def stroke_is_drawn(self, x: int) -> None:
        self.happens(st.Drawn(strokes=Strokes(lines=(((x, self.visitor),),))))

    @precondition(lambda self: form_of(self.state.stage) is not None)
    @rule(end=some.sampled_from(["@example.org", "", "@", "@x"]))
    def address_is_typed(self, end: str) -> None:
        self.happens(st.FieldTyped(name="email", text=f"{self.mark}{end}"))

    @precondition(lambda self: form_of(self.state.stage) is not None)
    @rule(number=some.sampled_from(["+49 170 1234567", "12", ""]))
    def number_is_typed(self, number: str) -> None:
        self.happens(st.FieldTyped(name="phone", text=number))

    @precondition(lambda self: form_of(self.state.stage) is not None)
    @rule(code=some.sampled_from(["DE", "GE", "FR"]))
    def country_is_chosen(self, code: str) -> None:
        self.happens(st.CountryChosen(code=code))

    @precondition(lambda self: form_of(self.state.stage) is not None)
    @rule(consent=some.sampled_from(CONSENTS), choice=some.sampled_from([Choice.YES, Choice.NO]))
    def choice_is_made(self, consent: ConsentId, choice: Choice) -> None:
        form = self.state.stage
        if isinstance(form, st.Form) and self.sees(st.Form) and consent in form.step.part.consents:
            self.answered.add(words_of(self.state.campaign, consent))
            self.happens(st.Answered(consent_id=consent, choice=choice))

    @rule(seconds=some.sampled_from([0.0, 100.0]), is_disk_quick=some.booleans())
    def signer_hurries(self, seconds: float, is_disk_quick: bool) -> None:
        """Does everything right, from wherever; in no time, or in a while."""
        self.happens(st.SigningBegun())
        self.happens(st.Ticked(seconds=seconds))
        self.happens(st.MoreTimeAsked())
        for _ in range(12):
            self.text_is_typed("idea", "a")
            self.text_is_typed("given_name", "a")
            self.address_is_typed("@example.org")
            self.number_is_typed("+49 170 1234567")
            for consent in CONSENTS:
                self.choice_is_made(consent, Choice.NO)
            self.happens(st.NextPressed())
            if isinstance(self.state.stage, st.Form):
                self.happens(st.SignPressed())
        while self.asked and is_disk_quick:
            self.disk_answers(is_written=True)

    @precondition(lambda self: self.sees(st.Petition))
    @rule(
        first=some.sampled_from(OTHERS),
        second=some.sampled_from(OTHERS),
        language=some.sampled_from(PACK.settings.languages),
    )
    def signer_stays_for_more(self, first: Pack, second: Pack, language: str) -> None:
        """Signs, then opens one of the others, changes the language, signs that too, and so on."""
        self.signer_hurries(100.0, is_disk_quick=True)
        for other in (first, second):
            self.happens(st.AnotherChosen(campaign=other.id))
            self.no_choice_is_made_for_anybody()
            self.language_is_chosen(language)
            self.no_choice_is_made_for_anybody()
            self.signer_hurries(100.0, is_disk_quick=True)

    @precondition(lambda self: self.sees(st.Petition))
    @rule()
    def somebody_begins(self) -> None:
        self.happens(st.SigningBegun())
        self.text_is_typed("given_name", "a")

    @precondition(lambda self: self.sees(st.Petition))
    @rule()
    def somebody_signs_for_the_whole_street(self) -> None:
        for _ in range(QUICK_IN_A_ROW):
            self.signer_hurries(0.0, is_disk_quick=True)
            self.happens(st.NextPersonCame())

    @precondition(lambda self: self.sees(st.Thanks))
    @rule(event=some.sampled_from(ON_THANKS))
    def something_is_chosen_after_the_thanks(self, event: st.Event) -> None:
        thanks = self.state.stage
        assert isinstance(thanks, st.Thanks)
        self.happens(event)
        if isinstance(event, st.AnotherChosen) and event.campaign in thanks.offers:
            has_room = self.state.storage.may_begin
            assert isinstance(self.state.stage, st.Form if has_room else st.VolunteerNeeded)
            assert self.state.campaign == (event.campaign if has_room else None)

    @precondition(lambda self: self.was_signed_before)
    @rule()
    def late_answer_comes_again(self) -> None:
        """The disk's answer about an earlier signature thanks nobody."""
        before = self.state.stage
        number = min(self.kept)
        self.happens(kept(number=number, kept_count=4))
        assert self.state.stage == before

    @precondition(lambda self: self.asked)
    @rule(is_written=some.booleans())
    def disk_answers(self, is_written: bool) -> None:
        command = self.asked.pop(0)
        if isinstance(command, st.Keep):
            self.keeping_ends(command, is_written)
        else:
            self.taking_back_ends(command, is_written)

    def keeping_ends(self, keep: st.Keep, is_written: bool) -> None:
        stage = self.state.stage
        is_awaited = isinstance(stage, st.Saving) and stage.number == keep.number
        if is_written:
            self.kept.add(keep.number)
            self.kept_for[record_id(keep.number)] = self.visitor if is_awaited else -1
            self.happens(kept(number=keep.number, kept_count=4, campaign=keep.campaign))
            assert not is_awaited or isinstance(self.state.stage, st.Thanks)
        else:
            self.happens(st.KeepFailed(number=keep.number, code="journal.disk_full"))
            assert not is_awaited or isinstance(self.state.stage, st.VolunteerNeeded)

    def taking_back_ends(self, command: st.TakeBack, is_written: bool) -> None:
        if is_written:
            self.undone.add(command.record_id)
            self.happens(
                st.TakenBack(campaign=command.campaign, record_id=command.record_id, kept_count=3)
            )
        else:
            self.happens(st.TakeBackFailed(code="journal.disk_full"))
            assert isinstance(self.state.stage, st.VolunteerNeeded)

    @rule(event=some.sampled_from(ABOUT_STORAGE))
    def something_is_seen_of_the_disk(self, event: StorageEvent) -> None:
        before = self.state
        self.happens(event)
        if form_of(before.stage) is not None:
            assert replace(self.state, storage=before.storage) == before, "a form was disturbed"

    # -- the volunteer --

    @rule(event=some.sampled_from(ABOUT_THE_VOLUNTEER))
    def something_about_the_volunteer(self, event: st.Event) -> None:
        self.happens(event)

    @precondition(lambda self: is_covered(self.state))
    @rule()
    def nobody_stays_at_the_pin(self) -> None:
        """The way is free again for the signers."""
        self.happens(vs.KeyboardsKnown())
        self.happens(vs.VolunteerLeft())

    @precondition(lambda self: isinstance(self.state.cover, vs.AtPin))
    @rule(digits=some.text("0123456789", min_size=4, max_size=8))
    def somebody_tries_a_pin(self, digits: str) -> None:
        self.happens(vs.PinLooked(wait_s=0.0))
        for digit in digits:
            self.happens(vs.DigitTyped(digit=digit))
        self.happens(vs.PinGiven())

    @rule()
    def volunteer_comes_in(self) -> None:
        """Does everything right, from wherever but where something is being kept."""
        self.happens(vs.KeyboardsKnown())
        self.happens(vs.VolunteerLeft())
        self.happens(vs.VolunteerCame())
        self.somebody_tries_a_pin(PIN)
        self.guard_answers(is_right=True)

    @precondition(lambda self: isinstance(self.state.cover, vs.AtPin))
    @rule(is_right=some.booleans())
    def guard_answers(self, is_right: bool) -> None:
        cover = self.state.cover
        is_awaited = self.is_pin_asked and isinstance(cover, vs.AtPin) and cover.is_checking
        self.is_pin_asked = False
        self.is_let_in = self.is_let_in or (is_right and is_awaited)
        self.happens(vs.PinChecked(is_right=is_right, wait_s=0.0 if is_right else 30.0))

    @invariant()
    def no_choice_is_made_for_anybody(self) -> None:
        form = form_of(self.state.stage)
        chosen = form.draft.choices if form else ()
        assert {words_of(self.state.campaign, one) for one in chosen} <= self.answered
