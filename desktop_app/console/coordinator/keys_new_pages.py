"""The pages on which a key is written: where, and under which passphrase."""

from pathlib import Path
from typing import assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.console.coordinator.fields import LineField
from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.coordinator.keys_states import ChoosingPassphrase, NamingKey, Step
from desktop_app.console.coordinator.keys_words import isolated
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text
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


class PassphrasePage(FormPage):
    """Six words to write down; then they are typed once, or another passphrase twice."""

    other_words_asked = Signal()
    step_chosen = Signal(Step)
    passphrase_given = Signal(str, str)
    """What was typed, and what was typed once more."""
    left = Signal()

    def __init__(self, setting: Setting, state: ChoosingPassphrase) -> None:
        """Draw the step; the six words stand on the first one alone."""
        words = setting.words
        super().__init__(setting, words.say("New passphrase"))
        self._fields: list[LineField] = []
        self._proposed: Text | None = None
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        self._go = self.button(words.say("Next"), Kind.MAIN, name="next")
        match state.step:
            case Step.SHOWN:
                self._show_words(state)
                back.clicked.connect(self.left)
                own = self.button(words.say("One of my own"), Kind.BIG, name="own")
                own.clicked.connect(telling(self.step_chosen, Step.OWN))
                self._go.face.say(words.say("I wrote them down"))
                self._go.clicked.connect(telling(self.step_chosen, Step.TYPED))
                self.column.rows.addStretch(1)
                self.main_row(back, own, self._go)
            case Step.TYPED | Step.OWN:
                self._ask(state.step)
                back.clicked.connect(telling(self.step_chosen, Step.SHOWN))
                self._go.clicked.connect(self._give)
                self.column.rows.addStretch(1)
                self.main_row(back, self._go)
            case _:
                assert_never(state.step)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the field, or on."""
        return self._fields[0] if self._fields else self._go

    def show_state(self, state: ChoosingPassphrase) -> None:
        """Show other words; wait while it is written; say why it was not."""
        if self._proposed is not None and self._proposed.text() != isolated(state.proposed):
            self._proposed.say(isolated(state.proposed))
            self.say_aloud(state.proposed)
        for field in self._fields:
            field.setEnabled(not state.is_busy)
        self._go.setEnabled(not state.is_busy)
        self.complain(state.problem)
        if state.problem is not None and self._fields:
            for field in self._fields:
                field.clear()
            self._fields[0].setFocus()

    def _show_words(self, state: ChoosingPassphrase) -> None:
        words = self.words
        tell = words.say(
            "Six words, drawn by chance. Write them on paper: they are the passphrase. Nobody else knows"
            " them, and nobody can tell you them again."
        )
        self.add_words(tell, Type.LEAD, name="tell")
        self._proposed = self.add_words(
            isolated(state.proposed), Type.QUESTION, name="proposed", is_bold=True
        )
        other = self.button(words.say("Other words"), Kind.QUIET, name="other_words")
        other.clicked.connect(self.other_words_asked)
        self.add_alone(other)

    def _ask(self, step: Step) -> None:
        words = self.words
        if step is Step.TYPED:
            self.add_words(words.say("Now type them from your paper."), Type.LEAD, name="tell")
            self._add_secret(words.say("The six words"), "passphrase")
        else:
            tell = words.say(
                "Several words that have nothing to do with each other are best, and none that others"
                " know of you."
            )
            self.add_words(tell, Type.LEAD, name="tell")
            self._add_secret(words.say("New passphrase"), "passphrase")
            self._add_secret(words.say("The same once more"), "again")

    def _add_secret(self, label: str, name: str) -> None:
        field = self.add_field(label, name, is_secret=True)
        field.returnPressed.connect(self._enter)
        self._fields.append(field)

    def _enter(self) -> None:
        """Go to the field that is still empty, or on."""
        empty = next((field for field in self._fields if not field.text()), None)
        if empty is None:
            self._give()
        else:
            empty.setFocus()

    def _give(self) -> None:
        if self._go.isEnabled():
            self.passphrase_given.emit(self._fields[0].text(), self._fields[-1].text())
