"""The pages on which a key is written: where, and under which passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.coordinator.keys_states import NamingKey
from desktop_app.console.coordinator.keys_words import isolated
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.sealing.record import SuiteId


class NameKeyPage(FormPage):
    """Asks where the key file goes, and for a new key how hard it is to break in future."""

    file_named = Signal(Path)
    suite_chosen = Signal(SuiteId)
    next_pressed = Signal()
    left = Signal()

    def __init__(self, setting: Setting, state: NamingKey) -> None:
        """Say what the file is."""
        words = setting.words
        is_new = state.recovered is None
        super().__init__(
            setting, words.say("New key") if is_new else words.say("Write the key file")
        )
        self._state = state
        intro = words.say(
            "The key opens what people sign. It is a file, locked with a passphrase. It belongs on your"
            " computer or on a stick, never on a tablet of the stall."
        )
        self.add_words(intro, Type.LEAD, name="intro")
        self._file = self.add_file(words.say("Write it to"), "choose_file", self._choose)
        self._folder = self.add_words("", Type.READING, name="folder")
        self._suites: dict[SuiteId, Option] = {}
        if is_new:
            self._add_suites()
        self.column.rows.addStretch(1)
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        self._next = self.button(words.say("Next"), Kind.MAIN, name="next")
        self._next.clicked.connect(self.next_pressed)
        self.main_row(back, self._next)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead on: the proposed place will do for most."""
        return self._next

    def show_state(self, state: NamingKey) -> None:
        """Show what is chosen."""
        self._state = state
        self._file.face.say(state.file.name)
        self._folder.say(isolated(state.file.parent))
        for suite, option in self._suites.items():
            option.setChecked(suite is state.suite)
        self._next.setEnabled(not state.is_busy)
        self.complain(state.problem)

    def _add_suites(self) -> None:
        words = self.words
        holder = QWidget()
        label = words.say("How long must it hold?")
        speak_as(holder, Spoken.GROUP, label)
        self.add_words(label, Type.READING, name="suites", is_bold=True)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        names = {
            SuiteId.X25519: words.say("As computers are today"),
            SuiteId.MLKEM768_X25519: words.say("Also against a quantum computer in ten years"),
        }
        for suite, name in names.items():
            option = Option(name, self.theme, Kind.STICK, holder)
            option.setObjectName(f"suite_{int(suite)}")
            option.setFixedHeight(option.face.height_in(self.column_width))
            option.clicked.connect(telling(self.suite_chosen, suite))
            rows.addWidget(option)
            self._suites[suite] = option
        self.column.rows.addWidget(holder)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.words.say("Write it to"), str(self._state.file)
        )
        if chosen:
            self.file_named.emit(Path(chosen))
