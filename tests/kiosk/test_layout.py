"""Every screen in every language, two sizes and several glasses: nothing cut off, nothing overlaps.

All 34 languages are walked through at Normal and Large on the 10.1″ glass (1280×800), with each
sentence about wrong input. On the others (10.1″ in 1920×1200, 13.3″ in 1920×1080, and standing in
800×1280), which scale the same design, seven stand for all: the first, the longest words, and each
script whose letters are set differently.
"""

import gettext
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.steps import Sheet
from desktop_app.language import SPOKEN, Catalogues
from desktop_app.qt.theme import Theme, Type, fitting_px_per_mm
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.faults import faults_of
from tests.kiosk.screens import UNSPOKEN, Walk, happen, in_language, screens
from tests.kiosk.stalls import LOCALES

LANGUAGES = ("en", "de", "fr", "es", "ru", "ar")
STANDING_FOR_ALL = ("en", "de", "ar", "fi", "ka", "he", "el")
LYING = QSize(1280, 800)
GLASSES = {
    "large": QSize(1920, 1080),
    "fine": QSize(1920, 1200),
    "standing": QSize(800, 1280),
}
ALL_GLASSES = {"lying": LYING, **GLASSES}
LONGER = {"a": "aa", "e": "ee", "o": "oo"}


class LongWords(gettext.NullTranslations):
    """Words about a third longer than English, as translations often are."""

    def gettext(self, message: str) -> str:
        parts = message.split("%(")
        longer = [self.stretch(parts[0])]
        for part in parts[1:]:
            name, end, rest = part.partition(")s")
            longer.append(f"%({name}{end}{self.stretch(rest)}")
        return "".join(longer)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def stretch(self, text: str) -> str:
        return "".join(LONGER.get(letter, letter) for letter in text)


class LongCatalogues(Catalogues):
    def languages(self) -> frozenset[str]:
        return frozenset(LANGUAGES)

    def _read(self, language: str) -> gettext.NullTranslations:
        return LongWords()


def all_faults(
    open_window: OpenWindow,
    stall: Stall,
    others: tuple[Pack, ...],
    *,
    size: QSize,
    is_large: bool,
    walk: Walk | None = None,
) -> str:
    """Walk through all screens of a stall, in the language with which it begins."""
    language = stall.pack.settings.default_language
    window = open_window(stall, size=size, is_begun=False)
    window._take_others(others)
    if is_large:
        happen(window, st.TextSizeToggled())
    found = []
    for screen in screens(window, walk):
        found += [f"{screen}: {fault}" for fault in faults_of(window)]
        shown = UNSPOKEN if screen.startswith("unspoken") else language
        assert window.state.sight == st.Sight(language=shown, is_large=is_large), screen
    return "\n".join(found)


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("language", sorted(SPOKEN))
def test_nothing_is_cut_off_and_nothing_overlaps(
    open_window: OpenWindow,
    stall: Stall,
    other_packs: tuple[Pack, ...],
    language: str,
    *,
    is_large: bool,
) -> None:
    at = replace(stall, pack=in_language(stall.pack, language))
    others = tuple(in_language(pack, language) for pack in other_packs)
    walk = Walk(is_thorough=True)

    assert all_faults(open_window, at, others, size=LYING, is_large=is_large, walk=walk) == ""


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("language", STANDING_FOR_ALL)
@pytest.mark.parametrize("glass", GLASSES)
def test_nothing_is_cut_off_on_other_glasses(
    open_window: OpenWindow,
    stall: Stall,
    other_packs: tuple[Pack, ...],
    glass: str,
    language: str,
    *,
    is_large: bool,
) -> None:
    at = replace(stall, pack=in_language(stall.pack, language))
    others = tuple(in_language(pack, language) for pack in other_packs)

    assert all_faults(open_window, at, others, size=GLASSES[glass], is_large=is_large) == ""


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, GLASSES["standing"]], ids=["lying", "standing"])
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_nothing_is_cut_off_with_longer_words(
    open_window: OpenWindow, stall: Stall, size: QSize, language: str, *, is_large: bool
) -> None:
    pack = in_language(stall.pack, language)
    at = replace(stall, pack=pack, catalogues=LongCatalogues(LOCALES))

    assert all_faults(open_window, at, (), size=size, is_large=is_large) == ""


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [LYING, GLASSES["standing"]], ids=["lying", "standing"])
@pytest.mark.parametrize("why", ["demonstration", "practice"])
def test_nothing_is_cut_off_under_a_banner(
    open_window: OpenWindow,
    stall: Stall,
    other_packs: tuple[Pack, ...],
    why: str,
    size: QSize,
    language: str,
    *,
    is_large: bool,
) -> None:
    pack = in_language(stall.pack, language)
    others = tuple(in_language(pack, language) for pack in other_packs)
    is_practice = why == "practice"
    at = replace(stall, pack=pack, is_practice=is_practice, is_demonstration=not is_practice)

    assert all_faults(open_window, at, others, size=size, is_large=is_large) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_choices_are_on_one_page_at_normal(open_window: OpenWindow, language: str) -> None:
    window = open_window()

    (part,) = window._lay_out(
        Sheet(campaign=window.page.setting.pack.id, language=language, is_large=False)
    )

    assert part.has_country
    assert len(part.consents) == 3
    assert part.has_words_to_sign


@pytest.mark.parametrize(
    ("role", "normal_mm", "large_mm"),
    [
        (Type.READING, 3.0, 4.9),
        (Type.LEAD, 3.0, 4.9),
        (Type.BAR, 3.0, 4.9),
        (Type.BUTTON, 3.0, 4.9),
        (Type.QUESTION, 4.8, 4.9),
        (Type.FIELD, 4.8, 4.9),
        (Type.CHOICE, 4.8, 4.9),
        (Type.MAIN_BUTTON, 4.8, 4.9),
    ],
)
def test_capitals_are_high_enough(role: Type, normal_mm: float, large_mm: float) -> None:
    from desktop_app.qt.theme import CAPITAL_PER_EM, TextSize

    theme = Theme(px_per_mm=fitting_px_per_mm(QSize(1280, 800)))
    for text_size, wanted in ((TextSize.NORMAL, normal_mm), (TextSize.LARGE, large_mm)):
        font = theme.with_text_size(text_size).font(role)
        assert font.pixelSize() * CAPITAL_PER_EM / theme.px_per_mm >= wanted
