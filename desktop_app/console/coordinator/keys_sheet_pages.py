"""The pages at which somebody sits with a recovery sheet: proving it, typing it, comparing four words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.console.coordinator.fields import LineField
from desktop_app.console.coordinator.form_page import FormPage, SheetField
from desktop_app.console.coordinator.keys_states import ComparingWords, ProvingSheet, TypingSheet
from desktop_app.console.coordinator.keys_words import isolated
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.sealing.fingerprint import fingerprint
from desktop_app.sealing.typed_sheet import TypedSheet, UnknownWord, with_word


class ProvePage(FormPage):
    """Asks for some words of the printed sheet, by their numbers."""

    words_given = Signal(tuple)
    left = Signal()

    def __init__(self, setting: Setting, state: ProvingSheet) -> None:
        """Draw a field for each number."""
        super().__init__(setting, setting.words.say("Prove the sheet"))
        words = self.words
        tell = words.say("Take the printed sheet. Type these of its words:")
        self.add_words(tell, Type.LEAD, name="tell")
        self._fields: list[LineField] = []
        for number in state.numbers:
            # NOTE: Label of a field: the word with this number on a recovery sheet.
            label = words.say("Word %(number)s") % {"number": words.number(number)}
            field = self.add_field(label, f"word_{number}")
            field.returnPressed.connect(self._enter)
            self._fields.append(field)
        self.column.rows.addStretch(1)
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        self._go = self.button(words.say("Prove the sheet"), Kind.MAIN, name="prove_now")
        self._go.clicked.connect(self._give)
        self.main_row(back, self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the first word."""
        return self._fields[0]

    def show_state(self, state: ProvingSheet) -> None:
        """Wait while they are compared; say which were wrong."""
        self._go.setEnabled(not state.is_busy)
        self.complain(state.problem)

    def _enter(self) -> None:
        empty = next((field for field in self._fields if not field.text().strip()), None)
        if empty is None:
            self._give()
        else:
            empty.setFocus()

    def _give(self) -> None:
        if self._go.isEnabled():
            self.words_given.emit(tuple(field.text() for field in self._fields))


class TypeSheetPage(FormPage):
    """Takes the words of one whole sheet or of two of three; each is looked at as it is typed."""

    kind_chosen = Signal(bool)
    """Whether it is two of three sheets."""
    typed = Signal(int, str)
    """Which of the sheets, from 0, and all that stands there now."""
    next_pressed = Signal()
    left = Signal()

    def __init__(self, setting: Setting, state: TypingSheet) -> None:
        """Draw one field, or two."""
        words = setting.words
        is_proof = state.key is not None
        title = words.say("Prove the sheet") if is_proof else words.say("Bring a key back")
        super().__init__(setting, title)
        self._fields: list[SheetField] = []
        self._counts: list[Text] = []
        self._hints: list[NearWords] = []
        self._kinds(is_split=state.is_split)
        for number, text in enumerate(state.texts):
            self._add_sheet(number, text, state)
        self.column.rows.addStretch(1)
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        self._go = self.button(words.say("Next"), Kind.MAIN, name="next")
        self._go.clicked.connect(self.next_pressed)
        self.main_row(back, self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the first sheet."""
        return self._fields[0]

    def show_state(self, state: TypingSheet) -> None:
        """Show how far each sheet is, and a word that is none."""
        for number, looked in enumerate(state.looked):
            self._counts[number].say(self._counted(looked))
            self._hints[number].show_word(looked.unknown)
        self._go.setEnabled(not state.is_busy and all(map(_is_complete, state.looked)))
        self.complain(state.problem)

    def _kinds(self, *, is_split: bool) -> None:
        words = self.words
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, words.say("What you have"))
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap, holder)
        for kind, name, label in (
            (False, "whole", words.say("One whole sheet")),
            (True, "split", words.say("Two of three sheets")),
        ):
            option = Option(label, self.theme, Kind.CHIP, holder)
            option.setObjectName(name)
            option.setChecked(kind is is_split)
            option.clicked.connect(telling(self.kind_chosen, kind))
            row.addWidget(option)
        self.column.rows.addWidget(holder)

    def _add_sheet(self, number: int, text: str, state: TypingSheet) -> None:
        words = self.words
        label = words.say("The words, or what its QR code says")
        if state.is_split:
            # NOTE: Label of a field; %(number)s is 1 or 2.
            label = words.say("Sheet %(number)s: the words, or what its QR code says")
            label %= {"number": words.number(number + 1)}
        field = self.add_sheet_field(label, f"sheet_{number}", text)
        field.typed.connect(lambda now: self.typed.emit(number, now))
        self._fields.append(field)
        self._counts.append(self.add_words("", Type.READING, name=f"count_{number}"))
        near = NearWords(self, number)
        near.word_chosen.connect(lambda at, word: self._put_word(number, at, word))
        self.column.rows.addWidget(near)
        self._hints.append(near)

    def _put_word(self, number: int, at: int, word: str) -> None:
        field = self._fields[number]
        field.setPlainText(with_word(field.text(), at, word))
        field.setFocus()
        field.moveCursor(field.textCursor().MoveOperation.End)

    def _counted(self, looked: TypedSheet) -> str:
        words = self.words
        if looked.is_line:
            return words.say("The text of the QR code")
        numbers = {
            "number": words.number(looked.word_count),
            "total": words.number(looked.needed_count),
        }
        return words.say("%(number)s of %(total)s words") % numbers


class NearWords(QWidget):
    """Says which word is none, and offers those that may have been meant."""

    word_chosen = Signal(int, str)
    """The number of the word, from 1, and another in its place."""

    def __init__(self, page: FormPage, number: int) -> None:
        """Begin with nothing to say."""
        super().__init__()
        self._page = page
        self._number = number
        self._shown: UnknownWord | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(page.theme.px(Size.SMALL_GAP))
        self._held = QWidget()
        self._rows.addWidget(self._held)
        self.hide()

    def show_word(self, unknown: UnknownWord | None) -> None:
        """Show another word that is none; or that all are right so far."""
        if unknown == self._shown:
            return
        self._shown = unknown
        self.setVisible(unknown is not None)
        if unknown is not None:
            self._fill(unknown)
            self._page.bring_into_sight(self)

    def _fill(self, unknown: UnknownWord) -> None:
        page, words = self._page, self._page.words
        old, self._held = self._held, QWidget()
        rows = QVBoxLayout(self._held)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(page.theme.px(Size.SMALL_GAP))
        said = words.say("Word %(number)s is on no sheet. Look at it again.")
        if unknown.near:
            said = words.say("Word %(number)s is on no sheet. Is it one of these?")
        said %= {"number": words.number(unknown.number)}
        rows.addWidget(page.text(said, Type.READING, name=f"wrong_{self._number}", is_bold=True))
        page.say_aloud(said)
        gap = page.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        for word in unknown.near:
            button = page.button(word, Kind.QUIET, name=f"near_{self._number}_{word}")
            button.clicked.connect(telling(self.word_chosen, unknown.number, word))
            row.addWidget(button)
        rows.addLayout(row)
        self._rows.replaceWidget(old, self._held)
        old.hide()
        old.deleteLater()
        self._held.show()


class ComparePage(FormPage):
    """Shows four words, to be compared with those on the sheet."""

    compared = Signal(bool)
    left = Signal()

    def __init__(self, setting: Setting, state: ComparingWords) -> None:
        """Draw them large; once no words are the same say what that means."""
        super().__init__(setting, setting.words.say("Compare four words"))
        words = self.words
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        if state.are_others:
            said = words.say(
                "Then the words that were typed are not from this sheet. Nothing was written. Go back and"
                " look which sheet it is."
            )
            self.add_words(said, Type.LEAD, name="others", is_bold=True)
            self.column.rows.addStretch(1)
            self._first = back
            self.main_row(back)
            return
        key = state.keys[0]
        self.add_words(
            words.say("Does the sheet say these four words of the key?"), Type.LEAD, name="tell"
        )
        four = fingerprint(key.coordinator_key, key.recipient.public_key)
        self.add_words(isolated(four), Type.TITLE, name="four_words", is_bold=True)
        suite = words.say("Suite %(number)s") % {"number": words.number(int(key.suite))}
        self.add_words(suite, Type.READING, name="suite")
        self.column.rows.addStretch(1)
        no = self.button(words.say("Other words stand there"), Kind.BIG, name="others_pressed")
        no.clicked.connect(telling(self.compared, False))
        self._first = self.button(words.say("The same four words"), Kind.MAIN, name="same")
        self._first.clicked.connect(telling(self.compared, True))
        self.main_row(back, no, self._first)

    def first_focus(self) -> QWidget | None:
        """Lead on."""
        return self._first


def _is_complete(looked: TypedSheet) -> bool:
    if looked.is_line:
        return True
    return looked.unknown is None and looked.word_count == looked.needed_count
