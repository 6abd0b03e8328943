"""The page before those of the register: it asks for its passphrase, or for one to make it under."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from desktop_app.console.coordinator.fields import LineField, field_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.unlocking import Locked
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind


class UnlockPage(Page):
    """Asks for the passphrase of a register that is there, tells it once, and keeps it nowhere."""

    passphrase_given = Signal(str)

    def __init__(self, setting: Setting, title: str, state: Locked) -> None:
        """Draw the form, under the title of the place to which it leads."""
        super().__init__(setting, title)
        words = self.words
        self.setStyleSheet(self.theme.style_sheet() + field_style(self.theme))
        intro = words.say(
            "Names are locked away under the passphrase of the register. It locks again by itself"
            " when nobody has used it for ten minutes."
        )
        self.rows.addWidget(self.text(intro, Type.LEAD, name="intro"))
        self._passphrase = _passphrase_row(self, words.say("Passphrase of the register"))
        self._passphrase.returnPressed.connect(self._give)
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._problem.hide()
        self.rows.addWidget(self._problem)
        self.rows.addStretch(1)
        self._unlock = self.button(words.say("Unlock"), Kind.MAIN, name="unlock")
        self._unlock.clicked.connect(self._give)
        self.main_row(self._unlock)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the passphrase."""
        return self._passphrase

    def show_state(self, state: Locked) -> None:
        """Show that it is tried, or why it was refused; what was refused is typed anew."""
        _show_trying(self, state, self._unlock, self._passphrase)
        if state.problem is not None:
            self._passphrase.clear()
            self._passphrase.setFocus()
        self.show_problem(self._problem, state.problem)
        self.fit()

    def _give(self) -> None:
        if self._passphrase.text() and not self._passphrase.isReadOnly():
            self.passphrase_given.emit(self._passphrase.text())


class NoRegisterPage(Page):
    """Says that nothing was merged yet, and leads to where that is done."""

    def __init__(self, setting: Setting, title: str) -> None:
        """Draw it, under the title of the place to which it will lead one day."""
        super().__init__(setting, title)
        words = self.words
        told = words.say(
            "There is no register yet. It is made when the first hand-overs are merged; after that"
            " this page has something to show."
        )
        self.rows.addWidget(self.text(told, Type.LEAD, name="nothing"))
        self.rows.addStretch(1)
        # NOTE: Button that leads to the page where hand-overs of devices are merged into one list.
        self._merge = self.button(words.say("Merge"), Kind.MAIN, name="to_merge")
        self._merge.clicked.connect(lambda: self.place_chosen.emit(Place.MERGE))
        self.main_row(self._merge)

    def first_focus(self) -> QWidget | None:
        """Lead to the button."""
        return self._merge


class MakeRegisterPage(Page):
    """Six words to be written down, and fields to type them: a new register is made under them."""

    passphrase_made = Signal(str, str)
    """The passphrase, and once more: empty where it was not asked for or not typed."""
    other_words_pressed = Signal()

    def __init__(self, setting: Setting, title: str, state: Locked) -> None:
        """Draw the form."""
        super().__init__(setting, title)
        words = self.words
        self.setStyleSheet(self.theme.style_sheet() + field_style(self.theme))
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        column = ScrollColumn(self.theme, title)
        column.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        intro = words.say(
            "A register keeps everybody who signed, locked under a passphrase. These six words were"
            " drawn by chance: write them on paper, keep it apart from this computer, and type them"
            " below. Without them nobody can open the register."
        )
        column.rows.addWidget(self.text(intro, Type.READING, name="intro"))
        self._proposal = self.text("", Type.LEAD, name="proposal", is_bold=True)
        other = self.button(words.say("Other words"), Kind.QUIET, name="other_words")
        other.clicked.connect(self.other_words_pressed)
        direction = QBoxLayout.Direction
        is_stacked = setting.is_narrow
        row = QBoxLayout(direction.TopToBottom if is_stacked else direction.LeftToRight)
        row.addWidget(self._proposal, 1)
        row.addWidget(other, 0, Qt.AlignmentFlag.AlignLeading)
        column.rows.addLayout(row)
        self._passphrase = _passphrase_row(self, words.say("The six words, or your own"), column)
        self._once_more = _passphrase_row(
            self, words.say("Your own once more (the six words are typed once)"), column
        )
        self._once_more.setObjectName("once_more")
        self._passphrase.returnPressed.connect(self._give)
        self._once_more.returnPressed.connect(self._give)
        column.rows.addStretch(1)
        self.rows.addWidget(column, 1)
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._problem.hide()
        self.rows.addWidget(self._problem)
        self._make = self.button(words.say("Make the register"), Kind.MAIN, name="make")
        self._make.clicked.connect(self._give)
        self.main_row(self._make)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to where the words are typed."""
        return self._passphrase

    def show_state(self, state: Locked) -> None:
        """Show the words, that it is made, or why it was refused."""
        self._proposal.say(state.proposal)
        _show_trying(self, state, self._make, self._passphrase, self._once_more)
        self.show_problem(self._problem, state.problem)
        self.fit()

    def _give(self) -> None:
        if self._passphrase.text() and not self._passphrase.isReadOnly():
            self.passphrase_made.emit(self._passphrase.text(), self._once_more.text())


def _passphrase_row(page: Page, title: str, column: ScrollColumn | None = None) -> LineField:
    """Add a field whose letters are hidden, under its title."""
    label = page.text(title, Type.READING, name="", is_bold=True)
    field = LineField("", page.theme)
    field.setObjectName("passphrase")
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(title)
    label.setBuddy(field)
    rows = page.rows if column is None else column.rows
    rows.addWidget(label)
    rows.addWidget(field)
    return field


def _show_trying(page: Page, state: Locked, button: Action, *fields: LineField) -> None:
    button.setEnabled(not state.is_busy)
    for field in fields:
        field.setReadOnly(state.is_busy)
    if state.is_busy:
        page.say_aloud(page.words.say("Unlocking …"))
