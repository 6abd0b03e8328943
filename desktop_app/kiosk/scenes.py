"""Which page shows which state, and what its signals tell the flow."""

from dataclasses import dataclass

from desktop_app.kiosk import states
from desktop_app.kiosk.flow import Rules, form_of, steps_of
from desktop_app.kiosk.pages.page import FormPage, Page, Progress, Setting
from desktop_app.kiosk.pages.petition_page import PetitionPage
from desktop_app.kiosk.states import State, Tell


@dataclass(frozen=True, kw_only=True)
class SceneKey:
    """What must be the same for a page to stay; everything else it shows by itself."""

    kind: str
    what: object = None
    language: str
    is_large: bool


def key_of(state: State) -> SceneKey:
    """Tell which page a state needs."""
    kind, what = _kind_of(state)
    sight = state.sight
    return SceneKey(kind=kind, what=what, language=sight.language, is_large=sight.is_large)


def _kind_of(state: State) -> tuple[str, object]:
    if state.leaving_s is not None:
        return "still_there", None
    match state.stage:
        case states.Form(step=step):
            return "form", step
        case states.Reading(page=page):
            return "reading", page
        case stage:
            return type(stage).__name__, None


def new_page(state: State, setting: Setting, rules: Rules, tell: Tell) -> Page:
    """Build the page for a state."""
    if isinstance(state.stage, states.Petition):
        return _petition(setting, tell)
    from desktop_app.kiosk.later_scenes import later_page  # the first screen needs none of them

    return later_page(state, setting, rules, tell)


def get_ready() -> None:
    """Load the pages after the first, once that is on screen."""
    import desktop_app.kiosk.later_scenes  # noqa: F401


def show(page: Page, state: State, rules: Rules) -> None:
    """Let a page show a state."""
    form = state.stage
    if isinstance(page, FormPage) and isinstance(form, states.Form):
        pages = steps_of(state, form, rules)
        progress = Progress(number=pages.index(form.step) + 2, total=len(pages) + 1)
        page.show_progress(progress)
        page.show_last(is_last=form.step == pages[-1])
    page.show_state(state)


def is_in_form(state: State) -> bool:
    """Tell whether there is something to erase."""
    return form_of(state.stage) is not None


def _petition(setting: Setting, tell: Tell) -> Page:
    page = PetitionPage(setting)
    page.sign_pressed.connect(lambda: tell(states.SigningBegun()))
    page.reading_asked.connect(lambda name: tell(states.ReadingAsked(page=name)))
    return page
