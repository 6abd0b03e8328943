"""The real window, offscreen: visitors sign with keys and touches, and nothing of them stays."""

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QKeyCombination, QMimeData, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.start import new_window
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.tasks import Lane
from desktop_app.signature.consent import Choice
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.stalls import FullKeeper, MemoryKeeper, SlowKeeper

CONSENTS = ("share_with_starter", "email_updates", "sms")
CANARY = "Zyxqua"


def comes_to_choices(visitor: Visitor, given: str = "Marta", family: str = "Schmidt") -> None:
    visitor.presses_sign()
    visitor.gives_name(given, family)
    visitor.gives_email(f"{given.lower()}@example.org")


def signs_with(visitor: Visitor, *, is_yes: bool = False) -> str:
    comes_to_choices(visitor)
    for consent in CONSENTS:
        visitor.answers(consent, is_yes=is_yes)
    if is_yes:
        visitor.gives_phone("+491701234567")
    visitor.signs()
    return visitor.waits_for_thanks()


# ---- signing --------------------------------------------------------------------------------------


def test_visitor_signs_in_few_taps(visitor: Visitor, keeper: MemoryKeeper) -> None:
    code = signs_with(visitor)

    (signature,) = keeper.kept
    assert (signature.given_name, signature.family_name) == ("Marta", "Schmidt")
    assert signature.email == "marta@example.org"
    assert signature.country == "DE"
    assert signature.place == "Nollendorfplatz"
    assert signature.withdrawal_code == code
    # SIGN, last name, Next, Next, three choices, SIGN
    assert visitor.tap_count <= 8


def test_visitor_signs_with_the_keyboard_alone(window: KioskWindow, keeper: MemoryKeeper) -> None:
    visitor = Visitor(window)
    sign = visitor.finds("sign")
    assert sign is not None
    for _ in range(30):
        if window.focusWidget() is sign:
            break
        visitor.presses(Qt.Key.Key_Tab)
    visitor.presses(Qt.Key.Key_Return)
    QTest.keyClicks(window.focusWidget(), "Marta")
    visitor.presses(Qt.Key.Key_Return)
    visitor.presses(Qt.Key.Key_Return)
    QTest.keyClicks(window.focusWidget(), "marta@example.org")
    visitor.presses(Qt.Key.Key_Return)
    visitor.looks()
    for _ in range(60):
        focused = window.focusWidget()
        if focused.objectName() == "sign":
            break
        if focused.objectName().startswith("yes_") and not focused.isChecked():
            visitor.presses(Qt.Key.Key_Space)
            visitor.presses(Qt.Key.Key_Right)  # leads to No, and chooses nothing
            assert focused.isChecked()
            visitor.presses(Qt.Key.Key_Space)
        visitor.presses(Qt.Key.Key_Tab)
    visitor.presses(Qt.Key.Key_Return)
    visitor.waits_for_thanks()

    assert [consent.choice for consent in keeper.kept[0].consents[1:]] == [Choice.NO] * 3


@pytest.mark.parametrize("answers", list(product([True, False], repeat=3)))
def test_every_combination_of_choices_signs(
    visitor: Visitor, keeper: MemoryKeeper, answers: tuple[bool, ...]
) -> None:
    comes_to_choices(visitor)
    for consent, is_yes in zip(CONSENTS, answers, strict=True):
        visitor.answers(consent, is_yes=is_yes)
    if answers[2]:
        visitor.gives_phone("0170 1234567")
    visitor.signs()
    visitor.waits_for_thanks()

    (signature,) = keeper.kept
    given = tuple(signature.choice(consent) is Choice.YES for consent in CONSENTS)
    assert given == answers
    assert signature.phone == ("+491701234567" if answers[2] else "")


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ru", "ar"])
def test_visitor_signs_in_their_language_at_large(
    visitor: Visitor, keeper: MemoryKeeper, language: str
) -> None:
    visitor.chooses_language(language)
    visitor.turns_large_on()
    signs_with(visitor)

    assert keeper.kept[0].language == language


def test_country_is_chosen_from_the_list(visitor: Visitor, keeper: MemoryKeeper) -> None:
    comes_to_choices(visitor)
    visitor.chooses_country("NO")
    for consent in CONSENTS:
        visitor.answers(consent, is_yes=False)
    visitor.signs()
    visitor.waits_for_thanks()

    assert keeper.kept[0].country == "NO"


def test_country_is_chosen_with_arrows_and_enter(visitor: Visitor, window: KioskWindow) -> None:
    comes_to_choices(visitor)
    visitor.taps("other_country")
    visitor.types("country_search", "norge")
    visitor.presses(Qt.Key.Key_Return)

    assert isinstance(window.state.stage, st.Form)
    assert window.state.stage.draft.country == "NO"


def test_thanks_only_after_commit_when_disk_is_slow(stall: Stall, open_window: OpenWindow) -> None:
    slow = SlowKeeper()
    window = open_window(replace(stall, open_journal=lambda: slow))
    visitor = Visitor(window)
    comes_to_choices(visitor)
    for consent in CONSENTS:
        visitor.answers(consent, is_yes=False)
    visitor.signs()
    visitor.waits_until(slow.has_begun.is_set)
    window.happen(st.Ticked(seconds=60))
    visitor.looks()
    assert window.state.stage == st.Saving(number=1)
    assert visitor.finds("thanks") is None

    slow.may_finish.set()

    assert visitor.waits_for_thanks() == slow.kept[0].withdrawal_code


def test_volunteer_is_called_and_nothing_is_left_when_the_disk_is_full(
    stall: Stall, open_window: OpenWindow
) -> None:
    window = open_window(replace(stall, open_journal=FullKeeper))
    visitor = Visitor(window)
    comes_to_choices(visitor, CANARY)
    for consent in CONSENTS:
        visitor.answers(consent, is_yes=False)
    visitor.signs()
    visitor.waits_until(lambda: visitor.finds("problem_code") is not None)

    code = visitor.finds("problem_code")
    assert isinstance(code, QLabel)
    assert code.text() == "[journal.disk_full]"
    assert canaries_in(window) == []


def test_first_screen_is_there_before_the_journal_is_opened(
    stall: Stall, open_window: OpenWindow
) -> None:
    opened: list[bool] = []

    def open_journal() -> MemoryKeeper:
        opened.append(True)
        return MemoryKeeper()

    window = open_window(replace(stall, open_journal=open_journal), is_begun=False)

    assert window.isVisible()
    assert Visitor(window).finds("sign") is not None
    assert not opened


def test_journal_is_closed_at_the_end_after_a_running_write(
    stall: Stall, open_window: OpenWindow, keeper: MemoryKeeper
) -> None:
    lane = Lane()
    window = new_window(stall, lane, may_close=True)
    window.begin()

    window.end()
    lane.close()

    assert keeper.is_closed


def test_count_adds_what_was_signed_here(visitor: Visitor, window: KioskWindow) -> None:
    signs_with(visitor)
    visitor.presses_next_person()

    count = visitor.finds("count")
    assert isinstance(count, QLabel)
    assert count.text() == "7,441"


# ---- wrong input ----------------------------------------------------------------------------------


def test_wrong_address_stays_and_is_explained_at_the_field(
    visitor: Visitor, window: KioskWindow
) -> None:
    visitor.presses_sign()
    visitor.gives_name("Marta")
    visitor.gives_email("marta.example.org")

    field = visitor.finds("email")
    assert isinstance(field, QLineEdit)
    assert field.text() == "marta.example.org"
    assert "@" in field.accessibleDescription()
    assert window.focusWidget() is field
    assert visitor.finds("wrong_email") is not None


def test_missing_choice_is_shown_and_the_first_one_has_the_focus(
    visitor: Visitor, window: KioskWindow
) -> None:
    comes_to_choices(visitor)
    visitor.answers("share_with_starter", is_yes=True)
    visitor.signs()

    assert visitor.finds("missing_share_with_starter") is None
    assert visitor.finds("missing_email_updates") is not None
    assert visitor.finds("wrong_choices") is not None
    assert window.focusWidget().objectName() == "yes_email_updates"


@pytest.mark.parametrize("language", ["de", "ar"])
def test_language_change_keeps_what_was_typed_and_the_focus(
    visitor: Visitor, window: KioskWindow, language: str
) -> None:
    visitor.presses_sign()
    visitor.types("given_name", "Marta")
    visitor.types("family_name", "Schm")
    visitor.chooses_language(language)
    visitor.turns_large_on()

    texts = {field.objectName(): field.text() for field in window.findChildren(QLineEdit)}
    assert texts == {"given_name": "Marta", "family_name": "Schm"}
    assert window.focusWidget().objectName() == "family_name"


def test_turning_the_glass_keeps_what_was_typed(visitor: Visitor, window: KioskWindow) -> None:
    visitor.turns_large_on()
    comes_to_choices(visitor)
    visitor.answers("share_with_starter", is_yes=False)
    visitor.answers("email_updates", is_yes=True)
    form = window.state.stage
    assert isinstance(form, st.Form)

    window.resize(800, 1280)
    visitor.looks()
    window.resize(640, 400)
    visitor.looks()

    assert isinstance(window.state.stage, st.Form)
    assert window.state.stage.draft == form.draft
    assert visitor.finds("yes_email_updates") is not None


# ---- right to left --------------------------------------------------------------------------------


def test_page_is_mirrored_for_arabic_but_an_address_is_not(
    visitor: Visitor, window: KioskWindow
) -> None:
    left = place_of(visitor, "sign", window)
    visitor.chooses_language("ar")
    mirrored = place_of(visitor, "sign", window)
    assert left.x() > window.width() // 2
    assert mirrored.x() < window.width() // 2

    visitor.presses_sign()
    visitor.gives_name("مارتا")
    field = visitor.finds("email")
    assert field is not None
    assert window.isRightToLeft()
    assert not field.isRightToLeft()


def place_of(visitor: Visitor, name: str, window: KioskWindow) -> QPoint:
    widget = visitor.finds(name)
    assert widget is not None
    return widget.mapTo(window, QPoint(0, 0))


# ---- nothing stays --------------------------------------------------------------------------------


def canaries_in(window: KioskWindow) -> list[str]:
    """Every text of a widget, or of the tree that screen readers see, that holds the canary."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        interface = QAccessible.queryAccessibleInterface(widget)
        texts = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        texts += [str(interface.text(role)) for role in QAccessible.Text if interface.isValid()]
        texts += [str(widget.property("text") or "")]
        found += [text for text in texts if CANARY.lower() in text.lower()]
    found += [QApplication.clipboard().text()] if QApplication.clipboard().text() else []
    return found


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Press a key that writes nothing; QTest.keyClick warns of keys such as Paste."""
    QTest.sendKeyEvent(QTest.KeyAction.Click, widget, key, "", modifiers)


def first_of(sequence: QKeySequence) -> QKeyCombination:
    return sequence[0]  # type: ignore[index]  # PySide6's stubs lack it


@pytest.mark.parametrize("way", ["thanks", "start_again", "idle"])
def test_nothing_of_a_visitor_is_left(visitor: Visitor, window: KioskWindow, way: str) -> None:
    comes_to_choices(visitor, CANARY, CANARY)
    if way == "thanks":
        for consent in CONSENTS:
            visitor.answers(consent, is_yes=False)
        visitor.signs()
        visitor.waits_for_thanks()
        visitor.looks()
        assert canaries_in(window) == []
        visitor.presses_next_person()
    elif way == "start_again":
        visitor.starts_again()
    else:
        window.happen(st.Ticked(seconds=45))
        assert visitor.finds("more_time") is not None
        window.happen(st.Ticked(seconds=20))
    visitor.looks()

    assert isinstance(window.state.stage, st.Petition)
    assert CANARY not in repr(window.state)
    assert canaries_in(window) == []


def test_nothing_comes_back_by_undo_in_the_next_form(visitor: Visitor, window: KioskWindow) -> None:
    visitor.presses_sign()
    visitor.types("given_name", CANARY)
    first = visitor.finds("given_name")
    visitor.starts_again()
    visitor.presses_sign()
    second = visitor.finds("given_name")
    assert second is not first

    for key in QKeySequence.StandardKey:
        for sequence in QKeySequence.keyBindings(key):
            combination = first_of(sequence)
            modifiers = combination.keyboardModifiers()
            if combination.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                continue
            press(window.focusWidget(), combination.key(), modifiers)
            assert canaries_in(window) == []


def test_no_standard_key_leaks_what_was_typed(visitor: Visitor, window: KioskWindow) -> None:
    visitor.presses_sign()
    visitor.types("given_name", CANARY)
    field = visitor.finds("given_name")
    assert isinstance(field, QLineEdit)
    clipboard = QApplication.clipboard()
    field.selectAll()

    for key in QKeySequence.StandardKey:
        for sequence in QKeySequence.keyBindings(key):
            combination = first_of(sequence)
            press(field, combination.key(), combination.keyboardModifiers())
            assert not clipboard.text()
    assert window.isVisible()


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Paste, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_nothing_is_pasted(visitor: Visitor, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    visitor.presses_sign()
    QApplication.clipboard().setText(CANARY)
    field = visitor.finds("given_name")
    assert isinstance(field, QLineEdit)

    press(field, key, modifiers)
    QTest.mouseClick(field, Qt.MouseButton.MiddleButton)

    assert field.text() == ""


def test_clipboard_is_wiped_for_the_next_visitor(visitor: Visitor) -> None:
    visitor.presses_sign()
    QApplication.clipboard().setText(CANARY)

    visitor.starts_again()

    assert QApplication.clipboard().text() == ""


def test_letters_written_with_alt_gr_pass(visitor: Visitor) -> None:
    visitor.presses_sign()
    visitor.gives_name("Marta")
    field = visitor.finds("email")
    assert isinstance(field, QLineEdit)

    QTest.sendKeyEvent(
        QTest.KeyAction.Click, field, Qt.Key.Key_At, "@", Qt.KeyboardModifier.GroupSwitchModifier
    )

    assert field.text() == "@"


def test_no_menu_and_no_drop(visitor: Visitor, window: KioskWindow) -> None:
    visitor.presses_sign()
    field = visitor.finds("given_name")
    assert isinstance(field, QLineEdit)
    data = QMimeData()
    data.setText(CANARY)
    point = QPoint(5, 5)

    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, field.mapToGlobal(point))
    QApplication.sendEvent(field, menu)
    QTest.mouseClick(field, Qt.MouseButton.RightButton)
    drag = QDragEnterEvent(
        point, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_MODIFIER
    )
    QApplication.sendEvent(field, drag)

    assert QApplication.activePopupWidget() is None
    assert not field.acceptDrops()
    assert field.text() == ""


NO_MODIFIER = Qt.KeyboardModifier.NoModifier


# ---- the window -----------------------------------------------------------------------------------


def test_kiosk_refuses_to_close(qapp: QApplication, stall: Stall) -> None:
    lane = Lane()
    window = new_window(stall, lane, may_close=False)
    event = QCloseEvent()

    window.closeEvent(event)

    assert not event.isAccepted()
    lane.close()
    window.deleteLater()


def test_demonstration_says_so_on_every_screen_and_closes_by_its_button(
    stall: Stall, open_window: OpenWindow
) -> None:
    window = open_window(replace(stall, is_demonstration=True))
    visitor = Visitor(window)
    for act in (lambda: None, visitor.presses_sign, lambda: visitor.gives_name("Marta")):
        act()
        assert visitor.finds("close") is not None
        assert any("Demonstration" in label.text() for label in window.findChildren(QLabel))

    visitor.taps("close")

    assert not window.isVisible()


def test_thanks_of_a_demonstration_tell_the_truth(stall: Stall, open_window: OpenWindow) -> None:
    window = open_window(replace(stall, is_demonstration=True))
    signs_with(Visitor(window))

    texts = " ".join(label.text() for label in window.findChildren(QLabel))
    assert "Nobody at this stall can read it" not in texts
    assert "can read it" in texts


def test_no_other_window_ever_appears(visitor: Visitor, window: KioskWindow) -> None:
    signs_with(visitor, is_yes=True)
    visitor.presses_next_person()

    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [window]


def test_reading_pages_open_and_turn(visitor: Visitor, window: KioskWindow, pack: Pack) -> None:
    visitor.reads("text")
    seen = [visitor.finds("reading").accessibleName()]
    while visitor.finds("page_after") is not None:
        visitor.taps("page_after")
        seen.append(visitor.finds("reading").accessibleName())
        assert visitor.finds("sign") is not None
    whole = " ".join(seen)

    assert "conversion therapy" in whole
    assert "Volker Türk" in whole
    visitor.leaves_reading()
    assert isinstance(window.state.stage, st.Petition)


def test_touch_on_the_bar_leaves_the_cursor_where_somebody_types(visitor: Visitor) -> None:
    visitor.presses_sign()
    visitor.types("given_name", "Mar")
    visitor.taps("text_size")
    field = visitor.finds("given_name")
    assert isinstance(field, QLineEdit)
    assert field.hasFocus()

    QTest.keyClicks(field, "ta")

    assert field.text() == "Marta"
