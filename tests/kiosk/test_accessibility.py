"""Every screen as it is heard: roles, names, states and order in Qt's accessibility tree."""

import gettext
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from desktop_app.campaign.pack import ConsentId, Presence
from desktop_app.campaign.reading import read_pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.language import Catalogues
from desktop_app.qt.keyboard.readable import ReadableKey
from desktop_app.qt.keyboard.state import Shift
from desktop_app.signature.consent import Choice
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.hearing import (
    CONTROLS,
    READ,
    Heard,
    Role,
    faults_heard,
    heard,
    named,
    seen_as_heard,
)
from tests.kiosk.screens import screens
from tests.kiosk.stalls import CAMPAIGN, LOCALES, OTHER_CAMPAIGNS, asking

SIZES = [QSize(1280, 800), QSize(800, 1280)]
SPOKEN_IN_THEIR_OWN_WAY = ("language_", "text_size", "digit_", "readable_key")
"""Controls with words of another language than the page's, or with none."""


@pytest.fixture(autouse=True)
def screen_reader(qapp: QApplication) -> Iterator[None]:
    """Let Qt believe that a screen reader is there."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def busy_window(open_window: OpenWindow, stall: Stall) -> KioskWindow:
    """A window of a stall with the other petition and the page for ideas."""
    others = tuple(read_pack(CAMPAIGN.with_name(name)) for name in OTHER_CAMPAIGNS)
    window = open_window(replace(stall, read_others=lambda: others, is_pace_watched=False))
    visitor = Visitor(window)
    visitor.waits_until(lambda: window.state.kept_count is not None and bool(window._rules.others))
    return window


def happen(window: KioskWindow, *events: st.Event) -> None:
    for event in events:
        window.happen(event)
    QApplication.processEvents()


def after_thanks(window: KioskWindow, language: str) -> Iterator[str]:
    """Walk through what is offered beside the thanks."""
    visitor = Visitor(window)
    happen(window, st.StartedAgain(), st.LanguageChosen(language=language), st.SigningBegun())
    visitor.gives_name("Marta", "Schmidt")
    visitor.gives_email("marta@example.org")
    answers_no(visitor)
    visitor.signs()
    visitor.waits_for_thanks()
    yield "thanks with offers"
    visitor.taps(f"another_{OTHER_CAMPAIGNS[0]}")
    yield "another petition"
    answers_no(visitor)
    yield "another petition, answered"
    visitor.signs()
    visitor.waits_for_thanks()
    visitor.taps(f"another_{OTHER_CAMPAIGNS[1]}")
    yield "idea"
    visitor.presses(Qt.Key.Key_Return)
    yield "idea, complaint"
    visitor.types("idea", "Trees")
    visitor.presses(Qt.Key.Key_Return)
    yield "idea, e-mail"


def answers_no(visitor: Visitor) -> None:
    """Say No to every choice that is asked."""
    window = visitor._window
    for consent in window.page.setting.pack.choices:
        if window.state.stage.draft.chosen(ConsentId(consent.id)) is None:
            visitor.answers(consent.id, is_yes=False)


def all_faults(window: KioskWindow, walk: Iterator[str]) -> str:
    found = []
    for screen in walk:
        QApplication.processEvents()
        found += [f"{screen}: {fault}" for fault in faults_heard(window)]
    return "\n".join(found)


# ---- the tree -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=["lying", "standing"])
@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_that_is_heard_has_a_role_a_name_and_true_states(
    open_window: OpenWindow, stall: Stall, language: str, size: QSize, *, is_large: bool
) -> None:
    window = open_window(replace(stall, is_demonstration=True), size=size)
    happen(window, st.LanguageChosen(language=language))
    if is_large:
        happen(window, st.TextSizeToggled())

    assert all_faults(window, screens(window)) == ""


@pytest.mark.parametrize("size", SIZES, ids=["lying", "standing"])
def test_the_page_for_a_drawn_signature_is_heard(
    open_window: OpenWindow, stall: Stall, size: QSize
) -> None:
    asks = asking(stall.pack, drawn_signature=Presence.REQUIRED)
    window = open_window(replace(stall, pack=asks), size=size)
    walked: list[str] = []

    def walk() -> Iterator[str]:
        for screen in screens(window):
            walked.extend(named(heard(window)))
            yield screen

    assert all_faults(window, walk()) == ""
    assert {"drawn_signature", "undo", "clear"} <= set(walked)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_after_the_thanks_is_heard(busy_window: KioskWindow, language: str) -> None:
    assert all_faults(busy_window, after_thanks(busy_window, language)) == ""


class ArabicWords(gettext.NullTranslations):
    """Every message translated, as far as one can see, so that what is not asked for stands out."""

    def gettext(self, message: str) -> str:
        return f"عربي {message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


class ArabicCatalogues(Catalogues):
    def _read(self, language: str) -> gettext.NullTranslations:
        return ArabicWords()


def test_all_controls_speak_the_language_of_the_page(open_window: OpenWindow, stall: Stall) -> None:
    window = open_window(replace(stall, catalogues=ArabicCatalogues(LOCALES)))
    happen(window, st.LanguageChosen(language="ar"))
    foreign = []
    for screen in screens(window):
        for one in heard(window):
            own = one.widget.objectName().startswith(SPOKEN_IN_THEIR_OWN_WAY)
            if one.role in CONTROLS and not own and not is_arabic(one.name):
                foreign.append(f"{screen}: {one}")

    assert not foreign


def is_arabic(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "AL" for letter in text)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_tree_is_in_the_order_of_reading(open_window: OpenWindow, language: str) -> None:
    """On a standing screen all stands in one column: nothing may come before what is above it."""
    window = open_window(size=SIZES[1])
    happen(window, st.LanguageChosen(language=language))
    disordered = []
    for screen in screens(window):
        QApplication.processEvents()
        told = [one for one in heard(window) if one.role in CONTROLS | READ]
        disordered += [
            f"{screen}: {later} stands above {earlier}"
            for earlier, later in pairwise(told)
            if later.place.bottom() < earlier.place.top()
        ]

    assert not disordered


def test_nothing_of_the_old_page_is_heard_on_the_new_one(window: KioskWindow) -> None:
    happen(window, st.SigningBegun(), st.FieldTyped(name="given_name", text="Marta"))
    before = {one.widget for one in heard(window) if is_on_page(window, one)}
    assert "Marta" in [spoken_value(one) for one in heard(window)]

    happen(window, st.NextPressed())

    told = heard(window)
    assert not before.intersection(one.widget for one in told)
    assert "Marta" not in [spoken_value(one) for one in told]


def is_on_page(window: KioskWindow, one: Heard) -> bool:
    return one.widget is not None and window.page.isAncestorOf(one.widget)


def spoken_value(one: Heard) -> str:
    if one.widget is None:
        return ""
    return seen_as_heard(one.widget).text(QAccessible.Text.Value)


def test_fields_are_named_by_their_labels_and_describe_what_is_wrong(window: KioskWindow) -> None:
    happen(window, st.SigningBegun())
    field = named(heard(window))["given_name"]
    assert (field.name, field.labels) == ("First name", ("First name",))
    assert field.description == ""

    happen(window, st.NextPressed())

    assert named(heard(window))["given_name"].description == "Please type your name here."


def test_each_page_is_called_by_its_question_and_its_number(window: KioskWindow) -> None:
    happen(window, st.SigningBegun())
    assert window.page.accessibleName() == "Your name (2 of 4)"
    happen(window, st.FieldTyped(name="given_name", text="Marta"), st.NextPressed())
    happen(window, st.FieldTyped(name="email", text="marta@example.org"), st.NextPressed())
    happen(window, st.Answered(consent_id=ConsentId("sms"), choice=Choice.YES))
    assert window.page.accessibleName() == "Country (4 of 5)"


def test_answers_belong_to_their_question_and_say_what_is_missing(window: KioskWindow) -> None:
    happen(window, st.SigningBegun(), st.FieldTyped(name="given_name", text="Marta"))
    happen(window, st.NextPressed(), st.FieldTyped(name="email", text="marta@example.org"))
    happen(window, st.NextPressed())
    yes = named(heard(window))["yes_sms"]
    assert yes.group.startswith("Would you like text messages from All Out?")
    assert yes.description == ""

    happen(window, st.NextPressed())

    told = named(heard(window))
    assert told["yes_sms"].description == told["no_sms"].description == "Please choose Yes or No."


def test_the_way_to_the_goal_is_a_bar_with_a_value(window: KioskWindow) -> None:
    (bar,) = (one for one in heard(window) if one.role is Role.ProgressBar)
    assert bar.widget is not None
    interface = seen_as_heard(bar.widget)

    assert bar.name == "Goal: 10,000"
    assert interface.valueInterface().currentValue() == 74
    assert (
        interface.valueInterface().minimumValue(),
        interface.valueInterface().maximumValue(),
    ) == (
        0,
        100,
    )
    assert "7,440 signatures" in [one.name for one in heard(window)]


# ---- what a screen reader does ---------------------------------------------------------------------


def does(window: KioskWindow, name: str, action: str) -> None:
    """Do what a screen reader can do with a control."""
    control = Visitor(window).finds(name)
    assert control is not None
    doing = seen_as_heard(control).actionInterface()
    assert action in doing.actionNames()
    doing.doAction(action)
    QApplication.processEvents()


def test_a_screen_reader_chooses_language_size_and_answers(window: KioskWindow) -> None:
    does(window, "language_de", "Toggle")
    does(window, "text_size", "Toggle")
    assert window.state.sight == st.Sight(language="de", is_large=True)
    does(window, "text_size", "Toggle")
    does(window, "sign", "Press")
    Visitor(window).waits_until(lambda: isinstance(window.state.stage, st.Form))
    happen(window, st.FieldTyped(name="given_name", text="Marta"), st.NextPressed())
    happen(window, st.FieldTyped(name="email", text="marta@example.org"), st.NextPressed())

    does(window, "country_FR", "Toggle")
    does(window, "yes_sms", "Toggle")
    does(window, "no_sms", "Toggle")
    does(window, "yes_email_updates", "Toggle")

    draft = window.state.stage.draft
    assert draft.country == "FR"
    assert draft.chosen(ConsentId("sms")) is Choice.NO
    assert draft.chosen(ConsentId("email_updates")) is Choice.YES


def test_a_screen_reader_presses_shift(window: KioskWindow) -> None:
    does(window, "sign", "Press")
    Visitor(window).waits_until(lambda: isinstance(window.state.stage, st.Form))
    keyboard = Visitor(window).finds("keyboard")
    shift = next(key for key in keyboard.findChildren(ReadableKey) if key.isCheckable())
    assert shift.isChecked()  # at the start of a name

    seen_as_heard(shift).actionInterface().doAction("Toggle")

    assert not shift.isChecked()
    assert keyboard.typing.shift is Shift.OFF


def test_an_option_tells_of_each_choice_once(window: KioskWindow) -> None:
    happen(window, st.SigningBegun(), st.FieldTyped(name="given_name", text="Marta"))
    happen(window, st.NextPressed(), st.FieldTyped(name="email", text="marta@example.org"))
    happen(window, st.NextPressed())
    yes, no = (Visitor(window).finds(f"{answer}_sms") for answer in ("yes", "no"))
    chosen: list[str] = []
    yes.clicked.connect(lambda: chosen.append("yes"))
    no.clicked.connect(lambda: chosen.append("no"))

    Visitor(window).taps("yes_sms")
    does(window, "no_sms", "Toggle")
    Visitor(window).taps("yes_sms")
    Visitor(window).taps("yes_sms")
    no.setChecked(True)

    assert chosen == ["yes", "no", "yes", "yes"]
