"""The pages that lead to a key's end: which key, what still needs it, and the last question."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.console.coordinator.erase_page import CERTIFICATE_FILES
from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.coordinator.keys_words import isolated
from desktop_app.console.coordinator.retention_states import AskingDestroy, ChoosingKey, KeyNeeded
from desktop_app.console.coordinator.retention_words import end_words
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.register.certificate import CERTIFICATE_SUFFIX
from desktop_app.sealing.fingerprint import fingerprint


class ChooseKeyPage(FormPage):
    """Asks which key, for its passphrase, and where else batches may lie that are not merged."""

    key_named = Signal(Path)
    batches_named = Signal(Path)
    look_pressed = Signal(str)
    """With the passphrase of the key."""
    left = Signal()

    def __init__(self, setting: Setting, state: ChoosingKey) -> None:
        """Offer the keys that are known."""
        super().__init__(setting, setting.words.say("Destroy a key"))
        words = self.words
        intro = words.say(
            "Once a campaign is over, its key can go: then every forgotten copy of what was signed stays"
            " closed for ever. First Inkstand checks whether anything still needs the key."
        )
        self.add_words(intro, Type.LEAD, name="intro")
        self._options: dict[Path, Option] = {}
        self._add_keys(state)
        self._file = self.add_file(
            words.say("Another key file") if self._options else words.say("Key file"),
            "choose_key",
            self._name_key,
        )
        self._passphrase = self.add_field(
            words.say("Passphrase of the key"), "passphrase", is_secret=True
        )
        self._passphrase.returnPressed.connect(self._press)
        self._batches = self.add_file(
            words.say("Also look into a folder or stick with hand-overs"),
            "choose_batches",
            self._name_batches,
        )
        self.column.rows.addStretch(1)
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        self._go = self.button(words.say("Check what needs it"), Kind.MAIN, name="look")
        self._go.clicked.connect(self._press)
        self.main_row(back, self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the first key, or to choosing a file."""
        return next(iter(self._options.values()), self._file)

    def show_state(self, state: ChoosingKey) -> None:
        """Show what was chosen, and what went wrong."""
        words = self.words
        for path, option in self._options.items():
            option.setChecked(path == state.key_file)
        is_other = state.key_file is not None and state.key_file not in self._options
        choose = words.say("Choose the key file")
        self._file.face.say(state.key_file.name if is_other and state.key_file else choose)
        folder = str(state.batches) if state.batches is not None else words.say("Choose a folder")
        self._batches.face.say(folder)
        self._go.setEnabled(state.key_file is not None and not state.is_busy)
        self._passphrase.setReadOnly(state.is_busy)
        self.complain(state.problem)

    def _add_keys(self, state: ChoosingKey) -> None:
        known = [key for key in state.keys if key.problem is None]
        if not known:
            return
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, self.words.say("Keys"))
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        for number, key in enumerate(known):
            label = f"{isolated(key.four_words)} · {isolated(key.path.name)}"
            option = Option(label, self.theme, Kind.STICK, holder)
            option.setObjectName(f"key_{number}")
            option.setFixedHeight(option.face.height_in(self.column_width))
            option.clicked.connect(telling(self.key_named, key.path))
            rows.addWidget(option)
            self._options[key.path] = option
        self.column.rows.addWidget(holder)

    def _press(self) -> None:
        if not self._go.isEnabled():
            return
        if self._passphrase.text():
            self.look_pressed.emit(self._passphrase.text())
        else:
            self._passphrase.setFocus()

    def _name_key(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.words.say("Choose the key file"))
        if chosen:
            self.key_named.emit(Path(chosen))

    def _name_batches(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.words.say("Choose a folder"))
        if chosen:
            self.batches_named.emit(Path(chosen))


class KeyNeededPage(FormPage):
    """Lists the reasons why a key is still needed, each with what to do."""

    look_again_pressed = Signal()
    left = Signal()

    def __init__(self, setting: Setting, state: KeyNeeded) -> None:
        """Draw the list."""
        super().__init__(setting, setting.words.say("The key is still needed"))
        words = self.words
        told = words.say(
            "Nothing was changed. Settle each of these first: without the key they could never be settled."
        )
        self.add_words(told, Type.LEAD, name="told", is_bold=True)
        for number, end in enumerate(state.surveyed.ends):
            self.add_words(f"– {end_words(words, end)}", name=f"end_{number}")
        self.column.rows.addStretch(1)
        back = self.button(words.say("Back"), Kind.BIG, name="back")
        back.clicked.connect(self.left)
        self._again = self.button(words.say("Check again"), Kind.MAIN, name="look_again")
        self._again.clicked.connect(self.look_again_pressed)
        self.main_row(back, self._again)

    def first_focus(self) -> QWidget | None:
        """Lead to looking again."""
        return self._again


class DestroyPage(FormPage):
    """Says what is lost for ever, and has the four words of the key typed."""

    out_named = Signal(Path)
    destroy_pressed = Signal(str)
    """With the words that were typed."""
    left = Signal()

    def __init__(self, setting: Setting, state: AskingDestroy) -> None:
        """Draw what goes, and what stays."""
        super().__init__(setting, setting.words.say("Destroy the key"))
        words, surveyed = self.words, state.surveyed
        self._out_file = state.out
        campaigns = ", ".join(isolated(each) for each in surveyed.found.campaigns)
        free = words.say("Nothing needs it any more. It is the key of %(campaigns)s.")
        self.add_words(free % {"campaigns": campaigns}, Type.LEAD, name="free")
        stays = words.count(
            "The %(number)s signature in the register stays readable there.",
            "The %(number)s signatures in the register stay readable there.",
            surveyed.found.counts["signatures"],
        )
        for name, said in (
            (
                "closed",
                words.say(
                    "Whatever is still sealed to it on tablets, sticks and in mailboxes stays closed for"
                    " ever."
                ),
            ),
            ("no_more", words.say("No new version of the campaign can be published with it.")),
            ("readable", stays),
        ):
            self.add_words(f"– {said}", name=name)
        self._out = self.add_file(
            words.say("Write the certificate to"), "choose_out", self._name_out
        )
        self._folder = self.add_words("", name="folder")
        key = surveyed.key
        four = fingerprint(key.coordinator_key, key.recipient.public_key)
        # NOTE: Label of a field; %(words)s are the four words of the key.
        label = words.say("To destroy it for ever, type its four words: %(words)s")
        self._confirm = self.add_field(label % {"words": isolated(four)}, "confirm")
        self._confirm.returnPressed.connect(self._press)
        self.column.rows.addStretch(1)
        self._back = self.button(words.say("Back"), Kind.BIG, name="back")
        self._back.clicked.connect(self.left)
        self._go = self.button(words.say("Destroy the key"), Kind.MAIN, name="destroy_now")
        self._go.clicked.connect(self._press)
        self.main_row(self._back, self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Let people read first: what is asked stands beneath."""
        return self._back

    def show_state(self, state: AskingDestroy) -> None:
        """Show where the certificate goes, and what went wrong."""
        self._out_file = state.out
        self._out.face.say(state.out.name)
        self._folder.say(isolated(state.out.parent))
        self._confirm.setReadOnly(state.is_busy)
        self._go.setEnabled(not state.is_busy)
        self.complain(state.problem)

    def _press(self) -> None:
        if self._go.isEnabled():
            self.destroy_pressed.emit(self._confirm.text())

    def _name_out(self) -> None:
        title = self.words.say("Write the certificate to")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(self._out_file), CERTIFICATE_FILES)
        if chosen:
            self.out_named.emit(Path(chosen).with_suffix(CERTIFICATE_SUFFIX))
