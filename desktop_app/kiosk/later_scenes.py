"""The pages after the petition, and what their signals tell the flow. Loaded after the first frame."""

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk import states
from desktop_app.kiosk.flow import Rules
from desktop_app.kiosk.pages.choices_page import ChoicesPage
from desktop_app.kiosk.pages.country_list_page import CountryListPage
from desktop_app.kiosk.pages.drawing_page import DrawingPage
from desktop_app.kiosk.pages.idea_page import IdeaPage
from desktop_app.kiosk.pages.notice_pages import SavingPage, StillTherePage, VolunteerPage
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.pages.reading_page import ReadingPage
from desktop_app.kiosk.pages.thanks_page import ThanksPage
from desktop_app.kiosk.pages.typing_page import TypingPage
from desktop_app.kiosk.states import State, Tell
from desktop_app.kiosk.steps import StepKind, fields_of
from desktop_app.kiosk.volunteer_states import VolunteerCame


def later_page(state: State, setting: Setting, rules: Rules, tell: Tell) -> Page:
    """Build any page but the petition."""
    if state.leaving_s is not None:
        return _still_there(setting, tell)
    match state.stage:
        case states.Reading() as stage:
            return _reading(stage, setting, tell)
        case states.Form() as form:
            return _form(form, setting, rules.pack_of(state.campaign), tell)
        case states.CountryList():
            return _countries(setting, tell)
        case states.Saving():
            return SavingPage(setting)
        case states.Thanks() as thanks:
            return _thanks(thanks, setting, tell)
        case states.VolunteerNeeded() as needed:
            return _volunteer(needed, setting, rules, tell)
        case _:
            raise ValueError(type(state.stage).__name__)


def _thanks(thanks: states.Thanks, setting: Setting, tell: Tell) -> Page:
    page = ThanksPage(setting, thanks)
    page.next_person_came.connect(lambda: tell(states.NextPersonCame()))
    page.take_back_pressed.connect(lambda: tell(states.TakeBackPressed()))
    page.another_chosen.connect(lambda name: tell(states.AnotherChosen(campaign=name)))
    return page


def _reading(stage: states.Reading, setting: Setting, tell: Tell) -> Page:
    page = ReadingPage(setting, stage.page, is_in_form=isinstance(stage.back_to, states.Form))
    page.left.connect(lambda: tell(states.ReadingLeft()))
    page.sign_pressed.connect(lambda: tell(states.SigningBegun()))
    return page


def _form(form: states.Form, setting: Setting, pack: Pack, tell: Tell) -> Page:
    page: ChoicesPage | DrawingPage | TypingPage | IdeaPage
    if form.step.kind is StepKind.CHOICES:
        page = _choices(form, setting, tell)
    elif form.step.kind is StepKind.DRAWING:
        page = _drawing(form, setting, tell)
    else:
        page = _typing(form, setting, pack, tell)
    page.reading_asked.connect(lambda name: tell(states.ReadingAsked(page=name)))
    page.next_pressed.connect(lambda: tell(states.NextPressed()))
    page.back_pressed.connect(lambda: tell(states.BackPressed()))
    page.sign_pressed.connect(lambda: tell(states.SignPressed()))
    return page


def _typing(form: states.Form, setting: Setting, pack: Pack, tell: Tell) -> TypingPage | IdeaPage:
    if form.step.kind is StepKind.IDEA:
        page: TypingPage | IdeaPage = IdeaPage(setting, form.step, country=form.draft.country)
    else:
        names = fields_of(pack, form.draft, form.step)
        page = TypingPage(setting, form.step, names, country=form.draft.country)
    page.typed.connect(lambda name, text: tell(states.FieldTyped(name=name, text=text)))
    return page


def _drawing(form: states.Form, setting: Setting, tell: Tell) -> DrawingPage:
    page = DrawingPage(setting, form.step)
    page.drawn.connect(lambda strokes: tell(states.Drawn(strokes=strokes)))
    page.hand_seen.connect(lambda: tell(states.Touched()))
    return page


def _choices(form: states.Form, setting: Setting, tell: Tell) -> ChoicesPage:
    page = ChoicesPage(setting, form.step, form.draft.country)
    page.shrink_to_fit()
    page.answered.connect(
        lambda name, choice: tell(states.Answered(consent_id=name, choice=choice))
    )
    page.country_chosen.connect(lambda code: tell(states.CountryChosen(code=code)))
    page.countries_asked.connect(lambda: tell(states.CountryListAsked()))
    return page


def _countries(setting: Setting, tell: Tell) -> Page:
    page = CountryListPage(setting)
    page.sought.connect(lambda text: tell(states.CountrySought(text=text)))
    page.country_chosen.connect(lambda code: tell(states.CountryChosen(code=code)))
    page.left.connect(lambda: tell(states.CountryListLeft()))
    return page


def _still_there(setting: Setting, tell: Tell) -> Page:
    page = StillTherePage(setting)
    page.more_time_asked.connect(lambda: tell(states.MoreTimeAsked()))
    return page


def _volunteer(needed: states.VolunteerNeeded, setting: Setting, rules: Rules, tell: Tell) -> Page:
    page = VolunteerPage(setting, needed, has_pin=rules.has_pin)
    page.tried_again.connect(lambda: tell(states.TriedAgain()))
    page.volunteer_came.connect(lambda: tell(VolunteerCame()))
    return page
