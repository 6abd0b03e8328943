"""The keyboard on the glass at the bottom of a page: there for fingers, away for a hardware one."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.console.pages.page import EDGE_MM, Page
from desktop_app.console.typing import Typing
from desktop_app.language import Words
from desktop_app.qt.keyboard.boards import KeyWords, Kind
from desktop_app.qt.keyboard.purpose import Purpose
from desktop_app.qt.keyboard.sending import is_ours
from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.qt.theme import Size


class TouchKeyboard(QObject):
    """Shows the keyboard across the foot of a page and takes it away again."""

    next_pressed = Signal()
    shown = Signal(bool)
    """It came up, or went away."""

    def __init__(self, page: Page, typing: Typing, kind: Kind = Kind.NAME) -> None:
        """Put a keyboard on a page, unless a hardware one was used before or none can be read."""
        super().__init__(page)
        self._page = page
        self._typing = typing
        self._fields: list[QWidget] = []
        keyboards = typing.keyboards()
        self._keyboard: Keyboard | None = None
        if keyboards is not None:
            purpose = Purpose(kind=kind, language=page.words.language)
            self._keyboard = Keyboard(page.theme, keyboards, purpose, key_words(page.words))
            self._keyboard.setParent(page)
            self._keyboard.hide()  # else it would come up with the page, wherever it stands
            self._keyboard.next_pressed.connect(self.next_pressed)
        self._is_shown = False
        self._is_least = False
        self._show(is_shown=not typing.has_hardware)

    @property
    def is_shown(self) -> bool:
        """Tell whether it is there."""
        return self._is_shown

    def serve(self, field: QWidget) -> None:
        """Come up when a field is touched, and go when a hardware keyboard types into it."""
        self._fields.append(field)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        """Look on; nothing is stopped."""
        if event.type() is QEvent.Type.MouseButtonPress:
            self._typing.has_hardware = False
            self._show(is_shown=True)
        elif (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and not is_ours(event)
        ):
            self._typing.has_hardware = True
            self._show(is_shown=False)
        return False

    def _show(self, *, is_shown: bool) -> None:
        if self._keyboard is None or self._keyboard.isVisible() == is_shown == self._is_shown:
            return
        self._is_shown = is_shown
        self._keyboard.setVisible(is_shown)
        self._make_room()
        self.shown.emit(is_shown)

    def take_room(self, *, is_least: bool) -> None:
        """Take all the room that it likes, or no more than it needs."""
        self._is_least = is_least
        self._make_room()

    def _make_room(self) -> None:
        """Leave what is above the keyboard to the page."""
        if self._keyboard is None:
            return
        size, theme = self._page.setting.size, self._page.theme
        keyboard = self._keyboard
        height = keyboard.least_height if self._is_least else keyboard.full_height
        keyboard.setFixedHeight(height)
        self._keyboard.setGeometry(0, size.height() - height, size.width(), height)
        margin, edge = theme.px(Size.MARGIN), theme.px(EDGE_MM)
        beneath = height if self._is_shown else 0
        self._page.rows.setContentsMargins(margin, edge, margin, edge + beneath)


def key_words(words: Words) -> KeyWords:
    """Give the words of the keyboard; they are those of the signer's screens."""
    return KeyWords(
        name=words.say("Keyboard"),
        space=words.say("space"),
        next=words.say("Next"),
        erase=words.say("Delete the last letter"),
        shift=words.say("Capital letters"),
        switch=words.say("Change the language of the keyboard"),
    )
