"""What screen readers are told without being asked, and what they are spared."""

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication

from desktop_app.kiosk import states as st
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt import spoken
from tests.kiosk.hearing import heard, named
from tests.kiosk.stalls import kept


class Ear:
    """Stands where Qt's door for what is sent to screen readers stands.

    It is a fake because Qt lets nobody hear what goes out; on the real bus it is heard in
    tests/whole/test_screen_reader.py.
    """

    def __init__(self) -> None:
        self.said: list[str] = []
        self.urgent: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(QAccessible, name)

    def isActive(self) -> bool:
        return True

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        self.said.append(event.message())
        if event.politeness() is QAccessible.AnnouncementPoliteness.Assertive:
            self.urgent.append(event.message())


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Ear:
    listening = Ear()
    monkeypatch.setattr(spoken, "QAccessible", listening)
    return listening


def happen(window: KioskWindow, *events: st.Event) -> None:
    for event in events:
        window.happen(event)
    QApplication.processEvents()


def test_a_complaint_is_announced_each_time_next_is_refused(window: KioskWindow, ear: Ear) -> None:
    happen(window, st.SigningBegun(), st.NextPressed())
    assert ear.urgent == ["Please type your name here."]
    happen(window, st.NextPressed())
    assert ear.urgent == ["Please type your name here."] * 2


def test_typing_announces_nothing(window: KioskWindow, ear: Ear) -> None:
    happen(window, st.SigningBegun(), st.NextPressed())
    ear.said.clear()
    for text in ("M", "Ma", "Mar"):
        happen(window, st.FieldTyped(name="given_name", text=text))

    assert ear.said == []


def test_missing_choices_are_announced(window: KioskWindow, ear: Ear) -> None:
    happen(window, st.SigningBegun(), st.FieldTyped(name="given_name", text="Marta"))
    happen(window, st.NextPressed(), st.FieldTyped(name="email", text="marta@example.org"))
    happen(window, st.NextPressed())
    assert ear.said == []

    happen(window, st.NextPressed())

    assert ear.urgent == ["Please choose Yes or No."]


def test_the_countdown_is_announced_at_its_start_and_twice_near_its_end(
    window: KioskWindow, ear: Ear
) -> None:
    happen(window, st.SigningBegun(), st.Ticked(seconds=45))
    for _ in range(19 * 2 + 1):
        happen(window, st.Ticked(seconds=0.5))

    sentence = "Everything that was typed here will be erased in {} seconds."
    assert ear.said == [sentence.format(seconds) for seconds in (20, 10, 5)]
    assert ear.urgent == [sentence.format(seconds) for seconds in (10, 5)]


def test_the_thanks_are_announced_with_the_code(window: KioskWindow, ear: Ear) -> None:
    window._state = structs.replace(window.state, stage=st.Saving(number=1))
    happen(window, kept(number=1))

    (said,) = ear.said
    assert said == (
        "Your signature is sealed and safe on this device. Nobody at this stall can read it. "
        "Keep this code to take your signature back: 7F3K-9QXA-2M"
    )


def test_a_turned_page_is_announced_in_whole(window: KioskWindow, ear: Ear) -> None:
    happen(window, st.ReadingAsked(page="text"))
    first = Visitor(window).finds("reading").accessibleName()
    Visitor(window).taps("page_after")
    second = Visitor(window).finds("reading").accessibleName()

    assert ear.said == [first, second]
    assert first != second


def test_the_marked_country_is_announced(window: KioskWindow, ear: Ear) -> None:
    happen(window, st.SigningBegun(), st.FieldTyped(name="given_name", text="Marta"))
    happen(window, st.NextPressed(), st.FieldTyped(name="email", text="marta@example.org"))
    happen(window, st.NextPressed(), st.CountryListAsked())
    for text in ("ge", "geo", "geor", "qqq"):
        happen(window, st.CountrySought(text=text))

    assert ear.said[-2:] == ["Georgia", "No country begins like this. Please try other letters."]


def test_an_offered_domain_is_announced_once(window: KioskWindow, ear: Ear) -> None:
    happen(window, st.SigningBegun(), st.FieldTyped(name="given_name", text="Marta"))
    happen(window, st.NextPressed(), st.FieldTyped(name="email", text="marta@gmial.com"))
    ear.said.clear()
    Visitor(window).presses(Qt.Key.Key_Return)

    assert ear.said == ["Did you mean gmail.com?"]
    assert "Did you mean gmail.com?" in named(heard(window))["email"].description


def test_nothing_is_announced_where_nobody_listens(
    window: KioskWindow, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ear, "isActive", lambda: False)
    happen(window, st.SigningBegun(), st.NextPressed())

    assert ear.said == []
