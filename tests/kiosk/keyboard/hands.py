"""Hands that type on the keyboard of the glass, by touch or by mouse, and the bench they sit at."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.language import locale_of
from desktop_app.qt.fonts import FIRST_FAMILY
from desktop_app.qt.keyboard.boards import KeyWords, Kind
from desktop_app.qt.keyboard.keyboards import prefix_of, read_keyboards
from desktop_app.qt.keyboard.keys import Placed, Role
from desktop_app.qt.keyboard.layout import Layout
from desktop_app.qt.keyboard.purpose import Purpose
from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.qt.theme import TextSize, Theme, fitting_px_per_mm
from desktop_app.qt.widgets.fields import Field

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "keyboards"
OTHER_FILES = ("variants", "mail_domains", "mail_slips")
LANGUAGES = tuple(
    sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in OTHER_FILES)
)
SMALL = QSize(800, 500)
"""As wide as Qt's unseen screen: it has no touches beyond."""
LYING = QSize(1280, 800)
STANDING = QSize(800, 1280)
LEFT = Qt.MouseButton.LeftButton
WORDS = KeyWords(
    name="Keyboard",
    space="space",
    next="Next",
    erase="Delete the last letter",
    shift="Capital letters",
    switch="Change the language of the keyboard",
)


class FakeTimer(QTimer):
    """A timer that never runs by itself: the test says when its time has come."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.started_ms: int | None = None

    def start(self, msec: int = 0) -> None:
        self.started_ms = msec

    def stop(self) -> None:
        self.started_ms = None

    def comes(self) -> None:
        assert self.started_ms is not None, "the timer does not run"
        self.timeout.emit()


@dataclass
class Bench:
    """A window with fields above the keyboard."""

    keyboard: Keyboard
    fields: list[Field]
    window: QWidget
    timers: list[FakeTimer]

    @property
    def text(self) -> str:
        return self.fields[0].text()


def new_bench(
    language: str,
    kind: Kind = Kind.NAME,
    *,
    languages: tuple[str, ...] = (),
    country: str = "DE",
    size: QSize = SMALL,
    text: str = "",
    is_large: bool = False,
    families: tuple[str, ...] = (FIRST_FAMILY,),
    chosen: Layout | None = None,
) -> Bench:
    theme = Theme(
        px_per_mm=fitting_px_per_mm(size),
        is_portrait=size.height() > size.width(),
        text_size=TextSize.LARGE if is_large else TextSize.NORMAL,
        families=families,
    )
    keyboards = read_keyboards(FOLDER, languages or (language,))
    timers: list[FakeTimer] = []

    def new_timer(parent: QObject) -> QTimer:
        timers.append(FakeTimer(parent))
        return timers[-1]

    purpose = Purpose(kind=kind, language=language, country=country, prefix=prefix_of(country))
    keyboard = Keyboard(theme, keyboards, purpose, WORDS, chosen=chosen, new_timer=new_timer)
    window = QWidget()
    window.resize(size)
    if locale_of(language).text_direction == "rtl":
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    rows = QVBoxLayout(window)
    rows.setContentsMargins(0, 0, 0, 0)
    fields = [Field(theme, max_characters=100) for _ in range(2)]
    for one in fields:
        rows.addWidget(one)
    rows.addStretch(1)
    rows.addWidget(keyboard)
    fields[0].begin_with(text)
    window.show()
    window.activateWindow()
    fields[0].setFocus()
    QApplication.processEvents()
    assert QApplication.focusWidget() is fields[0]
    return Bench(keyboard=keyboard, fields=fields, window=window, timers=timers)


class Mouse:
    """One finger that is a mouse."""

    def press(self, at: QPoint, on: QWidget, finger: int = 0) -> None:
        QTest.mousePress(on, LEFT, pos=at)

    def move(self, to: QPoint, on: QWidget, finger: int = 0) -> None:
        QTest.mouseMove(on, to)

    def release(self, at: QPoint, on: QWidget, finger: int = 0) -> None:
        QTest.mouseRelease(on, LEFT, pos=at)


class Fingers:
    """Fingers on a touch screen; as on a real one, each event tells of those that rest as well."""

    def __init__(self, device: QPointingDevice) -> None:
        self._device = device
        self._down: set[int] = set()

    def press(self, at: QPoint, on: QWidget, finger: int = 0) -> None:
        self._event(on, finger).press(finger, at, on).commit()
        self._down.add(finger)

    def move(self, to: QPoint, on: QWidget, finger: int = 0) -> None:
        self._event(on, finger).move(finger, to, on).commit()

    def release(self, at: QPoint, on: QWidget, finger: int = 0) -> None:
        self._event(on, finger).release(finger, at, on).commit()
        self._down.discard(finger)

    def _event(self, on: QWidget, finger: int):
        event = QTest.touchEvent(on, self._device)
        for other in self._down - {finger}:
            event.stationary(other)
        return event


class Hands:
    """Types as a person does: looks for a letter, holds a key for a rare one, uses shift."""

    def __init__(self, bench: Bench, touch: Mouse | Fingers) -> None:
        self.bench = bench
        self.keyboard = bench.keyboard
        self.touch = touch

    def types(self, text: str) -> None:
        for letter in text:
            assert self.writes(letter), f"no way to write {letter!r}"

    def writes(self, letter: str) -> bool:
        """Write a letter: straight, or after one of shift, the signs, or back to letters."""
        if self.finds(letter):
            return True
        for role in (Role.SHIFT, Role.PAGE):
            if self.key_of(role) is not None:
                self.taps_role(role)
                if self.finds(letter):
                    return True
        return False

    def finds(self, letter: str) -> bool:
        for placed in self.keyboard.placed:
            if placed.key.role in (Role.TEXT, Role.SPACE) and placed.key.text == letter:
                self.taps(placed)
                return True
        for placed in self.keyboard.placed:
            if letter in placed.key.variants:
                self.chooses(placed, letter)
                return True
        return False

    def key(self, text: str) -> Placed:
        return next(p for p in self.keyboard.placed if text in (p.key.text, p.key.label))

    def key_of(self, role: Role) -> Placed | None:
        return next((p for p in self.keyboard.placed if p.key.role is role), None)

    def taps_role(self, role: Role) -> None:
        placed = self.key_of(role)
        assert placed is not None
        self.taps(placed)

    def taps(self, what: Placed | str, finger: int = 0) -> None:
        self.presses(what, finger)
        self.lifts(what, finger)

    def presses(self, what: Placed | str, finger: int = 0) -> None:
        self.touch.press(self.middle(what), self.keyboard, finger)

    def lifts(self, what: Placed | str, finger: int = 0) -> None:
        self.touch.release(self.middle(what), self.keyboard, finger)

    def holds(self, what: Placed | str) -> Placed:
        placed = self.key(what) if isinstance(what, str) else what
        self.presses(placed)
        self.bench.timers[0].comes()
        return placed

    def place_of(self, variant: int) -> QPoint:
        """Give where a variant is, in the keyboard's coordinates."""
        popup = self.keyboard.popup
        assert popup is not None
        in_window = popup.mapTo(self.bench.window, popup.centre_of(variant).toPoint())
        return self.keyboard.mapFrom(self.bench.window, in_window)

    def chooses(self, placed: Placed, letter: str) -> None:
        """Hold a key, slide to a variant, lift."""
        self.holds(placed)
        at = self.place_of(placed.key.variants.index(letter))
        self.touch.move(at, self.keyboard)
        self.touch.release(at, self.keyboard)

    def middle(self, what: Placed | str) -> QPoint:
        placed = self.key(what) if isinstance(what, str) else what
        return placed.rect.center().toPoint()


def hardware_key(text: str) -> QKeyEvent:
    return QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, 38, 97, 0, text
    )
