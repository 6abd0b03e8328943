"""The pages on which a campaign is published: key, passphrase and place; then the four words."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.coordinator.states import OtherKey, Published, Publishing
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.face import Kind


class PublishPage(FormPage):
    """Asks which key signs the campaign. The passphrase is told once and kept nowhere."""

    key_named = Signal(Path)
    out_named = Signal(Path)
    other_key_named = Signal(Path)
    other_key_compared = Signal(int, bool)
    """Which of the other keys, and whether its four words are the same."""
    other_key_taken_out = Signal(int)
    publish_pressed = Signal(str, bool)
    """With the passphrase of the key, and whether it goes out without a proved recovery sheet."""
    keys_asked = Signal()
    """To make a key, or to prove the sheet of one."""
    left = Signal()

    def __init__(self, setting: Setting, state: Publishing) -> None:
        """Draw the three things that are needed."""
        super().__init__(setting, setting.words.say("Publish"))
        words = self.words
        intro = words.say(
            "The key signs the campaign, and everything that people sign is sealed to it. Whoever"
            " has the key file and its passphrase can open the signatures; nobody else can."
        )
        self.add_words(intro, name="intro")
        self._key = self.add_file(words.say("Key file"), "choose_key", self._name_key)
        self._passphrase = self.add_field(
            words.say("Passphrase of the key"), "passphrase", is_secret=True
        )
        self._passphrase.returnPressed.connect(self._publish)
        self._out = self.add_file(words.say("Write it to"), "choose_out", self._name_out)
        self._folder = self.add_words("", name="out_folder")
        self._others = QWidget()
        self._shown_others: object = None
        self.column.rows.addWidget(self._others)
        self.column.rows.addStretch(1)
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        other = self.button(words.say("Another key opens it, too …"), Kind.BIG, name="other_key")
        other.clicked.connect(self._name_other)
        self._keys = self.button("", Kind.QUIET, name="to_keys")
        self._keys.clicked.connect(self.keys_asked)
        self.add_beside_title(self._keys)
        unproved = words.say("Publish without a proved sheet")
        self._unproved = self.button(unproved, Kind.BIG, name="publish_unproved")
        self._unproved.clicked.connect(self._publish_unproved)
        self._unproved.hide()
        self._go = self.button(words.say("Publish"), Kind.MAIN, name="publish_now")
        self._go.clicked.connect(self._publish)
        self.main_row(back, other, self._unproved, self._go)
        self._state = state
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to what is missing."""
        return self._key if self._state.key_file is None else self._passphrase

    def show_state(self, state: Publishing) -> None:
        """Show which files were named, and what went wrong."""
        self._state = state
        choose = self.words.say("Choose the key file")
        self._key.face.say(state.key_file.name if state.key_file else choose)
        self._out.face.say(state.out.name)
        self._folder.say(str(state.out.parent))
        self._go.setEnabled(state.may_publish)
        is_unproved = state.is_unproved or state.is_sheet_missing
        self._keys.setVisible(state.key_file is None or is_unproved)
        prove, make = self.words.say("Prove the sheet"), self.words.say("Make a key")
        self._keys.face.say(prove if is_unproved else make)
        self._unproved.setVisible(state.is_unproved)
        self._unproved.setEnabled(state.may_publish)
        self._show_others(state)
        self._go.face.say(
            self.words.say("Publishing …") if state.is_busy else self.words.say("Publish")
        )
        self._passphrase.setReadOnly(state.is_busy)
        self.complain(state.problem)

    def _show_others(self, state: Publishing) -> None:
        """Show the four words of each other key, to be compared with its owner's."""
        if state.others == self._shown_others:
            return
        self._shown_others = state.others
        old, self._others = self._others, QWidget()
        rows = QVBoxLayout(self._others)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self.theme.px(1.0))
        for number, other in enumerate(state.others):
            rows.addLayout(self._other_row(number, other))
        self.column.rows.replaceWidget(old, self._others)
        old.hide()
        old.deleteLater()
        self._others.setVisible(bool(state.others))

    def _other_row(self, number: int, other: OtherKey) -> QHBoxLayout:
        words = self.words
        said = words.say("%(file)s: do its owner's four words say %(words)s?")
        told = said % {"file": other.file_name, "words": other.key.four_words}
        match = self.button(words.say("They match"), Kind.CHIP, name=f"match_{number}")
        match.setCheckable(True)
        match.setChecked(other.is_confirmed)
        match.setAccessibleDescription(told)
        match.toggled.connect(lambda is_on: self.other_key_compared.emit(number, is_on))
        remove = self.button(words.say("Take out"), Kind.QUIET, name=f"take_out_{number}")
        remove.setAccessibleDescription(told)
        remove.clicked.connect(lambda: self.other_key_taken_out.emit(number))
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.SMALL_GAP))
        row.addWidget(self.text(told, Type.READING, name=f"other_words_{number}"), 1)
        row.addWidget(match)
        row.addWidget(remove)
        return row

    def _publish(self) -> None:
        if self._go.isEnabled():
            self.publish_pressed.emit(self._passphrase.text(), False)

    def _publish_unproved(self) -> None:
        self.publish_pressed.emit(self._passphrase.text(), True)

    def _name_other(self) -> None:
        title = self.words.say("Another key opens it, too …")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", "Inkstand (*.inkpublic)")
        if chosen:
            self.other_key_named.emit(Path(chosen))

    def _name_key(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.words.say("Choose the key file"))
        if chosen:
            self.key_named.emit(Path(chosen))

    def _name_out(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.words.say("Write it to"), str(self._state.out), "Inkstand (*.inkpack)"
        )
        if chosen:
            self.out_named.emit(Path(chosen).with_suffix(".inkpack"))


class PublishedPage(Page):
    """Says that it is done, with the four words that volunteers compare."""

    finished = Signal()

    def __init__(self, setting: Setting, state: Published) -> None:
        """Draw the words large."""
        super().__init__(setting, setting.words.say("Published"))
        words, version = self.words, state.version
        title = f"{version.title} · {version.version}"
        self.rows.addWidget(self.text(title, Type.LEAD, name="what", is_bold=True))
        tell = words.say("Tell your volunteers these four words. They compare them on each tablet:")
        self.rows.addWidget(self.text(tell, Type.LEAD, name="tell"))
        self.rows.addWidget(
            self.text(version.four_words, Type.TITLE, name="four_words", is_bold=True)
        )
        where = words.say("Written and read back: %(file)s") % {"file": str(state.out)}
        self.rows.addWidget(self.text(where, Type.READING, name="where"))
        carry = words.say("Copy it onto a stick, and install it on each tablet.")
        self.rows.addWidget(self.text(carry, Type.READING, name="carry"))
        self.rows.addSpacing(self.theme.px(Size.GAP))
        self.rows.addStretch(1)
        self._done = self.button(words.say("All campaigns"), Kind.MAIN, name="all_campaigns")
        self._done.clicked.connect(self.finished)
        self.main_row(self._done)
        self.fit()

    def first_focus(self) -> QWidget | None:
        """Lead on."""
        return self._done
