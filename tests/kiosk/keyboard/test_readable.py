"""Screen readers find every painted key by name and role, and press it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from desktop_app.qt.keyboard.boards import Kind
from desktop_app.qt.keyboard.keys import Role
from desktop_app.qt.keyboard.readable import ReadableKey
from desktop_app.qt.keyboard.state import Shift
from tests.kiosk.keyboard.conftest import SitDown
from tests.kiosk.keyboard.hands import LANGUAGES, Hands


@pytest.fixture(autouse=True)
def screen_reader(qapp: QApplication) -> Iterator[None]:
    """Something reads the screen."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


PRESSABLE = (QAccessible.Role.Button, QAccessible.Role.CheckBox)


def children(hands: Hands) -> list[QAccessibleInterface]:
    keyboard = QAccessible.queryAccessibleInterface(hands.keyboard)
    found = [keyboard.child(number) for number in range(keyboard.childCount())]
    return [one for one in found if not one.state().invisible]


def names(hands: Hands) -> list[str]:
    return [one.text(QAccessible.Text.Name) for one in children(hands)]


def press(hands: Hands, name: str) -> None:
    """Do what a screen reader does: press the object that bears a name."""
    (found,) = [one for one in children(hands) if one.text(QAccessible.Text.Name) == name]
    button = found.object()
    assert isinstance(button, ReadableKey)
    button.click()


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_name_a_role_and_its_place(
    sit_down: SitDown, language: str, kind: Kind
) -> None:
    hands = sit_down(language, kind, languages=(language, "en", "ru"))
    corner = hands.keyboard.mapToGlobal(QPoint(0, 0))

    read = children(hands)

    assert len(read) == len(hands.keyboard.placed)
    for one, placed in zip(read, hands.keyboard.placed, strict=True):
        assert one.role() in PRESSABLE
        assert one.text(QAccessible.Text.Name)
        assert one.rect() == placed.rect.translated(corner).toAlignedRect()
    assert len(set(names(hands))) == len(read), "two keys with one name"


def test_keys_without_letters_are_named_in_words(sit_down: SitDown) -> None:
    hands = sit_down("en", languages=("en", "ru"))

    assert {
        "Delete the last letter",
        "Capital letters",
        "Change the language of the keyboard: АБВ",
        "space",
        "Next",
        "123",
    } <= set(names(hands))


def test_names_follow_shift_page_and_layout(sit_down: SitDown) -> None:
    hands = sit_down("en", languages=("en", "ru"))
    assert "Q" in names(hands)
    press(hands, "Capital letters")
    assert "q" in names(hands)
    press(hands, "123")
    assert {"1", "0", "◌́"} <= set(names(hands))
    press(hands, "ABC")
    press(hands, "Change the language of the keyboard: АБВ")
    assert "ф" in {name.lower() for name in names(hands)}


def test_name_is_typed_by_pressing_what_is_read(sit_down: SitDown) -> None:
    hands = sit_down("en")

    for name in ("A", "n", "n", "a", "space", "B", "o", "x", "Delete the last letter"):
        press(hands, name)

    assert hands.bench.text == "Anna Bo"
    assert hands.keyboard.typing.is_idle


def is_shift_on(hands: Hands) -> bool:
    (shift,) = [
        one for one in children(hands) if one.text(QAccessible.Text.Name) == "Capital letters"
    ]
    return bool(shift.state().checked)


def test_shift_says_whether_it_is_on(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")
    assert not is_shift_on(hands)
    press(hands, "Capital letters")
    assert is_shift_on(hands)
    press(hands, "M")
    assert not is_shift_on(hands)


def test_locked_shift_is_still_said_to_be_on(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")
    press(hands, "Capital letters")
    hands.keyboard.typing._shifted_at_s = float("inf")  # the second one comes at once

    press(hands, "Capital letters")

    assert hands.keyboard.typing.shift is Shift.LOCKED
    assert is_shift_on(hands)


def test_next_and_domain_are_pressed(sit_down: SitDown) -> None:
    hands = sit_down("de", Kind.EMAIL, text="marta")
    told: list[bool] = []
    hands.keyboard.next_pressed.connect(lambda: told.append(True))

    press(hands, "@gmx.de")
    press(hands, "Next")

    assert hands.bench.text == "marta@gmx.de"
    assert told == [True]


@pytest.mark.parametrize("by", ["touch", "mouse"])
def test_fingers_do_not_meet_the_unseen_buttons(sit_down: SitDown, by: str) -> None:
    hands = sit_down("en", by=by)
    middle = hands.middle("M")
    assert hands.bench.window.childAt(hands.keyboard.mapTo(hands.bench.window, middle)) is (
        hands.keyboard
    )

    hands.types("Marta")

    assert hands.bench.text == "Marta"


def test_unseen_buttons_never_have_the_focus(sit_down: SitDown) -> None:
    hands = sit_down("en")

    press(hands, "M")

    assert QApplication.focusWidget() is hands.bench.fields[0]


def test_variants_are_read_and_pressed_too(sit_down: SitDown) -> None:
    hands = sit_down("es", text="x")
    hands.lifts(hands.holds("a"))
    popup = hands.keyboard.popup
    assert popup is not None
    offered = QAccessible.queryAccessibleInterface(popup)
    read = [offered.child(number) for number in range(offered.childCount())]
    assert "á" in [one.text(QAccessible.Text.Name) for one in read]

    (wanted,) = [one for one in read if one.text(QAccessible.Text.Name) == "á"]
    button = wanted.object()
    assert isinstance(button, ReadableKey)
    button.click()

    assert hands.bench.text == "xá"
    assert hands.keyboard.popup is None


def test_keys_are_read_as_soon_as_a_screen_reader_comes(sit_down: SitDown) -> None:
    QAccessible.setActive(False)
    hands = sit_down("en", text="x")
    assert children(hands) == []
    QAccessible.setActive(True)

    hands.taps("m")

    assert len(children(hands)) == len(hands.keyboard.placed)


def test_nothing_typed_is_in_a_name_or_a_description(sit_down: SitDown) -> None:
    hands = sit_down("en")
    hands.types("Zyxqua")

    said = [one.text(kind) for one in children(hands) for kind in QAccessible.Text]
    assert not any("zyx" in text.lower() for text in said)
    assert hands.key_of(Role.ERASE) is not None
