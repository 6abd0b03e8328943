"""The pages that lie over the journey: the PIN, what is behind it, the pause for a new keyboard."""

from desktop_app.kiosk import volunteer_states as volunteers
from desktop_app.kiosk.flow import Rules
from desktop_app.kiosk.pages.notice_pages import NewKeyboardPage
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.pages.pin_page import PinPage
from desktop_app.kiosk.pages.volunteer_menu_page import VolunteerMenuPage
from desktop_app.kiosk.states import State, Tell


def covering_page(state: State, setting: Setting, rules: Rules, tell: Tell) -> Page:
    """Build the page that covers a stage."""
    match state.cover:
        case volunteers.AtPin():
            return _pin(setting, tell)
        case volunteers.VolunteerMenu():
            return _menu(setting, tell)
        case _:
            return _new_keyboard(setting, rules, tell)


def _pin(setting: Setting, tell: Tell) -> Page:
    page = PinPage(setting)
    page.digit_typed.connect(lambda digit: tell(volunteers.DigitTyped(digit=digit)))
    page.digit_erased.connect(lambda: tell(volunteers.DigitErased()))
    page.given.connect(lambda: tell(volunteers.PinGiven()))
    page.left.connect(lambda: tell(volunteers.VolunteerLeft()))
    return page


def _menu(setting: Setting, tell: Tell) -> Page:
    page = VolunteerMenuPage(setting)
    page.left.connect(lambda: tell(volunteers.VolunteerLeft()))
    page.kiosk_left.connect(lambda: tell(volunteers.KioskLeft()))
    return page


def _new_keyboard(setting: Setting, rules: Rules, tell: Tell) -> Page:
    page = NewKeyboardPage(setting, has_pin=rules.has_pin)
    page.volunteer_came.connect(lambda: tell(volunteers.VolunteerCame()))
    return page
