"""A campaign may ask for a postcode: it has a page of its own, with keys for the world's postcodes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize

from desktop_app.campaign.pack import Pack, Presence
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.steps import StepKind, a_part_each, steps
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.keyboard.keys import Role
from desktop_app.signature.draft import new_draft
from tests.kiosk.conftest import GLASS, OpenWindow
from tests.kiosk.stalls import MemoryKeeper, asking
from tests.kiosk.test_keyboard_in_window import CONSENTS, Hand, keyboards_of

STANDING = QSize(800, 1280)


@pytest.fixture
def asked(pack: Pack) -> Pack:
    return asking(pack, postcode=Presence.REQUIRED, phone=Presence.OFF)


def step_of(window: KioskWindow) -> StepKind:
    form = window.state.stage
    assert isinstance(form, st.Form)
    return form.step.kind


def comes_to_postcode(window: KioskWindow, visitor: Visitor) -> Hand:
    visitor.waits_until(lambda: window.state.kept_count is not None)
    hand = Hand(window)
    visitor.presses_sign()
    hand.types("Marta")
    hand.goes_on()
    hand.goes_on()
    hand.types("m")
    hand.taps("@gmail.com")
    assert step_of(window) is StepKind.POSTCODE
    return hand


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [GLASS, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("postcode", ["SW1A 1AA", "10115", "LV-1010"])
def test_postcode_is_signed_by_touch_alone(
    stall: Stall,
    open_window: OpenWindow,
    keeper: MemoryKeeper,
    asked: Pack,
    size: QSize,
    is_large: bool,
    postcode: str,
) -> None:
    window = open_window(replace(stall, pack=asked), size=size)
    visitor = Visitor(window)
    if is_large:
        visitor.turns_large_on()
    hand = comes_to_postcode(window, visitor)

    for letter in postcode:
        if letter == " ":
            hand.taps_role(Role.SPACE)
        else:
            hand.taps(letter)
    hand.goes_on()
    for consent in CONSENTS:
        visitor.answers(consent, is_yes=False)
    visitor.signs()
    visitor.waits_for_thanks()

    assert keeper.kept[0].postcode == postcode
    assert visitor.key_count == 0


def test_missing_postcode_is_said_on_its_page(
    stall: Stall, open_window: OpenWindow, asked: Pack
) -> None:
    window = open_window(replace(stall, pack=asked))
    visitor = Visitor(window)
    hand = comes_to_postcode(window, visitor)

    hand.goes_on()

    assert step_of(window) is StepKind.POSTCODE
    assert visitor.finds("wrong_postcode") is not None
    assert len(keyboards_of(window)) == 1
    hand.taps("1")
    assert visitor.finds("wrong_postcode") is None


def test_optional_postcode_may_stay_empty(
    stall: Stall, open_window: OpenWindow, pack: Pack
) -> None:
    window = open_window(replace(stall, pack=asking(pack, postcode=Presence.OPTIONAL)))
    hand = comes_to_postcode(window, Visitor(window))

    hand.goes_on()

    assert step_of(window) is StepKind.CHOICES


def test_postcode_is_typed_with_hardware_keys_too(
    stall: Stall, open_window: OpenWindow, asked: Pack
) -> None:
    window = open_window(replace(stall, pack=asked))
    visitor = Visitor(window)
    comes_to_postcode(window, visitor)

    visitor.types("postcode", "10115")
    assert keyboards_of(window) == []
    visitor.goes_on()

    assert step_of(window) is StepKind.CHOICES


def test_campaign_that_asks_no_postcode_has_no_page_for_it(pack: Pack) -> None:
    kinds = [step.kind for step in steps(pack, new_draft(pack), a_part_each(pack))]

    assert StepKind.POSTCODE not in kinds


def test_campaign_without_country_asks_the_postcode_all_the_same(pack: Pack) -> None:
    alone = asking(pack, postcode=Presence.REQUIRED, country=Presence.OFF)
    kinds = [step.kind for step in steps(alone, new_draft(alone), a_part_each(alone))]

    assert kinds.count(StepKind.POSTCODE) == 1
