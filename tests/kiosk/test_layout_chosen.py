"""A chosen layout stays on its page and for the address, and goes with the signer."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.keyboard.keys import Role
from tests.kiosk.test_keyboard_in_window import Hand

LEFT = Qt.MouseButton.LeftButton


def choose(hand: Hand, name: str) -> None:
    """Hold the switch key, slide to a layout's name, lift."""
    keyboard = hand.keyboard
    key = next(one for one in keyboard.placed if one.key.role is Role.SWITCH)
    QTest.mousePress(keyboard, LEFT, pos=key.rect.center().toPoint())
    keyboard._holding.timeout.emit()  # the time has come
    popup = keyboard.popup
    assert popup is not None
    middle = popup.centre_of(key.key.variants.index(name)).toPoint()
    at = keyboard.mapFrom(keyboard.window(), popup.mapTo(keyboard.window(), middle))
    QTest.mouseMove(keyboard, at)
    QTest.mouseRelease(keyboard, LEFT, pos=at)
    QApplication.processEvents()


def first_letters(hand: Hand) -> str:
    texts = [one.key.text for one in hand.keyboard.placed if one.key.role is Role.TEXT]
    return "".join(text.lower() for text in texts if text.isalpha())[:6]


def gives_a_name(hand: Hand) -> None:
    """Type a letter in each field, on whatever layout is there, and go on."""
    for _ in range(2):
        hand.taps(next(p.key.text for p in hand.keyboard.placed if p.key.text.isalpha()))
        hand.goes_on()


def test_choice_stays_when_the_page_is_built_anew(window: KioskWindow, visitor: Visitor) -> None:
    hand = Hand(window)
    visitor.presses_sign()
    for name, letters in (("Français", "azerty"), ("Русский", "йцукен")):
        before = window.page
        choose(hand, name)
        assert first_letters(hand) == letters

        visitor.taps("text_size")

        assert window.page is not before
        assert first_letters(hand) == letters


def test_address_follows_the_choice_and_the_name_does_not_follow_the_address(
    window: KioskWindow, visitor: Visitor
) -> None:
    hand = Hand(window)
    visitor.presses_sign()
    choose(hand, "Français")
    choose(hand, "Русский")
    gives_a_name(hand)
    assert first_letters(hand) == "azerty"

    choose(hand, "Deutsch")
    assert first_letters(hand) == "qwertz"
    visitor.taps("back")

    assert first_letters(hand) == "йцукен"


def test_another_language_begins_with_its_own_layout(window: KioskWindow, visitor: Visitor) -> None:
    hand = Hand(window)
    visitor.presses_sign()
    choose(hand, "Français")

    visitor.chooses_language("de")
    assert first_letters(hand) == "qwertz"
    gives_a_name(hand)

    assert first_letters(hand) == "qwertz"


def test_next_signer_finds_nothing_of_the_choice(window: KioskWindow, visitor: Visitor) -> None:
    hand = Hand(window)
    visitor.presses_sign()
    choose(hand, "Français")
    visitor.starts_again()

    visitor.presses_sign()

    assert first_letters(hand) == "qwerty"
    gives_a_name(hand)
    assert first_letters(hand) == "qwerty"
