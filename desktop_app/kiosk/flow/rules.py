"""What the journey depends on, and the start to which all ways lead back."""

from dataclasses import dataclass

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.states import (
    Command,
    CountryList,
    Forget,
    Form,
    Petition,
    Reading,
    Sight,
    State,
)
from desktop_app.kiosk.steps import LayOut, Step, steps


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the journey depends on: the campaign, and how its choices are divided into pages."""

    pack: Pack
    lay_out: LayOut


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


def steps_of(state: State, form: Form, rules: Rules) -> tuple[Step, ...]:
    """List the pages of the form as this signer meets them."""
    parts = rules.lay_out(state.sight.language, state.sight.is_large)
    return steps(rules.pack, form.draft, parts)


def erased(state: State, rules: Rules) -> Outcome:
    """Go back to the start with nothing left of the person, in the default language and size."""
    return fresh(state, rules), (Forget(),)


def fresh(state: State, rules: Rules) -> State:
    """Give the start, in the default language and size; only counts are kept."""
    return State(
        stage=Petition(),
        sight=default_sight(rules),
        kept_count=state.kept_count,
        asked_count=state.asked_count,
    )


def default_sight(rules: Rules) -> Sight:
    """Give the sight with which everybody begins."""
    return Sight(language=rules.pack.settings.default_language)
