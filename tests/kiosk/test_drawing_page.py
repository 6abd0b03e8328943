"""The pad in the real window: signing by it, turning the glass, and nothing left of it afterwards."""

import gc
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop_app.campaign.pack import ConsentId, Presence
from desktop_app.kiosk import states as st
from desktop_app.kiosk.pages.drawing_page import DrawingPage
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.steps import StepKind
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.widgets.pad.signature_pad import SignaturePad
from desktop_app.qt.widgets.text import Text
from desktop_app.signature.consent import Choice
from desktop_app.signature.reading import is_sane
from desktop_app.signature.strokes import MAX_BYTES, PAD_HEIGHT, WIDTH, Strokes, decoded
from tests.conftest import flush_deferred_deletes
from tests.kiosk.conftest import GLASS, OpenWindow
from tests.kiosk.faults import faults_of, place_in
from tests.kiosk.stalls import LOCALES, MemoryKeeper, asking
from tests.kiosk.test_layout import ALL_GLASSES as GLASSES
from tests.kiosk.test_layout import LongCatalogues
from tests.qt.pad.drawing import Finger, dark, touch_screen

STANDING = QSize(800, 1280)
LANGUAGES = ("en", "de", "ru", "ar")
TOO_MUCH = Strokes(lines=(((1, 1),), ((4000, 1500),)) * 1000)
CONSENTS = ("share_with_starter", "email_updates", "sms")
CANARY_X = (1111, 2222, 3333)
CANARY = Strokes(lines=(tuple((x, 777) for x in CANARY_X),))

OpenPad = Callable[..., KioskWindow]


@pytest.fixture
def open_pad(stall: Stall, open_window: OpenWindow) -> OpenPad:
    """Open a window whose campaign asks for a drawn signature."""

    def open_one(presence: Presence = Presence.REQUIRED, *, size: QSize = GLASS) -> KioskWindow:
        pack = asking(stall.pack, drawn_signature=presence)
        window = open_window(replace(stall, pack=pack), size=size)
        Visitor(window).waits_until(lambda: window.state.kept_count is not None)
        return window

    return open_one


def to_pad(window: KioskWindow, *, sms: bool = False) -> SignaturePad:
    """Fill the form in up to the pad."""
    events: list[st.Event] = [
        st.SigningBegun(),
        st.FieldTyped(name="given_name", text="Marta"),
        st.FieldTyped(name="email", text="marta@example.org"),
        st.FieldTyped(name="phone", text="+491701234567"),
        *(st.Answered(consent_id=ConsentId(one), choice=Choice.NO) for one in CONSENTS),
        st.Answered(consent_id=ConsentId("sms"), choice=Choice.YES if sms else Choice.NO),
    ]
    for event in events:
        window.happen(event)
    for _ in range(20):
        if window.state.stage.step.kind is StepKind.DRAWING:
            QApplication.processEvents()
            return pad_of(window)
        window.happen(st.NextPressed())
    raise AssertionError("no pad")


def pad_of(window: KioskWindow) -> SignaturePad:
    pad = window.page.findChild(SignaturePad)
    assert pad is not None
    return pad


def strokes_of(window: KioskWindow) -> Strokes:
    return window.state.stage.draft.strokes


# ---- signing ----


@pytest.mark.parametrize(
    ("presence", "is_large", "draws", "sms"),
    list(product([Presence.REQUIRED, Presence.OPTIONAL], *[[False, True]] * 3)),
)
def test_every_combination_signs(
    open_pad: OpenPad,
    keeper: MemoryKeeper,
    presence: Presence,
    *,
    is_large: bool,
    draws: bool,
    sms: bool,
) -> None:
    window = open_pad(presence)
    visitor = Visitor(window)
    if is_large:
        visitor.turns_large_on()
    to_pad(window, sms=sms)
    if draws or presence is Presence.REQUIRED:
        visitor.draws()
    visitor.signs()
    visitor.waits_for_thanks()

    (signature,) = keeper.kept
    assert is_sane(signature)
    assert len(signature.drawn) <= MAX_BYTES
    is_drawn = draws or presence is Presence.REQUIRED
    assert len(decoded(signature.drawn).lines) == (1 if is_drawn else 0)


def test_a_missing_drawing_is_said_at_the_pad_and_nothing_is_lost(open_pad: OpenPad) -> None:
    window = open_pad()
    visitor = Visitor(window)
    to_pad(window)
    visitor.taps("undo")
    visitor.taps("sign")

    assert visitor.finds("wrong_drawn_signature") is not None
    assert window.focusWidget() is pad_of(window)
    assert pad_of(window).accessibleDescription() == "Please draw your signature here."
    assert window.state.stage.draft.given_name == "Marta"
    visitor.draws()
    assert visitor.finds("wrong_drawn_signature") is None


def test_what_is_wrong_is_said_aloud_once_each_time(
    open_pad: OpenPad, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_pad()
    to_pad(window)
    said: list[str] = []
    monkeypatch.setattr(window.page, "complain_aloud", lambda _field, words: said.append(words))
    for event in (
        st.SignPressed(),
        st.Touched(),
        st.SignPressed(),
        st.Drawn(strokes=CANARY),
        st.Drawn(strokes=TOO_MUCH),
        st.Drawn(strokes=TOO_MUCH),
    ):
        window.happen(event)
    missing, too_long = "Please draw your signature here.", "This drawing is too long. "
    assert said[:2] == [missing] * 2
    assert [sentence.startswith(too_long) for sentence in said[2:]] == [True]


def test_undo_and_clear_are_large_and_take_strokes_back(open_pad: OpenPad) -> None:
    window = open_pad()
    visitor = Visitor(window)
    to_pad(window)
    visitor.draws()
    visitor.draws(((0.1, 0.1), (0.3, 0.3)))
    visitor.taps("undo")
    assert len(strokes_of(window).lines) == 1
    visitor.draws()
    visitor.taps("clear")
    assert not strokes_of(window)
    for name in ("undo", "clear"):
        assert visitor.finds(name).height() >= window._theme.px(12.0)


def test_visitor_draws_and_signs_with_the_keyboard_alone(
    open_pad: OpenPad, keeper: MemoryKeeper
) -> None:
    window = open_pad()
    visitor = Visitor(window)
    to_pad(window)
    assert window.focusWidget() is pad_of(window)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Space):
        visitor.presses(key)
    for _ in range(20):
        visitor.presses(Qt.Key.Key_Tab)
        if window.focusWidget().objectName() == "sign":
            break
    visitor.presses(Qt.Key.Key_Return)
    visitor.waits_for_thanks()

    assert decoded(keeper.kept[0].drawn).points_count == 3


def test_tab_goes_from_the_pad_over_undo_and_clear_to_sign(open_pad: OpenPad) -> None:
    window = open_pad()
    visitor = Visitor(window)
    pad = to_pad(window)
    pad.setFocus(Qt.FocusReason.OtherFocusReason)
    names = []
    for _ in range(6):
        visitor.presses(Qt.Key.Key_Tab)
        names.append(window.focusWidget().objectName())
    assert names[:2] == ["undo", "clear"]
    assert "sign" in names


def test_drawing_counts_as_a_touch(open_pad: OpenPad) -> None:
    window = open_pad()
    pad = to_pad(window)
    window.happen(st.Ticked(seconds=40))
    finger = Finger(pad)
    finger.down(100, 100)
    for number in range(60):
        if number == 30:
            window.happen(st.Ticked(seconds=30))
        finger.to(100 + number, 120)
    finger.up(160, 120)
    window.happen(st.Ticked(seconds=40))
    assert window.state.leaving_s is None


def test_a_button_under_a_resting_hand_is_not_pressed_by_it(open_pad: OpenPad) -> None:
    window = open_pad(Presence.OPTIONAL)
    pad = to_pad(window)
    sign = window.page.main_button
    palm, tip = place_in(window, sign).center(), place_in(window, pad).center()

    def touch(what: str, **places: QPoint) -> None:
        touches = QTest.touchEvent(window, touch_screen(), False)
        numbers = {"palm": 1, "tip": 2}
        for name, place in places.items():
            deed = what if name == list(places)[-1] else "stationary"
            if deed == "stationary":
                touches.stationary(numbers[name])
            else:
                getattr(touches, deed)(numbers[name], place, window)
        touches.commit()

    touch("press", palm=palm)
    assert sign.isDown()
    touch("press", palm=palm, tip=tip)
    for step in range(20):
        touch("move", palm=palm, tip=tip + QPoint(step, 2 * step))
    touch("release", palm=palm, tip=tip + QPoint(19, 38))
    touch("release", palm=palm)
    QApplication.processEvents()

    assert isinstance(window.state.stage, st.Form)
    assert strokes_of(window).points_count >= 2
    Visitor(window).signs()
    Visitor(window).waits_for_thanks()


def test_a_palm_of_five_contacts_is_no_hindrance(open_pad: OpenPad) -> None:
    window = open_pad()
    place = place_in(window, to_pad(window))
    knuckles = {number: place.center() + QPoint(30 * number, 60) for number in range(1, 6)}
    tip = [place.topLeft() + QPoint(50 + 5 * step, 50 + step) for step in range(30)]

    def touch(lying: int, **deeds: tuple[int, QPoint]) -> None:
        touches = QTest.touchEvent(window, touch_screen(), False)
        for number in range(1, lying + 1):
            touches.move(number, knuckles[number], window)
        for deed, (number, where) in deeds.items():
            getattr(touches, deed)(number, where, window)
        touches.commit()

    for number, where in knuckles.items():
        touch(number - 1, press=(number, where))
    touch(5, press=(6, tip[0]))
    for where in tip[1:]:
        touch(5, move=(6, where))
    touch(5, release=(6, tip[-1]))
    for number in reversed(knuckles):
        touch(number - 1, release=(number, knuckles[number]))

    (line,) = strokes_of(window).lines
    assert line[0][0] < WIDTH / 10
    assert len(line) >= 2


# ---- other sights ----


def test_turning_the_glass_keeps_the_strokes(open_pad: OpenPad) -> None:
    window = open_pad()
    pad = to_pad(window)
    Visitor(window).draws()
    drawn, before = strokes_of(window), pad.grab().toImage()
    for size in (STANDING, GLASS):
        window.resize(size)
        QApplication.processEvents()
        assert strokes_of(window) == pad_of(window).strokes == drawn
    assert dark(pad_of(window).grab().toImage()) == pytest.approx(dark(before), rel=0.05)
    Visitor(window).draws(((0.1, 0.1), (0.3, 0.3)))
    assert strokes_of(window).lines[0] == drawn.lines[0]
    assert len(strokes_of(window).lines) == 2


def test_a_stroke_that_is_being_drawn_while_the_glass_turns_is_kept(open_pad: OpenPad) -> None:
    window = open_pad()
    finger = Finger(to_pad(window))
    finger.down(100, 100)
    for step in range(20):
        finger.to(100 + 5 * step, 120)
    window.resize(STANDING)
    QApplication.processEvents()
    assert strokes_of(window) == pad_of(window).strokes
    assert len(strokes_of(window).lines) == 1


def test_another_language_or_text_size_keeps_the_strokes(open_pad: OpenPad) -> None:
    window = open_pad()
    to_pad(window)
    Visitor(window).draws()
    drawn = strokes_of(window)
    for event in (
        st.LanguageChosen(language="ar"),
        st.TextSizeToggled(),
        st.ReadingAsked(page="privacy"),
        st.ReadingLeft(),
        st.Ticked(seconds=45),
        st.MoreTimeAsked(),
        st.BackPressed(),
        st.NextPressed(),
    ):
        window.happen(event)
    assert pad_of(window).strokes == drawn


@pytest.mark.parametrize("glass", GLASSES)
@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
def test_pad_is_large_and_of_one_shape_and_nothing_is_cut_off(
    open_pad: OpenPad, glass: str, *, is_large: bool
) -> None:
    window = open_pad(Presence.OPTIONAL, size=GLASSES[glass])  # its question is longer
    assert faults_of_pad(window, is_large=is_large) == []


@pytest.mark.parametrize("glass", ["lying", "standing"])
@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
def test_pad_has_room_beside_longer_words_and_under_the_banner(
    stall: Stall, open_window: OpenWindow, glass: str, *, is_large: bool
) -> None:
    pack = asking(stall.pack, drawn_signature=Presence.OPTIONAL)
    long = replace(stall, pack=pack, catalogues=LongCatalogues(LOCALES), is_demonstration=True)
    window = open_window(long, size=GLASSES[glass])
    assert faults_of_pad(window, is_large=is_large) == []


@pytest.mark.parametrize("glass", ["lying", "standing"])
@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
def test_pad_stays_in_its_place_when_a_sentence_comes_or_goes(
    open_pad: OpenPad, glass: str, *, is_large: bool
) -> None:
    window = open_pad(size=GLASSES[glass])
    if is_large:
        window.happen(st.TextSizeToggled())
    for language in LANGUAGES:
        window.happen(st.StartedAgain())
        window.happen(st.LanguageChosen(language=language))
        places = {place_in(window, to_pad(window)).getRect()}
        for event in (
            st.NextPressed() if is_large else st.SignPressed(),
            st.Drawn(strokes=TOO_MUCH),
            st.Drawn(strokes=CANARY),
        ):
            window.happen(event)
            QApplication.processEvents()
            places.add(place_in(window, pad_of(window)).getRect())
        assert len(places) == 1, language


def faults_of_pad(window: KioskWindow, *, is_large: bool) -> list[str]:
    if is_large:
        window.happen(st.TextSizeToggled())
    to_pad(window)
    faults = []
    for language in LANGUAGES:
        window.happen(st.LanguageChosen(language=language))
        for lines in ((), TOO_MUCH.lines):
            window.happen(st.Drawn(strokes=Strokes(lines=lines)))
            QApplication.processEvents()
            pad = pad_of(window)
            faults += [f"{language}: {fault}" for fault in faults_of(window)]
            if pad.height() < 29 * window._theme.px_per_mm:
                faults.append(f"{language}: only {pad.height()} px high")
            if pad.width() / pad.height() != pytest.approx(WIDTH / PAD_HEIGHT, rel=0.01):
                faults.append(f"{language}: of another shape, {pad.size()}")
            if not pad.words_fit():
                faults.append(f"{language}: words do not fit into {pad.size()}")
    return faults


def test_words_to_sign_stand_beside_sign_always(open_pad: OpenPad) -> None:
    window = open_pad()
    to_pad(window)
    assert window.page.findChild(Text, "words_to_sign") is not None
    assert window.page.main_button.objectName() == "sign"
    window.happen(st.TextSizeToggled())
    assert window.page.findChild(Text, "words_to_sign") is None
    assert window.page.main_button.objectName() == "next"


# ---- nothing left behind ----


def test_nothing_drawn_stays_anywhere_after_the_visit(
    open_pad: OpenPad, keeper: MemoryKeeper
) -> None:
    window = open_pad()
    visitor = Visitor(window)
    to_pad(window)
    window.happen(st.Drawn(strokes=replace(CANARY)))  # a copy: the constant stays
    assert pad_of(window).strokes == CANARY
    assert keeps_canary()
    visitor.signs()
    visitor.waits_for_thanks()
    visitor.presses_next_person()
    keeper.kept.clear()
    QApplication.processEvents()
    flush_deferred_deletes()
    gc.collect()

    assert window.findChildren(SignaturePad) == []
    assert [one for one in gc.get_objects() if isinstance(one, SignaturePad | DrawingPage)] == []
    assert not keeps_canary()
    visitor.presses_sign()
    assert not strokes_of(window)


def keeps_canary() -> bool:
    """Whether any strokes in memory hold the canary's points; our own constant does not count."""
    return any(
        isinstance(one, Strokes) and one is not CANARY and one.lines == CANARY.lines
        for one in gc.get_objects()
    )


def test_what_is_shown_tells_nothing_of_the_strokes(open_pad: OpenPad) -> None:
    window = open_pad()
    to_pad(window)
    window.happen(st.Drawn(strokes=CANARY))
    texts = [
        f"{one.accessibleName()} {one.accessibleDescription()} {one.toolTip()} {one.property('text')}"
        for one in window.findChildren(QAbstractButton) + window.findChildren(SignaturePad)
    ]
    assert not any(str(x) in text for x in CANARY_X for text in texts)
    assert not any(str(x) in repr(window.state) for x in CANARY_X)
