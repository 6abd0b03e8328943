"""The volunteer in the real window: holds the corner, types the PIN, leaves; and new keyboards."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.corner import HOLD_MS, SIDE_MM
from desktop_app.kiosk.keyboard_list import KeyboardId
from desktop_app.kiosk.lockdown import Lockdown, Reason
from desktop_app.kiosk.pin import PinGuard
from desktop_app.kiosk.pin_file import Hardness, new_pin, read_pin, write_pin
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.theme import fitting_px_per_mm
from desktop_app.qt.widgets.number_pad import PinDots
from tests.kiosk.conftest import OpenWindow

PIN = "740183"
QUICK = Hardness(memory_kib=8, iterations=1, lanes=1)
LEFT = Qt.MouseButton.LeftButton


class Keyboards:
    """Keyboards that the test plugs in; it is a fake of the system's list."""

    def __init__(self) -> None:
        self.names = {"built in"}

    def plugged_in(self) -> frozenset[KeyboardId]:
        return frozenset(KeyboardId(name) for name in self.names)


@pytest.fixture
def pin_file(tmp_path: Path) -> Path:
    write_pin(tmp_path / "pin.json", new_pin(PIN, os.urandom, QUICK))
    return tmp_path / "pin.json"


@pytest.fixture
def keyboards() -> Keyboards:
    return Keyboards()


@pytest.fixture
def told() -> list[Lockdown]:
    return []


@pytest.fixture
def stall(stall: Stall, pin_file: Path, keyboards: Keyboards, told: list[Lockdown]) -> Stall:
    return replace(
        stall,
        pin=PinGuard(pin_file, time.monotonic),
        keyboards=keyboards,
        tell_lockdown=told.append,
    )


def corner_of(window: KioskWindow) -> QPoint:
    return window.gate.corner.place.center().toPoint()


def is_held(window: KioskWindow) -> bool:
    return window.gate.corner.is_being_held


def at_pin(window: KioskWindow) -> vs.AtPin:
    assert isinstance(window.state.cover, vs.AtPin)
    return window.state.cover


@pytest.fixture
def hold_corner(visitor: Visitor, window: KioskWindow) -> Callable[[], None]:
    """Holds the corner; the three seconds go by at once."""

    def hold() -> None:
        window.gate.corner._holding.setInterval(0)
        QTest.mousePress(window.windowHandle(), LEFT, pos=corner_of(window))
        visitor.waits_until(lambda: window.state.cover is not None)
        QTest.mouseRelease(window.windowHandle(), LEFT, pos=corner_of(window))
        visitor.waits_until(lambda: at_pin(window).wait_s is not None)

    return hold


def taps_pin(visitor: Visitor, window: KioskWindow, digits: str = PIN) -> None:
    for digit in digits:
        visitor.taps(f"digit_{digit}")
    visitor.taps("give_pin")
    visitor.waits_until(
        lambda: not isinstance(window.state.cover, vs.AtPin) or not at_pin(window).is_checking
    )


def text_of(visitor: Visitor, name: str) -> str:
    label = visitor.finds(name)
    assert isinstance(label, QLabel)
    return label.text()


def typed_in(visitor: Visitor, name: str) -> str:
    field = visitor.finds(name)
    assert isinstance(field, QLineEdit)
    return field.text()


# ---- the corner -----------------------------------------------------------------------------------


def test_corner_is_held_for_three_seconds_and_large_enough(window: KioskWindow) -> None:
    corner = window.gate.corner

    assert HOLD_MS == corner._holding.interval() == 3000
    assert SIDE_MM >= 12
    assert corner.place.width() >= 12 * fitting_px_per_mm(window.size())


def test_hold_opens_the_pin(hold_corner: Callable[[], None], visitor: Visitor) -> None:
    hold_corner()

    assert visitor.finds("pin_dots") is not None


def test_hold_is_over_when_let_go_or_moved_away(window: KioskWindow) -> None:
    handle, inside = window.windowHandle(), corner_of(window)
    QTest.mousePress(handle, LEFT, pos=inside)
    assert is_held(window)
    QTest.mouseMove(handle, inside + QPoint(3, -3))
    assert is_held(window)
    QTest.mouseRelease(handle, LEFT, pos=inside)
    assert not is_held(window)

    QTest.mousePress(handle, LEFT, pos=inside)
    QTest.mouseMove(handle, inside - QPoint(0, 200))
    assert not is_held(window)
    QTest.mouseMove(handle, inside)
    assert not is_held(window), "coming back is no hold"
    QTest.mouseRelease(handle, LEFT, pos=inside)


def test_hold_elsewhere_or_with_another_button_is_none(window: KioskWindow) -> None:
    handle = window.windowHandle()
    opposite = QPoint(window.width() - corner_of(window).x(), corner_of(window).y())
    for button, place in [
        (LEFT, opposite),
        (LEFT, QPoint(10, 10)),
        (Qt.MouseButton.RightButton, corner_of(window)),
        (Qt.MouseButton.MiddleButton, corner_of(window)),
    ]:
        QTest.mousePress(handle, button, pos=place)
        assert not is_held(window)
        QTest.mouseRelease(handle, button, pos=place)


def test_corner_changes_sides_with_the_page(window: KioskWindow, visitor: Visitor) -> None:
    assert corner_of(window).x() < window.width() // 2

    visitor.chooses_language("ar")

    assert corner_of(window).x() > window.width() // 2
    QTest.mousePress(window.windowHandle(), LEFT, pos=corner_of(window))
    assert is_held(window)
    QTest.mouseRelease(window.windowHandle(), LEFT, pos=corner_of(window))


@pytest.fixture
def finger() -> QPointingDevice:
    return QTest.createTouchDevice()


def test_finger_holds_the_corner_and_a_second_one_does_not(
    window: KioskWindow, finger: QPointingDevice
) -> None:
    handle, inside = window.windowHandle(), corner_of(window)
    QTest.touchEvent(handle, finger).press(0, inside, handle).commit()
    assert is_held(window)
    QTest.touchEvent(handle, finger).move(0, inside + QPoint(2, 2), handle).commit()
    assert is_held(window)
    other = QTest.touchEvent(handle, finger).stationary(0)
    other.press(1, QPoint(600, 300), handle).commit()
    assert not is_held(window)
    QTest.touchEvent(handle, finger).release(0, inside, handle).release(
        1, QPoint(600, 300), handle
    ).commit()
    assert not is_held(window)


def test_what_is_beneath_the_corner_works_as_if_it_were_not_there(window: KioskWindow) -> None:
    beneath = QPushButton("beneath", window)
    beneath.setGeometry(window.gate.corner.place.toRect())
    beneath.show()
    clicked: list[bool] = []
    beneath.clicked.connect(lambda: clicked.append(is_held(window)))
    QTest.mousePress(beneath, LEFT)
    assert is_held(window)
    assert beneath.isDown()
    QTest.mouseRelease(beneath, LEFT)

    assert clicked == [False]
    assert window.state.cover is None


def test_without_a_pin_the_corner_opens_nothing(stall: Stall, open_window: OpenWindow) -> None:
    window = open_window(replace(stall, pin=None))
    window.gate.corner.held.emit()

    assert window.state.cover is None


# ---- the PIN --------------------------------------------------------------------------------------


def test_volunteer_types_the_pin_and_leaves_the_kiosk(
    hold_corner: Callable[[], None], visitor: Visitor, window: KioskWindow
) -> None:
    window._may_close = False
    hold_corner()
    window.close()
    assert window.isVisible()

    taps_pin(visitor, window)
    assert text_of(visitor, "kept_count") == "0 signatures"
    visitor.taps("leave_kiosk")

    assert not window.isVisible()


def test_pin_is_typed_on_a_hardware_keyboard_in_any_digits(
    hold_corner: Callable[[], None], visitor: Visitor, window: KioskWindow
) -> None:
    hold_corner()
    QTest.keyClicks(window.focusWidget(), "7401")
    for digit in "٨٩":  # 8 and 9 as people in Cairo write them
        QTest.sendKeyEvent(
            QTest.KeyAction.Click,
            window.focusWidget(),
            Qt.Key.Key_unknown,
            digit,
            Qt.KeyboardModifier.NoModifier,
        )
    visitor.presses(Qt.Key.Key_Backspace)
    QTest.keyClicks(window.focusWidget(), "3x ½²")
    dots = visitor.finds("pin_dots")
    assert isinstance(dots, PinDots)
    assert dots.count == 6
    assert dots.accessibleName() == "6"
    visitor.presses(Qt.Key.Key_Return)
    visitor.waits_until(lambda: isinstance(window.state.cover, vs.VolunteerMenu))


def test_wrong_pin_is_told_and_after_five_one_has_to_wait(
    hold_corner: Callable[[], None], visitor: Visitor, window: KioskWindow
) -> None:
    hold_corner()
    for _ in range(4):
        taps_pin(visitor, window, "111113")
        assert text_of(visitor, "pin_sentence") == "This PIN is not right."
    taps_pin(visitor, window, "111113")
    assert "Please wait 30 seconds" in text_of(visitor, "pin_sentence")

    visitor.taps("digit_7")
    visitor.taps("give_pin")
    assert at_pin(window).typed == ""
    window.happen(st.Ticked(seconds=29.5))
    assert "Please wait 1 second " in text_of(visitor, "pin_sentence")


def test_wait_is_told_as_soon_as_the_pin_is_asked_for(
    hold_corner: Callable[[], None], visitor: Visitor, window: KioskWindow, pin_file: Path
) -> None:
    stored = read_pin(pin_file)
    assert stored is not None
    write_pin(pin_file, structs.replace(stored, try_count=8))
    hold_corner()

    assert (at_pin(window).wait_s or 0) > 290
    assert "Please wait 300 seconds" in text_of(visitor, "pin_sentence")


def test_damaged_file_keeps_the_way_shut_and_says_so(
    hold_corner: Callable[[], None], visitor: Visitor, window: KioskWindow, pin_file: Path
) -> None:
    hold_corner()
    pin_file.write_bytes(b"{}")
    taps_pin(visitor, window)

    assert at_pin(window).code == "pin.damaged"
    assert text_of(visitor, "problem_code") == "[pin.damaged]"
    assert "cannot be checked" in text_of(visitor, "pin_sentence")


def test_disk_that_takes_no_note_keeps_the_way_shut(
    hold_corner: Callable[[], None],
    visitor: Visitor,
    window: KioskWindow,
    pin_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    hold_corner()
    monkeypatch.setattr(os, "fsync", full)
    taps_pin(visitor, window)

    assert at_pin(window).code == "pin.cannot_write"


def test_signer_who_rested_a_hand_goes_back_to_what_was_typed(
    hold_corner: Callable[[], None], visitor: Visitor, window: KioskWindow
) -> None:
    visitor.presses_sign()
    visitor.types("given_name", "Marta")
    hold_corner()
    texts = [str(widget.property("text") or "") for widget in window.findChildren(QWidget)]
    assert not [text for text in texts if "Marta" in text]
    assert visitor.finds("start_again") is None

    visitor.taps("back_to_signing")

    assert typed_in(visitor, "given_name") == "Marta"


def test_volunteers_page_says_how_locked_and_never_who(
    hold_corner: Callable[[], None], visitor: Visitor, window: KioskWindow
) -> None:
    visitor.presses_sign()
    visitor.types("given_name", "Marta")
    hold_corner()
    taps_pin(visitor, window)
    window.happen(vs.LockdownSeen(lockdown=Lockdown(reasons=())))
    assert text_of(visitor, "lockdown") == "Locked"
    assert visitor.finds("reasons") is None

    window.happen(vs.LockdownSeen(lockdown=Lockdown(reasons=(Reason.SLEEP, Reason.WINDOW))))

    assert text_of(visitor, "lockdown") == "Supervised — keep it in sight"
    assert "switch itself off" in text_of(visitor, "reasons")
    assert "does not fill" in text_of(visitor, "reasons")
    texts = [str(widget.property("text") or "") for widget in window.findChildren(QWidget)]
    assert not [text for text in texts if "Marta" in text]
    visitor.taps("back_to_signing")
    assert isinstance(window.state.stage, st.Petition)


def test_open_kiosk_is_seen_by_more_than_colour(
    hold_corner: Callable[[], None], visitor: Visitor, window: KioskWindow
) -> None:
    hold_corner()
    taps_pin(visitor, window)
    page = window.page
    assert page is not None
    image = page.grab().toImage()
    px = fitting_px_per_mm(window.size())
    for x in range(int(2 * px)):
        assert image.pixelColor(x, image.height() // 2).lightness() < 100
    assert text_of(visitor, "question") == "For volunteers"


# ---- new keyboards --------------------------------------------------------------------------------


def presses_hardware(window: KioskWindow, text: str) -> None:
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click,
            window.focusWidget(),
            Qt.Key.Key_A,
            letter,
            Qt.KeyboardModifier.NoModifier,
        )


def test_not_even_the_first_key_of_a_new_keyboard_passes(
    visitor: Visitor, window: KioskWindow, keyboards: Keyboards
) -> None:
    visitor.presses_sign()
    visitor.types("given_name", "Mar")
    keyboards.names.add("types by itself")

    presses_hardware(window, "evil")

    assert visitor.finds("given_name") is None
    assert text_of(visitor, "problem_code") == "[kiosk.new_keyboard]"
    form = window.state.stage
    assert isinstance(form, st.Form)
    assert form.draft.given_name == "Mar"


def test_form_comes_back_when_the_keyboard_is_unplugged(
    visitor: Visitor, window: KioskWindow, keyboards: Keyboards
) -> None:
    visitor.presses_sign()
    visitor.types("given_name", "Marta")
    keyboards.names.add("new")
    window.desk.look()
    visitor.presses(Qt.Key.Key_Return)
    visitor.presses(Qt.Key.Key_Space)
    assert window.state.cover is None
    assert window.state.has_new_keyboard

    keyboards.names.remove("new")
    window.desk.look()

    assert typed_in(visitor, "given_name") == "Marta"
    presses_hardware(window, "Schm")
    assert typed_in(visitor, "family_name") == "Schm"


def test_volunteer_allows_a_keyboard_with_the_pin(
    visitor: Visitor, window: KioskWindow, keyboards: Keyboards
) -> None:
    visitor.presses_sign()
    visitor.types("given_name", "Mar")
    keyboards.names.add("new")
    window.desk.look()
    visitor.taps("volunteer")
    visitor.waits_until(lambda: at_pin(window).wait_s is not None)
    presses_hardware(window, PIN)
    assert at_pin(window).typed == "", "keys stay dead while the keyboard is not allowed"
    taps_pin(visitor, window)

    assert window.state.cover is None
    assert typed_in(visitor, "given_name") == "Mar"
    presses_hardware(window, "Schm")
    assert typed_in(visitor, "family_name") == "Schm"


def test_without_a_pin_only_unplugging_helps(
    stall: Stall, open_window: OpenWindow, keyboards: Keyboards
) -> None:
    window = open_window(replace(stall, pin=None))
    keyboards.names.add("new")
    window.desk.look()
    visitor = Visitor(window)

    assert visitor.finds("problem_code") is not None
    assert visitor.finds("volunteer") is None


# ---- locked or supervised -------------------------------------------------------------------------


def test_what_was_seen_of_the_lock_is_told_once(
    visitor: Visitor, window: KioskWindow, told: list[Lockdown]
) -> None:
    window.desk.look()
    visitor.waits_until(lambda: window.desk._session is not None)
    for _ in range(3):
        window.desk.look()

    assert told == [Lockdown(reasons=(Reason.SYSTEM, Reason.WINDOW, Reason.SLEEP))]
    assert window.state.lockdown == told[0]


class Awake:
    """A desktop that has promised to leave the screen on; it is a fake of it."""

    is_held = True

    def release(self) -> None:
        self.is_held = False


def test_lock_is_judged_anew_when_something_changes(
    visitor: Visitor, window: KioskWindow, told: list[Lockdown]
) -> None:
    window.desk.look()
    visitor.waits_until(lambda: window.desk._session is not None)
    awake = Awake()
    window.desk.hold(awake)
    window.desk.look()
    assert told[-1] == Lockdown(reasons=(Reason.SYSTEM, Reason.WINDOW))

    window.showFullScreen()
    visitor.looks()
    window.desk.look()

    assert told[-1] == Lockdown(reasons=(Reason.SYSTEM,))
    window.end()
    assert not awake.is_held


# ---- too quick ------------------------------------------------------------------------------------


def test_volunteer_lets_people_go_on_after_signatures_that_were_too_quick(
    visitor: Visitor, window: KioskWindow
) -> None:
    too_quick = st.VolunteerNeeded(code="kiosk.pace")
    window._state = st.State(stage=too_quick, sight=window.state.sight, kept_count=3)
    window._show()
    window.happen(st.TriedAgain())
    assert window.state.stage == too_quick, "only the PIN leads on"
    visitor.taps("volunteer")
    visitor.waits_until(lambda: at_pin(window).wait_s is not None)
    taps_pin(visitor, window)
    visitor.taps("back_to_signing")

    assert isinstance(window.state.stage, st.Petition)


def test_without_a_pin_anybody_lets_people_go_on(stall: Stall, open_window: OpenWindow) -> None:
    window = open_window(replace(stall, pin=None))
    window._state = st.State(stage=st.VolunteerNeeded(code="kiosk.pace"), sight=window.state.sight)
    window._show()
    visitor = Visitor(window)
    assert text_of(visitor, "notice_sentence").startswith("A volunteer will help you")
    visitor.taps("try_again")

    assert isinstance(window.state.stage, st.Petition)
