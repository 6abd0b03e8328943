"""Locked down: nothing opens, nothing leads away, and the window comes back to the front."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QNativeGestureEvent,
    QPointingDevice,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import desktop_app
from desktop_app.kiosk import states as st
from desktop_app.kiosk import volunteer_states as vs
from desktop_app.kiosk.lock import Lock, fills_screen
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.start import new_window
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.fingers import MANY_FINGERS
from desktop_app.qt.tasks import Lane
from tests.kiosk.screens import screens

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
ALT, CTRL, META, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.ShiftModifier,
)

# ---- keys -----------------------------------------------------------------------------------------

DEAD_KEYS = [
    *(Qt.Key(Qt.Key.Key_F1.value + number) for number in range(35)),
    Qt.Key.Key_Escape,
    Qt.Key.Key_Menu,
    Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L,
    Qt.Key.Key_Print,
    Qt.Key.Key_SysReq,
    Qt.Key.Key_Pause,
    Qt.Key.Key_Insert,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Help,
    Qt.Key.Key_HomePage,
    Qt.Key.Key_Search,
    Qt.Key.Key_Back,
    Qt.Key.Key_Forward,
    Qt.Key.Key_Refresh,
    Qt.Key.Key_Copy,
    Qt.Key.Key_Cut,
    Qt.Key.Key_Paste,
    Qt.Key.Key_Undo,
    Qt.Key.Key_Open,
    Qt.Key.Key_Find,
    Qt.Key.Key_Close,
    Qt.Key.Key_Exit,
    Qt.Key.Key_LaunchMail,
    Qt.Key.Key_LaunchMedia,
    Qt.Key.Key_Launch0,
    Qt.Key.Key_MediaPlay,
    Qt.Key.Key_MediaNext,
    Qt.Key.Key_VolumeUp,
    Qt.Key.Key_VolumeMute,
    Qt.Key.Key_MonBrightnessUp,
    Qt.Key.Key_PowerOff,
    Qt.Key.Key_Sleep,
    Qt.Key.Key_LogOff,
    Qt.Key.Key_TaskPane,
    Qt.Key.Key_Calculator,
    Qt.Key.Key_Explorer,
    Qt.Key.Key_WWW,
]
COMBINATIONS = [
    (Qt.Key.Key_F4, ALT, ""),
    (Qt.Key.Key_Tab, ALT, "\t"),
    (Qt.Key.Key_Tab, CTRL, "\t"),
    (Qt.Key.Key_Space, ALT, " "),
    (Qt.Key.Key_Space, META, " "),
    (Qt.Key.Key_F10, SHIFT, ""),
    (Qt.Key.Key_D, META, "d"),
    (Qt.Key.Key_R, META, "r"),
    (Qt.Key.Key_E, META, "e"),
    (Qt.Key.Key_Period, META, "."),
    (Qt.Key.Key_Q, CTRL, "\x11"),
    (Qt.Key.Key_W, CTRL, "\x17"),
    (Qt.Key.Key_O, CTRL, "o"),
    (Qt.Key.Key_P, CTRL, "p"),
    (Qt.Key.Key_Delete, CTRL | ALT, "\x7f"),
    (Qt.Key.Key_Delete, SHIFT, "\x7f"),
    (Qt.Key.Key_Backspace, CTRL | ALT, "\b"),
    (Qt.Key.Key_Insert, SHIFT, ""),
    (Qt.Key.Key_Escape, CTRL | SHIFT, "\x1b"),
    (Qt.Key.Key_Left, ALT, ""),
    (Qt.Key.Key_Return, ALT, "\r"),
]


def presses(window: KioskWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
    focused: QWidget | None = window.focusWidget()
    QTest.sendKeyEvent(QTest.KeyAction.Click, focused or window, key, text, modifiers)


def is_alone(window: KioskWindow) -> bool:
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return shown == [window] and QApplication.activePopupWidget() is None


def standard_keys() -> Iterator[tuple[Qt.Key, Qt.KeyboardModifier, str]]:
    passing = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up}
    passing |= {Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Backspace}
    passing |= {Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter}
    for standard in QKeySequence.StandardKey:
        for sequence in QKeySequence.keyBindings(standard):
            combination = sequence[0]  # type: ignore[index]  # PySide6's stubs lack it
            modifiers = combination.keyboardModifiers()
            if combination.key() not in passing or modifiers not in (NO_MODIFIER, SHIFT):
                yield combination.key(), modifiers, ""


def test_no_key_beside_the_list_does_anything_on_any_page(window: KioskWindow) -> None:
    keys = [*standard_keys(), *COMBINATIONS, *((key, NO_MODIFIER, "") for key in DEAD_KEYS)]
    assert len(keys) > 120
    for screen in screens(window):
        before, page = window.state, window.page
        for key, modifiers, text in keys:
            presses(window, key, modifiers, text)
            after = window.state
            assert (after.stage, after.cover) == (before.stage, before.cover), (screen, key, text)
            assert window.page is page
            assert is_alone(window), (screen, key)
        assert QApplication.clipboard().text() == ""


# ---- gestures -------------------------------------------------------------------------------------


def right_click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.RightButton)


def long_press(widget: QWidget) -> None:
    """What Qt and the system make of a finger that stays: a menu is asked for."""
    point = widget.rect().center()
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Other, point, widget.mapToGlobal(point), NO_MODIFIER
    )
    QApplication.sendEvent(widget, asked)


def menu_key(widget: QWidget) -> None:
    QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key.Key_Menu, "", NO_MODIFIER)
    QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key.Key_F10, "", SHIFT)
    point = widget.rect().center()
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, point, widget.mapToGlobal(point), NO_MODIFIER
    )
    QApplication.sendEvent(widget, asked)


def drop(widget: QWidget) -> None:
    data = QMimeData()
    data.setText("dropped")
    point, copy, left = QPoint(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(point, copy, data, left, NO_MODIFIER)
    QApplication.sendEvent(widget, enter)
    QApplication.sendEvent(widget, QDropEvent(QPointF(point), copy, data, left, NO_MODIFIER))


def side_buttons(widget: QWidget) -> None:
    for button in (
        Qt.MouseButton.BackButton,
        Qt.MouseButton.ForwardButton,
        Qt.MouseButton.MiddleButton,
        Qt.MouseButton.TaskButton,
    ):
        QTest.mouseClick(widget, button)
        QTest.mouseDClick(widget, button)


def help_and_tips(widget: QWidget) -> None:
    for kind in (QEvent.Type.ToolTip, QEvent.Type.WhatsThis, QEvent.Type.StatusTip):
        QApplication.sendEvent(widget, QEvent(kind))


GESTURES = [right_click, long_press, menu_key, drop, side_buttons, help_and_tips]


@pytest.mark.parametrize("gesture", GESTURES, ids=lambda gesture: gesture.__name__)
def test_no_gesture_opens_anything_on_any_page(
    window: KioskWindow, gesture: Callable[[QWidget], None]
) -> None:
    QApplication.clipboard().clear()
    count = 0
    for screen in screens(window):
        before, page = window.state, window.page
        shown = [one for one in window.findChildren(QWidget) if one.isVisible()]
        for widget in [window, *shown]:
            gesture(widget)
            count += 1
            assert is_alone(window), (screen, widget.objectName())
            assert window.page is page, (screen, widget.objectName())
        after = window.state
        assert (after.stage, after.cover) == (before.stage, before.cover), screen
    assert count > 300


def test_no_widget_takes_drops_or_offers_a_menu(window: KioskWindow) -> None:
    menus = {Qt.ContextMenuPolicy.ActionsContextMenu, Qt.ContextMenuPolicy.CustomContextMenu}
    for screen in screens(window):
        for widget in [window, *window.findChildren(QWidget)]:
            assert not widget.acceptDrops(), (screen, widget.objectName())
            assert not widget.actions(), (screen, widget.objectName())
            assert widget.contextMenuPolicy() not in menus, (screen, widget.objectName())
            assert not widget.toolTip()


# ---- many fingers ---------------------------------------------------------------------------------


@pytest.fixture
def glass() -> QPointingDevice:
    return QTest.createTouchDevice()


class Seen(QWidget):
    """Notes what touches and clicks come to it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.kinds: list[QEvent.Type] = []
        self.setGeometry(parent.rect())
        self.show()

    def event(self, event: QEvent) -> bool:
        touches = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd)
        clicks = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        if event.type() in (*touches, *clicks, QEvent.Type.TouchCancel):
            self.kinds.append(event.type())
            event.accept()
            return True
        return super().event(event)


@pytest.fixture
def seen(window: KioskWindow) -> Seen:
    return Seen(window)


def touch(window: KioskWindow, glass: QPointingDevice, pressed: int, held: int = 0) -> None:
    sequence = QTest.touchEvent(window.windowHandle(), glass)
    for finger in range(held):
        sequence.stationary(finger)
    for finger in range(held, held + pressed):
        sequence.press(finger, QPoint(300 + 60 * finger, 300), window.windowHandle())
    sequence.commit()


def lift(window: KioskWindow, glass: QPointingDevice, count: int) -> None:
    sequence = QTest.touchEvent(window.windowHandle(), glass)
    for finger in range(count):
        sequence.release(finger, QPoint(300 + 60 * finger, 300), window.windowHandle())
    sequence.commit()


def test_three_fingers_type_and_a_fourth_cancels_them_all(
    window: KioskWindow, glass: QPointingDevice, seen: Seen
) -> None:
    touch(window, glass, 3)
    assert seen.kinds == [QEvent.Type.TouchBegin]
    touch(window, glass, 1, held=3)
    assert seen.kinds[1:] == [QEvent.Type.TouchCancel]
    lift(window, glass, 4)
    assert len(seen.kinds) == 2, "no release, and no click made of it"

    touch(window, glass, 1)
    lift(window, glass, 1)

    assert seen.kinds[2:] == [QEvent.Type.TouchBegin, QEvent.Type.TouchEnd]


def test_five_fingers_at_once_press_nothing(
    window: KioskWindow, glass: QPointingDevice, seen: Seen
) -> None:
    touch(window, glass, 5)
    lift(window, glass, 5)

    assert not [kind for kind in seen.kinds if kind is not QEvent.Type.TouchCancel]


def test_palm_on_the_field_for_drawing_is_left_to_it(
    window: KioskWindow, glass: QPointingDevice, seen: Seen
) -> None:
    seen.setProperty(MANY_FINGERS, True)
    touch(window, glass, 5)
    lift(window, glass, 5)

    assert seen.kinds == [QEvent.Type.TouchBegin, QEvent.Type.TouchEnd]


def test_pinching_is_ignored(window: KioskWindow, glass: QPointingDevice) -> None:
    got: list[QEvent.Type] = []

    class Pinched(QWidget):
        def event(self, event: QEvent) -> bool:
            got.append(event.type())
            return super().event(event)

    pinched = Pinched(window)
    place = QPointF(5, 5)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, glass, 2, place, place, place, 1.5, QPointF()
    )
    QApplication.sendEvent(pinched, pinch)

    assert QEvent.Type.NativeGesture not in got
    assert window.gate.eventFilter(pinched, QEvent(QEvent.Type.Gesture))


# ---- the window -----------------------------------------------------------------------------------


@pytest.fixture
def locked(qapp: QApplication, stall: Stall) -> Iterator[KioskWindow]:
    lane = Lane()
    window = new_window(stall, lane, may_close=False)
    qapp.installEventFilter(window.gate)
    Lock(window).show()
    QApplication.processEvents()
    yield window
    qapp.removeEventFilter(window.gate)
    window.end()
    lane.close()
    window._leave()
    window.deleteLater()
    lane.deleteLater()


def test_locked_window_has_no_frame_and_stays_on_top_over_the_whole_screen(
    locked: KioskWindow,
) -> None:
    flags = locked.windowFlags()

    assert flags & Qt.WindowType.FramelessWindowHint
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert fills_screen(locked)


@pytest.mark.parametrize("away", ["showMinimized", "showNormal", "showMaximized"])
def test_window_comes_back_over_the_whole_screen(locked: KioskWindow, away: str) -> None:
    getattr(locked, away)()
    Visitor(locked).waits_until(lambda: fills_screen(locked))

    assert fills_screen(locked)


def test_window_that_lost_the_front_asks_for_it_again(
    locked: KioskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(locked, "raise_", lambda: asked.append("raise"))
    monkeypatch.setattr(locked, "activateWindow", lambda: asked.append("activate"))
    monkeypatch.setattr(locked, "isActiveWindow", lambda: False)
    QApplication.sendEvent(locked, QEvent(QEvent.Type.WindowActivate))
    QApplication.sendEvent(locked, QEvent(QEvent.Type.WindowDeactivate))
    Visitor(locked).waits_until(lambda: bool(asked))

    assert asked == ["raise", "activate"]


@pytest.mark.parametrize("is_exposed", [True, False])
def test_window_that_was_put_behind_the_desktop_appears_anew(
    locked: KioskWindow, monkeypatch: pytest.MonkeyPatch, is_exposed: bool
) -> None:
    """The handle is a fake: nothing can put a window behind anything on an unseen screen."""

    class Handle:
        def isExposed(self) -> bool:
            return is_exposed

    hidden: list[bool] = []

    def hide() -> None:
        hidden.append(True)
        locked.setVisible(False)

    (lock,) = locked.findChildren(Lock)
    monkeypatch.setattr(locked, "hide", hide)
    monkeypatch.setattr(locked, "windowHandle", Handle)
    lock.look()
    monkeypatch.undo()

    assert bool(hidden) is not is_exposed
    assert fills_screen(locked)


def test_locked_window_refuses_to_close_until_the_volunteer_leaves(locked: KioskWindow) -> None:
    event = QCloseEvent()
    QApplication.sendEvent(locked, event)
    locked.close()
    assert not event.isAccepted()
    assert locked.isVisible()

    locked._state = st.State(
        stage=st.Petition(), sight=locked.state.sight, cover=vs.VolunteerMenu()
    )
    locked.happen(vs.KioskLeft())
    QApplication.processEvents()

    assert not locked.isVisible()


def test_window_in_a_corner_does_not_fill_the_screen(window: KioskWindow) -> None:
    window.resize(400, 300)

    assert not fills_screen(window)


# ---- what the rooms on the screen must not know ---------------------------------------------------

FORBIDDEN = frozenset(
    {
        "QCompleter", "QDesktopServices", "QDialog", "QErrorMessage", "QFileDialog", "QFileSystemModel",
        "QColorDialog", "QFontDialog", "QInputDialog", "QMessageBox", "QProgressDialog", "QWizard",
        "QMenu", "QMenuBar", "QMainWindow", "QDockWidget", "QToolBar", "QToolTip", "QWhatsThis",
        "QSystemTrayIcon", "QShortcut", "QAction", "QDrag", "QTextBrowser", "QPrintDialog",
        "QPrinter", "QProcess", "QNetworkAccessManager", "QWebEngineView", "QComboBox", "QUndoView",
        "webbrowser", "subprocess", "openUrl", "startDetached",
    }
)  # fmt: skip


def test_rooms_on_the_screen_know_no_dialog_menu_link_or_completer() -> None:
    package = Path(desktop_app.__path__[0])
    known = {
        f"{path.relative_to(package)}: {name}"
        for room in ("kiosk", "qt")
        for path in (package / room).rglob("*.py")
        for name in names_in(path)
        if name in FORBIDDEN or name.endswith("Dialog")
    }

    assert known == set()


def names_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                yield from (alias.name for alias in aliases)
