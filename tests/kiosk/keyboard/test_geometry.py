"""Where keys lie: wide enough, high enough, nothing over anything, nothing cut."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize

from desktop_app.kiosk.keyboard.boards import Kind
from desktop_app.kiosk.keyboard.keys import CHIPS, Role, key_at
from desktop_app.kiosk.keyboard.painting import BOARD, FUNCTION_KEY
from desktop_app.qt.colours import INK, TEXT_CONTRAST, contrast
from desktop_app.qt.theme import fitting_px_per_mm
from tests.kiosk.keyboard.conftest import SitDown
from tests.kiosk.keyboard.hands import LANGUAGES, LYING, STANDING, Hands

GAP_MM = {LYING: 1.3, STANDING: 0.9}


def mm(hands: Hands) -> float:
    return fitting_px_per_mm(hands.bench.window.size())


def narrowest_mm(hands: Hands) -> float:
    keys = [one for one in hands.keyboard.placed if one.key.role not in CHIPS]
    return min(one.rect.width() for one in keys) / mm(hands)


def lowest_mm(hands: Hands) -> float:
    return min(one.rect.height() for one in hands.keyboard.placed) / mm(hands)


def assert_tidy(hands: Hands) -> None:
    inside = QRectF(hands.keyboard.rect())
    for one in hands.keyboard.placed:
        assert inside.contains(one.rect), one.key.label
    for one, other in combinations(hands.keyboard.placed, 2):
        assert not one.rect.intersects(other.rect), (one.key.label, other.key.label)
    assert hands.keyboard.words_fit()


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_large_enough_lying(sit_down: SitDown, language: str) -> None:
    hands = sit_down(language, languages=(language, "en", "ru", "ar"), size=LYING)

    assert_tidy(hands)
    assert narrowest_mm(hands) >= 16.0
    assert lowest_mm(hands) + GAP_MM[LYING] >= 14.0
    assert hands.keyboard.height() <= 75.0 * mm(hands) + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_large_enough_standing(sit_down: SitDown, language: str) -> None:
    hands = sit_down(language, languages=(language, "en", "ru", "ar"), size=STANDING)

    assert_tidy(hands)
    assert narrowest_mm(hands) + GAP_MM[STANDING] >= 11.0


@pytest.mark.parametrize("size", [LYING, STANDING, QSize(1920, 1200)])
@pytest.mark.parametrize("language", ["de", "tr", "ar"])
@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.PHONE])
def test_addresses_and_numbers_have_room(
    sit_down: SitDown, kind: Kind, language: str, size: QSize
) -> None:
    hands = sit_down(language, kind, size=size)

    assert_tidy(hands)
    assert narrowest_mm(hands) >= (16.0 if size != STANDING else 10.1)
    assert lowest_mm(hands) + 1.3 >= 12.0


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
    for fill in (BOARD, FUNCTION_KEY):
        assert contrast(INK, fill.name()) >= TEXT_CONTRAST


def test_height_is_the_same_for_all_pages_and_layouts(sit_down: SitDown) -> None:
    hands = sit_down("hy", languages=("hy", "en"))
    before = hands.keyboard.height()

    hands.taps_role(Role.PAGE)
    hands.taps_role(Role.SWITCH)

    assert hands.keyboard.height() == before
