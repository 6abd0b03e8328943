"""The page on which somebody takes a new passphrase, for a key or for the register."""

from typing import assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.fields import LineField
from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.coordinator.keys_words import isolated
from desktop_app.console.coordinator.new_passphrase import NewPassphrase, Step
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text


class PassphrasePage(FormPage):
    """Six words to write down; then they are typed once, or another passphrase twice."""

    other_words_asked = Signal()
    step_chosen = Signal(Step)
    passphrase_given = Signal(str, str)
    """What was typed, and what was typed once more."""
    left = Signal()

    def __init__(
        self, setting: Setting, state: NewPassphrase, title: str = "", intro: str = ""
    ) -> None:
        """Draw the step; the six words stand on the first one alone.

        Args:
            title: what it is for, where there is no other page to go back to.
            intro: what stands above the six words.
        """
        words = setting.words
        super().__init__(setting, title or words.say("New passphrase"))
        self._intro = intro
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
                self.main_row(*([] if title else [back]), own, self._go)
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

    def show_state(self, state: NewPassphrase) -> None:
        """Show other words; wait while it is written; say why it was not."""
        if self._proposed is not None and self._proposed.text() != isolated(state.proposed):
            self._proposed.say(isolated(state.proposed))
            self.say_aloud(state.proposed)
        for field in self._fields:
            field.setReadOnly(state.is_busy)
        self._go.setEnabled(not state.is_busy)
        self.complain(state.problem)
        if state.problem is not None and self._fields:
            for field in self._fields:
                field.clear()
            self._fields[0].setFocus()

    def _show_words(self, state: NewPassphrase) -> None:
        words = self.words
        tell = words.say(
            "Six words, drawn by chance. Write them on paper: they are the passphrase. Nobody else knows"
            " them, and nobody can tell you them again."
        )
        if self._intro:
            self.add_words(self._intro, Type.READING, name="intro")
        self.add_words(tell, Type.READING if self._intro else Type.LEAD, name="tell")
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
