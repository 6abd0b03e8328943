"""The thank-you page in the real window: take it back, sign another petition, write an idea."""

from dataclasses import replace

import pytest
from msgspec import structs
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.states import Petition, TakingBack, Thanks
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.widgets.goal import Goal
from desktop_app.qt.widgets.text import Text
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.stalls import MemoryKeeper, another_petition, page_for_ideas, record_id

CONSENTS = ("share_with_starter", "email_updates", "sms")


@pytest.fixture
def busy_stall(stall: Stall, pack: Pack) -> Stall:
    """A stall with another petition, whose last choice has other words, and a page for ideas."""
    others = (another_petition(pack), page_for_ideas(pack))
    return replace(stall, read_others=lambda: others, is_pace_watched=False)


@pytest.fixture
def busy_window(open_window: OpenWindow, busy_stall: Stall) -> KioskWindow:
    window = open_window(busy_stall)
    visitor = Visitor(window)
    visitor.waits_until(lambda: window.state.kept_count is not None and bool(window._rules.others))
    return window


def signs(visitor: Visitor) -> None:
    visitor.presses_sign()
    visitor.gives_name("Marta", "Schmidt")
    visitor.gives_email("marta@example.org")
    for consent in CONSENTS:
        visitor.answers(consent, is_yes=False)
    visitor.signs()
    visitor.waits_for_thanks()


def thanks(window: KioskWindow) -> Thanks:
    assert isinstance(window.state.stage, Thanks)
    return window.state.stage


def is_thanked(window: KioskWindow, campaign: str) -> bool:
    stage = window.state.stage
    return isinstance(stage, Thanks) and stage.campaign == campaign


def words_on(window: KioskWindow) -> str:
    texts = [text for text in window.findChildren(Text) if text.isVisible()]
    return "\n".join(text.text() for text in texts)


# ---- taking back ----------------------------------------------------------------------------------


def test_a_signature_is_taken_back_with_one_tap(visitor: Visitor, keeper: MemoryKeeper) -> None:
    window = visitor._window
    signs(visitor)
    visitor.taps("take_back")
    visitor.waits_until(lambda: thanks(window).taking_back is TakingBack.DONE)

    assert keeper.undone == {record_id(1)}
    assert window.state.kept_count == 0
    assert "Your signature is taken back." in words_on(window)
    assert visitor.finds("take_back") is None
    assert visitor.finds("withdrawal_code") is None


def test_the_count_that_is_shown_goes_down(visitor: Visitor) -> None:
    window = visitor._window
    signs(visitor)
    assert "7,441 signatures now" in words_on(window)
    visitor.taps("take_back")
    visitor.waits_until(lambda: thanks(window).taking_back is TakingBack.DONE)

    assert "7,440 signatures now" in words_on(window)


def test_the_next_person_finds_the_petition_after_a_taking_back(visitor: Visitor) -> None:
    window = visitor._window
    signs(visitor)
    visitor.taps("take_back")
    visitor.waits_until(lambda: thanks(window).taking_back is TakingBack.DONE)
    visitor.presses_next_person()

    assert isinstance(window.state.stage, Petition)
    signs(visitor)
    assert window.state.kept_count == 1


# ---- another petition -----------------------------------------------------------------------------


def test_another_petition_takes_two_taps_and_one_for_the_choice_that_differs(
    busy_window: KioskWindow, keeper: MemoryKeeper
) -> None:
    visitor = Visitor(busy_window)
    signs(visitor)
    before = visitor.tap_count
    visitor.taps("another_another")
    visitor.taps("no_sms")
    visitor.taps("sign")
    visitor.waits_until(lambda: is_thanked(busy_window, "another"))

    assert visitor.tap_count - before == 3
    first, second = keeper.kept
    assert (second.given_name, second.email) == (first.given_name, first.email)
    assert second.withdrawal_code != first.withdrawal_code
    assert keeper.campaigns == ["open-doors", "another"]


def test_another_petition_says_what_is_asked_and_which_data_it_uses(
    busy_window: KioskWindow, pack: Pack
) -> None:
    visitor = Visitor(busy_window)
    signs(visitor)
    visitor.taps("another_another")

    words = words_on(busy_window)
    petition = pack.text("en").words
    assert petition.title in words
    assert petition.lead in words
    assert "What you typed just now is used for this petition too." in words
    visitor.reads("text")
    visitor.leaves_reading()
    assert visitor.finds("no_sms") is not None


def test_nothing_of_the_person_is_on_the_thanks_or_left_after_another_petition(
    busy_window: KioskWindow,
) -> None:
    visitor = Visitor(busy_window)
    signs(visitor)
    assert "Marta" not in words_on(busy_window)
    visitor.taps("another_another")
    visitor.taps("no_sms")
    visitor.taps("sign")
    visitor.waits_for_thanks()
    visitor.presses_next_person()

    assert "Marta" not in repr(busy_window.state)
    assert busy_window.state.stage == Petition()
    assert busy_window.state.campaign is None


def test_an_other_campaign_in_other_languages_is_not_offered(
    open_window: OpenWindow, stall: Stall, pack: Pack
) -> None:
    other = another_petition(pack)
    german = replace(
        other,
        settings=structs.replace(other.settings, languages=("de",), default_language="de"),
        texts={"de": other.texts["de"]},
    )
    window = open_window(replace(stall, read_others=lambda: (german,)))
    visitor = Visitor(window)
    visitor.waits_until(lambda: bool(window._rules.others))
    signs(visitor)

    assert visitor.finds("another_another") is None


# ---- an idea --------------------------------------------------------------------------------------


def test_an_idea_is_sealed_without_a_name(busy_window: KioskWindow, keeper: MemoryKeeper) -> None:
    visitor = Visitor(busy_window)
    signs(visitor)
    visitor.taps("another_ideas")
    visitor.types("idea", "Night buses for all who work late.")
    visitor.goes_on()
    visitor.goes_on()
    visitor.answers("share_with_starter", is_yes=False)
    visitor.signs()
    visitor.waits_until(lambda: is_thanked(busy_window, "ideas"))

    idea = keeper.kept[-1]
    assert idea.idea == "Night buses for all who work late."
    assert (idea.given_name, idea.family_name, idea.email) == ("", "", "")
    assert "Your idea is sealed" in words_on(busy_window)


def test_the_last_button_of_an_idea_says_send(busy_window: KioskWindow) -> None:
    visitor = Visitor(busy_window)
    signs(visitor)
    visitor.taps("another_ideas")
    visitor.types("idea", "Benches.")
    visitor.goes_to_sign()

    button = visitor.finds("sign")
    assert button is not None
    assert button.accessibleName() == "Send"


# ---- languages that the interface lacks -----------------------------------------------------------


@pytest.fixture
def icelandic(stall: Stall, pack: Pack) -> Stall:
    """A stall whose pack has a language that the interface lacks."""
    settings = structs.replace(pack.settings, languages=(*pack.settings.languages, "is"))
    text = pack.texts["en"]
    words = structs.replace(text.words, title="Höldum dyrunum opnum")
    texts = {**pack.texts, "is": replace(text, language="is", words=words)}
    return replace(stall, pack=replace(pack, settings=settings, texts=texts))


def test_a_language_that_the_interface_lacks_is_said_and_shown_in_the_default_one(
    open_window: OpenWindow, icelandic: Stall, keeper: MemoryKeeper
) -> None:
    window = open_window(icelandic)
    visitor = Visitor(window)
    visitor.waits_until(lambda: window.state.kept_count is not None)
    visitor.chooses_language("is")

    words = words_on(window)
    assert "This device does not speak Icelandic yet. These pages are in English." in words
    assert "Höldum dyrunum opnum" not in words
    assert "Keep the door open for trans people from Russia" in words
    signs(visitor)
    assert keeper.kept[0].language == "en"


def test_a_reading_page_is_wholly_in_the_language_of_its_text(
    open_window: OpenWindow, stall: Stall, pack: Pack
) -> None:
    english_only = {key: body for key, body in pack.pages.items() if key[1] == "en"}
    window = open_window(replace(stall, pack=replace(pack, pages=english_only)))
    visitor = Visitor(window)
    visitor.chooses_language("de")
    visitor.reads("privacy")

    back = visitor.finds("leave_reading")
    assert back is not None
    assert back.accessibleName() == "Back"
    visitor.leaves_reading()
    assert visitor.finds("sign").accessibleName() == "UNTERSCHREIBEN"


# ---- nobody can tell who signed before ------------------------------------------------------------


def test_signing_twice_shows_the_same_screens(open_window: OpenWindow, stall: Stall) -> None:
    """But for the code, which is drawn anew for everybody, and the count of all signatures."""
    window = open_window(replace(stall, randomness=bytes))
    visitor = Visitor(window)
    visitor.waits_until(lambda: window.state.kept_count is not None)

    first = pictures_while_signing(visitor, window)
    second = pictures_while_signing(visitor, window)

    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def pictures_while_signing(visitor: Visitor, window: KioskWindow) -> dict[str, QImage]:
    seen = {}
    visitor.presses_sign()
    seen["name"] = window.grab().toImage()
    visitor.gives_name("Marta", "Schmidt")
    seen["email"] = window.grab().toImage()
    visitor.gives_email("marta@example.org")
    for consent in CONSENTS:
        visitor.answers(consent, is_yes=False)
    seen["choices"] = window.grab().toImage()
    visitor.signs()
    visitor.waits_for_thanks()
    QApplication.processEvents()  # what the page has put off is done, on a busy machine too
    seen["thanks"] = without(window, Text, "count")
    visitor.presses_next_person()
    QApplication.processEvents()
    seen["petition"] = without(window, Goal)
    return seen


def without(window: KioskWindow, kind: type[QWidget], name: str = "") -> QImage:
    """A picture in which something is painted over."""
    picture = window.grab()
    painter = QPainter(picture)
    found = window.findChildren(kind, name) if name else window.findChildren(kind)
    for widget in found:
        painter.fillRect(QRect(widget.mapTo(window, QPoint()), widget.size()), "white")
    painter.end()
    return picture.toImage()


# ---- one window -----------------------------------------------------------------------------------


class ShownWindows(QObject):
    """Notes every window that is shown, even for a blink."""

    def __init__(self, ours: QWidget) -> None:
        super().__init__()
        self._ours = ours
        self.others: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_window = (
            isinstance(watched, QWidget) and watched.isWindow() and watched is not self._ours
        )
        if is_window and event.type() is QEvent.Type.Show:
            self.others.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(800, 1280)])
def test_no_other_window_ever_blinks_up(
    open_window: OpenWindow, busy_stall: Stall, icelandic: Stall, size: QSize
) -> None:
    """A widget that is shown before it has its place takes the focus with it."""
    window = open_window(replace(busy_stall, pack=icelandic.pack), size=size)
    shown = ShownWindows(window)
    QApplication.instance().installEventFilter(shown)
    visitor = Visitor(window)
    visitor.waits_until(lambda: bool(window._rules.others))
    visitor.chooses_language("is")
    visitor.chooses_language("en")
    visitor.turns_large_on()
    visitor.reads("text")
    visitor.leaves_reading()
    signs(visitor)
    visitor.taps("another_another")
    visitor.answers("sms", is_yes=False)
    visitor.signs()
    visitor.waits_until(lambda: is_thanked(window, "another"))
    visitor.taps("another_ideas")
    visitor.types("idea", "Benches.")
    visitor.goes_on()
    visitor.goes_on()
    visitor.answers("share_with_starter", is_yes=False)
    visitor.signs()
    visitor.waits_until(lambda: is_thanked(window, "ideas"))
    visitor.taps("take_back")
    visitor.waits_until(lambda: thanks(window).taking_back is TakingBack.DONE)
    visitor.presses_next_person()
    visitor.presses_sign()
    QApplication.instance().removeEventFilter(shown)

    assert shown.others == []
    assert visitor.finds("given_name").hasFocus()
