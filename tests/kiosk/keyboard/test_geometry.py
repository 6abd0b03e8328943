"""Where keys lie: wide enough, high enough, nothing over anything, nothing cut."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtWidgets import QApplication

from desktop_app.qt.colours import INK, TEXT_CONTRAST, Light, contrast, palette
from desktop_app.qt.keyboard.boards import Kind
from desktop_app.qt.keyboard.keys import Placed, Role, key_at
from desktop_app.qt.theme import fitting_px_per_mm
from tests.kiosk.keyboard.conftest import SitDown
from tests.kiosk.keyboard.hands import LANGUAGES, LYING, STANDING, Hands

GLASSES = {"lying": LYING, "standing": STANDING, "fine": QSize(1920, 1200)}
ANY_KEY_MM = 12.0
LETTER_MM = 16.0


def mm_of(hands: Hands, length_px: float) -> float:
    return length_px / fitting_px_per_mm(hands.bench.window.size())


def letters(hands: Hands) -> list[Placed]:
    """The ordinary letters of a name: the keys that are hit most."""
    layout = hands.keyboard.layout_shown
    plain = {*"".join(layout.rows), *(layout.capital(one) for one in "".join(layout.rows))}
    return [one for one in hands.keyboard.placed if one.key.text in plain]


def pages(hands: Hands) -> Iterator[str]:
    """Turn through all layouts, pages and states of shift of a keyboard."""
    for _ in hands.keyboard._keys.switching.layouts:
        yield hands.keyboard.layout_shown.name
        if hands.key_of(Role.SHIFT) is not None:
            hands.taps_role(Role.SHIFT)
            yield f"{hands.keyboard.layout_shown.name}, shifted"
        if hands.key_of(Role.PAGE) is not None:
            hands.taps_role(Role.PAGE)
            yield "signs"
            hands.taps_role(Role.PAGE)
        if hands.key_of(Role.SWITCH) is not None:
            hands.taps_role(Role.SWITCH)


def small_keys(hands: Hands) -> list[str]:
    """Every key of every page that is too small in true millimetres of the design glass."""
    found = []
    for page in pages(hands):
        for one in hands.keyboard.placed:
            width, height = mm_of(hands, one.rect.width()), mm_of(hands, one.rect.height())
            if min(width, height) < ANY_KEY_MM:
                found.append(f"{page}: {one.key.label or one.key.role} {width:.2f} × {height:.2f}")
    return found


def assert_tidy(hands: Hands) -> None:
    inside = QRectF(hands.keyboard.rect())
    for page in pages(hands):
        for one in hands.keyboard.placed:
            assert inside.contains(one.rect), (page, one.key.label)
        for one, other in combinations(hands.keyboard.placed, 2):
            assert not one.rect.intersects(other.rect), (page, one.key.label, other.key.label)
        assert hands.keyboard.words_fit(), page


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("glass", GLASSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_every_layout_is_large_enough(
    sit_down: SitDown, language: str, glass: str, is_large: bool
) -> None:
    campaign = (language, "en", "ru", "ar")
    hands = sit_down(language, languages=campaign, size=GLASSES[glass], is_large=is_large)
    assert hands.keyboard.isVisible()

    assert_tidy(hands)
    assert small_keys(hands) == []
    if glass != "standing":
        assert min(mm_of(hands, one.rect.width()) for one in letters(hands)) >= LETTER_MM


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("glass", GLASSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_large_enough_where_there_is_least_room(
    sit_down: SitDown, language: str, glass: str, is_large: bool
) -> None:
    for kind in (Kind.NAME, Kind.EMAIL, Kind.POSTCODE):
        hands = sit_down(language, kind, size=GLASSES[glass], is_large=is_large)
        hands.keyboard.setFixedHeight(hands.keyboard.least_height)
        QApplication.processEvents()
        assert hands.keyboard.height() < hands.keyboard.full_height

        assert_tidy(hands)
        assert small_keys(hands) == []


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("glass", GLASSES)
@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.PHONE, Kind.POSTCODE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_numbers_and_postcodes_have_room(
    sit_down: SitDown, language: str, kind: Kind, glass: str, is_large: bool
) -> None:
    hands = sit_down(language, kind, size=GLASSES[glass], is_large=is_large)

    assert_tidy(hands)
    assert small_keys(hands) == []


def test_keyboard_leaves_room_for_what_is_typed(sit_down: SitDown) -> None:
    for kind in Kind:
        hands = sit_down("de", kind, size=LYING)
        assert mm_of(hands, hands.keyboard.height()) <= 80.1
        assert mm_of(hands, hands.keyboard.least_height) <= 77.1


def test_function_keys_change_sides_and_letters_stay(sit_down: SitDown) -> None:
    ordinary, mirrored = sit_down("ka"), sit_down("he")

    for hands, is_mirrored in ((ordinary, False), (mirrored, True)):
        erase, onward = (hands.key_of(role) for role in (Role.ERASE, Role.NEXT))
        assert erase is not None
        assert onward is not None
        middle = hands.keyboard.width() / 2
        assert (erase.rect.center().x() < middle) is is_mirrored
        assert (onward.rect.center().x() < middle) is is_mirrored
    assert mirrored.middle("ק").x() < mirrored.middle("ר").x()


def test_touch_between_keys_means_the_nearest(sit_down: SitDown) -> None:
    hands = sit_down("en")
    q = hands.key("Q").rect

    hit = key_at(hands.keyboard.placed, QPointF(q.right() + 1, q.center().y()))

    assert hit is not None
    assert hit.key.text == "Q"


def test_touch_far_from_any_key_means_none(sit_down: SitDown) -> None:
    hands = sit_down("he")

    assert key_at(hands.keyboard.placed, QPointF(5, hands.middle("ק").y())) is None


def test_words_on_keys_stand_out() -> None:
    for light in Light:
        colours = palette("#4a1d9e", light)
        for fill in (colours.board, colours.function_key):
            assert contrast(INK, fill) >= TEXT_CONTRAST


def test_height_is_the_same_for_all_pages_and_layouts(sit_down: SitDown) -> None:
    hands = sit_down("hy", languages=("hy", "en"))
    before = hands.keyboard.height()

    hands.taps_role(Role.PAGE)
    hands.taps_role(Role.SWITCH)

    assert hands.keyboard.height() == before
