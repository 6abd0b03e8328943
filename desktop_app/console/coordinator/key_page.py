"""The page of one key, and the page that asks for its passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.coordinator.keys_states import Act, Done, ShowingKey, UnlockingKey, Wish
from desktop_app.console.coordinator.keys_words import (
    act_names,
    isolated,
    standing,
    told,
    uses,
    written,
)
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout

PDF_FILES = "PDF (*.pdf)"
PUBLIC_FILES = "Inkstand (*.inkpublic)"
PACK_FILES = "Inkstand (*.inkpack)"


class KeyPage(FormPage):
    """Shows how a key stands; tells what is wished. Files are asked for here, the passphrase is not."""

    wished = Signal(Wish)
    lock_pressed = Signal()
    left = Signal()

    def __init__(self, setting: Setting, state: ShowingKey, outbox: Path) -> None:
        """Draw the key, and a button for each act; the next one is the main button."""
        super().__init__(setting, setting.words.say("Key"))
        words, key = self.words, state.key
        self._outbox = outbox
        self._state = state
        self._buttons: list[Action] = []
        self._lock = self.button(words.say("Lock"), Kind.QUIET, name="lock")
        self._lock.clicked.connect(self.lock_pressed)
        self._lock.hide()
        self.add_beside_title(self._lock)
        self._told = self.add_words("", Type.LEAD, name="told", is_bold=True)
        self._written = self.add_words("", Type.READING, name="written")
        four = self.add_words(
            isolated(key.four_words), Type.QUESTION, name="four_words", is_bold=True
        )
        four.setAccessibleDescription(words.say("The four words of the key"))
        self._standing = self.add_words(standing(words, key), Type.LEAD, name="standing")
        self.add_words(uses(words, key), Type.READING, name="uses")
        # NOTE: How a key locks: %(number)s is 1 or 2. Printed on the recovery sheet by the same word.
        suite = words.say("Suite %(number)s") % {"number": words.number(key.suite)}
        self.add_words(f"{isolated(key.path)} · {suite}", Type.READING, name="file")
        self._main = self._next_act(state)
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        names = act_names(words)
        for act in Act:
            if act is not self._main:
                row.addWidget(self._button(act, names[act], Kind.PLAIN))
        self.column.rows.addSpacing(gap)
        self.column.rows.addLayout(row)
        self.column.rows.addStretch(1)
        back = self.button(words.say("All keys"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        self._back = back
        if self._main is None:
            self.main_row(back)
        else:
            self.main_row(back, self._button(self._main, names[self._main], Kind.MAIN))
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to what comes next."""
        return self._buttons[-1] if self._main is not None else self._back

    def spoken_first(self) -> str:
        """Say what was done just now, else how the key stands."""
        return told(self.words, self._state) or self._standing.text()

    def show_state(self, state: ShowingKey) -> None:
        """Show what was done, or what went wrong."""
        self._state = state
        said = told(self.words, state)
        self._told.say(said)
        self._told.setVisible(bool(said))
        if said:
            self.bring_into_sight(self._told)
        files = written(self.words, state.written)
        self._written.say(files)
        self._written.setVisible(bool(files))
        self._lock.setVisible(state.is_open)
        for button in self._buttons:
            button.setEnabled(not state.is_busy)
        self.complain(state.problem)

    def _next_act(self, state: ShowingKey) -> Act | None:
        if state.key.proved_on is not None:
            return None
        return Act.PROVE if state.done is Done.SHEET else Act.SHEET

    def _button(self, act: Act, name: str, kind: Kind) -> Action:
        button = self.button(name, kind, name=act.value)
        button.clicked.connect(lambda: self._ask(act, name))
        self._buttons.append(button)
        return button

    def _ask(self, act: Act, title: str) -> None:
        """Ask for the file that an act needs, then tell."""
        stem = self._state.key.path.stem
        match act:
            case Act.SHEET:
                path = self._new_file(title, f"recovery-{stem}", ".pdf", PDF_FILES)
            case Act.EXPORT:
                path = self._new_file(title, stem, ".inkpublic", PUBLIC_FILES)
            case Act.SPLIT:
                path = QFileDialog.getExistingDirectory(self, title, str(self._outbox))
            case Act.DRILL:
                path, _ = QFileDialog.getOpenFileName(self, title, "", PACK_FILES)
            case _:
                self.wished.emit(Wish(act=act))
                return
        if path:
            self.wished.emit(Wish(act=act, path=Path(path)))

    def _new_file(self, title: str, stem: str, suffix: str, kinds: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(
            self, title, str(self._outbox / f"{stem}{suffix}"), kinds
        )
        return str(Path(chosen).with_suffix(suffix)) if chosen else ""


class UnlockKeyPage(FormPage):
    """Asks for the passphrase of a key; it is told once and kept nowhere."""

    passphrase_given = Signal(str)
    left = Signal()

    def __init__(self, setting: Setting, state: UnlockingKey) -> None:
        """Say which key it is."""
        words = setting.words
        super().__init__(setting, act_names(words)[state.wish.act].removesuffix("…").strip())
        self.add_words(isolated(state.key.four_words), Type.LEAD, name="four_words", is_bold=True)
        self.add_words(isolated(state.key.path), Type.READING, name="file")
        self._passphrase = self.add_field(
            words.say("Passphrase of the key"), "passphrase", is_secret=True
        )
        self._passphrase.returnPressed.connect(self._give)
        self.column.rows.addStretch(1)
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        self._go = self.button(words.say("Next"), Kind.MAIN, name="next")
        self._go.clicked.connect(self._give)
        self.main_row(back, self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the field."""
        return self._passphrase

    def show_state(self, state: UnlockingKey) -> None:
        """Wait while it opens; say why it did not."""
        self._passphrase.setReadOnly(state.is_busy)
        self._go.setEnabled(not state.is_busy)
        self.complain(state.problem)
        if state.problem is not None:
            self._passphrase.clear()
            self._passphrase.setFocus()

    def _give(self) -> None:
        if not self._go.isEnabled():
            return
        if self._passphrase.text():
            telling(self.passphrase_given, self._passphrase.text())()
        else:
            self._passphrase.setFocus()
