"""What the monkey does at random: keys, touches, pen, mouse, wheel, focus, sizes, drops, time."""

import random
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QInputDevice,
    QInputMethodEvent,
    QKeyEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.kiosk.corner import HOLD_MS, Corner
from desktop_app.kiosk.states import Ticked
from desktop_app.kiosk.window import KioskWindow

KEYS = list(Qt.Key)
MODIFIERS = [
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.GroupSwitchModifier,
]
BUTTONS = [
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.BackButton,
    Qt.MouseButton.ForwardButton,
    Qt.MouseButton.TaskButton,
]
TEXTS = [
    "",
    "a",
    "Z",
    "7",
    " ",
    "ß",
    "é",
    "я",
    "م",
    "ש",
    "ก",
    "漢",
    "가",
    "👩‍👩‍👧",
    "\u202e",
    "\u200d",
]
TEXTS += [
    "\0",
    "\t",
    "\r",
    "\x1b",
    "\x16",
    "\x03",
    "\x1a",
    "@",
    "=",
    "<b>",
    "Zyxqua",
    "e\u0301" * 9,
]
SECONDS = [0.5, 0.5, 1.0, 5.0, 20.0, 46.0, 91.0, 200.0]
SHORTCUTS = "acvxzyqwpsonft"
MOST_FINGERS = 5


class Monkey:
    """Does one thing after another to a window. The dice are the seed's; the disk takes its own time."""

    def __init__(self, window: KioskWindow, device: QPointingDevice, dice: random.Random) -> None:
        self._window = window
        self._device = device
        self._dice = dice
        self._fingers: dict[int, QPoint] = {}
        self._deeds: list[Callable[[], object]] = (
            [self.strikes_a_key] * 8
            + [self.strikes_keys_at_a_widget] * 3
            + [self.tries_a_shortcut] * 3
            + [self.touches] * 10
            + [self.lifts] * 7
            + [self.slides] * 3
            + [self.clicks] * 8
            + [self.points] * 3
            + [self.turns_the_wheel] * 2
            + [self.uses_a_pen, self.pinches, self.cancels_touches, self.asks_for_a_menu]
            + [self.holds_the_corner]
            + [self.asks_for_help, self.drops_something, self.composes_text]
            + [self.moves_the_focus, self.takes_the_focus_away, self.wants_to_close]
            + [self.lets_time_go_by] * 2
            + [self.turns_the_glass]
        )

    def does_something(self) -> None:
        """Do one thing, whatever it is."""
        self._dice.choice(self._deeds)()

    # -- keys --

    def strikes_a_key(self) -> None:
        """Press and release any key there is, with any modifiers, through the window system."""
        action = self._dice.choice([QTest.KeyAction.Click] * 4 + [QTest.KeyAction.Press])
        QTest.sendKeyEvent(
            action, self._window.windowHandle(), self._key(), self._text(), self._modifiers()
        )

    def strikes_keys_at_a_widget(self) -> None:
        """Send a key straight to a widget, also by repeating, as a broken driver might."""
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            is_repeated = self._dice.random() < 0.2
            event = QKeyEvent(kind, self._key(), self._modifiers(), self._text(), is_repeated)
            QApplication.sendEvent(self._target(), event)

    def tries_a_shortcut(self) -> None:
        """Press one of the combinations that mean something elsewhere."""
        letter = self._dice.choice(SHORTCUTS)
        held = self._dice.choice(MODIFIERS[:4]) | self._dice.choice(MODIFIERS[:4])
        key = Qt.Key(ord(letter.upper()))
        QTest.keyClick(self._window.windowHandle(), key, held)

    def composes_text(self) -> None:
        """Let an input method compose, and perhaps commit."""
        event = QInputMethodEvent(self._text(), [])
        if self._dice.random() < 0.5:
            event.setCommitString(self._text())
        QApplication.sendEvent(self._target(), event)

    # -- hands --

    def touches(self) -> None:
        """Put a finger down, beside those that are down already."""
        finger = len(self._fingers)
        if finger < MOST_FINGERS:
            self._fingers[finger] = self._place()
            self._tell_fingers(finger, "press")
        else:
            self.lifts()

    def holds_the_corner(self) -> None:
        """Hold the volunteer's corner for as long as it takes."""
        corner = self._window.findChildren(Corner)[0]
        self._fingers.clear()
        self._fingers[0] = corner.place.center().toPoint()
        self._tell_fingers(0, "press")
        if corner.is_being_held:
            corner.held.emit()
        self.lifts()

    def slides(self) -> None:
        """Move the last finger."""
        if self._fingers:
            finger = max(self._fingers)
            self._fingers[finger] = self._place()
            self._tell_fingers(finger, "move")

    def lifts(self) -> None:
        """Lift the last finger."""
        if self._fingers:
            finger = max(self._fingers)
            self._tell_fingers(finger, "release")
            del self._fingers[finger]

    def cancels_touches(self) -> None:
        """Let the system take the screen away."""
        event = QTouchEvent(QEvent.Type.TouchCancel, self._device)
        QApplication.sendEvent(self._target(), event)

    def clicks(self) -> None:
        """Click, press or double-click with any button of a mouse."""
        act = self._dice.choice(
            [QTest.mouseClick] * 4 + [QTest.mousePress, QTest.mouseRelease, QTest.mouseDClick]
        )
        button = self._dice.choice(BUTTONS)
        act(self._window.windowHandle(), button, self._modifiers(), self._place())

    def points(self) -> None:
        """Move the mouse."""
        QTest.mouseMove(self._window.windowHandle(), self._place())

    def turns_the_wheel(self) -> None:
        """Turn the wheel, perhaps with Ctrl, which zooms elsewhere."""
        turn = QPoint(self._dice.choice([0, 120]), self._dice.choice([-240, -120, 120, 240]))
        place = QPointF(self._place())
        QTest.wheelEvent(self._window.windowHandle(), place, turn, QPoint(), self._modifiers())

    def uses_a_pen(self) -> None:
        """Put a pen down, draw, lift it."""
        target = self._target()
        for kind in (
            QEvent.Type.TabletPress,
            QEvent.Type.TabletMove,
            QEvent.Type.TabletRelease,
        ):
            place = QPointF(self._place())
            QApplication.sendEvent(
                target,
                QTabletEvent(
                    kind,
                    self._device,
                    place,
                    place,
                    self._dice.random(),
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    self._modifiers(),
                    self._dice.choice(BUTTONS),
                    self._dice.choice(BUTTONS),
                ),
            )

    def pinches(self) -> None:
        """Zoom with two fingers of a touchpad."""
        place = QPointF(self._place())
        gesture = self._dice.choice(list(Qt.NativeGestureType))
        device = QPointingDevice.primaryPointingDevice()
        event = QNativeGestureEvent(
            gesture, device, 2, place, place, place, self._dice.random(), QPointF(1.0, 1.0)
        )
        QApplication.sendEvent(self._target(), event)

    # -- what a desktop would answer --

    def asks_for_a_menu(self) -> None:
        """Ask for a context menu by mouse, by a long press or by the menu key."""
        reason = self._dice.choice(list(QContextMenuEvent.Reason))
        place = self._place()
        event = QContextMenuEvent(reason, place, place, self._modifiers())
        QApplication.sendEvent(self._target(), event)

    def asks_for_help(self) -> None:
        """Ask for a tool tip or What's This."""
        kind = self._dice.choice(
            [QEvent.Type.ToolTip, QEvent.Type.WhatsThis, QEvent.Type.QueryWhatsThis]
        )
        QApplication.sendEvent(self._target(), QHelpEvent(kind, self._place(), self._place()))

    def drops_something(self) -> None:
        """Drag a text or a file over the window, and drop it."""
        data = QMimeData()
        data.setText("Zyxqua dropped")
        data.setUrls([QUrl("file:///etc/passwd"), QUrl("https://example.org")])
        target, place = self._target(), self._place()
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        held = self._modifiers()
        QApplication.sendEvent(target, QDragEnterEvent(place, action, data, button, held))
        QApplication.sendEvent(target, QDropEvent(QPointF(place), action, data, button, held))

    def wants_to_close(self) -> None:
        """Ask the window or the program to end."""
        deed = self._dice.randrange(3)
        if deed == 0:
            QApplication.sendEvent(self._window, QCloseEvent())
        elif deed == 1:
            QApplication.closeAllWindows()
        else:
            self._window.windowHandle().close()

    # -- focus, size, time --

    def moves_the_focus(self) -> None:
        """Put the focus anywhere, or on."""
        if self._dice.random() < 0.5:
            self._target().setFocus(self._dice.choice(list(Qt.FocusReason)))
        else:
            key = self._dice.choice([Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
            QTest.keyClick(self._window.windowHandle(), key)

    def takes_the_focus_away(self) -> None:
        """Let something else be in front, and the window come back."""
        for kind in (QEvent.Type.WindowDeactivate, QEvent.Type.WindowActivate):
            QApplication.sendEvent(self._window, QEvent(kind))
        target = self._target()
        reason = self._dice.choice(list(Qt.FocusReason))
        for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
            QApplication.sendEvent(target, QFocusEvent(kind, reason))
        self._window.activateWindow()

    def turns_the_glass(self) -> None:
        """Turn the tablet, or plug another screen in: the window fills what there is now."""
        self._fingers.clear()
        screen = self._dice.choice(QGuiApplication.screens())
        self._window.showNormal()
        self._window.setScreen(screen)
        self._window.move(screen.geometry().topLeft())
        self._window.showFullScreen()

    def lets_time_go_by(self) -> None:
        """Let seconds pass without waiting for them, also for who holds the volunteer's corner."""
        seconds = self._dice.choice(SECONDS)
        self._window.happen(Ticked(seconds=seconds))
        for corner in self._window.findChildren(Corner):
            if corner.is_being_held and seconds * 1000 >= HOLD_MS:
                corner.held.emit()

    # -- dice --

    def _tell_fingers(self, moved: int, what: str) -> None:
        sequence = QTest.touchEvent(self._window.windowHandle(), self._device, False)
        for finger, place in self._fingers.items():
            if finger == moved:
                getattr(sequence, what)(finger, place)
            else:
                sequence.stationary(finger)
        sequence.commit()

    def _key(self) -> Qt.Key:
        return self._dice.choice(KEYS)

    def _text(self) -> str:
        return self._dice.choice(TEXTS)

    def _modifiers(self) -> Qt.KeyboardModifier:
        held = Qt.KeyboardModifier.NoModifier
        if self._dice.random() < 0.5:
            return held
        for modifier in MODIFIERS:
            if self._dice.random() < 0.3:
                held |= modifier
        return held

    def _place(self) -> QPoint:
        """Anywhere on the window; the edges and corners, where systems hide things, more often."""
        handle = self._window.windowHandle()  # between two screens it is not yet the widget's size
        width = min(self._window.width(), handle.width()) - 1
        height = min(self._window.height(), handle.height()) - 1
        x, y = self._dice.randint(0, width), self._dice.randint(0, height)
        if self._dice.random() < 0.1:
            x, y = self._dice.choice([0, x, width]), self._dice.choice([0, y, height])
        return QPoint(x, y)

    def _target(self) -> QWidget:
        """Any widget that is on the screen, or the one with the focus."""
        focused = QApplication.focusWidget()
        if focused is not None and self._dice.random() < 0.5:
            return focused
        shown = [one for one in self._window.findChildren(QWidget) if one.isVisible()]
        return self._dice.choice([self._window, *shown])


def new_touch_screen() -> QPointingDevice:
    """Plug a touch screen in."""
    kind = QInputDevice.DeviceType.TouchScreen
    return QTest.createTouchDevice(kind)
