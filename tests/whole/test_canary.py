"""The canary: a person with unmistakable data signs, and afterwards nothing of them is anywhere."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.app.home import Home
from desktop_app.app.installed import find_campaign
from desktop_app.app.stall import stall_for
from desktop_app.kiosk import states as st
from desktop_app.kiosk.start import begin_once_shown, new_window
from desktop_app.kiosk.states import Petition, TakingBack, Thanks, Ticked
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.keyboard.keys import Role
from desktop_app.qt.tasks import Lane
from desktop_app.signature.strokes import encoded
from tests.kiosk.fingers import Finger, new_touch_device
from tests.kiosk.inside import drafts_in
from tests.kiosk.monkey.stand import set_up
from tests.traces import files_with, needles_for
from tests.whole.leftovers import (
    drafts_alive,
    settle,
    strokes_alive,
    texts_left,
    texts_of,
    with_a_trace,
)

pytestmark = pytest.mark.screen

GIVEN, FAMILY, EMAIL = "Zyxqua", "Canary-7f3a", "zyxqua.canary@example.org"
PHONE, IDEA, SOUGHT = "+49 1512 3456789", "A lift for Zyxqua at Quxhaven", "Quxhav"
TRACES = ("zyxqua", "canary-7f3a", "15123456789", "quxhav")
GLASS = QSize(800, 500)
"""A tablet in few pixels: Qt's unseen screen takes no touches beyond."""
CHOICES = ("share_with_starter", "email_updates", "sms")
OTHER = "save-sareh-and-elham"
IDEAS = "start-a-campaign"


@pytest.fixture
def home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home, and point every place for temporary files into the same folder."""
    (tmp_path / "tmp").mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "tmp"))
    home, _ = set_up(tmp_path, asks_to_draw=True)
    return home.folder


@pytest.fixture
def window(qapp: QApplication, home_folder: Path) -> Iterator[KioskWindow]:
    home = Home(folder=home_folder)
    lane = Lane()
    stall = stall_for(home, find_campaign(home, "open-doors").pack, is_pace_watched=False)
    made = new_window(stall, lane, may_close=True)
    qapp.installEventFilter(made.gate)
    begin_once_shown(made, stall)
    made.resize(GLASS)
    made.show()
    Visitor(made).waits_until(lambda: bool(made._rules.others) and made.state.kept_count == 0)
    yield made
    qapp.removeEventFilter(made.gate)
    made.end()
    lane.close()
    made.close()
    made.deleteLater()


@pytest.fixture(scope="module")
def glass_device(qapp: QApplication) -> QPointingDevice:
    return new_touch_device()


# ---- what the canary does -------------------------------------------------------------------------


class Canary:
    """Signs in every way there is."""

    def __init__(self, window: KioskWindow, device: QPointingDevice) -> None:
        self.window = window
        self.visitor = Visitor(window)
        self.finger = Finger(window, device)
        self.drawn = b""

    def fills_in(self) -> None:
        """Give everything that can be asked, by a hardware keyboard."""
        visitor = self.visitor
        visitor.presses_sign()
        visitor.gives_name(GIVEN, FAMILY)
        visitor.gives_email(EMAIL)
        for choice in CHOICES:
            visitor.answers(choice, is_yes=True)
        visitor.gives_phone(PHONE)

    def signs(self) -> None:
        self.fills_in()
        self.ends_in_thanks()

    def ends_in_thanks(self) -> None:
        self.visitor.signs()
        self.visitor.waits_for_thanks()

    def signs_and_goes(self) -> None:
        self.signs()
        self.visitor.presses_next_person()

    def signs_by_touch(self) -> None:
        """Type on the glass, with shift, signs and the prefix."""
        finger = self.finger
        finger.taps("sign")
        finger.types(GIVEN)
        finger.goes_on()
        finger.types(FAMILY)
        finger.goes_on()
        finger.types(EMAIL)
        finger.goes_on()
        for choice in CHOICES:
            self.visitor.answers(choice, is_yes=True)
        finger.taps("next")
        finger.taps_role(Role.PREFIX)
        finger.types("15123456789")
        finger.goes_on()
        self.ends_in_thanks()
        finger.taps("next_person")

    def draws_and_signs(self) -> None:
        self.fills_in()
        self.visitor.draws()
        (draft,) = drafts_in(self.window.state)
        drawn = encoded(draft.strokes)
        assert isinstance(drawn, bytes)
        self.drawn = drawn
        self.ends_in_thanks()
        self.visitor.presses_next_person()

    def signs_another_too(self) -> None:
        self.signs()
        self.visitor.taps(f"another_{OTHER}")
        self.answers_what_is_open(OTHER)
        self.visitor.presses_next_person()

    def answers_what_is_open(self, campaign: str) -> None:
        """Go through the pages of another campaign to its thanks."""
        while not _is_thanked(self.window, campaign):
            form = self.window.state.stage
            if isinstance(form, st.Form):
                for consent in form.step.part.consents:
                    self.visitor.taps(f"yes_{consent}")
                if self.visitor.finds("email") is not None:
                    self.visitor.types("email", EMAIL)
                self.visitor.taps("sign" if self.visitor.finds("sign") else "next")
            self.visitor.looks()

    def writes_an_idea(self) -> None:
        self.signs()
        self.visitor.taps(f"another_{IDEAS}")
        self.finger.types(IDEA)
        self.finger.goes_on()
        self.answers_what_is_open(IDEAS)
        self.visitor.presses_next_person()

    def takes_it_back(self) -> None:
        self.signs()
        self.visitor.taps("take_back")
        self.visitor.waits_until(lambda: _is_taken_back(self.window))
        self.visitor.presses_next_person()

    def starts_again(self) -> None:
        self.fills_in()
        self.visitor.starts_again()

    def seeks_a_country_and_walks_away(self) -> None:
        self.fills_in()
        while self.visitor.finds("other_country") is None:
            self.visitor.taps("back")
        self.visitor.seeks_country(SOUGHT)
        self.grows_quiet()

    def walks_away(self) -> None:
        self.fills_in()
        self.grows_quiet()

    def grows_quiet(self) -> None:
        """Nobody comes, the countdown runs out."""
        self.window.happen(Ticked(seconds=46.0))
        assert self.window.state.leaving_s is not None
        self.window.happen(Ticked(seconds=21.0))

    def walks_away_from_the_thanks(self) -> None:
        self.signs()
        self.window.happen(Ticked(seconds=21.0))

    def goes_back_and_starts_again(self) -> None:
        self.fills_in()
        while self.visitor.finds("back") is not None:
            self.visitor.taps("back")
        self.visitor.starts_again()

    def is_thrown_out_by_a_bug(self) -> None:
        self.fills_in()
        self.window.meet_bug()
        self.visitor.tries_again()


WAYS: dict[str, Callable[[Canary], None]] = {
    "by hardware keys": Canary.signs_and_goes,
    "by touch": Canary.signs_by_touch,
    "with a drawn signature": Canary.draws_and_signs,
    "another petition too": Canary.signs_another_too,
    "with an idea": Canary.writes_an_idea,
    "and takes it back": Canary.takes_it_back,
    "and walks away": Canary.walks_away_from_the_thanks,
    "not: starts again": Canary.starts_again,
    "not: walks away": Canary.walks_away,
    "not: from the list of countries": Canary.seeks_a_country_and_walks_away,
    "not: goes back": Canary.goes_back_and_starts_again,
    "not: a bug": Canary.is_thrown_out_by_a_bug,
}


def _is_thanked(window: KioskWindow, campaign: str) -> bool:
    stage = window.state.stage
    return isinstance(stage, Thanks) and stage.campaign == campaign


def _is_taken_back(window: KioskWindow) -> bool:
    stage = window.state.stage
    return isinstance(stage, Thanks) and stage.taking_back is TakingBack.DONE


# ---- and what is left -----------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_the_canary_is_left_anywhere(
    window: KioskWindow,
    home_folder: Path,
    tmp_path: Path,
    glass_device: QPointingDevice,
    capfd: pytest.CaptureFixture[str],
    way: str,
) -> None:
    canary = Canary(window, glass_device)
    strokes_before = strokes_alive().keys()
    QGuiApplication.clipboard().setText(FAMILY)  # as if a shortcut had got through
    canary.visitor.chooses_language("de")
    canary.visitor.turns_large_on()
    canary.visitor.turns_large_on()
    before = window.state.sight
    WAYS[way](canary)

    assert isinstance(window.state.stage, Petition)
    assert window.state.sight != before
    assert window.state.sight == st.Sight(language="en")
    settle()
    assert with_a_trace(texts_left(window), TRACES) == []
    assert drafts_alive(TRACES) == []
    assert strokes_alive().keys() <= strokes_before
    canary.visitor.presses_sign()
    assert with_a_trace(texts_left(window), TRACES) == []
    assert with_a_trace(capfd.readouterr(), TRACES) == []
    needles = needles_for(TRACES) | _bytes_of(canary.drawn)
    found, looked_at = files_with(needles, tmp_path)
    assert found == []
    assert looked_at >= 3
    assert (home_folder / "journal.sqlite").is_file()


def test_reading_begins_at_the_first_page_for_the_next_one(window: KioskWindow) -> None:
    visitor = Visitor(window)
    visitor.reads("text")
    first = window.grab().toImage()
    visitor.taps("page_after")
    assert window.grab().toImage() != first
    visitor.taps("sign")
    visitor.starts_again()
    visitor.reads("text")

    assert window.grab().toImage() == first


def _bytes_of(drawn: bytes) -> set[bytes]:
    return {drawn, base64.b64encode(drawn)} if drawn else set()


# ---- the search itself ----------------------------------------------------------------------------


def test_search_finds_what_it_looks_for_in_files(tmp_path: Path) -> None:
    text = f"so {GIVEN} {EMAIL} signed"
    utf_8, little, big = text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")
    forms = [utf_8, little, big, text.upper().encode()]
    forms += [
        base64.b64encode(b"12"[:skipped] + one) for one in (utf_8, big) for skipped in (0, 1, 2)
    ]
    for number, form in enumerate(forms):
        (tmp_path / f"{number}.bin").write_bytes(b"\x00" + form)
    (tmp_path / "clean.bin").write_bytes(b"nothing")

    found, looked_at = files_with(needles_for(TRACES), tmp_path)

    assert len(found) == len(forms)
    assert looked_at == len(forms) + 1


def test_search_finds_what_a_widget_remembers(qapp: QApplication) -> None:
    for remember in (
        lambda w: w.setText(GIVEN),
        lambda w: w.setToolTip(FAMILY.upper()),
        lambda w: w.setStatusTip(GIVEN),
        lambda w: w.setAccessibleDescription(f"for {EMAIL}"),
        lambda w: w.setPlaceholderText("+49 151 23456789"),
        lambda w: w.setProperty("note", ["a", GIVEN]),
        lambda w: (w.insert(GIVEN), w.clear()),  # Undo brings it back
    ):
        field = QLineEdit()
        assert with_a_trace(texts_of(field), TRACES) == []
        remember(field)
        assert with_a_trace(texts_of(field), TRACES) != []


@pytest.mark.parametrize("left", ["draft", "strokes", "clipboard", "window title"])
def test_search_finds_what_the_kiosk_still_holds(
    window: KioskWindow, glass_device: QPointingDevice, left: str
) -> None:
    canary = Canary(window, glass_device)
    strokes_before = strokes_alive().keys()
    canary.fills_in()
    canary.visitor.draws()
    hoard = [window.state if left in ("draft", "strokes") else None]
    canary.visitor.starts_again()
    if left == "clipboard":
        QGuiApplication.clipboard().setText(GIVEN)
    if left == "window title":
        window.setWindowTitle(GIVEN)
    settle()

    assert len(hoard) == 1
    assert bool(drafts_alive(TRACES)) == (left in ("draft", "strokes"))
    assert bool(strokes_alive().keys() - strokes_before) == (left in ("draft", "strokes"))
    is_read = left in ("clipboard", "window title")
    assert bool(with_a_trace(texts_left(window), TRACES)) == is_read
    window.setWindowTitle("")
