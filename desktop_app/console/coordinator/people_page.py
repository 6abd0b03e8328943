"""The page of people: a search, and everybody in a list that sorts by any column."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.coordinator.fields import LineField, field_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.people_index import Wanted
from desktop_app.console.coordinator.people_states import Listing
from desktop_app.console.coordinator.people_table import (
    COLUMNS,
    STANDINGS,
    PeopleModel,
    PeopleTable,
)
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.register.listing import Standing

LEAST_LINES = 7
"""So many lines are seen at once at least, the titles among them."""
LEAST_TOLD_MM = 42.0
"""Room for how many there are, beside the ways that lead on."""
TYPED_FOR_MS = 200
"""After so long without another letter it is searched."""


class PeoplePage(Page):
    """Shows everybody; tells what is wanted, and who was chosen."""

    wanted = Signal(Wanted)
    chosen = Signal(str)
    """The id of a signature whose whole story is to be seen."""
    find_pressed = Signal()
    """Somebody who withdraws is to be found."""
    inform_pressed = Signal()
    look_at_pressed = Signal()
    again_pressed = Signal()
    used = Signal()
    """Somebody moves through the list."""

    def __init__(self, setting: Setting, state: Listing) -> None:
        """Draw the list."""
        super().__init__(setting, setting.words.say("People"))
        words = self.words
        self._state = state
        self.setStyleSheet(self.theme.style_sheet() + field_style(self.theme))
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self._column: ScrollColumn | None = None
        self._parts = self._new_parts()
        self._search = LineField(state.wanted.words, self.theme)
        self._search.setObjectName("search")
        self._search.setPlaceholderText(words.say("Search by name, e-mail, place or country"))
        self._search.setAccessibleName(self._search.placeholderText())
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_FOR_MS)
        self._typed.timeout.connect(self._want_words)
        self._search.textEdited.connect(lambda _: self._typed.start())
        self._search.returnPressed.connect(self._want_words)
        self._place_search()
        again = self.button(words.say("Read again"), Kind.QUIET, name="again")
        again.clicked.connect(self.again_pressed)
        self.add_beside_title(again)
        self._standings: dict[Standing | None, Option] = {}
        self._standing_row = self._new_standings()
        self._parts.addWidget(self._standing_row)
        self._told = self.text("", Type.READING, name="told")
        self._model = PeopleModel(setting)
        self._table = PeopleTable(self._model, self.theme, words.say("People"))
        self._table.horizontalHeader().sectionClicked.connect(self._sort)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self.used.emit())
        self._table.verticalScrollBar().valueChanged.connect(lambda _: self.used.emit())
        self._table.opened.connect(self._tell_chosen)
        self._table.setMinimumHeight(
            LEAST_LINES * self._table.verticalHeader().defaultSectionSize()
        )
        self._parts.addWidget(self._table, 1)
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._problem.hide()
        self._parts.addWidget(self._problem)
        self._place_ways()
        self._filler = QWidget()
        self._parts.addWidget(self._filler, 1)
        # NOTE: Button that leads to the page where hand-overs of devices are merged into one list.
        self._merge = self.button(words.say("Merge"), Kind.MAIN, name="to_merge")
        self._merge.clicked.connect(lambda: self.place_chosen.emit(Place.MERGE))
        self.main_row(self._merge)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the search, or back to the line that was opened."""
        return self._search if self._state.line is None else self._table

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the line that was opened back into sight."""
        super().showEvent(event)
        line, count = self._state.line, self._model.rowCount()
        if line is not None and count:
            self._table.setCurrentIndex(self._model.index(min(line, count - 1), 0))

    def show_state(self, state: Listing) -> None:
        """Show the rows, how many there are, and how they are sorted."""
        self._state = state
        is_empty = state.is_complete and not state.all_count
        self._table.setVisible(not is_empty)
        self._merge.setVisible(is_empty)
        self._filler.setVisible(is_empty)
        self._standing_row.setVisible(not is_empty)
        self._model.show(state.rows, state.shown)
        self._told.say(self._sentence(state))
        for standing, option in self._standings.items():
            option.setChecked(standing is state.wanted.standing)
        header = self._table.horizontalHeader()
        column = state.wanted.column
        header.setSortIndicatorShown(column is not None)
        if column is not None:
            order = Qt.SortOrder
            is_down = state.wanted.is_descending
            header.setSortIndicator(
                COLUMNS.index(column), order.DescendingOrder if is_down else order.AscendingOrder
            )
        self.show_problem(self._problem, state.problem)

    def _new_parts(self) -> QVBoxLayout:
        """Give the rows beneath the title; in large type on a lying page all of them turn together."""
        if not self.setting.is_narrow or self.theme.is_portrait:
            return self.rows
        column = ScrollColumn(self.theme, self.title.text())
        column.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self.rows.addWidget(column, 1)
        self._column = column
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        return column.rows

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._column is not None:
            self._column.follow(now)

    def _place_search(self) -> None:
        """Put the search beside the title where there is room, so that more people are seen."""
        if self.setting.is_narrow:
            self._parts.addWidget(self._search)
        else:
            self.title_row.setStretchFactor(self.title, 0)
            self.title_row.addWidget(self._search, 1)

    def _place_ways(self) -> None:
        """Say how many there are, and lead to what is done for one person, or about some."""
        words, gap = self.words, self.theme.px(Size.SMALL_GAP)
        # NOTE: Button. Somebody wants to take a signature back; the next page finds them.
        find = self.button(words.say("Withdraw …"), Kind.QUIET, name="find_person")
        find.clicked.connect(self.find_pressed)
        # NOTE: Button that leads to a list of those who are to be told of withdrawals.
        inform = self.button(words.say("Who is to be told"), Kind.QUIET, name="inform")
        inform.clicked.connect(self.inform_pressed)
        # NOTE: Button that leads to signatures that are odd, and that somebody may want to look at.
        look_at = self.button(words.say("To look at"), Kind.QUIET, name="look_at")
        look_at.clicked.connect(self.look_at_pressed)
        ways = (find, inform, look_at)
        needed = sum(way.sizeHint().width() + gap for way in ways) + self.theme.px(LEAST_TOLD_MM)
        row: QHBoxLayout | WrappingLayout
        if needed > self.setting.inner_width:
            self._parts.addWidget(self._told)
            row = WrappingLayout(gap, gap)
        else:
            row = QHBoxLayout()
            row.setSpacing(gap)
            row.addWidget(self._told, 1)
        for way in ways:
            row.addWidget(way)
        self._parts.addLayout(row)

    def _new_standings(self) -> QWidget:
        """Offer to see only those that count, or are duplicates, and so on."""
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, self.words.say("Status"))
        row = WrappingLayout(self.theme.px(1.0), self.theme.px(1.0), holder)
        # NOTE: All signatures are listed, not only those that count or are duplicates.
        everything = self.words.say("all")
        for standing in (None, *Standing):
            name = everything if standing is None else self.words.say(STANDINGS[standing])
            option = Option(name, self.theme, Kind.TAB, holder)
            option.setObjectName(f"standing_{'all' if standing is None else standing.value}")
            option.clicked.connect(partial(self._want_standing, standing))
            row.addWidget(option)
            self._standings[standing] = option
        return holder

    def _sentence(self, state: Listing) -> str:
        words = self.words
        if not state.is_complete:
            return words.say("%(done)s of %(all)s are listed …") % {
                "done": words.number(state.done),
                "all": words.number(state.all_count),
            }
        if not state.all_count:
            return words.say("Nobody is in the register yet. Merge what the devices handed over.")
        if not state.shown:
            return words.say("Nobody is found. Look for fewer words, or a part of one.")
        return words.say("%(shown)s of %(all)s signatures. Enter opens one.") % {
            "shown": words.number(len(state.shown)),
            "all": words.number(state.all_count),
        }

    def _tell_chosen(self, line: int) -> None:
        self.chosen.emit(self._model.row(line).record_id)

    def _want_words(self) -> None:
        self._typed.stop()
        self.wanted.emit(replace(self._state.wanted, words=self._search.text()))

    def _want_standing(self, standing: Standing | None, _is_on: bool = True) -> None:
        self.wanted.emit(replace(self._state.wanted, standing=standing))

    def _sort(self, section: int) -> None:
        column, now = COLUMNS[section], self._state.wanted
        is_descending = now.column is column and not now.is_descending
        self.wanted.emit(replace(now, column=column, is_descending=is_descending))
