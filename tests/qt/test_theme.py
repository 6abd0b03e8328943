"""Sizes, colours and fonts."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QSize

from desktop_app.qt.colours import Light, contrast, palette
from desktop_app.qt.fonts import scripts_of
from desktop_app.qt.theme import Theme, fitting_px_per_mm, true_scale


@given(channels=some.tuples(*[some.integers(0, 255)] * 3))
def test_any_accent_is_deep_enough_for_white_words(channels: tuple[int, int, int]) -> None:
    accent = "#{:02x}{:02x}{:02x}".format(*channels)

    assert contrast(palette(accent, Light.OUTDOOR).accent, "#ffffff") >= 15
    assert contrast(palette(accent, Light.INDOOR).accent, "#ffffff") >= 7


def test_accent_shines_indoors_as_the_campaign_chose_it() -> None:
    assert palette("#4a1d9e", Light.INDOOR).accent == "#4a1d9e"


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    "size", [QSize(1280, 800), QSize(1920, 1080), QSize(800, 1280), QSize(640, 400)]
)
def test_designed_glass_fits_every_window(size: QSize) -> None:
    px_per_mm = fitting_px_per_mm(size)
    long, short = max(size.width(), size.height()), min(size.width(), size.height())

    assert px_per_mm * 217 <= long + 0.01
    assert px_per_mm * 136 <= short + 0.01


def test_true_scale_tells_when_a_glass_is_too_small() -> None:
    theme = Theme(px_per_mm=fitting_px_per_mm(QSize(1280, 800)))

    assert true_scale(theme, physical_dots_per_inch=149.4) == pytest.approx(1.0, abs=0.01)
    assert true_scale(theme, physical_dots_per_inch=189.0) < 0.8


def test_scripts_of_texts_are_found() -> None:
    assert scripts_of(["Tür", "Дверь"]) == []
    assert scripts_of(["مفتوحًا", "კარი", "扉"]) == ["Arabic", "Georgian", "CJK"]
