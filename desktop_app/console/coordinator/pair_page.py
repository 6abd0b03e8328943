"""The page on which pairs are decided: two signatures side by side, and a key for each answer."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.console.coordinator.duplicates_states import LookingClosely, Reviewing
from desktop_app.console.coordinator.fields import scroll_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.look_back import is_undone_by_parting, may_change
from desktop_app.console.coordinator.pair_keys import PairKey, pair_key
from desktop_app.console.coordinator.pair_lines import (
    KINDS,
    Line,
    agreement,
    lines_of,
    said_counts,
    spoken_pair,
)
from desktop_app.console.coordinator.pair_view import PairView
from desktop_app.console.coordinator.past_words import said_change, said_decision
from desktop_app.console.given_statistics import CampaignInRegister
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.language import Words, mark
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.register.finding import Found
from desktop_app.register.side_by_side import SideBySide


class Standing(Enum):
    """How a signature stands."""

    COUNTS = "counts"
    DUPLICATE = "duplicate"
    AWAY = "away"


SCROLL_BAR_MM = 6.0
"""What a scroll bar and the gap beside it take at most."""
LINES_SCROLLED_MM = 12.0
ARROWS = ("‹", "›")
FIRST = {
    # NOTE: Headings above two signatures. The one that was given first.
    Standing.COUNTS: mark("Signed first: counts"),
    Standing.DUPLICATE: mark("Signed first: a duplicate"),
    Standing.AWAY: mark("Signed first: counts no more"),
}
LATER = {
    # NOTE: The one that was given later.
    Standing.COUNTS: mark("Signed later: counts"),
    Standing.DUPLICATE: mark("Signed later: a duplicate"),
    Standing.AWAY: mark("Signed later: counts no more"),
}


class _SidesPage(Page):
    """What both pages share: two signatures in a column that turns, and keys wherever the focus is."""

    def __init__(self, setting: Setting, title: str) -> None:
        super().__init__(setting, title)
        theme = self.theme
        self.setStyleSheet(theme.style_sheet() + scroll_style(theme))
        self.rows.setSpacing(theme.px(Size.SMALL_GAP))
        self.column = ScrollColumn(theme, title)
        self.column.rows.setSpacing(0)
        self.view = PairView(setting, setting.inner_width - theme.px(SCROLL_BAR_MM))
        self.column.rows.addWidget(self.view)
        self.column.rows.addStretch(1)
        self.column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def show_sides(self, beside: SideBySide, campaign: CampaignInRegister) -> Sequence[Line]:
        """Fill the lines; gives them."""
        lines = lines_of(beside, campaign.pack, self.words, self.setting.here)
        self.view.show_pair(headings_of(beside, self.words), lines)
        self.column.verticalScrollBar().setValue(0)
        return lines

    def buttons(self, *buttons: Action) -> None:
        """Put buttons into the last row or rows; arrows on them turn pairs, not the focus."""
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        for button in buttons:
            button.installEventFilter(self)
            row.addWidget(button)
        self.rows.addLayout(row)

    def take(self, key: PairKey) -> None:
        """Do what a key says."""

    def showEvent(self, event: QShowEvent) -> None:
        """Hear also the keys that reach nobody but the window: the focus may be on its bars."""
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys before a button does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self.isVisible() and self._takes(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys wherever the focus is."""
        if not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            bar = self.column.verticalScrollBar()
            bar.setValue(bar.value() + step * self.theme.px(LINES_SCROLLED_MM))
            return True
        key = pair_key(event, is_mirrored=self.words.is_right_to_left)
        if key is not None:
            self.take(key)
        return key is not None


class PairPage(_SidesPage):
    """Pair after pair is decided."""

    decided = Signal(bool)
    """Whether the two are the same person."""
    undone = Signal()
    turned = Signal(int)
    finished = Signal()
    find_pressed = Signal()

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
        self._previous.setAccessibleName(words.say("Previous pair"))
        self._next = self.button(arrows[1], Kind.PLAIN, name="next")
        self._next.setAccessibleName(words.say("Next pair"))
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


class ClosePage(_SidesPage):
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


def headings_of(beside: SideBySide, words: Words) -> tuple[str, str]:
    """Say what each of the two is: which counts, and which is a duplicate already."""
    first, other = (_standing(side) for side in beside.sides)
    return words.say(FIRST[first]), words.say(LATER[other])


def _standing(side: Found) -> Standing:
    if side.away is not None:
        return Standing.AWAY
    return Standing.COUNTS if side.first_id == side.record_id else Standing.DUPLICATE


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
        "No pair of this kind is left. All that you decided can be undone, here with U or later in"
        " the list of decisions."
    )
