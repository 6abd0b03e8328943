"""What the journey depends on, and the start to which all ways lead back."""

from dataclasses import dataclass

from msgspec.structs import replace

from desktop_app.campaign.pack import CampaignId, Pack
from desktop_app.kiosk.flow.pace import QUICK_IN_A_ROW
from desktop_app.kiosk.states import (
    Command,
    CountryList,
    Forget,
    Form,
    Petition,
    Reading,
    Sight,
    State,
    VolunteerNeeded,
)
from desktop_app.kiosk.steps import LayOut, Sheet, Step, steps

TOO_QUICK = "kiosk.pace"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the journey depends on.

    `pack` is the campaign to which the kiosk always returns, `others` those that its thank-you page
    may offer, `spoken` the languages into which the interface is translated (None: any). `lay_out`
    divides the choices into pages. `is_pace_watched` is False for a machine that signs by itself.
    """

    pack: Pack
    lay_out: LayOut
    others: tuple[Pack, ...] = ()
    spoken: frozenset[str] | None = None
    is_pace_watched: bool = True
    has_pin: bool = False
    """Whether a volunteer can leave from within."""

    @property
    def quiet_s(self) -> float:
        """Seconds without touch or key after which a form asks whether anybody is there."""
        return self.pack.settings.kiosk.quiet_s

    @property
    def countdown_s(self) -> float:
        """Seconds from that question until everything is erased."""
        return self.pack.settings.kiosk.countdown_s

    @property
    def thanks_s(self) -> float:
        """Seconds that the thanks stay."""
        return self.pack.settings.kiosk.thanks_s

    def pack_of(self, campaign: CampaignId | None) -> Pack:
        """Find the pack of a campaign; None is the kiosk's own."""
        return next((other for other in self.others if other.id == campaign), self.pack)

    def languages_of(self, state: State) -> tuple[str, ...]:
        """List the languages between which a signer may choose at the moment."""
        shown = self.pack_of(state.campaign).settings.languages
        return tuple(one for one in self.pack.settings.languages if one in shown)

    def speaks(self, language: str) -> bool:
        """Tell whether the interface is translated into a language."""
        return self.spoken is None or language in self.spoken

    def shown_language(self, sight: Sight) -> str:
        """Choose the language of a whole page: what the interface lacks is shown in the default one."""
        return (
            sight.language if self.speaks(sight.language) else self.pack.settings.default_language
        )


Outcome = tuple[State, tuple[Command, ...]]


def form_of(stage: object) -> Form | None:
    """Find the form that is open, also beneath a reading page or the list of countries."""
    match stage:
        case Form():
            return stage
        case CountryList(form=form) | Reading(back_to=Form() as form):
            return form
        case _:
            return None


def with_form(state: State, form: Form) -> State:
    """Put a form in the place of the one that is open, also beneath another page."""
    match state.stage:
        case CountryList() as stage:
            return replace(state, stage=replace(stage, form=form))
        case Reading() as stage:
            return replace(state, stage=replace(stage, back_to=form))
        case _:
            return replace(state, stage=form)


def steps_of(state: State, form: Form, rules: Rules) -> tuple[Step, ...]:
    """List the pages of the form as this signer meets them."""
    pack = rules.pack_of(state.campaign)
    sheet = Sheet(
        campaign=pack.id,
        language=rules.shown_language(state.sight),
        is_large=state.sight.is_large,
        again=form.again,
    )
    return steps(pack, form.draft, rules.lay_out(sheet), form.again)


def erased(state: State, rules: Rules) -> Outcome:
    """Go back to the start with nothing left of the person, in the default language and size.

    After several signatures in a row that no hands could have typed, a volunteer is asked to come.
    """
    start = fresh(state, rules)
    if state.quick_count >= QUICK_IN_A_ROW:
        start = replace(start, stage=VolunteerNeeded(code=TOO_QUICK), quick_count=0)
    return start, (Forget(),)


def call_volunteer(state: State, code: str) -> Outcome:
    """Ask for the volunteer, with nothing of a person left."""
    if isinstance(state.stage, VolunteerNeeded):
        return state, ()
    failed = VolunteerNeeded(code=code)
    return replace(state, stage=failed, campaign=None, quiet_s=0.0, leaving_s=None), (Forget(),)


def fresh(state: State, rules: Rules) -> State:
    """Give the start, in the default language and size; only what is the device's own is kept."""
    return State(
        stage=Petition(),
        sight=default_sight(rules),
        kept_count=state.kept_count,
        asked_count=state.asked_count,
        quick_count=state.quick_count,
        has_new_keyboard=state.has_new_keyboard,
        lockdown=state.lockdown,
        storage=state.storage,
    )


def default_sight(rules: Rules) -> Sight:
    """Give the sight with which everybody begins."""
    return Sight(language=rules.pack.settings.default_language)
