"""The step in which place and shift are typed, with the keyboard on the glass."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.pages.setup_page import SetupPage
from desktop_app.console.pages.touch_keyboard import TouchKeyboard
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import SetupState
from desktop_app.console.typing import Typing
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.fields import Field
from desktop_app.qt.widgets.text import Text, needed_height

MOST_CHARACTERS = 80


class PlaceField(QWidget):
    """A field with its label beneath."""

    def __init__(self, name: str, label: str, text: str, theme: Theme) -> None:
        """Begin with what is known already."""
        super().__init__()
        self.field = Field(theme, max_characters=MOST_CHARACTERS)
        self.field.setObjectName(name)
        self.field.setAccessibleName(label)
        self.field.begin_with(text)
        words = Text(label, theme, Type.BAR)
        words.setBuddy(self.field)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(1.2))
        rows.addWidget(self.field)
        rows.addWidget(words)


class PlacePage(SetupPage):
    """Two fields; both may stay empty."""

    typed = Signal(str, str)
    """Place and shift, as they stand now."""
    given = Signal(str, str)
    """Place and shift, to be kept."""

    def __init__(self, setting: Setting, state: SetupState, typing: Typing) -> None:
        """Begin with what was set before."""
        super().__init__(setting, state, setting.words.say("Where is the stall?"))
        words = self.words
        # NOTE: Label of a field: the place where people sign.
        place = words.say("Place, such as Market square")
        # NOTE: Label of a field: a part of the day, or the name of a group of volunteers.
        shift = words.say("Shift, such as Morning")
        self._place = PlaceField("place", place, state.place, self.theme)
        self._shift = PlaceField("shift", shift, state.shift, self.theme)
        self._place.field.returnPressed.connect(self._go_to_shift)
        self._shift.field.returnPressed.connect(self._give)
        direction = QBoxLayout.Direction.LeftToRight
        if self.theme.is_portrait:
            direction = QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(direction)
        row.setSpacing(self.theme.px(Size.GAP))
        row.addWidget(self._place, 3)
        row.addWidget(self._shift, 2)
        self.rows.addLayout(row)
        self.rows.addWidget(self.complaint)
        self._hint = self.text(
            words.say("Both are sealed into every signature, so that nobody reads them here."),
            Type.READING,
            name="hint",
        )
        self.rows.addWidget(self._hint)
        self.rows.addStretch(1)
        self._next = self.button(words.say("Next"), Kind.MAIN, name="next")
        self._next.clicked.connect(self._give)
        self.main_row(self._next)
        self._keyboard = TouchKeyboard(self, typing)
        self._keyboard.next_pressed.connect(self._next_of_keyboard)
        self._keyboard.shown.connect(self._follow_keyboard)
        for field in (self._place.field, self._shift.field):
            self._keyboard.serve(field)
            field.textChanged.connect(lambda _: self.typed.emit(*self._texts()))
        self._follow_keyboard(self._keyboard.is_shown)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the place."""
        return self._place.field

    def show_state(self, state: SetupState) -> None:
        """Show what is known by now, and what went wrong, if something did."""
        for field, text in ((self._place.field, state.place), (self._shift.field, state.shift)):
            if field.text() != text:
                field.begin_with(text)
        self.complain(state.problem)
        self._next.setEnabled(not state.is_busy)
        self.fit()

    def _follow_keyboard(self, is_shown: bool) -> None:
        """Leave out what the keyboard has instead."""
        self._next.setVisible(not is_shown)
        self._hint.setVisible(not is_shown)
        self.fit()

    def fit(self) -> None:
        """Let the keyboard be lower before the words become smaller."""
        size = self.setting.size
        self._keyboard.take_room(is_least=False)
        if needed_height(self.rows, size.width()) > size.height():
            self._keyboard.take_room(is_least=True)
        super().fit()

    def _next_of_keyboard(self) -> None:
        if self._shift.field.hasFocus():
            self._give()
        else:
            self._go_to_shift()

    def _go_to_shift(self) -> None:
        self._shift.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _give(self) -> None:
        self.given.emit(*self._texts())

    def _texts(self) -> tuple[str, str]:
        return self._place.field.text(), self._shift.field.text()
