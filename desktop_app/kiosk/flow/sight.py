"""Language, text size and the glass: how the signer wants to see the pages."""

from typing import assert_never

from msgspec.structs import replace

from desktop_app.kiosk.flow.another import in_another_language
from desktop_app.kiosk.flow.rules import Rules, form_of, steps_of, with_form
from desktop_app.kiosk.states import (
    GlassChanged,
    LanguageChosen,
    SightEvent,
    State,
    TextSizeToggled,
)
from desktop_app.kiosk.steps import same_step


def on_sight(state: State, event: SightEvent, rules: Rules) -> State:
    """Change how the pages are seen; what was typed stays."""
    match event:
        case LanguageChosen(language=language):
            if language not in rules.languages_of(state):
                return state
            sight = replace(state.sight, language=language)
        case TextSizeToggled():
            sight = replace(state.sight, is_large=not state.sight.is_large)
        case GlassChanged():
            sight = state.sight
        case _:
            assert_never(event)
    seen = replace(state, sight=sight)
    form = form_of(state.stage)
    if form is None:
        return seen
    form = in_another_language(
        form, rules.pack_of(state.campaign), rules.shown_language(sight), rules
    )
    moved = replace(form, step=same_step(steps_of(seen, form, rules), form.step))
    return with_form(seen, moved)
