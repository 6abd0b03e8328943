"""The keyboard in the real window: a signer needs no other one, and nothing of them stays in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.campaign.pack import Pack, Presence
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.keyboard.keys import Role
from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.qt.widgets.text_area import TextArea
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.stalls import KEYBOARDS, MemoryKeeper, asking, page_for_ideas

CONSENTS = ("share_with_starter", "email_updates", "sms")
LEFT = Qt.MouseButton.LeftButton


class Hand:
    """Touches keys of the keyboard on the screen, and nothing else."""

    def __init__(self, window: KioskWindow) -> None:
        self._window = window

    @property
    def keyboard(self) -> Keyboard:
        found = keyboards_of(self._window)
        assert len(found) == 1
        return found[0]

    def types(self, text: str) -> None:
        for letter in text:
            if not any(placed.key.text == letter for placed in self.keyboard.placed):
                self.taps_role(Role.SHIFT)
            self.taps(letter)

    def taps(self, text: str) -> None:
        placed = next(p for p in self.keyboard.placed if text in (p.key.text, p.key.label))
        self._touch(placed.rect.center().toPoint())

    def taps_role(self, role: Role) -> None:
        placed = next(p for p in self.keyboard.placed if p.key.role is role)
        self._touch(placed.rect.center().toPoint())

    def goes_on(self) -> None:
        self.taps_role(Role.NEXT)

    def _touch(self, at: QPoint) -> None:
        QTest.mouseClick(self.keyboard, LEFT, pos=at)
        QApplication.processEvents()


def keyboards_of(window: KioskWindow) -> list[Keyboard]:
    return [one for one in window.findChildren(Keyboard) if one.isVisible()]


def text_of(visitor: Visitor, name: str) -> str:
    field = visitor.finds(name)
    assert isinstance(field, QLineEdit)
    return field.text()


def comes_to_phone(visitor: Visitor, hand: Hand) -> None:
    visitor.presses_sign()
    hand.types("Marta")
    hand.goes_on()
    hand.types("Schmidt")
    hand.goes_on()
    hand.types("marta")
    hand.taps("@gmail.com")
    for consent in CONSENTS:
        visitor.answers(consent, is_yes=True)
    visitor.goes_on()


def test_visitor_signs_by_touch_alone(
    window: KioskWindow, visitor: Visitor, keeper: MemoryKeeper
) -> None:
    hand = Hand(window)
    comes_to_phone(visitor, hand)
    hand.taps_role(Role.PREFIX)
    hand.types("1701234567")
    assert visitor.finds("sign") is None
    hand.goes_on()
    assert keyboards_of(window) == []
    assert visitor.finds("words_to_sign") is not None
    visitor.taps("sign")
    visitor.waits_for_thanks()

    (signature,) = keeper.kept
    assert (signature.given_name, signature.family_name) == ("Marta", "Schmidt")
    assert signature.email == "marta@gmail.com"
    assert signature.phone == "+491701234567"
    assert visitor.key_count == 0


def test_keyboard_comes_back_for_a_wrong_number_and_for_a_touched_field(
    window: KioskWindow, visitor: Visitor
) -> None:
    hand = Hand(window)
    comes_to_phone(visitor, hand)
    hand.types("12")
    hand.goes_on()
    visitor.taps("sign")
    assert len(keyboards_of(window)) == 1
    assert visitor.finds("wrong_phone") is not None
    hand.goes_on()
    field = visitor.finds("phone")
    assert field is not None
    QTest.mouseClick(field, LEFT)

    hand.types("3")
    assert text_of(visitor, "phone") == "123"


@pytest.mark.parametrize("is_demonstration", [False, True])
def test_keys_stay_where_they_are_while_a_complaint_goes(
    stall: Stall, open_window: OpenWindow, is_demonstration: bool
) -> None:
    window = open_window(replace(stall, is_demonstration=is_demonstration))
    visitor, hand = Visitor(window), Hand(window)
    visitor.turns_large_on()
    visitor.presses_sign()
    hand.types("Marta")
    hand.goes_on()
    hand.goes_on()
    hand.types("m")
    hand.goes_on()
    assert visitor.finds("wrong_email") is not None
    before = hand.keyboard.placed
    hand.types("a")

    assert visitor.finds("wrong_email") is None
    assert [placed.rect for placed in hand.keyboard.placed] == [placed.rect for placed in before]


def test_domain_chip_goes_on_once_the_address_is_whole(
    window: KioskWindow, visitor: Visitor
) -> None:
    hand = Hand(window)
    visitor.presses_sign()
    hand.types("Marta")
    hand.goes_on()
    hand.goes_on()
    hand.taps("@gmail.com")
    assert text_of(visitor, "email") == "@gmail.com"
    assert visitor.finds("wrong_email") is None  # nobody has said that this was all
    visitor.presses(Qt.Key.Key_Home)
    visitor.types("email", "marta")
    visitor.goes_on()

    assert visitor.finds("email") is None
    visitor.taps("back")
    assert text_of(visitor, "email") == "marta@gmail.com"


def test_country_is_sought_by_touch(window: KioskWindow, visitor: Visitor) -> None:
    hand = Hand(window)
    visitor.presses_sign()
    hand.types("Marta")
    hand.goes_on()
    hand.goes_on()
    hand.types("m")
    hand.taps("@gmail.com")
    visitor.taps("other_country")
    hand.goes_on()  # nothing is found yet
    hand.types("Norw")
    hand.goes_on()

    assert isinstance(window.state.stage, st.Form)
    assert window.state.stage.draft.country == "NO"


def test_hardware_key_puts_the_keyboard_away_for_one_signer(
    window: KioskWindow, visitor: Visitor
) -> None:
    visitor.presses_sign()
    assert visitor.finds("next") is None
    visitor.types("given_name", "Marta")
    assert text_of(visitor, "given_name") == "Marta"
    assert keyboards_of(window) == []
    visitor.goes_on()
    assert visitor.finds("email") is not None
    assert keyboards_of(window) == []
    visitor.chooses_language("de")
    assert keyboards_of(window) == []

    visitor.starts_again()
    visitor.presses_sign()
    assert len(keyboards_of(window)) == 1


def test_keys_that_type_nothing_leave_the_keyboard_there(
    window: KioskWindow, visitor: Visitor
) -> None:
    visitor.presses_sign()
    visitor.presses(Qt.Key.Key_VolumeUp)
    visitor.presses(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert len(keyboards_of(window)) == 1


def test_country_list_without_the_keyboard_has_its_buttons(
    window: KioskWindow, visitor: Visitor
) -> None:
    hand = Hand(window)
    visitor.presses_sign()
    hand.types("Marta")
    hand.goes_on()
    hand.goes_on()
    hand.types("m")
    hand.taps("@gmail.com")
    visitor.taps("other_country")
    assert visitor.finds("countries_after") is None
    visitor.presses(Qt.Key.Key_Down)

    assert keyboards_of(window) == []
    visitor.taps("countries_after")
    visitor.taps("leave_countries")


def test_keyboard_is_mirrored_in_arabic(window: KioskWindow, visitor: Visitor) -> None:
    visitor.chooses_language("ar")
    visitor.presses_sign()
    keyboard = Hand(window).keyboard

    (onward,) = (placed for placed in keyboard.placed if placed.key.role is Role.NEXT)
    assert onward.rect.center().x() < keyboard.width() / 2
    Hand(window).taps("م")
    assert text_of(visitor, "given_name") == "م"


def test_nothing_of_a_signer_stays_in_a_keyboard(window: KioskWindow, visitor: Visitor) -> None:
    hand = Hand(window)
    visitor.presses_sign()
    hand.types("Zyxqua")
    visitor.starts_again()
    QApplication.sendPostedEvents(None, 52)  # QEvent::DeferredDelete
    QApplication.processEvents()

    assert window.findChildren(Keyboard) == []
    assert [one for one in QApplication.allWidgets() if isinstance(one, Keyboard)] == []
    visitor.presses_sign()
    assert "Zyxqua" not in repr(vars(hand.keyboard.typing))
    assert text_of(visitor, "given_name") == ""


def test_form_of_one_page_is_signed_by_touch(
    stall: Stall, open_window: OpenWindow, pack: Pack, keeper: MemoryKeeper
) -> None:
    off = Presence.OFF
    small = asking(pack, email=off, country=off, phone=off)
    window = open_window(replace(stall, pack=small))
    visitor, hand = Visitor(window), Hand(window)
    visitor.waits_until(lambda: window.state.kept_count is not None)
    visitor.presses_sign()
    hand.types("Marta")
    hand.goes_on()
    hand.goes_on()
    for consent in CONSENTS:
        if visitor.finds(f"no_{consent}") is not None:
            visitor.taps(f"no_{consent}")
    visitor.signs()
    visitor.waits_for_thanks()

    assert keeper.kept[0].given_name == "Marta"


@pytest.mark.parametrize(
    "broken", ["de.toml", "variants.toml", "mail_domains.toml", "mail_slips.toml", None]
)
def test_broken_layout_does_not_stop_signing(
    stall: Stall, open_window: OpenWindow, tmp_path: Path, broken: str | None
) -> None:
    folder = tmp_path / "keyboards"
    folder.mkdir()
    for path in KEYBOARDS.glob("*.toml") if broken else ():
        (folder / path.name).write_bytes(b"\xff[" if path.name == broken else path.read_bytes())
    window = open_window(replace(stall, keyboards_folder=folder))
    visitor = Visitor(window)
    visitor.presses_sign()

    if broken == "de.toml":
        Hand(window).types("Marta")
    else:
        assert keyboards_of(window) == []
        visitor.types("given_name", "Marta")
    assert text_of(visitor, "given_name") == "Marta"


def test_layouts_are_read_after_the_first_screen(stall: Stall, open_window: OpenWindow) -> None:
    window = open_window(is_begun=False)
    assert window._keyboards is None
    window.begin()
    Visitor(window).waits_until(lambda: window._keyboards is not None)


# ---- an idea --------------------------------------------------------------------------------------


@pytest.fixture
def idea_window(open_window: OpenWindow, stall: Stall, pack: Pack) -> KioskWindow:
    return open_window(replace(stall, pack=page_for_ideas(pack)))


def test_an_idea_is_typed_by_touch_with_capitals_where_sentences_begin(
    idea_window: KioskWindow,
) -> None:
    hand, visitor = Hand(idea_window), Visitor(idea_window)
    visitor.presses_sign()
    for letters in ("Buses ", "at ", "night. ", "Every ", "night"):
        for letter in letters:
            hand.taps(letter)  # no touch of shift: it is there when a sentence begins

    field = visitor.finds("idea")
    assert isinstance(field, TextArea)
    assert field.text() == "Buses at night. Every night"
    hand.goes_on()
    assert visitor.finds("email") is not None


def test_an_idea_has_the_signs_of_sentences(idea_window: KioskWindow) -> None:
    hand, visitor = Hand(idea_window), Visitor(idea_window)
    visitor.presses_sign()
    hand.taps("A")
    hand.taps(",")
    hand.taps_role(Role.PAGE)
    hand.taps("3")
    hand.taps("?")

    field = visitor.finds("idea")
    assert isinstance(field, TextArea)
    assert field.text() == "A,3?"
