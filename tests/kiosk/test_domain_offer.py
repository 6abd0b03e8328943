"""A domain that looks mistyped is asked about once; one tap mends it, and nobody is held up."""

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton

from desktop_app.campaign.pack import Pack, Presence
from desktop_app.kiosk import states as st
from desktop_app.kiosk.pages.typing_page import TypingPage
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.steps import StepKind
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.theme import fitting_px_per_mm
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.faults import faults_of
from tests.kiosk.stalls import MemoryKeeper, asking
from tests.kiosk.test_keyboard_in_window import Hand, keyboards_of


@pytest.fixture
def hand(window: KioskWindow, visitor: Visitor) -> Hand:
    """A hand at the e-mail page."""
    hand = Hand(window)
    visitor.presses_sign()
    hand.types("Marta")
    hand.goes_on()
    hand.goes_on()
    return hand


def email_of(window: KioskWindow) -> str:
    form = window.state.stage
    assert isinstance(form, st.Form)
    return form.draft.email


def step_of(window: KioskWindow) -> StepKind:
    form = window.state.stage
    assert isinstance(form, st.Form)
    return form.step.kind


def offered(visitor: Visitor) -> str | None:
    button = visitor.finds("offered_domain")
    return None if button is None else button.accessibleName()


def test_next_stops_once_and_one_tap_mends_the_domain_and_goes_on(
    window: KioskWindow, visitor: Visitor, hand: Hand
) -> None:
    hand.types("Marta.S@gmial.com")
    assert offered(visitor) is None

    hand.goes_on()
    assert step_of(window) is StepKind.EMAIL
    assert offered(visitor) == "Did you mean gmail.com?"
    visitor.taps("offered_domain")

    assert email_of(window) == "Marta.S@gmail.com"
    assert step_of(window) is StepKind.CHOICES


def test_pressing_next_again_keeps_what_was_typed(
    window: KioskWindow, visitor: Visitor, hand: Hand
) -> None:
    hand.types("marta@gmial.com")
    hand.goes_on()

    hand.goes_on()

    assert step_of(window) is StepKind.CHOICES
    assert email_of(window) == "marta@gmial.com"


@pytest.mark.parametrize("email", ["marta@gmail.com", "marta@ymail.com", "marta@uni-bonn.de"])
def test_right_address_needs_no_further_press(
    window: KioskWindow, visitor: Visitor, hand: Hand, email: str
) -> None:
    hand.types(email)

    hand.goes_on()

    assert step_of(window) is StepKind.CHOICES


def test_nothing_appears_and_no_key_moves_while_a_person_types(
    window: KioskWindow, visitor: Visitor, hand: Hand
) -> None:
    places = [placed.rect for placed in hand.keyboard.placed]
    top = hand.keyboard.y()
    for letter in "marta@gmial.con":
        hand.types(letter)
        assert offered(visitor) is None
        assert [placed.rect for placed in hand.keyboard.placed] == places
        assert hand.keyboard.y() == top


@pytest.mark.parametrize("is_large", [False, True])
def test_no_key_moves_when_the_offer_goes(
    window: KioskWindow, visitor: Visitor, hand: Hand, is_large: bool
) -> None:
    if is_large:
        visitor.turns_large_on()
    hand.types("marta@gmial.co")
    hand.goes_on()
    places = [placed.rect for placed in hand.keyboard.placed]
    top = hand.keyboard.y()

    hand.types("m")

    assert offered(visitor) is None
    assert [placed.rect for placed in hand.keyboard.placed] == places
    assert hand.keyboard.y() == top


def test_another_slip_is_asked_about_again(
    window: KioskWindow, visitor: Visitor, hand: Hand
) -> None:
    hand.types("marta@gmial.co")
    hand.goes_on()
    hand.types("m")

    hand.goes_on()

    assert step_of(window) is StepKind.EMAIL
    assert offered(visitor) == "Did you mean gmail.com?"


def test_incomplete_domain_is_offered_and_then_explained(
    window: KioskWindow, visitor: Visitor, hand: Hand
) -> None:
    hand.types("marta@gmail")
    hand.goes_on()
    assert visitor.finds("wrong_email") is None
    hand.goes_on()

    assert offered(visitor) == "Did you mean gmail.com?"
    assert visitor.finds("wrong_email") is not None
    field = visitor.finds("email")
    assert field is not None
    assert field.accessibleDescription().endswith("Did you mean gmail.com?")
    visitor.taps("offered_domain")
    assert email_of(window) == "marta@gmail.com"
    assert step_of(window) is StepKind.CHOICES
    visitor.taps("back")
    field = visitor.finds("email")
    assert field is not None
    assert field.accessibleDescription() == ""


def test_passing_time_changes_nothing_where_there_is_little_room(
    stall: Stall, open_window: OpenWindow
) -> None:
    window = open_window(replace(stall, is_demonstration=True))
    visitor, hand = Visitor(window), Hand(window)
    visitor.turns_large_on()
    visitor.presses_sign()
    hand.types("Marta")
    hand.goes_on()
    hand.goes_on()
    hand.types("marta@gmial")
    hand.goes_on()
    hand.goes_on()
    assert faults_of(window) == []

    window.happen(st.Ticked(seconds=1))
    visitor.looks()

    assert faults_of(window) == []


def test_who_comes_back_sees_the_offer_and_is_not_stopped(
    window: KioskWindow, visitor: Visitor, hand: Hand
) -> None:
    hand.types("marta@gmial.com")
    hand.goes_on()
    hand.goes_on()
    visitor.taps("back")
    assert offered(visitor) is not None

    hand.goes_on()

    assert step_of(window) is StepKind.CHOICES


def test_offer_survives_a_change_of_language_and_size(
    window: KioskWindow, visitor: Visitor, hand: Hand
) -> None:
    hand.types("marta@gmial.com")
    hand.goes_on()

    visitor.chooses_language("ar")
    visitor.turns_large_on()

    assert "gmail.com" in (offered(visitor) or "")
    hand.goes_on()
    assert step_of(window) is StepKind.CHOICES


def test_offer_is_large_enough_and_a_named_button(
    window: KioskWindow, visitor: Visitor, hand: Hand
) -> None:
    hand.types("marta@gmial.com")
    hand.goes_on()

    button = visitor.finds("offered_domain")
    assert isinstance(button, QPushButton)
    assert button.height() >= 12.0 * fitting_px_per_mm(window.size())
    field = visitor.finds("email")
    assert isinstance(field, QLineEdit)
    assert (
        button.mapTo(window, button.rect().topLeft()).y()
        > field.mapTo(window, field.rect().bottomLeft()).y()
    )


def test_offer_is_taken_by_hardware_keys_alone(window: KioskWindow, visitor: Visitor) -> None:
    visitor.presses_sign()
    visitor.types("given_name", "Marta")
    visitor.goes_on()
    visitor.types("email", "marta@gmial.com")
    assert keyboards_of(window) == []
    visitor.presses(Qt.Key.Key_Return)
    assert step_of(window) is StepKind.EMAIL
    visitor.presses(Qt.Key.Key_Tab)
    focused = window.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert focused.objectName() == "offered_domain"
    visitor.presses(Qt.Key.Key_Space)

    assert email_of(window) == "marta@gmail.com"
    assert step_of(window) is StepKind.CHOICES


def test_button_on_the_screen_stops_once_as_well(window: KioskWindow, visitor: Visitor) -> None:
    visitor.presses_sign()
    visitor.types("given_name", "Marta")
    visitor.goes_on()
    visitor.types("email", "marta@gmial.com")
    visitor.goes_on()
    assert step_of(window) is StepKind.EMAIL

    visitor.goes_on()

    assert step_of(window) is StepKind.CHOICES


def test_country_of_the_signer_decides(stall: Stall, open_window: OpenWindow) -> None:
    window = open_window(stall)
    window.happen(st.SigningBegun())
    window.happen(st.CountryChosen(code="FR"))
    window.happen(st.FieldTyped(name="given_name", text="Marta"))
    window.happen(st.NextPressed())
    window.happen(st.FieldTyped(name="email", text="marta@hotmail"))
    assert isinstance(window.page, TypingPage)

    window.page.go_on()

    assert offered(Visitor(window)) == "Did you mean hotmail.fr?"


def test_sign_on_the_same_page_stops_once(
    stall: Stall, open_window: OpenWindow, pack: Pack, keeper: MemoryKeeper
) -> None:
    off = Presence.OFF
    small = asking(pack, country=off, phone=off, given_name=off, family_name=off)
    small = replace(small, settings=msgspec.structs.replace(small.settings, consents=()))
    window = open_window(replace(stall, pack=small))
    visitor, hand = Visitor(window), Hand(window)
    visitor.waits_until(lambda: window.state.kept_count is not None)
    visitor.presses_sign()
    hand.types("marta@gmial.com")
    hand.goes_on()
    assert offered(visitor) is not None
    assert len(keyboards_of(window)) == 1
    hand.goes_on()
    visitor.taps("sign")
    visitor.waits_for_thanks()

    assert keeper.kept[0].email == "marta@gmial.com"


def test_offer_never_signs(
    stall: Stall, open_window: OpenWindow, pack: Pack, keeper: MemoryKeeper
) -> None:
    off = Presence.OFF
    small = asking(pack, country=off, phone=off, given_name=off, family_name=off)
    small = replace(small, settings=msgspec.structs.replace(small.settings, consents=()))
    window = open_window(replace(stall, pack=small))
    visitor = Visitor(window)
    visitor.waits_until(lambda: window.state.kept_count is not None)
    visitor.presses_sign()
    visitor.types("email", "marta@gmial.com")
    visitor.taps("sign")
    visitor.taps("offered_domain")

    assert email_of(window) == "marta@gmail.com"
    visitor.taps("sign")
    visitor.waits_for_thanks()
    assert keeper.kept[0].email == "marta@gmail.com"


def test_without_data_no_address_is_questioned(
    stall: Stall, open_window: OpenWindow, tmp_path
) -> None:
    window = open_window(replace(stall, keyboards_folder=tmp_path))
    visitor = Visitor(window)
    visitor.presses_sign()
    visitor.types("given_name", "Marta")
    visitor.goes_on()
    visitor.types("email", "marta@gmial.com")
    visitor.goes_on()

    assert step_of(window) is StepKind.CHOICES
