"""What is decided, in lists that scroll however long they are: parts are read when they come in sight."""

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.console.coordinator.duplicates_states import PART_SIZE, LookingBack
from desktop_app.console.coordinator.look_back import is_undone_by_parting, may_change
from desktop_app.console.coordinator.pair_keys import PairKey, pair_key
from desktop_app.console.coordinator.past_table import PastModel, PastTable
from desktop_app.console.coordinator.past_words import (
    said_change,
    said_decision,
)
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.language import Words, mark
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.register.past import PastList

RESTS_FOR_MS = 60
"""Once the list has stood still for so long, what is in sight is read."""
LISTS = {
    # NOTE: Tab above a list: signatures that do not count, because another one does.
    PastList.DUPLICATES: mark("Duplicates"),
    # NOTE: Tab above a list: what somebody decided about two signatures.
    PastList.DECISIONS: mark("Decisions"),
}


class PastPage(Page):
    """Both lists; tells which line is marked and what is to become of it."""

    list_chosen = Signal(PastList)
    part_missed = Signal(int)
    line_chosen = Signal(int)
    line_opened = Signal()
    changed = Signal()
    finished = Signal()

    def __init__(self, setting: Setting, state: LookingBack) -> None:
        """Draw the list of the state."""
        super().__init__(setting, setting.words.say("What is decided"))
        words = self.words
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self._state = state
        self._tabs = self._make_tabs()
        self._model = PastModel(setting, state.which)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RESTS_FOR_MS)
        self._rest.timeout.connect(self._tell_missed)
        self._model.part_missed.connect(lambda _: self._rest.start())
        self._table = PastTable(self._model, setting, words.say(LISTS[state.which]))
        self._table.selectionModel().currentRowChanged.connect(self._see_chosen)
        self._table.opened.connect(lambda _: self.line_opened.emit())
        self._told = self.text("", Type.READING, name="told")
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._empty = self.text("", Type.LEAD, name="nothing")
        self._table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._below = QWidget()
        speak_as(self._below, Spoken.NOTHING)
        self.rows.addWidget(self._empty)
        for widget in (self._table, self._below):
            self.rows.addWidget(widget, 1)
        self.rows.addWidget(self._told)
        self.rows.addWidget(self._problem)
        self._back = self.button(words.say("Overview"), Kind.PLAIN, name="overview")
        self._closely = self.button(words.say("Side by side"), Kind.PLAIN, name="closely")
        self._change = self.button(words.say("Undo (U)"), Kind.PLAIN, name="change")
        self._back.clicked.connect(self.finished)
        self._closely.clicked.connect(self.line_opened)
        self._change.clicked.connect(self.changed)
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        for button in (self._change, self._closely, self._back):
            row.addWidget(button)
        self.rows.addLayout(row)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the list, or where it is empty on."""
        return self._back if self._state.count == 0 else self._table

    def show_state(self, state: LookingBack) -> None:
        """Show what was read, and what can be done with the marked line."""
        self._state = state
        words = self.words
        for which, tab in self._tabs.items():
            tab.setChecked(which is state.which)
        if state.count is not None:
            self._model.show(state.count, state.parts)
            if state.count and self._table.currentIndex().row() != state.chosen:
                self._table.setCurrentIndex(self._model.index(state.chosen, 0))
        is_empty = state.count == 0
        if is_empty and self._table.hasFocus():
            self._back.setFocus()
        self._table.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._below.setVisible(is_empty)
        self._empty.say(_nothing(state.which, words) if is_empty else "")
        line = state.line(state.chosen)
        self._told.say(said_decision(line, self.setting) if line is not None else "")
        self._told.setVisible(not is_empty and state.problem is None)  # the room is needed
        self._change.face.say(said_change(line, words))
        self._change.setEnabled(line is not None and may_change(line) and not state.is_busy)
        self._closely.setEnabled(line is not None and not state.is_busy)
        self.show_problem(self._problem, state.problem)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo by the key that is on the button, wherever the focus is."""
        line = self._state.line(self._state.chosen)
        wanted = PairKey.UNDO
        if line is not None and is_undone_by_parting(line):
            wanted = PairKey.DIFFERENT
        if pair_key(event) is wanted and self._change.isEnabled():
            self._change.click()
        else:
            super().keyPressEvent(event)

    def _make_tabs(self) -> dict[PastList, Option]:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        tabs = {}
        for which, name in LISTS.items():
            tab = Option(self.words.say(name), self.theme, Kind.TAB, holder)
            tab.setObjectName(f"list_{which.value}")
            tab.clicked.connect(telling(self.list_chosen, which))
            row.addWidget(tab)
            tabs[which] = tab
        row.addStretch(1)
        self.rows.addWidget(holder)
        return tabs

    def _tell_missed(self) -> None:
        """Tell what is missing of the lines that are in sight now: what was scrolled past is not read."""
        first = self._table.rowAt(0)
        last = self._table.rowAt(self._table.viewport().height() - 1)
        if first >= 0:
            last = last if last >= 0 else self._model.rowCount() - 1
            for part in range(first // PART_SIZE, last // PART_SIZE + 1):
                self.part_missed.emit(part)

    def _see_chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self.line_chosen.emit(current.row())


def _nothing(which: PastList, words: Words) -> str:
    if which is PastList.DUPLICATES:
        return words.say("Nobody signed twice so far: every signature counts.")
    return words.say(
        "Nobody has decided about a pair so far. Decisions stay in this list, also those that are"
        " undone."
    )
