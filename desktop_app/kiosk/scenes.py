"""Which page shows which state, and what its signals tell the flow."""

from dataclasses import dataclass

from desktop_app.campaign.pack import CampaignId
from desktop_app.kiosk import states
from desktop_app.kiosk.flow import Rules, form_of, is_covered, steps_of
from desktop_app.kiosk.pages.page import FormPage, Page, Progress, Setting
from desktop_app.kiosk.pages.petition_page import PetitionPage
from desktop_app.kiosk.states import State, Tell
from desktop_app.kiosk.storage_states import Concern


@dataclass(frozen=True, kw_only=True)
class SceneKey:
    """What must be the same for a page to stay; everything else it shows by itself."""

    kind: str
    what: object = None
    campaign: CampaignId | None = None
    language: str
    is_large: bool

    @property
    def bar(self) -> tuple[object, ...]:
        """What must be the same for the bar to stay."""
        return (self.campaign, self.language, self.is_large)


def key_of(state: State, rules: Rules) -> SceneKey:
    """Tell which page a state needs."""
    kind, what = _kind_of(state)
    sight = state.sight
    return SceneKey(
        kind=kind,
        what=what,
        campaign=rules.pack_of(state.campaign).id,
        language=sight.language,
        is_large=sight.is_large,
    )


def language_of(state: State, rules: Rules) -> str:
    """Choose the language of a whole page: never words in one language and buttons in another."""
    language = rules.shown_language(state.sight)
    pack = rules.pack_of(state.campaign)
    if isinstance(state.stage, states.Reading) and not is_hidden(state):
        page = pack.page(state.stage.page, language)
        return page.language if page else language
    return language


def is_hidden(state: State) -> bool:
    """Tell whether something else is shown in the place of the stage."""
    return state.leaving_s is not None or is_covered(state)


def _kind_of(state: State) -> tuple[str, object]:
    if is_covered(state):
        return "cover", type(state.cover).__name__
    if state.leaving_s is not None:
        return "still_there", None
    match state.stage:
        case states.Form(step=step):
            return "form", step
        case states.Reading(page=page):
            return "reading", page
        case states.Thanks(taking_back=taking_back):
            return "thanks", taking_back is states.TakingBack.DONE
        case states.Petition():
            return "petition", state.storage.concerns
        case stage:
            return type(stage).__name__, None


def new_page(state: State, setting: Setting, rules: Rules, tell: Tell) -> Page:
    """Build the page for a state."""
    if is_covered(state):
        from desktop_app.kiosk.volunteer_scenes import covering_page

        return covering_page(state, setting, rules, tell)
    if isinstance(state.stage, states.Petition):
        return _petition(setting, state.storage.concerns, tell)
    from desktop_app.kiosk.later_scenes import later_page  # the first screen needs none of them

    return later_page(state, setting, rules, tell)


def get_ready() -> None:
    """Load the pages after the first, once that is on screen."""
    import desktop_app.kiosk.later_scenes
    import desktop_app.kiosk.volunteer_scenes  # noqa: F401


def show(page: Page, state: State, rules: Rules) -> None:
    """Let a page show a state."""
    form = state.stage
    if isinstance(page, FormPage) and isinstance(form, states.Form) and not is_hidden(state):
        pages = steps_of(state, form, rules)
        before = 0 if form.came_from else 1  # the petition is the first page
        progress = Progress(number=pages.index(form.step) + 1 + before, total=len(pages) + before)
        page.show_progress(progress, may_go_back=form.came_from is not None or progress.number > 2)
        page.show_last(is_last=form.step == pages[-1])
    page.show_state(state)


def may_start_again(state: State) -> bool:
    """Tell whether Start again is offered."""
    return is_in_form(state) and not is_covered(state)


def is_in_form(state: State) -> bool:
    """Tell whether there is something to erase."""
    return form_of(state.stage) is not None


def _petition(setting: Setting, concerns: tuple[Concern, ...], tell: Tell) -> Page:
    page = PetitionPage(setting, concerns)
    page.sign_pressed.connect(lambda: tell(states.SigningBegun()))
    page.reading_asked.connect(lambda name: tell(states.ReadingAsked(page=name)))
    return page
