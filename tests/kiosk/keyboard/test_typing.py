"""People type: names in many scripts, addresses, numbers, by touch and by mouse."""

import gc
import time

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.kiosk.gate import Gate
from desktop_app.qt.keyboard import sending
from desktop_app.qt.keyboard.boards import Kind
from desktop_app.qt.keyboard.keys import Role
from desktop_app.qt.keyboard.state import Shift
from tests.kiosk.keyboard.conftest import SitDown
from tests.kiosk.keyboard.hands import Hands, hardware_key

NAMES = [
    ("en", "Marta"),
    ("en", "Anna-Maria O’Brien"),
    ("en", "D'Arcy"),
    ("pl", "Żółć"),
    ("de", "Żółć"),
    ("es", "Ñandú"),
    ("fr", "Éloïse Lefèvre"),
    ("cs", "Jiří Dvořák"),
    ("hu", "Szűcs Győző"),
    ("ru", "Иван"),
    ("ru", "Їжак"),
    ("uk", "Їжак"),
    ("uk", "Мар’яна"),
    ("be", "Юр’еў"),
    ("sr", "Ђорђе"),
    ("bg", "Ивайло"),
    ("kk", "Әсел Құнанбаева"),
    ("fa", "نینا"),
    ("fa", "علی\u200cرضا"),
    ("ar", "محمد"),
    ("ar", "أحمد الإدريسي"),
    ("he", "שרה בן־דוד"),
    ("ka", "ნინო"),
    ("hy", "Արամ"),
    ("el", "Αθηνά"),
    ("tr", "Şükrü İnan Işık"),
    ("az", "İlham Əliyev"),
    ("de", "Weiß"),
    ("en", "Nguyê\u0303n"),
]


@pytest.mark.parametrize("by", ["touch", "mouse"])
@pytest.mark.parametrize(("language", "name"), NAMES)
def test_name_is_typed(sit_down: SitDown, language: str, name: str, by: str) -> None:
    hands = sit_down(language, by=by)

    hands.types(name)

    assert hands.bench.text == name


def test_gate_of_the_kiosk_lets_every_key_pass(sit_down: SitDown, qapp: QApplication) -> None:
    hands = sit_down("fa")
    gate = Gate(hands.bench.window)
    qapp.installEventFilter(gate)
    try:
        hands.types("علی\u200cرضا")
        hands.taps_role(Role.ERASE)
        assert hands.bench.text == "علی\u200cرض"
    finally:
        qapp.removeEventFilter(gate)


# -- capitals ---------------------------------------------------------------------------------------


def typed_lazily(hands: Hands, keys: str) -> str:
    """Press the keys of letters without ever touching shift."""
    for letter in keys:
        if letter == " ":
            hands.taps_role(Role.SPACE)
        else:
            wanted = (letter, letter.upper())
            hands.taps(next(p for p in hands.keyboard.placed if p.key.text in wanted))
    return hands.bench.text


def test_capitals_begin_a_name_and_its_parts(sit_down: SitDown) -> None:
    assert typed_lazily(sit_down("en"), "anna maria o’brien-smith") == "Anna Maria O’Brien-Smith"


def test_apostrophe_inside_a_ukrainian_name_brings_no_capital(sit_down: SitDown) -> None:
    assert typed_lazily(sit_down("uk"), "мар’яна") == "Мар’яна"


def test_address_begins_small(sit_down: SitDown) -> None:
    assert typed_lazily(sit_down("en", Kind.EMAIL), "anna") == "anna"


def test_next_field_begins_with_a_capital_again(sit_down: SitDown) -> None:
    hands = sit_down("en")
    typed_lazily(hands, "anna")

    hands.bench.fields[1].setFocus()
    typed_lazily(hands, "berg")

    assert hands.bench.fields[1].text() == "Berg"


def test_erasing_all_brings_the_capital_back(sit_down: SitDown) -> None:
    hands = sit_down("en")
    typed_lazily(hands, "a")

    hands.taps_role(Role.ERASE)

    assert hands.keyboard.typing.shift is Shift.ONCE


# -- long press -------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["touch", "mouse"])
def test_variant_is_chosen_by_a_tap_after_lifting(sit_down: SitDown, by: str) -> None:
    hands = sit_down("el", text="Αθην", by=by)
    key = hands.holds("α")
    hands.lifts(key)
    popup = hands.keyboard.popup
    assert popup is not None
    at = popup.centre_of(0).toPoint()

    hands.touch.press(at, popup)
    hands.touch.release(at, popup)

    assert hands.bench.text == "Αθηνά"
    assert hands.keyboard.popup is None


def test_variants_stand_above_the_key_within_the_window(sit_down: SitDown) -> None:
    for letter in "aozl’":
        hands = sit_down("lv", text="x")
        key = hands.holds(letter)
        popup = hands.keyboard.popup
        assert popup is not None
        assert hands.bench.window.rect().contains(popup.geometry())
        top = hands.keyboard.y() + key.rect.top()
        assert popup.geometry().bottom() <= top
        hands.lifts(key)


def test_lifting_elsewhere_cancels_the_variants(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")
    hands.holds("a")

    hands.touch.release(QPoint(600, 300), hands.keyboard)

    assert hands.keyboard.popup is None
    assert hands.bench.text == "x"


def test_typing_on_closes_the_variants(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")
    hands.lifts(hands.holds("a"))

    hands.taps("m")

    assert hands.keyboard.popup is None
    assert hands.bench.text == "xm"


def test_variants_go_when_the_page_goes(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")
    hands.lifts(hands.holds("a"))

    hands.keyboard.hide()

    assert hands.keyboard.popup is None
    assert hands.keyboard.typing.is_idle


# -- erasing, many fingers, switching ---------------------------------------------------------------


def test_held_backspace_repeats_until_it_is_lifted(sit_down: SitDown) -> None:
    hands = sit_down("en", text="Marta")
    erase = hands.key_of(Role.ERASE)
    assert erase is not None
    repeating = hands.bench.timers[1]

    hands.presses(erase)
    assert hands.bench.text == "Mart"
    assert repeating.started_ms == 400
    repeating.comes()
    assert repeating.started_ms == 60
    repeating.comes()
    hands.lifts(erase)

    assert hands.bench.text == "Ma"
    assert repeating.started_ms is None


def test_two_fingers_type_in_the_order_of_their_presses(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")

    hands.presses("a", finger=1)
    hands.presses("b", finger=2)
    hands.lifts("b", finger=2)
    hands.lifts("a", finger=1)

    assert hands.bench.text == "xab"


def test_lost_touches_type_nothing(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")
    hands.presses("a")

    hands.keyboard.event(QEvent(QEvent.Type.TouchCancel))

    assert hands.bench.text == "x"
    assert hands.keyboard.typing.is_idle
    hands.lifts("a")


def test_switch_key_goes_round_the_campaigns_scripts(sit_down: SitDown) -> None:
    hands = sit_down("en", languages=("de", "en", "ru", "ar"))
    shown = []

    for _ in range(3):
        hands.taps_role(Role.SWITCH)
        shown.append(hands.keyboard.layout_shown.name)

    assert shown == ["Русский", "العربية", "English"]


def test_next_is_told_and_types_nothing(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")
    told: list[bool] = []
    hands.keyboard.next_pressed.connect(lambda: told.append(True))

    hands.taps_role(Role.NEXT)

    assert told == [True]
    assert hands.bench.text == "x"


# -- addresses and numbers --------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "ru", "ar", "tr", "az", "cs", "fr"])
def test_address_is_typed_in_every_language(sit_down: SitDown, language: str) -> None:
    hands = sit_down(language, Kind.EMAIL)

    hands.types("jo_wiz.quick-fax+7@vbkmpd.hly")

    assert hands.bench.text == "jo_wiz.quick-fax+7@vbkmpd.hly"


@pytest.mark.parametrize(
    "before", ["marta", "marta@", "marta@gmial.com", "marta@a@b"], ids=["no @", "@", "other", "two"]
)
def test_domain_is_one_tap(sit_down: SitDown, before: str) -> None:
    hands = sit_down("de", Kind.EMAIL, text=before)
    hands.bench.fields[0].setCursorPosition(2)

    hands.taps("gmx.de")

    assert hands.bench.text == "marta@gmx.de"


@pytest.mark.parametrize(
    ("before", "after"), [("", "+49"), ("170", "+49170"), ("+33", "+33"), ("+49", "+49")]
)
def test_prefix_is_put_before_a_number_without_one(
    sit_down: SitDown, before: str, after: str
) -> None:
    hands = sit_down("de", Kind.PHONE, text=before)

    hands.taps("+49")

    assert hands.bench.text == after


def test_number_is_typed(sit_down: SitDown) -> None:
    hands = sit_down("ar", Kind.PHONE, country="EG")

    hands.types("+201234567890")

    assert hands.bench.text == "+201234567890"


# -- what it must never do --------------------------------------------------------------------------


def test_keyboard_never_takes_the_focus_and_tab_passes_it_by(sit_down: SitDown) -> None:
    hands = sit_down("en")

    hands.types("Marta")
    assert QApplication.focusWidget() is hands.bench.fields[0]
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() in hands.bench.fields


def test_keys_press_no_button_that_has_the_focus(sit_down: SitDown) -> None:
    hands = sit_down("en", text="x")
    hands.bench.window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    hands.bench.window.setFocus()

    hands.taps_role(Role.SPACE)
    hands.taps("Q")

    assert hands.bench.text == "x"


def test_nothing_typed_stays_in_the_keyboard(sit_down: SitDown) -> None:
    hands = sit_down("pl")
    hands.types("Żółć")

    assert hands.keyboard.typing.is_idle
    assert hands.keyboard.popup is None
    gc.collect()
    kept = [repr(value) for value in vars(hands.keyboard.typing).values()]
    kept += [repr(value) for value in vars(hands.keyboard).values()]
    assert not any("Żó" in text for text in kept)


def test_hardware_keys_are_told_apart(sit_down: SitDown) -> None:
    hands = sit_down("en")
    seen: list[bool] = []

    class Watch(Gate):
        def eventFilter(self, watched, event) -> bool:
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                seen.append(sending.is_ours(event))
            return super().eventFilter(watched, event)

    watch = Watch(hands.bench.window)
    hands.bench.fields[0].installEventFilter(watch)
    hands.taps("M")
    QTest.keyClick(hands.bench.fields[0], Qt.Key.Key_A)
    QApplication.sendEvent(hands.bench.fields[0], hardware_key("a"))

    assert seen == [True, False, False]


def test_screen_readers_hear_its_name_and_role(sit_down: SitDown) -> None:
    hands = sit_down("en")

    told = QAccessible.queryAccessibleInterface(hands.keyboard)

    assert told.text(QAccessible.Text.Name) == "Keyboard"
    assert told.role() == QAccessible.Role.Grouping


def test_times_are_reported(sit_down: SitDown, record_property) -> None:
    """Times depend on the machine; they are written down, not judged."""
    hands = sit_down("en", text="x")
    begun = time.perf_counter()
    for _ in range(20):
        hands.keyboard.repaint()
    repaint_ms = (time.perf_counter() - begun) / 20 * 1000
    begun = time.perf_counter()
    for _ in range(20):
        hands.taps("m")
        hands.bench.window.repaint()
    key_ms = (time.perf_counter() - begun) / 20 * 1000

    record_property("repaint_ms", round(repaint_ms, 2))
    record_property("key_to_text_ms", round(key_ms, 2))
    print(f"repaint {repaint_ms:.2f} ms, key to painted text {key_ms:.2f} ms")
