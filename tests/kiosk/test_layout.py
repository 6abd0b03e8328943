"""Every screen, in six languages, two sizes and several glasses: nothing cut off, nothing overlaps."""

import gettext
import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from desktop_app.campaign.pack import ConsentId
from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.keyboard.widget import Keyboard
from desktop_app.kiosk.lockdown import Lockdown, Reason
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.steps import Sheet, StepKind
from desktop_app.kiosk.window import KioskWindow
from desktop_app.language import Catalogues
from desktop_app.qt.theme import Theme, Type, fitting_px_per_mm
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.reading import ReadingView
from desktop_app.qt.widgets.text import Text
from desktop_app.signature.consent import Choice
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.stalls import LOCALES, kept

LANGUAGES = ("en", "de", "fr", "es", "ru", "ar")
GLASSES = {
    "lying": QSize(1280, 800),
    "large": QSize(1920, 1080),
    "fine": QSize(1920, 1200),
    "standing": QSize(800, 1280),
}
TYPED = ("given_name", "family_name", "email", "phone", "country_search")
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


def screens(window: KioskWindow) -> Iterator[str]:
    """Walk through every screen, with complaints; yields the name of each."""

    def happen(*events: st.Event) -> None:
        for event in events:
            window.happen(event)

    yield "petition"
    for page in ("text", "privacy", "terms", "faq", "contact"):
        happen(st.ReadingAsked(page=page))
        yield f"reading {page}"
        happen(st.ReadingLeft())
    happen(st.SigningBegun(), st.NextPressed())
    yield "name, complaint"
    happen(st.FieldTyped(name="given_name", text="Marta"), st.NextPressed())
    happen(st.FieldTyped(name="email", text="marta@example"), st.NextPressed())
    yield "e-mail, complaint"
    happen(st.FieldTyped(name="email", text="marta@gmial"))
    window.page.go_on()
    yield "e-mail, offer"
    window.page.go_on()
    yield "e-mail, offer and complaint"
    happen(st.FieldTyped(name="email", text="marta@example.org"), st.NextPressed())
    yield from choices(window)
    happen(st.Ticked(seconds=45))
    yield "still there"
    happen(st.MoreTimeAsked())
    window._state = structs.replace(window.state, stage=st.Saving(number=1))
    happen(kept(number=1, kept_count=1))
    yield "thanks"
    yield from for_volunteers(window)
    happen(st.BugMet(code="journal.disk_full"))
    yield "volunteer"
    happen(st.TriedAgain())


def for_volunteers(window: KioskWindow) -> Iterator[str]:
    """Walk through what volunteers see, at its longest."""

    def show(**changed: object) -> None:
        window._state = structs.replace(window.state, **changed)
        window._show()

    window._timer.stop()  # it would find out how locked this window really is
    window._rules = replace(window._rules, has_pin=True)
    show(stage=st.VolunteerNeeded(code="kiosk.pace"))
    yield "volunteer, too quick"
    show(has_new_keyboard=True)
    yield "new keyboard"
    show(stage=st.Petition(), has_new_keyboard=False, cover=vs.AtPin(wait_s=0.0, typed="7" * 12))
    yield "PIN"
    show(cover=vs.AtPin(wait_s=600.0, is_wrong=True))
    yield "PIN, wait"
    show(cover=vs.AtPin(wait_s=0.0, code="pin.from_newer_version"))
    yield "PIN, problem"
    every_reason = Lockdown(reasons=(Reason.SYSTEM, Reason.WINDOW, Reason.SLEEP))
    show(cover=vs.VolunteerMenu(), kept_count=12345, lockdown=every_reason)
    yield "for volunteers"
    show(cover=None, kept_count=0)


def choices(window: KioskWindow) -> Iterator[str]:
    pack = window._stall.pack
    for number in range(20):
        form = window.state.stage
        assert isinstance(form, st.Form)
        yield f"form {number}"
        if form.step.part.consents or form.step.kind is StepKind.PHONE:
            window.happen(st.NextPressed())
            window.happen(st.SignPressed())
            yield f"form {number}, complaints"
        if form.step.part.has_country:
            window.happen(st.CountryListAsked())
            yield "countries"
            window.happen(st.CountrySought(text="qqq"))
            yield "countries, none found"
            window.happen(st.CountryListLeft())
        for consent in pack.choices:
            if consent.id in form.step.part.consents:
                window.happen(st.Answered(consent_id=ConsentId(consent.id), choice=Choice.YES))
        if form.step.kind is StepKind.PHONE:
            window.happen(st.FieldTyped(name="phone", text="+491701234567"))
        yield f"form {number}, answered"
        if window.page.main_button.objectName() == "sign":
            return
        window.happen(st.NextPressed())


def faults_of(window: KioskWindow) -> list[str]:
    faults = []
    shown = [w for w in window.findChildren(QWidget) if w.isVisible()]
    for widget in shown:
        place = place_in(window, widget)
        if not window.rect().contains(place):
            faults.append(f"{name_of(widget)} leaves the window: {place}")
        if isinstance(widget, Text) and not widget.text_fits():
            faults.append(f"cut off: {name_of(widget)} in {widget.size()}")
        if isinstance(widget, Action | Option) and not widget.face.text_fits():
            faults.append(f"cut off: {name_of(widget)} in {widget.size()}")
    faults += overlaps(window, shown)
    faults += faults_of_keyboard(window, shown)
    faults += too_small_to_touch(window, shown)
    return faults


def faults_of_keyboard(window: KioskWindow, shown: list[QWidget]) -> list[str]:
    faults = []
    px_per_mm = fitting_px_per_mm(window.size())
    for keyboard in (widget for widget in shown if isinstance(widget, Keyboard)):
        keys = [placed.rect for placed in keyboard.placed]
        if not keys or not keyboard.words_fit():
            faults.append("keys are missing or cut off")
        if min(min(rect.height(), rect.width()) for rect in keys) < 12.0 * px_per_mm:
            faults.append("keys are too small")
        if any(not QRectF(keyboard.rect()).contains(rect) for rect in keys):
            faults.append("keys leave the keyboard")
    typed = [w for w in shown if isinstance(w, QLineEdit) and w.objectName() in TYPED]
    if typed and not any(isinstance(widget, Keyboard) for widget in shown):
        faults.append(f"no keyboard for {typed[0].objectName()}")
    return faults


def overlaps(window: KioskWindow, shown: list[QWidget]) -> list[str]:
    kinds = (QLabel, QAbstractButton, QLineEdit, ReadingView, Keyboard)
    places = [(widget, place_in(window, widget)) for widget in shown if isinstance(widget, kinds)]
    return [
        f"{name_of(one)} {place} overlaps {name_of(other)} {other_place}"
        for (one, place), (other, other_place) in combinations(places, 2)
        if place.adjusted(1, 1, -1, -1).intersects(other_place)
    ]


def too_small_to_touch(window: KioskWindow, shown: list[QWidget]) -> list[str]:
    px_per_mm = fitting_px_per_mm(window.size())
    touched = [widget for widget in shown if isinstance(widget, QAbstractButton | QLineEdit)]
    small = [w for w in touched if min(w.width(), w.height()) < math.floor(12 * px_per_mm)]
    main = [w for w in touched if isinstance(w, Action) and w.face.kind is Kind.MAIN]
    low = [w for w in main if w.height() < math.floor(20 * px_per_mm)]
    return [f"too small to touch: {name_of(widget)} {widget.size()}" for widget in small + low]


def place_in(window: KioskWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} {widget.property('text')!r}"


def all_faults(window: KioskWindow, *, is_large: bool, languages: tuple[str, ...]) -> str:
    found = []
    for language in languages:
        window.happen(st.LanguageChosen(language=language))
        if window.state.sight.is_large != is_large:
            window.happen(st.TextSizeToggled())
        for screen in screens(window):
            QApplication.processEvents()
            found += [f"{language}, {screen}: {fault}" for fault in faults_of(window)]
            if not isinstance(window.state.stage, st.Petition):
                assert window.state.sight == st.Sight(language=language, is_large=is_large)
    return "\n".join(found)


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("glass", GLASSES)
def test_nothing_is_cut_off_and_nothing_overlaps(
    open_window: OpenWindow, glass: str, is_large: bool
) -> None:
    window = open_window(size=GLASSES[glass])

    assert all_faults(window, is_large=is_large, languages=LANGUAGES) == ""


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("glass", ["lying", "standing"])
def test_nothing_is_cut_off_with_longer_words(
    stall: Stall, open_window: OpenWindow, glass: str, is_large: bool
) -> None:
    window = open_window(replace(stall, catalogues=LongCatalogues(LOCALES)), size=GLASSES[glass])

    assert all_faults(window, is_large=is_large, languages=("en", "de", "ar")) == ""


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
def test_nothing_is_cut_off_under_the_banner_of_a_demonstration(
    stall: Stall, open_window: OpenWindow, is_large: bool
) -> None:
    window = open_window(replace(stall, is_demonstration=True))

    assert all_faults(window, is_large=is_large, languages=LANGUAGES) == ""


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
def test_volunteers_pages_have_room_under_the_banner_of_a_standing_demonstration(
    stall: Stall, open_window: OpenWindow, is_large: bool
) -> None:
    window = open_window(replace(stall, is_demonstration=True), size=GLASSES["standing"])
    found = []
    for language in LANGUAGES:
        window._state = structs.replace(
            window.state, sight=st.Sight(language=language, is_large=is_large)
        )
        for screen in for_volunteers(window):
            QApplication.processEvents()
            found += [f"{language}, {screen}: {fault}" for fault in faults_of(window)]

    assert "\n".join(found) == ""


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
