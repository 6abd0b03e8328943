"""Everything by keys alone: what Tab reaches, in which order, and that one sees where one is."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop_app.campaign.pack import ConsentId, Presence
from desktop_app.campaign.reading import read_pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.colours import CONTROL_CONTRAST, contrast
from desktop_app.qt.keyboard.readable import ReadableKey
from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.pad.signature_pad import SignaturePad
from desktop_app.qt.widgets.text_area import TextArea
from desktop_app.signature.consent import Choice
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.faults import place_in
from tests.kiosk.screens import screens
from tests.kiosk.stalls import CAMPAIGN, OTHER_CAMPAIGNS, MemoryKeeper, asking

LYING, STANDING = QSize(1280, 800), QSize(800, 1280)
MOST_STOPS = 80
LEAST_RING = 1.8
"""How often the outline of a control must be there in what the focus changes."""
FOCUSABLE = (QAbstractButton, QLineEdit, TextArea, SignaturePad)


class Typist:
    """Has a keyboard and nothing else."""

    def __init__(self, window: KioskWindow) -> None:
        self._window = window
        self._eyes = Visitor(window)

    @property
    def focused(self) -> QWidget:
        widget: QWidget | None = self._window.focusWidget()
        assert widget is not None
        assert widget.isVisible()
        return widget

    def presses(self, *keys: Qt.Key) -> None:
        for key in keys:
            self._eyes.presses(key)

    def goes_to(self, name: str) -> None:
        """Press Tab, and arrows within a group, until a control has the focus."""
        for _ in range(MOST_STOPS):
            if self.focused.objectName() == name or self._goes_within_group_to(name):
                return
            self.presses(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")

    def _goes_within_group_to(self, name: str) -> bool:
        begun = self.focused
        if not isinstance(begun, Option):
            return False
        for _ in begun.siblings():
            self.presses(Qt.Key.Key_Right)
            if self.focused.objectName() == name:
                return True
        assert self.focused is begun
        return False

    def does(self, name: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        self.goes_to(name)
        self.presses(key)

    def types(self, text: str) -> None:
        """Type where the focus is, and press Enter."""
        QTest.keyClicks(self.focused, text)
        self.presses(Qt.Key.Key_Return)

    def waits_for(self, name: str) -> None:
        self._eyes.waits_until(lambda: self._eyes.finds(name) is not None)

    def goes_round(self) -> list[QWidget]:
        """Press Tab until the first stop comes again; gives all stops in their order."""
        self.presses(Qt.Key.Key_Tab)
        stops = [self.focused]
        for _ in range(MOST_STOPS):
            self.presses(Qt.Key.Key_Tab)
            if self.focused is stops[0]:
                return stops
            stops.append(self.focused)
        raise AssertionError("Tab never comes back")

    def reaches_by_arrows(self) -> set[QWidget]:
        """Press arrows along rows and columns until nothing new comes."""
        reached = {self.focused}
        waiting = [self.focused]
        while waiting:
            begun = waiting.pop()
            for arrow in (Qt.Key.Key_Right, Qt.Key.Key_Down):
                begun.setFocus()
                self.presses(arrow)
                if self.focused not in reached:
                    reached.add(self.focused)
                    waiting.append(self.focused)
        return reached


@pytest.fixture(autouse=True)
def active(qapp: QApplication) -> Iterator[None]:
    """Leave no other window active: keys go to the one that is."""
    yield
    assert QApplication.activePopupWidget() is None


def happen(window: KioskWindow, *events: st.Event) -> None:
    for event in events:
        window.happen(event)
    QApplication.processEvents()


def controls(window: KioskWindow) -> set[QWidget]:
    """Give all that is there to be worked."""
    shown = (one for one in window.findChildren(QWidget) if isinstance(one, FOCUSABLE))
    return {
        one
        for one in shown
        if one.isVisible() and one.isEnabled() and not isinstance(one, ReadableKey)
    }


# ---- Tab and arrows -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "size", "is_large"),
    [("en", LYING, False), ("ar", LYING, True), ("de", STANDING, True), ("ar", STANDING, False)],
    ids=["en-lying", "ar-lying-large", "de-standing-large", "ar-standing"],
)
def test_tab_and_arrows_reach_every_control_in_reading_order(
    open_window: OpenWindow, stall: Stall, language: str, size: QSize, *, is_large: bool
) -> None:
    asks = asking(stall.pack, drawn_signature=Presence.OPTIONAL)
    window = open_window(replace(stall, is_demonstration=True, pack=asks), size=size)
    happen(window, st.LanguageChosen(language=language))
    if is_large:
        happen(window, st.TextSizeToggled())
    faults = []
    for screen in screens(window):
        QApplication.processEvents()
        faults += [f"{screen}: {fault}" for fault in faults_of_tab(window)]

    assert not faults


def faults_of_tab(window: KioskWindow) -> Iterator[str]:
    typist = Typist(window)
    stops = typist.goes_round()
    reached = set(stops)
    for stop in stops:
        if isinstance(stop, Option):
            stop.setFocus()
            reached |= typist.reaches_by_arrows()
    for missed in controls(window) - reached:
        yield f"{missed.objectName()} is never reached"
    for other in reached - controls(window):
        yield f"Tab stops at {type(other).__name__} {other.objectName()}"
    assert not any(isinstance(stop, Keyboard | ReadableKey) for stop in reached)
    for one, other in pairwise(in_page(window, stops)):
        yield from faults_of_order(window, one, other)


def in_page(window: KioskWindow, stops: list[QWidget]) -> list[QWidget]:
    """Begin with the first stop of the page: it need not be where the round was begun."""
    inside = [stop for stop in stops if window.page.isAncestorOf(stop)]
    first = next((n for n, stop in enumerate(stops) if stop not in inside), 0)
    turned = stops[first:] + stops[:first]
    return [stop for stop in turned if stop in inside]


def faults_of_order(window: KioskWindow, one: QWidget, other: QWidget) -> Iterator[str]:
    """In a row reading goes on to its end; on a standing glass nothing leads up again."""
    before, after = place_in(window, one), place_in(window, other)
    names = f"{one.objectName()} to {other.objectName()}"
    is_in_row = before.top() <= after.center().y() <= before.bottom()
    step = after.center().x() - before.center().x()
    if is_in_row and (step > 0) == one.isRightToLeft():  # digits run one way everywhere
        yield f"{names} leads back in its row"
    if window.height() > window.width() and after.bottom() < before.top():
        yield f"{names} leads up"


def test_shift_tab_goes_the_same_way_back(window: KioskWindow) -> None:
    typist = Typist(window)
    stops = typist.goes_round()
    back = []
    for _ in stops:
        typist.presses(Qt.Key.Key_Backtab)
        back.append(typist.focused)

    assert back == stops[::-1]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_arrows_go_where_they_point_and_choose_nothing(window: KioskWindow, language: str) -> None:
    happen(window, st.LanguageChosen(language=language))
    typist = Typist(window)
    typist.goes_to("language_de")
    begun = typist.focused
    right, left = Qt.Key.Key_Right, Qt.Key.Key_Left

    typist.presses(right)
    assert place_in(window, typist.focused).left() > place_in(window, begun).right()
    typist.presses(left)
    assert typist.focused is begun
    assert window.state.sight.language == language


def test_tab_comes_into_a_group_at_what_is_chosen(window: KioskWindow) -> None:
    happen(window, st.LanguageChosen(language="fr"))

    names = [stop.objectName() for stop in Typist(window).goes_round()]

    assert [name for name in names if name.startswith("language_")] == ["language_fr"]


# ---- the focus ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "size", "is_large"),
    [("en", LYING, False), ("ar", STANDING, True)],
    ids=["en-lying", "ar-standing-large"],
)
def test_the_focus_is_seen_on_every_control(
    open_window: OpenWindow, stall: Stall, language: str, size: QSize, *, is_large: bool
) -> None:
    asks = asking(stall.pack, drawn_signature=Presence.OPTIONAL)
    window = open_window(replace(stall, is_demonstration=True, pack=asks), size=size)
    happen(window, st.LanguageChosen(language=language))
    if is_large:
        happen(window, st.TextSizeToggled())
    unseen = []
    for screen in screens(window):
        QApplication.processEvents()
        for control in controls(window):
            if ring_share(window, control) < LEAST_RING:
                unseen.append(f"{screen}: {control.objectName()}")

    assert not unseen


def ring_share(window: KioskWindow, control: QWidget) -> float:
    """Measure what the focus changes by 7:1 or more, in outlines of the control one pixel wide."""
    place = place_in(window, control)
    window.page.setFocus()
    without = window.grab(place).toImage()
    control.setFocus()
    with_focus = window.grab(place).toImage()
    outline = 2 * (place.width() + place.height())
    return changed_count(without, with_focus) / outline


def changed_count(one: QImage, other: QImage) -> int:
    """Count the pixels whose colours stand apart enough to be seen in the sun."""
    size = one.size()
    pairs: dict[tuple[int, int], int] = {}
    for y in range(size.height()):
        for x in range(size.width()):
            pair = (one.pixel(x, y), other.pixel(x, y))
            if pair[0] != pair[1]:
                pairs[pair] = pairs.get(pair, 0) + 1
    return sum(
        count
        for (before, after), count in pairs.items()
        if contrast(f"#{before & 0xFFFFFF:06x}", f"#{after & 0xFFFFFF:06x}") >= CONTROL_CONTRAST
    )


def test_the_focus_goes_to_a_sensible_place_on_each_page(window: KioskWindow) -> None:
    typist = Typist(window)
    assert typist.focused is window.page
    typist.does("sign")
    assert typist.focused.objectName() == "given_name"
    typist.does("next")
    assert typist.focused.objectName() == "given_name"  # what is missing
    typist.types("Marta")
    assert typist.focused.objectName() == "family_name"
    typist.presses(Qt.Key.Key_Return)
    assert typist.focused.objectName() == "email"
    typist.types("marta@example.org")
    assert typist.focused is window.page  # the answers have no default, not even a ring around one
    typist.does("sign")
    assert typist.focused.objectName() == "yes_share_with_starter"  # the first that is missing
    happen(window, st.Ticked(seconds=45))
    assert typist.focused.objectName() == "more_time"
    typist.presses(Qt.Key.Key_Space)
    assert isinstance(window.state.stage, st.Form)
    assert window.state.leaving_s is None


@pytest.mark.parametrize("name", ["language_ar", "text_size"])
def test_who_changes_language_or_size_in_the_bar_stays_there(
    window: KioskWindow, name: str
) -> None:
    typist = Typist(window)
    typist.does("sign")
    typist.types("Marta")
    typist.does(name, Qt.Key.Key_Space)

    assert typist.focused.objectName() == name
    assert window.state.sight != st.Sight(language="en")
    typist.goes_to("given_name")
    assert typist.focused.text() == "Marta"


def test_start_again_leads_to_the_petition(window: KioskWindow) -> None:
    typist = Typist(window)
    typist.does("sign")
    typist.types("Marta")
    typist.does("start_again", Qt.Key.Key_Space)

    assert isinstance(window.state.stage, st.Petition)
    assert typist.focused is window.page


def test_turning_to_the_last_page_keeps_the_focus_on_the_turning(window: KioskWindow) -> None:
    happen(window, st.ReadingAsked(page="text"))
    typist = Typist(window)
    typist.goes_to("page_after")
    while Visitor(window).finds("page_after") is not None:
        typist.presses(Qt.Key.Key_Return)

    assert typist.focused.objectName() == "page_before"


# ---- whole visits ---------------------------------------------------------------------------------


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
def test_a_petition_another_one_and_an_idea_by_keys_alone(
    open_window: OpenWindow, stall: Stall, keeper: MemoryKeeper, size: QSize, *, is_large: bool
) -> None:
    others = tuple(read_pack(CAMPAIGN.with_name(name)) for name in OTHER_CAMPAIGNS)
    asks = asking(stall.pack, drawn_signature=Presence.REQUIRED)
    busy = replace(stall, pack=asks, read_others=lambda: others, is_pace_watched=False)
    window = open_window(busy, size=size)
    Visitor(window).waits_until(lambda: bool(window._rules.others))
    typist = Typist(window)
    if is_large:
        typist.does("text_size", Qt.Key.Key_Space)
    typist.does("sign")
    typist.types("Marta")
    typist.types("Schmidt")
    typist.types("marta@example.org")
    chooses_poland(typist)
    signs_to_the_end(window, typist)
    typist.does(f"another_{OTHER_CAMPAIGNS[0]}", Qt.Key.Key_Space)
    signs_to_the_end(window, typist)
    typist.does(f"another_{OTHER_CAMPAIGNS[1]}")
    typist.types("More trees")
    typist.presses(Qt.Key.Key_Return)  # no answer is wanted
    signs_to_the_end(window, typist)
    typist.does("next_person")

    assert isinstance(window.state.stage, st.Petition)
    first, second, idea = keeper.kept
    assert (first.given_name, first.country) == ("Marta", "PL")
    assert first.drawn
    assert [one.choice for one in first.consents[1:]] == [Choice.NO] * 3
    assert (second.given_name, second.country) == ("Marta", "PL")
    assert idea.idea == "More trees"


def chooses_poland(typist: Typist) -> None:
    """Find it in the list by its first letters, and mark it by an arrow."""
    typist.does("other_country")
    QTest.keyClicks(typist.focused, "pol")
    typist.presses(Qt.Key.Key_Return)


def signs_to_the_end(window: KioskWindow, typist: Typist) -> None:
    """Say No to everything, draw a line where one is asked, and sign."""
    for _ in range(12):
        if not isinstance(window.state.stage, st.Form):
            break
        step = window.state.stage.step
        for consent in step.part.consents:
            if window.state.stage.draft.chosen(ConsentId(consent)) is None:
                typist.does(f"no_{consent}", Qt.Key.Key_Space)
        if step.kind.value == "drawing":
            typist.does("drawn_signature", Qt.Key.Key_Space)
            typist.presses(*[Qt.Key.Key_Right] * 12, Qt.Key.Key_Space)
        typist.does(window.page.main_button.objectName())
    typist.waits_for("next_person")
