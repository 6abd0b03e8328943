"""The page on which pairs are decided: two signatures side by side, and a key for each answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.duplicates_states import Reviewing
from desktop_app.console.coordinator.pair_keys import PairKey
from desktop_app.console.coordinator.pair_lines import (
    KINDS,
    agreement,
    said_counts,
    spoken_pair,
)
from desktop_app.console.coordinator.sides_page import SidesPage
from desktop_app.console.setting import Setting
from desktop_app.language import Words
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.register.side_by_side import SideBySide

ARROWS = ("‹", "›")


class PairPage(SidesPage):
    """Pair after pair is decided."""

    decided = Signal(bool)
    """Whether the two are the same person."""
    undone = Signal()
    turned = Signal(int)
    finished = Signal()

    def __init__(self, setting: Setting, state: Reviewing) -> None:
        """Draw the frame around the pairs."""
        super().__init__(setting, setting.words.say("Side by side"))
        self._shown: SideBySide | None = None
        self._counts = self.text("", Type.READING, name="counts")
        self._agreement = self.text("", Type.READING, name="agreement", is_bold=True)
        self._told = self.text("", Type.READING, name="told")
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self.column.rows.insertWidget(0, self._agreement)
        self.column.rows.insertWidget(2, self._told)
        if self.theme.is_large:  # the room is needed
            self.column.rows.insertWidget(0, self._counts)
        else:
            self.rows.addWidget(self._counts)
        self.rows.addWidget(self._problem)
        self.rows.addWidget(self.column, 1)
        self._make_buttons()
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to a button that decides nothing."""
        return self._next if self._next.isEnabled() else self._back

    def spoken_first(self) -> str:
        """Say the pair."""
        return self._spoken()

    def show_state(self, state: Reviewing) -> None:
        """Show a pair, how many are left, and what went wrong."""
        pair, words = state.pair, self.words
        self._counts.say(said_counts(state.left_count, state.decided_today, words))
        self.view.setVisible(pair is not None)
        self._agreement.setVisible(pair is not None)
        if pair is not None and pair is not self._shown:
            self._lines = tuple(self.show_sides(pair, state.campaign))
            self._agreement.say(agreement(pair, words))
            self._told.say(_told(pair, words))
            self.say_aloud(spoken_pair(pair, self._lines, words))
        elif pair is None:
            self._told.say(_nothing(state, words))
            if self._shown is not None:
                self.say_aloud(self._told.text())
        self._shown = pair
        self._enable(state)
        self.show_problem(self._problem, state.problem)
        if state.problem is not None:
            self.fit()

    def take(self, key: PairKey) -> None:
        """Do what a key says, if its button may be pressed."""
        button = {
            PairKey.SAME: self._same,
            PairKey.DIFFERENT: self._different,
            PairKey.UNDO: self._undo,
            PairKey.NEXT: self._next,
            PairKey.PREVIOUS: self._previous,
        }[key]
        if button.isEnabled():
            button.click()

    def _make_buttons(self) -> None:
        words = self.words
        # NOTE: Button; the letter in brackets is the key that does the same: keep it.
        self._same = self.button(words.say("Same person (J)"), Kind.PLAIN, name="same")
        # NOTE: Button; the letter in brackets is the key that does the same: keep it.
        self._different = self.button(
            words.say("Different people (K)"), Kind.PLAIN, name="different"
        )
        # NOTE: Button; the letter in brackets is the key that does the same: keep it.
        self._undo = self.button(words.say("Undo (U)"), Kind.QUIET, name="undo")
        arrows = ARROWS[::-1] if words.is_right_to_left else ARROWS
        self._previous = self.button(arrows[0], Kind.PLAIN, name="previous")
        # NOTE: Spoken name of a button with an arrow.
        self._previous.setAccessibleName(words.say("Previous pair"))
        self._next = self.button(arrows[1], Kind.PLAIN, name="next")
        # NOTE: Spoken name of a button with an arrow.
        self._next.setAccessibleName(words.say("Next pair"))
        # NOTE: Button that leads back to the first page of a place.
        self._back = self.button(words.say("Overview"), Kind.QUIET, name="overview")
        self._same.clicked.connect(lambda: self.decided.emit(True))
        self._different.clicked.connect(lambda: self.decided.emit(False))
        self._undo.clicked.connect(self.undone)
        self._previous.clicked.connect(lambda: self.turned.emit(-1))
        self._next.clicked.connect(lambda: self.turned.emit(1))
        self._back.clicked.connect(self.finished)
        self._back.installEventFilter(self)
        self.add_beside_title(self._back)
        self.buttons(self._same, self._different, self._undo, self._previous, self._next)

    def _enable(self, state: Reviewing) -> None:
        is_there = state.pair is not None
        self._same.setEnabled(is_there)
        self._different.setEnabled(is_there)
        self._undo.setEnabled(state.undoable > 0)
        self._previous.setEnabled(state.at > 0)
        self._next.setEnabled(state.at + 1 < len(state.queue))
        focus = self.focusWidget()
        if isinstance(focus, Action) and not focus.isEnabled():
            self._back.setFocus()

    def _spoken(self) -> str:
        if self._shown is None:
            return self._told.text()
        return spoken_pair(self._shown, self._lines, self.words)


def _told(pair: SideBySide, words: Words) -> str:
    counts = words.say(
        "If they are the same person, the first signature counts and the other points to it."
        " Nothing is deleted."
    )
    return f"{words.say(KINDS[pair.kind])} {counts}"


def _nothing(state: Reviewing, words: Words) -> str:
    if not state.is_read_to_end:
        return words.say("The pairs are being read …")
    return words.say(
        "No more pairs. Everything that you decided can be undone: here with U, or later in the list"
        " of decisions."
    )
