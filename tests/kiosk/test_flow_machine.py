"""Whatever visitors do in whatever order, the promises of the journey hold."""

from hypothesis import settings as limits
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop_app.campaign.pack import ConsentId
from desktop_app.campaign.reading import read_pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.flow import Rules, beginning, form_of, happened, steps_of
from desktop_app.signature.consent import Choice
from tests.kiosk.stalls import CAMPAIGN, divided, kept

PACK = read_pack(CAMPAIGN)
RULES = Rules(
    pack=PACK,
    lay_out=divided(PACK),
    has_pin=True,
)
CONSENTS = [ConsentId(consent.id) for consent in PACK.choices]
MARK = "Zyxqua"  # every visitor's texts carry it and their number

PLAIN_EVENTS: list[st.Event] = [
    st.TextSizeToggled(),
    st.StartedAgain(),
    st.ReadingAsked(page="text"),
    st.ReadingAsked(page="privacy"),
    st.ReadingLeft(),
    st.SigningBegun(),
    st.CountryListAsked(),
    st.CountryListLeft(),
    st.NextPressed(),
    st.BackPressed(),
    st.SignPressed(),
    st.NextPersonCame(),
    st.TriedAgain(),
    st.MoreTimeAsked(),
    st.Touched(),
    st.JournalOpened(kept_count=3),
    st.JournalFailed(code="journal.in_use"),
    vs.VolunteerCame(),
    vs.VolunteerLeft(),
    vs.PinLooked(wait_s=0.0),
    vs.PinFailed(code="pin.damaged"),
    vs.KioskLeft(),
    vs.KeyboardPlugged(),
    vs.KeyboardsKnown(),
]
PIN = "740183"


class Stand(RuleBasedStateMachine):
    """A stall on a busy day."""

    def __init__(self) -> None:
        super().__init__()
        self.state, _ = beginning(RULES)
        self.visitor = 0
        self.asked: list[st.Keep] = []
        self.kept: set[int] = set()
        self.is_pin_asked = False
        self.is_let_in = False

    def happens(self, event: st.Event) -> None:
        before = self.state
        self.state, commands = happened(before, event, RULES)
        if not isinstance(self.state.cover, vs.VolunteerMenu):
            self.is_let_in = False
        for command in commands:
            if isinstance(command, vs.CheckPin):
                assert command.digits
                self.is_pin_asked = True
            if isinstance(command, vs.LeaveKiosk):
                assert self.is_let_in
            if isinstance(command, st.Keep):
                self.asked.append(command)
            if isinstance(command, st.Forget):
                self.visitor += 1

    @rule(event=some.sampled_from(PLAIN_EVENTS))
    def something_happens(self, event: st.Event) -> None:
        self.happens(event)

    @rule(language=some.sampled_from(PACK.settings.languages))
    def language_is_chosen(self, language: str) -> None:
        before = form_of(self.state.stage)
        self.happens(st.LanguageChosen(language=language))
        after = form_of(self.state.stage)
        assert (before and before.draft) == (after and after.draft)

    @rule(seconds=some.floats(min_value=0.1, max_value=60))
    def time_goes_by(self, seconds: float) -> None:
        self.happens(st.Ticked(seconds=seconds))

    @rule(name=some.sampled_from(["given_name", "family_name"]), text=some.text(max_size=8))
    def name_is_typed(self, name: str, text: str) -> None:
        self.happens(st.FieldTyped(name=name, text=f"{MARK}{self.visitor}x{text}"))

    @rule(end=some.sampled_from(["@example.org", "", "@", "@x"]))
    def address_is_typed(self, end: str) -> None:
        self.happens(st.FieldTyped(name="email", text=f"{MARK}{self.visitor}x{end}"))

    @rule(number=some.sampled_from(["+49 170 1234567", "12", ""]))
    def number_is_typed(self, number: str) -> None:
        self.happens(st.FieldTyped(name="phone", text=number))

    @rule(code=some.sampled_from(["DE", "GE", "FR"]))
    def country_is_chosen(self, code: str) -> None:
        self.happens(st.CountryChosen(code=code))

    @rule(consent=some.sampled_from(CONSENTS), choice=some.sampled_from([Choice.YES, Choice.NO]))
    def choice_is_made(self, consent: ConsentId, choice: Choice) -> None:
        self.happens(st.Answered(consent_id=consent, choice=choice))

    @rule()
    def signer_hurries(self) -> None:
        """Does everything right, from wherever."""
        self.happens(st.SigningBegun())
        self.happens(st.MoreTimeAsked())
        for _ in range(12):
            self.name_is_typed("given_name", "a")
            self.address_is_typed("@example.org")
            self.number_is_typed("+49 170 1234567")
            for consent in CONSENTS:
                self.choice_is_made(consent, Choice.NO)
            self.happens(st.NextPressed())
            if isinstance(self.state.stage, st.Form):
                self.happens(st.SignPressed())

    @precondition(lambda self: self.asked)
    @rule(is_kept=some.booleans())
    def disk_answers(self, is_kept: bool) -> None:
        number = self.asked.pop(0).number
        is_awaited = self.state.stage == st.Saving(number=number)
        if is_kept:
            self.kept.add(number)
            self.happens(kept(number=number, kept_count=4))
            assert not is_awaited or isinstance(self.state.stage, st.Thanks)
        else:
            self.happens(st.KeepFailed(number=number, code="journal.disk_full"))
            assert not is_awaited or isinstance(self.state.stage, st.VolunteerNeeded)

    @rule(digits=some.text("0123456789", min_size=4, max_size=8))
    def somebody_tries_a_pin(self, digits: str) -> None:
        for digit in digits:
            self.happens(vs.DigitTyped(digit=digit))
        self.happens(vs.PinGiven())

    @rule()
    def volunteer_comes_in(self) -> None:
        """Does everything right, from wherever but where something is being kept."""
        self.happens(vs.KeyboardsKnown())
        self.happens(vs.VolunteerLeft())
        self.happens(vs.VolunteerCame())
        self.happens(vs.PinLooked(wait_s=0.0))
        self.somebody_tries_a_pin(PIN)
        self.guard_answers(is_right=True)

    @rule(is_right=some.booleans())
    def guard_answers(self, is_right: bool) -> None:
        cover = self.state.cover
        is_awaited = self.is_pin_asked and isinstance(cover, vs.AtPin) and cover.is_checking
        self.is_pin_asked = False
        self.is_let_in = self.is_let_in or (is_right and is_awaited)
        self.happens(vs.PinChecked(is_right=is_right, wait_s=0.0 if is_right else 30.0))

    @invariant()
    def only_the_right_pin_leads_behind_it(self) -> None:
        if isinstance(self.state.cover, vs.VolunteerMenu):
            assert self.is_let_in
            assert form_of(self.state.stage) is None

    @invariant()
    def new_keyboard_is_seen(self) -> None:
        if self.state.has_new_keyboard:
            assert not isinstance(self.state.cover, vs.VolunteerMenu)

    @invariant()
    def thanks_only_after_commit(self) -> None:
        if isinstance(self.state.stage, st.Thanks):
            assert self.state.asked_count in self.kept

    @invariant()
    def nothing_of_an_earlier_visitor_is_there(self) -> None:
        form = form_of(self.state.stage)
        draft = form.draft if form else None
        texts = [draft.given_name, draft.family_name, draft.email] if draft else []
        assert all(not text or text.startswith(f"{MARK}{self.visitor}x") for text in texts)

    @invariant()
    def nothing_is_left_at_the_petition(self) -> None:
        if isinstance(self.state.stage, st.Petition):
            assert form_of(self.state.stage) is None
            assert self.state.leaving_s is None

    @invariant()
    def form_is_on_one_of_its_pages(self) -> None:
        form = form_of(self.state.stage)
        if form is not None:
            assert form.step in steps_of(self.state, form, RULES)


Stand.TestCase.settings = limits(max_examples=60, stateful_step_count=40, deadline=None)
TestStand = Stand.TestCase
