"""Hand over, first: what is to be handed over, and onto which stick or into which folder."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.console.given import Waiting
from desktop_app.console.handing_states import Choosing
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.sizes import size_words
from desktop_app.console.places import PLACE_NAMES, Place
from desktop_app.console.setting import Setting
from desktop_app.console.stick import Stick
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind

MOST_STICKS = 3
"""So many have room; who has more plugged in takes another folder."""


class ChoosingPage(Page):
    """Sticks as a list, the chosen one filled; another folder by the system's own window."""

    folder_chosen = Signal(Path)
    begin_pressed = Signal()
    look_back_pressed = Signal()

    def __init__(self, setting: Setting, state: Choosing) -> None:
        """Set the count above the sticks."""
        super().__init__(setting, setting.words.say(PLACE_NAMES[Place.HAND_OVER]))
        words = self.words
        look_back = self.button(words.say("What was handed over"), Kind.QUIET, name="look_back")
        look_back.clicked.connect(self.look_back_pressed)
        self.add_beside_title(look_back)
        self._waiting = self.text("", Type.QUESTION, name="waiting", is_bold=True)
        self._hint = self.text("", name="hint")
        self._sticks = QWidget()
        self._list = QVBoxLayout(self._sticks)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(self.theme.px(Size.SMALL_GAP))
        speak_as(self._sticks, Spoken.GROUP, words.say("Sticks and folders"))
        self._options: dict[Path, Option] = {}
        self._shown: object = None
        self._problem = self.text("", name="problem", is_bold=True)
        self.rows.addWidget(self._waiting)
        self.rows.addWidget(self._hint)
        self.rows.addWidget(self._sticks)
        self.rows.addWidget(self._problem)
        self.rows.addStretch(1)
        self._other = self.button(words.say("Another folder …"), Kind.BIG, name="other_folder")
        self._other.clicked.connect(self._ask_for_folder)
        self._begin = self.button(words.say("Hand over"), Kind.MAIN, name="begin")
        self._begin.clicked.connect(self.begin_pressed)
        self.main_row(self._other, self._begin)
        self.show_state(state)

    def show_state(self, state: Choosing) -> None:
        """Show the count and the sticks; what is chosen stays chosen."""
        self._waiting.say(self._waiting_words(state))
        self._hint.say(self._hint_words(state))
        self._hint.setVisible(bool(self._hint.text()))
        self._show_sticks(state)
        for folder, option in self._options.items():
            option.setChecked(folder == state.chosen)
        self._begin.setEnabled(state.chosen is not None and _is_something(state))
        self.show_problem(self._problem, state.problem)
        self.fit()

    def first_focus(self) -> QWidget | None:
        """Lead to what can be done."""
        return self._begin if self._begin.isEnabled() else self._other

    def _waiting_words(self, state: Choosing) -> str:
        words, waiting = self.words, state.waiting
        if state.is_again:
            return words.say("Everything goes once more, also what was handed over before.")
        if waiting is None:
            return ""
        if waiting.record_count == 0:
            return words.say("Everything is handed over.")
        return _to_hand_over(waiting, self)

    def _hint_words(self, state: Choosing) -> str:
        words = self.words
        if state.sticks is None or not _is_something(state):
            return ""
        if not self._choices(state):
            return words.say("Put a USB stick or a memory card into this device.")
        return words.say("Choose a stick:")

    def _choices(self, state: Choosing) -> dict[Path, str]:
        """Give what can be chosen, in words: sticks, and a folder that was named."""
        choices = {stick.folder: self._stick_words(stick) for stick in state.sticks or ()}
        choices = dict(list(choices.items())[:MOST_STICKS])
        if state.chosen is not None and state.chosen not in choices:
            choices[state.chosen] = f"\u2068{state.chosen.name or state.chosen}\u2069"
        return choices

    def _stick_words(self, stick: Stick) -> str:
        words = self.words
        name = f"\u2068{stick.name}\u2069"
        if not stick.is_writable:
            # NOTE: A USB stick; %(name)s is its name, and nothing can be written on it.
            return words.say("%(name)s – cannot be written to") % {"name": name}
        # NOTE: A USB stick: its name, and how much space is left, such as 14.2 GB.
        sentence = words.say("%(name)s – %(size)s free")
        return sentence % {"name": name, "size": size_words(words, stick.free_bytes)}

    def _show_sticks(self, state: Choosing) -> None:
        """Draw the list anew where it has changed; the focus stays on a stick that is still there."""
        choices = self._choices(state)
        if choices == self._shown:
            return
        self._shown = choices
        focused = next((f for f, option in self._options.items() if option.hasFocus()), None)
        for option in self._options.values():
            self._list.removeWidget(option)
            option.hide()
            option.setParent(None)
            option.deleteLater()
        writable = {stick.folder: stick.is_writable for stick in state.sticks or ()}
        self._options = {}
        for folder, said in choices.items():
            option = self._option(folder, said)
            option.setEnabled(writable.get(folder, True))
            self._list.addWidget(option)
            self._options[folder] = option
            option.show()
        if focused in self._options:
            self._options[focused].setFocus()

    def _option(self, folder: Path, said: str) -> Option:
        option = Option(said, self.theme, Kind.STICK, self._sticks)
        option.setObjectName(f"stick_{folder.name}")
        option.clicked.connect(lambda: self.folder_chosen.emit(folder))
        return option

    def _ask_for_folder(self) -> None:
        named = QFileDialog.getExistingDirectory(self, self.words.say("Another folder …"))
        if named:
            self.folder_chosen.emit(Path(named))


def _is_something(state: Choosing) -> bool:
    return state.is_again or (state.waiting is not None and state.waiting.record_count > 0)


def _to_hand_over(waiting: Waiting, page: Page) -> str:
    """Say the signatures; where there are none, that only notes are left."""
    words = page.words
    if waiting.signature_count <= 0:
        return words.say("No new signatures, only notes: what was taken back or closed.")
    return words.count(
        "%(number)s signature is to be handed over.",
        "%(number)s signatures are to be handed over.",
        waiting.signature_count,
    )
