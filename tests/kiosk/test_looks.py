"""What once looked wrong: marks on words, broken addresses, cursors and edges on the wrong side."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_app.campaign.pack import ConsentId
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.steps import StepKind
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.pictures import QrCode
from desktop_app.qt.widgets.text import Text
from desktop_app.signature.consent import Choice
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.faults import place_in
from tests.kiosk.screens import Walk, form
from tests.kiosk.stalls import kept
from tests.kiosk.test_layout import LANGUAGES

DARK = 128


def happen(window: KioskWindow, *events: st.Event) -> None:
    for event in events:
        window.happen(event)
    QApplication.processEvents()


def to_choices(window: KioskWindow, language: str) -> None:
    happen(
        window,
        st.LanguageChosen(language=language),
        st.SigningBegun(),
        st.FieldTyped(name="given_name", text="Marta"),
        st.NextPressed(),
        st.FieldTyped(name="email", text="marta@example.org"),
        st.NextPressed(),
    )


def to_phone(window: KioskWindow, language: str) -> None:
    """Say Yes to everything until a phone number is asked."""
    to_choices(window, language)
    pack = window._stall.pack
    happen(
        window,
        *(st.Answered(consent_id=ConsentId(one.id), choice=Choice.YES) for one in pack.choices),
    )
    for _ in range(20):
        if window.state.stage.step.kind is StepKind.PHONE:
            return
        happen(window, st.NextPressed())
    raise AssertionError("no phone number is asked")


def thanks(window: KioskWindow, language: str) -> None:
    happen(window, st.LanguageChosen(language=language))
    window._state = st.State(stage=st.Saving(number=1), sight=window.state.sight, kept_count=0)
    happen(window, kept(number=1, kept_count=1))


def ink_columns(option: Option) -> list[bool]:
    """For each column between the frame, whether there is a light mark on the filling."""
    image = option.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    inside = range(12, image.width() - 12)
    rows = range(12, image.height() - 12)
    return [any(image.pixelColor(x, y).value() > DARK for y in rows) for x in inside]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("choice", [Choice.YES, Choice.NO])
def test_mark_of_an_answer_stands_clear_of_the_word(
    open_window: OpenWindow, language: str, choice: Choice
) -> None:
    window = open_window()
    to_choices(window, language)
    consent = window.state.stage.step.part.consents[0]

    happen(window, st.Answered(consent_id=consent, choice=choice))

    chosen = window.findChild(Option, f"{choice.value}_{consent}")
    assert chosen is not None
    columns = ink_columns(chosen)
    if window.isRightToLeft():
        columns.reverse()
    last = len(columns) - columns[::-1].index(True)
    tick_px = int(1.2 * window._theme.px(3.4))  # with its round ends
    between = columns[last - tick_px - window._theme.px(0.9) : last - tick_px - 2]
    assert chosen.isChecked()
    assert not any(between)


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_and_no_have_type_of_one_size(
    open_window: OpenWindow, language: str, *, is_large: bool
) -> None:
    window = open_window()
    if is_large:
        happen(window, st.TextSizeToggled())
    to_choices(window, language)
    if is_large:
        happen(window, st.NextPressed())
    options = [one for one in window.findChildren(Option) if "_" in one.objectName()]
    answers = [one for one in options if one.objectName().split("_")[0] in ("yes", "no")]

    assert len({(one.width(), one.height()) for one in answers}) == 1
    assert all(one.width() >= one.sizeHint().width() for one in answers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_demonstration", [False, True], ids=["plain", "banner"])
def test_words_to_sign_are_said_once_after_the_phone_at_normal(
    stall: Stall, open_window: OpenWindow, language: str, *, is_demonstration: bool
) -> None:
    window = open_window(replace(stall, is_demonstration=is_demonstration))

    to_phone(window, language)

    assert window.page.main_button.objectName() == "sign"
    assert window.page.findChild(Text, "words_to_sign") is not None


def test_words_to_sign_come_on_the_last_page_where_the_phone_has_no_room_for_them(
    open_window: OpenWindow,
) -> None:
    window = open_window()
    happen(window, st.TextSizeToggled())

    to_phone(window, "de")
    assert window.page.findChild(Text, "words_to_sign") is None

    happen(window, st.FieldTyped(name="phone", text="+491701234567"), st.NextPressed())
    assert window.page.findChild(Text, "words_to_sign") is not None
    assert window.page.main_button.objectName() == "sign"


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(1920, 1080), QSize(1920, 1200)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_address_on_the_card_is_in_one_line(
    open_window: OpenWindow, language: str, size: QSize
) -> None:
    window = open_window(size=size)
    thanks(window, language)

    address = window.findChild(Text, "withdraw_at")

    assert address.line_count(address.width()) == 1
    assert address.text_fits()


def test_card_is_mirrored_for_arabic(open_window: OpenWindow) -> None:
    window = open_window()
    margins = {}
    for language in ("en", "ar"):
        thanks(window, language)
        code = window.findChild(Text, "withdrawal_code")
        card = code.parentWidget()
        qr = card.findChild(QrCode)
        if language == "en":
            outer = (qr.x(), card.width() - code.geometry().right() - 1)
        else:
            outer = (card.width() - qr.geometry().right() - 1, code.x())
        margins[language] = outer

    assert margins["ar"] == margins["en"]


@pytest.mark.parametrize("name", ["given_name", "family_name", "email", "country_search"])
def test_cursor_stands_where_the_page_begins(open_window: OpenWindow, name: str) -> None:
    window = open_window()
    happen(window, st.LanguageChosen(language="ar"), st.SigningBegun())
    if name == "email":
        happen(window, st.FieldTyped(name="given_name", text="م"), st.NextPressed())
    if name == "country_search":
        to_choices(window, "ar")
        happen(window, st.CountryListAsked())
    field = Visitor(window).finds(name)

    is_right = field.cursorRect().center().x() > field.width() / 2

    assert is_right == (name != "email")


def test_name_stands_at_the_side_from_which_it_is_written(open_window: OpenWindow) -> None:
    window = open_window()
    happen(window, st.LanguageChosen(language="ar"), st.SigningBegun())
    field = Visitor(window).finds("given_name")

    for text, is_right in (("Marta", False), ("مرتا", True), ("", True)):
        field.setText(text)
        field.grab()
        assert (field.cursorRect().center().x() > field.width() / 2) == is_right


def test_close_can_be_touched_and_its_frame_is_clear_of_the_dashes(
    stall: Stall, open_window: OpenWindow
) -> None:
    window = open_window(replace(stall, is_demonstration=True))
    close = window.findChild(Action, "close")
    assert close is not None
    image = window.grab().toImage()
    place = place_in(window, close)
    x = place.center().x()
    dark = [y for y in range(place.bottom() + 8) if image.pixelColor(x, y).value() < DARK]
    frame_bottom = max(y for y in dark if y < place.bottom() - window._theme.px(1.0))

    assert close.height() >= window._theme.px(12.0)
    assert place.top() + window._theme.px(1.0) <= min(dark)
    assert not any(
        image.pixelColor(x, y).value() < DARK
        for y in range(frame_bottom + 1, frame_bottom + window._theme.px(0.8))
    )


def test_banner_is_not_smaller_at_large(stall: Stall, open_window: OpenWindow) -> None:
    window = open_window(replace(stall, is_demonstration=True))
    normal = window._bars.banner._text.sizeHint()

    happen(window, st.TextSizeToggled())

    assert window._bars.banner._text.sizeHint().height() >= normal.height()
    assert window._bars.banner._text.line_count(window._bars.banner._text.width()) == 1


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(800, 1280)], ids=["lying", "standing"])
def test_privacy_stands_at_the_margin_on_every_page(open_window: OpenWindow, size: QSize) -> None:
    window = open_window(size=size)
    happen(window, st.TextSizeToggled())
    to_choices(window, "de")
    margin = window._theme.px(Size.MARGIN)

    for _ in form(window, Walk(), ""):
        QApplication.processEvents()
        link = window.page.findChild(Action, "read_privacy")
        if link is not None and link.isVisible():
            assert place_in(window, link).left() == margin
            assert link.width() == link.sizeHint().width()


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_of_a_long_text_have_type_of_full_size(
    open_window: OpenWindow, language: str
) -> None:
    window = open_window()
    happen(window, st.LanguageChosen(language=language), st.TextSizeToggled())
    happen(window, st.ReadingAsked(page="text"))

    for name in ("leave_reading", "page_after", "sign"):
        button = window.findChild(Action, name)
        assert button.width() >= button.sizeHint().width(), name
    assert window.findChild(Action, "page_after").accessibleName() == window.page.words.say(
        "Next page"
    )


def test_long_choice_shrinks_no_more_than_it_must(stall: Stall, open_window: OpenWindow) -> None:
    window = open_window(replace(stall, is_demonstration=True))
    happen(window, st.TextSizeToggled())
    to_choices(window, "de")

    for _ in form(window, Walk(), ""):
        QApplication.processEvents()
        for text in window.page.findChildren(Text):
            assert text.scale >= 0.8, text.text()
