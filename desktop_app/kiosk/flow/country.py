"""The list of countries, opened from the form."""

import dataclasses

from msgspec.structs import replace

from desktop_app.kiosk.states import (
    CountryChosen,
    CountryEvent,
    CountryList,
    CountryListAsked,
    CountryListLeft,
    CountrySought,
    Form,
    State,
)


def on_country(state: State, event: CountryEvent) -> State:
    """Let something happen on the list of countries, or a country be chosen."""
    match event, state.stage:
        case CountryListAsked(), Form() as form:
            return replace(state, stage=CountryList(form=form))
        case CountrySought(text=text), CountryList() as stage:
            return replace(state, stage=replace(stage, sought=text))
        case CountryListLeft(), CountryList(form=form):
            return replace(state, stage=form)
        case CountryChosen(code=code), (Form() as form) | CountryList(form=form):
            wrong = tuple(one for one in form.wrong if one.field != "country")
            chosen = replace(form, draft=dataclasses.replace(form.draft, country=code), wrong=wrong)
            return replace(state, stage=chosen)
        case _:
            return state
