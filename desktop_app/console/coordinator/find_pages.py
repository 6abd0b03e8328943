"""The pages that find a person: by what they know of themselves, and which one of several it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.coordinator.back_page import BackPage
from desktop_app.console.coordinator.fields import LineField
from desktop_app.console.coordinator.inquiry_states import Finding, Several
from desktop_app.console.coordinator.story_words import name_of, signed_line
from desktop_app.console.pages.page import RowsCard
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.language import mark
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.register.finding import MOST_FOUND, Person
from desktop_app.register.whole import By

MOST_LINES = 3
"""So many signatures of each person are told where one of several is chosen."""
NAMES = {
    # NOTE: By what a person is looked for: the code that they got after signing.
    By.CODE: mark("Withdrawal code"),
    By.EMAIL: mark("E-mail"),
    By.PHONE: mark("Phone"),
    By.NAME: mark("Name"),
}
HINTS = {
    By.CODE: mark("Ten letters and digits, with lines between them or without."),
    By.EMAIL: mark("The whole address. All who share it are found."),
    By.PHONE: mark("Best with + and the number of the country in front."),
    By.NAME: mark("The name or parts of it; accents and capitals do not matter."),
}


class FindPage(BackPage):
    """Asks by what somebody is looked for, and for that."""

    by_chosen = Signal(By)
    typed = Signal(str)
    find_pressed = Signal()
    stop_pressed = Signal()

    def __init__(self, setting: Setting, state: Finding) -> None:
        """Draw the four ways and the field."""
        super().__init__(setting, setting.words.say("Find a person"))
        words = self.words
        column = self.add_column(self.title.text())
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        told = words.say(
            "Somebody asks what you have of them, or wants to take something back. By what do you"
            " know them?"
        )
        self._told = self.text(told, Type.READING, name="told")
        self._options: dict[By, Option] = {}
        self._field = LineField(state.typed, self.theme)
        self._field.setObjectName("find_by")
        self._field.textEdited.connect(self.typed)
        self._field.returnPressed.connect(self._press)
        self.by_chosen.connect(lambda _: self._type_next())
        self._hint = self.text("", Type.READING, name="hint")
        self._progress = self.text("", Type.LEAD, name="progress", is_bold=True)
        said = (self._problem, self._hint, self._progress)
        for widget in (self._told, self._ways(), self._field, *said):
            column.rows.addWidget(widget)
        column.rows.addStretch(1)
        self._stop = self.button(words.say("Stop"), Kind.BIG, name="stop")
        self._stop.clicked.connect(self.stop_pressed)
        # NOTE: Button that looks for a person.
        self._find = self.button(words.say("Find"), Kind.MAIN, name="find")
        self._find.clicked.connect(self._press)
        self.main_row(self.back, self._stop, self._find)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the field."""
        return self._field

    def show_state(self, state: object) -> None:
        """Show the way that was chosen, how far the search is, and why it found nobody."""
        assert isinstance(state, Finding)
        words = self.words
        for by, option in self._options.items():
            option.setChecked(by is state.by)
            option.setEnabled(not state.is_busy)
        self._field.setAccessibleName(words.say(NAMES[state.by]))
        self._field.setReadOnly(state.is_busy)  # disabled it would lose the focus
        self._hint.say(words.say(HINTS[state.by]))
        said = ""
        if state.progress is not None:
            said = words.say("%(number)s of %(total)s") % {
                "number": words.number(state.progress.done),
                "total": words.number(state.progress.count),
            }
        self._progress.say(said)
        self._progress.setVisible(bool(said))
        self._stop.setVisible(state.is_busy)
        self._find.setEnabled(not state.is_busy)
        self.show_problem(self._problem, state.problem)
        for read in (self._told, self._hint):  # the room is needed
            read.setVisible(state.problem is None)
        if state.problem is not None and self.column is not None:
            self.column.rows.activate()
            self.column.ensureWidgetVisible(self._problem, 0, 0)

    def _ways(self) -> QWidget:
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, self.title.text())
        row = WrappingLayout(self.theme.px(Size.SMALL_GAP), self.theme.px(1.0), holder)
        for by, name in NAMES.items():
            option = Option(self.words.say(name), self.theme, Kind.CHIP, holder)
            option.setObjectName(f"by_{by.value}")
            option.clicked.connect(telling(self.by_chosen, by))
            row.addWidget(option)
            self._options[by] = option
        return holder

    def _type_next(self) -> None:
        """Lead from a way that was chosen to the field."""
        self._field.setFocus()
        self._field.selectAll()

    def _press(self) -> None:
        if self._field.text().strip():
            self.find_pressed.emit()
        else:
            self._field.setFocus()


class SeveralPage(BackPage):
    """Several people, each with what tells them apart; one is opened."""

    chosen = Signal(str)

    def __init__(self, setting: Setting, state: Several) -> None:
        """Draw a card for each."""
        super().__init__(setting, setting.words.say("Which one is it?"))
        words = self.words
        said = words.count(
            "%(number)s person was found. Nobody is erased before you have seen their signatures.",
            "%(number)s people were found. Nobody is erased before you have seen their signatures.",
            len(state.people),
        )
        if len(state.people) >= MOST_FOUND:
            said = words.say("Very many were found. Look for more of the name.")
        self.rows.addWidget(self.text(said, Type.READING, name="told"))
        column = self.add_column(self.title.text())
        self._first: Action | None = None
        for number, person in enumerate(state.people):
            column.rows.addWidget(self._card(number, person, state))
        column.rows.addStretch(1)
        self.main_row(self.back)

    def first_focus(self) -> QWidget | None:
        """Lead to the first person."""
        return self._first or self.back

    def show_state(self, state: object) -> None:
        """Nothing changes while the page is there."""
        assert isinstance(state, Several)

    def _card(self, number: int, person: Person, state: Several) -> QWidget:
        words = self.words
        name = name_of(person, words)
        card = RowsCard(self.theme, name)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.SMALL_GAP))
        told = QVBoxLayout()
        told.addWidget(self.text(name, Type.LEAD, name=f"person_{number}", is_bold=True))
        pack = state.packs.get(person[0].campaign)
        title = person[0].campaign if pack is None else pack.text(words.language).words.title
        told.addWidget(self.text(f"\u2068{title}\u2069", Type.READING, name=f"campaign_{number}"))
        for line, each in enumerate(person[:MOST_LINES]):
            said = signed_line(each, self.setting)
            told.addWidget(self.text(said, Type.READING, name=f"signed_{number}_{line}"))
        if len(person) > MOST_LINES:
            said = words.count(
                "and %(number)s more signature",
                "and %(number)s more signatures",
                len(person) - MOST_LINES,
            )
            told.addWidget(self.text(said, Type.READING, name=f"more_{number}"))
        row.addLayout(told, 1)
        # NOTE: Button that leads to all that is known of one person.
        open_it = self.quiet(words.say("Open"), f"open_{number}", name)
        open_it.clicked.connect(telling(self.chosen, person[0].record_id))
        self._first = self._first or open_it
        row.addWidget(open_it)
        card.rows.addLayout(row)
        return card
