"""Two signatures of a list, looked at closely, and how what was decided about them is undone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.duplicates_states import LookingClosely
from desktop_app.console.coordinator.look_back import is_undone_by_parting, may_change
from desktop_app.console.coordinator.pair_keys import PairKey
from desktop_app.console.coordinator.past_words import said_change, said_decision
from desktop_app.console.coordinator.sides_page import SidesPage
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.face import Kind


class ClosePage(SidesPage):
    """Two signatures of a list side by side, and how what was decided about them is undone."""

    changed = Signal()
    finished = Signal()

    def __init__(self, setting: Setting, state: LookingClosely) -> None:
        """Draw both, or say that one is not here any more."""
        super().__init__(setting, setting.words.say("Two signatures"))
        words = self.words
        self._told = self.text(said_decision(state.line, setting), Type.LEAD, name="told")
        self.rows.addWidget(self._told)
        self.rows.addWidget(self.column, 1)
        if state.beside is not None:
            self.show_sides(state.beside, state.back.campaign)
        gone = words.say("One of the two is not in the register any more.")
        self._gone = self.text(gone, name="gone")
        self.column.rows.insertWidget(0, self._gone)
        self.view.setVisible(state.beside is not None)
        self._gone.setVisible(state.beside is None)
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self.rows.addWidget(self._problem)
        self._change = self.button(said_change(state.line, words), Kind.PLAIN, name="change")
        self._back = self.button(words.say("Back"), Kind.PLAIN, name="back")
        self._change.clicked.connect(self.changed)
        self._back.clicked.connect(self.finished)
        self.buttons(self._back, self._change)
        self._change.setVisible(may_change(state.line))
        self._key = PairKey.DIFFERENT if is_undone_by_parting(state.line) else PairKey.UNDO
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the way back."""
        return self._back

    def spoken_first(self) -> str:
        """Say what was decided."""
        return self._told.text()

    def show_state(self, state: LookingClosely) -> None:
        """Show what went wrong, or that it is being written."""
        self._change.setEnabled(not state.is_busy)
        self.show_problem(self._problem, state.problem)
        self.fit()

    def take(self, key: PairKey) -> None:
        """Undo by the key that is on the button."""
        if key is self._key and self._change.isVisible() and self._change.isEnabled():
            self._change.click()
