"""What screen readers find where keys are painted: a real, unseen button for each of them.

Qt lets Python install a factory of accessible interfaces, and one of ours answered for painted keys in
a trial with PySide6 6.11.3. It is not used: such an interface cannot be pressed, because
`interface_cast` hands out a C++ pointer that Python has none of, and Qt's cache keeps a bare pointer to
an object that Python frees with the page. Buttons are Qt's own: they are pressed, they tell their
changes, and they go with the keyboard. Fingers do not meet them, and they never have the focus.

They are made once something reads the screen: Qt takes 7 ms to style as many, on every page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.qt.keyboard.boards import KeyWords
from desktop_app.qt.keyboard.keys import Key, Placed, Role
from desktop_app.qt.keyboard.state import Shift


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of one place that can be pressed."""

    name: str
    rect: QRectF
    is_on: bool | None = None
    """Whether it is switched on; None for what cannot be."""


class ReadableKey(QPushButton):
    """A button that is only there to be read out and pressed by a screen reader."""

    def __init__(self, over: QWidget) -> None:
        """Lie over a place of a painted widget, out of the way of fingers."""
        super().__init__(over)
        self.setObjectName("readable_key")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def nextCheckState(self) -> None:
        """Change nothing: the keyboard says what is on."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the key is painted beneath."""


class ReadableKeys:
    """Keeps as many buttons as there are keys, each with its name, at its place."""

    def __init__(self, over: QWidget, press: Callable[[QPointF], None]) -> None:
        """Begin with none.

        Args:
            over: the painted widget.
            press: called with a place of that widget that is to be pressed and let go.
        """
        self._over, self._press = over, press
        self._buttons: list[ReadableKey] = []
        self._said: Sequence[Said] = ()

    def show(self, said: Sequence[Said]) -> None:
        """Say these keys, in their order; those that are said already stay."""
        if said == self._said:
            return
        self._said = said
        while len(self._buttons) < len(said):
            self._buttons.append(self._new_button())
        for button, one in zip(self._buttons, said, strict=False):
            button.setAccessibleName(one.name)
            button.setGeometry(one.rect.toAlignedRect())
            with QSignalBlocker(button):
                button.setCheckable(one.is_on is not None)
                button.setChecked(bool(one.is_on))
            button.show()
        for button in self._buttons[len(said) :]:
            button.hide()

    def _new_button(self) -> ReadableKey:
        button = ReadableKey(self._over)
        for pressed in (button.clicked, button.toggled):  # what is on or off is toggled by readers
            pressed.connect(lambda: self._press(QPointF(button.geometry().center())))
        return button


def said_of(placed: Sequence[Placed], words: KeyWords, shift: Shift) -> list[Said]:
    """Say all keys of a board, in the order in which they lie."""
    return [
        Said(
            name=name_of(one.key, words),
            rect=one.rect,
            is_on=shift is not Shift.OFF if one.key.role is Role.SHIFT else None,
        )
        for one in placed
    ]


def is_offered(key: Key) -> bool:
    """Tell whether all layouts are offered at a press: a screen reader cannot hold a key.

    Of two the other one is meant.
    """
    return key.role is Role.SWITCH and len(key.variants) > 2


def name_of(key: Key, words: KeyWords) -> str:
    """Say what a key does, in the signer's language."""
    match key.role:
        case Role.ERASE:
            return words.erase
        case Role.SHIFT:
            return words.shift
        case Role.SWITCH if is_offered(key):
            return words.switch
        case Role.SWITCH:
            return f"{words.switch}: {key.label}"
        case _:
            return key.label
