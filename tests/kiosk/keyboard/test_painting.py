"""What is drawn on keys stays clear of their edges: measured on rendered pixels, in every script."""

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_app.qt.keyboard.boards import Kind
from desktop_app.qt.keyboard.keys import Placed, Role
from desktop_app.qt.theme import fitting_px_per_mm
from tests.kiosk.keyboard.conftest import SitDown
from tests.kiosk.keyboard.hands import LANGUAGES, LYING, STANDING, Hands

FROM_EDGE_MM = (0.5, 0.8)
"""A band within the frame in which nothing may be drawn."""
CORNER_MM = 2.0
WRITTEN = (Role.TEXT, Role.SPACE, Role.NEXT, Role.PAGE, Role.SWITCH)


def smudged(hands: Hands) -> list[str]:
    """List the keys on which something is drawn near the upper or the lower edge."""
    image = hands.keyboard.grab().toImage()
    mm = fitting_px_per_mm(hands.bench.window.size())
    keys = [one for one in hands.keyboard.placed if one.key.role in WRITTEN]
    assert keys
    return [one.key.label for one in keys if not is_clear(image, one, mm)]


def is_clear(image: QImage, placed: Placed, mm: float) -> bool:
    rect = placed.rect
    fill = image.pixelColor(int(rect.left() + CORNER_MM * mm), int(rect.top() + 0.65 * mm))
    for row in rows_near_edges(rect, mm):
        for x in range(int(rect.left() + CORNER_MM * mm), int(rect.right() - CORNER_MM * mm)):
            if image.pixelColor(x, row) != fill:
                return False
    return True


def rows_near_edges(rect: QRectF, mm: float) -> list[int]:
    near, far = (round(one * mm) for one in FROM_EDGE_MM)
    above = range(int(rect.top()) + near, int(rect.top()) + far + 1)
    below = range(int(rect.bottom()) - far, int(rect.bottom()) - near)
    return [*above, *below]


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_stay_clear_of_the_edges_of_their_keys(
    sit_down: SitDown, families: tuple[str, ...], language: str, size: QSize, is_large: bool
) -> None:
    hands = sit_down(
        language, languages=(language, "en"), size=size, is_large=is_large, families=families
    )
    hands.keyboard.setFixedHeight(hands.keyboard.least_height)
    QApplication.processEvents()

    assert smudged(hands) == []
    for role in (Role.SHIFT, Role.PAGE):
        if hands.key_of(role) is not None:
            hands.taps_role(role)
            assert smudged(hands) == []


@pytest.mark.parametrize("kind", [Kind.EMAIL, Kind.POSTCODE, Kind.PHONE])
def test_addresses_stay_clear_of_the_edges_too(
    sit_down: SitDown, families: tuple[str, ...], kind: Kind
) -> None:
    hands = sit_down("de", kind, size=LYING, is_large=True, families=families)
    hands.keyboard.setFixedHeight(hands.keyboard.least_height)
    QApplication.processEvents()

    assert smudged(hands) == []


def test_a_letter_too_low_would_be_seen(
    sit_down: SitDown, families: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.qt.keyboard.painting.AIR_MM", -5.0)
    hands = sit_down("ar", size=LYING, is_large=True, families=families)
    hands.keyboard.setFixedHeight(hands.keyboard.least_height)
    QApplication.processEvents()

    assert {"ح", "ع"} <= set(smudged(hands))


def is_dark(hands: Hands, placed: Placed) -> bool:
    """Look beside the letter, where a key shows its own colour."""
    mm = fitting_px_per_mm(hands.bench.window.size())
    at = placed.rect.topLeft().toPoint() + QPoint(int(CORNER_MM * mm), int(mm))
    return hands.keyboard.grab().toImage().pixelColor(at).lightness() < 40


def test_each_finger_sees_its_own_key_pressed_until_it_is_lifted(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")
    one, other = hands.key("a"), hands.key("m")
    assert not is_dark(hands, one)

    hands.presses(one, finger=1)
    hands.presses(other, finger=2)
    assert is_dark(hands, one)
    assert is_dark(hands, other)
    hands.lifts(one, finger=1)

    assert not is_dark(hands, one)
    assert is_dark(hands, other)
    hands.lifts(other, finger=2)
    assert not is_dark(hands, other)
    assert hands.bench.text == "xam"
