"""What gives way on the petition's page when room is short, and what never does."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.widgets.pictures import Hero
from desktop_app.qt.widgets.text import Text
from tests.kiosk.conftest import OpenWindow

LANGUAGES = ("en", "de", "fr", "es", "ru", "ar")


def shown_texts(window: KioskWindow) -> list[str]:
    QApplication.processEvents()
    return [text.text() for text in window.findChildren(Text) if text.isVisible()]


@pytest.mark.parametrize("is_demonstration", [False, True], ids=["plain", "banner"])
@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(1920, 1080)], ids=["small", "large"])
def test_lead_and_all_demands_are_shown_whole_at_normal(
    stall: Stall, open_window: OpenWindow, size: QSize, *, is_demonstration: bool
) -> None:
    window = open_window(replace(stall, is_demonstration=is_demonstration), size=size)

    for language in LANGUAGES:
        window.happen(st.LanguageChosen(language=language))
        words = stall.pack.text(language).words
        missing = {words.lead, *words.demands} - set(shown_texts(window))
        assert missing == set(), language


@pytest.mark.parametrize("is_demonstration", [False, True], ids=["plain", "banner"])
def test_all_demands_are_shown_at_normal_on_a_standing_glass(
    stall: Stall, open_window: OpenWindow, *, is_demonstration: bool
) -> None:
    window = open_window(replace(stall, is_demonstration=is_demonstration), size=QSize(800, 1280))

    for language in LANGUAGES:
        window.happen(st.LanguageChosen(language=language))
        missing = set(stall.pack.text(language).words.demands) - set(shown_texts(window))
        assert missing == set(), language


@pytest.mark.parametrize("is_demonstration", [False, True], ids=["plain", "banner"])
def test_picture_is_shown_whole_or_not_at_all(
    stall: Stall, open_window: OpenWindow, *, is_demonstration: bool
) -> None:
    window = open_window(replace(stall, is_demonstration=is_demonstration))
    found = 0

    for language in LANGUAGES:
        window.happen(st.LanguageChosen(language=language))
        QApplication.processEvents()
        for hero in window.page.findChildren(Hero):
            found += 1
            assert hero.height() >= hero.heightForWidth(hero.width()) - 1, language

    assert is_demonstration or found > 0
