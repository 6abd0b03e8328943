"""The page after something was taken back: the reply to the person, and who is to be told."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_app.console.coordinator.back_page import BackPage
from desktop_app.console.coordinator.entries import EntryKind
from desktop_app.console.coordinator.fields import TextField
from desktop_app.console.coordinator.inquiry_states import EVERYTHING, Withdrew
from desktop_app.console.coordinator.story_words import delivery_line, name_of
from desktop_app.console.pages.page import RowsCard
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.language import Words
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text
from desktop_app.qt.widgets.wrapping import WrappingLayout

MOST_LINES = 200
TEXT_FILES = "Text (*.txt)"


class WholeText(TextField):
    """A text that is as high as all its lines, to be read and copied; the column turns, not the text."""

    def __init__(self, text: str, theme: Theme, language: str) -> None:
        """Show a text in its language."""
        super().__init__(text, theme, EntryKind.LONG, language)
        self._most = MOST_LINES
        self.setReadOnly(True)


class WithdrewPage(BackPage):
    """Shows the reply, to copy and to save, and each receiver with a button."""

    copy_pressed = Signal()
    file_named = Signal(Path)
    told = Signal(int)
    not_told = Signal(int)

    def __init__(self, setting: Setting, state: Withdrew, outbox: Path) -> None:
        """Draw the reply and the receivers."""
        words = setting.words
        is_all = state.wish == EVERYTHING
        # NOTE: Heading. A person's signatures were erased.
        erased = words.say("Erased")
        # NOTE: Heading. A consent was taken back.
        super().__init__(setting, erased if is_all else words.say("Taken back"))
        self._outbox = outbox
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self.rows.addWidget(self._problem)
        column = self.add_column(self.title.text())
        column.rows.addWidget(self.text(_done(state, words), Type.READING, name="done"))
        language = words.language_name(state.taken.language)
        # NOTE: Heading. %(language)s is the language in which a person signed.
        heading = words.say("Your reply (%(language)s)") % {"language": language}
        column.rows.addWidget(self.heading(heading))
        column.rows.addLayout(self._reply_buttons())
        self._copied = self.text("", Type.READING, name="copied", is_bold=True)
        column.rows.addWidget(self._copied)
        self._reply = WholeText(state.taken.reply, self.theme, state.taken.language)
        self._reply.setObjectName("reply")
        self._reply.setAccessibleName(heading)
        column.rows.addWidget(self._reply)
        self._buttons: dict[int, Action] = {}
        self._undo: dict[int, Action] = {}
        self._notes: dict[int, Text] = {}
        if state.receivers:
            self._add_receivers(state)
        column.rows.addStretch(1)
        # NOTE: Button that ends what was done here.
        self._done_button = self.button(words.say("Done"), Kind.MAIN, name="done_pressed")
        self._done_button.clicked.connect(self.finished)
        self.back.hide()
        self.main_row(self._done_button)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to copying the reply."""
        return self._copy

    def show_state(self, state: object) -> None:
        """Show what became of the reply, and who was told."""
        assert isinstance(state, Withdrew)
        words = self.words
        self.show_problem(self._problem, state.problem)
        said = ""
        if state.saved is not None:
            said = words.say("Written: %(file)s") % {"file": f"\u2068{state.saved}\u2069"}
        elif state.is_copied:
            said = words.say("Copied. Paste it into your e-mail.")
        if said != self._copied.text():
            self.say_aloud(said)
        self._copied.say(said)
        self._copied.setVisible(bool(said))
        for number, button in self._buttons.items():
            is_told = number in state.told
            button.setVisible(not is_told)
            self._notes[number].setVisible(is_told)
            self._undo[number].setVisible(is_told)

    def _may_go_back(self) -> bool:
        return True

    def _reply_buttons(self) -> WrappingLayout:
        words = self.words
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        # NOTE: Button that copies a reply to the clipboard.
        self._copy = self.quiet(words.say("Copy"), "copy")
        self._copy.clicked.connect(self.copy_pressed)
        save = self.quiet(words.say("Save as a file …"), "save")
        save.clicked.connect(self._name_file)
        for button in (self._copy, save):
            row.addWidget(button)
        return row

    def _add_receivers(self, state: Withdrew) -> None:
        assert self.column is not None
        words, rows = self.words, self.column.rows
        # NOTE: Heading. What follows are organisations that are to be told of a withdrawal.
        rows.addWidget(self.heading(words.say("Tell these receivers")))
        # NOTE: %(who)s is a name with an e-mail address: who has withdrawn.
        said = words.say("It was: %(who)s") % {"who": name_of(state.story.person, words)}
        if state.wish == EVERYTHING:
            only = words.say("Only this page still knows the name; the register does not.")
            said = f"{said} · {only}"
        rows.addWidget(self.text(said, Type.READING, name="who"))
        for each in state.receivers:
            line = delivery_line(each, state.story.pack, self.setting)
            card = RowsCard(self.theme, line)
            row = QHBoxLayout()
            row.setSpacing(self.theme.px(Size.SMALL_GAP))
            row.addWidget(self.text(line, Type.READING, name=f"receiver_{each.id}"), 1)
            # NOTE: Button. The receivers have been told of a withdrawal.
            told = self.quiet(words.say("They were told"), f"told_{each.id}", line)
            told.clicked.connect(telling(self.told, each.id))
            # NOTE: Stands beside receivers who were told of a withdrawal.
            note = self.text(words.say("Told"), Type.READING, name=f"is_told_{each.id}")
            undo = self.quiet(words.say("Undo this"), f"not_told_{each.id}", line)
            undo.clicked.connect(telling(self.not_told, each.id))
            for widget in (told, note, undo):
                row.addWidget(widget)
            self._buttons[each.id], self._undo[each.id] = told, undo
            self._notes[each.id] = note
            card.rows.addLayout(row)
            rows.addWidget(card)

    def _name_file(self) -> None:
        title = self.words.say("Save as a file …")
        name = str(self._outbox / "reply.txt")
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, TEXT_FILES)
        if chosen:
            path = Path(chosen)
            self.file_named.emit(path if path.suffix else path.with_suffix(".txt"))


def _done(state: Withdrew, words: Words) -> str:
    if state.wish == EVERYTHING:
        return words.count(
            "%(number)s signature was erased, and stays erased when old batches come again.",
            "%(number)s signatures were erased, and stay erased when old batches come again.",
            state.taken.done.signature_count,
        )
    return words.say(
        "The consent was taken back. From now on no delivery that needs it has this person in it."
    )
