"""The page on which a campaign is erased: what goes, what stays, what nobody can prove, and who certifies it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.console.coordinator.fields import LineField
from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.coordinator.keys_words import isolated
from desktop_app.console.coordinator.retention_states import AskingErase
from desktop_app.console.coordinator.retention_words import (
    due_words,
    kept_words,
    step_words,
    unproved_words,
)
from desktop_app.console.given_retention import EraseStep, KeptCampaign
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.pictures import GoalBar
from desktop_app.register.certificate import CERTIFICATE_SUFFIX
from desktop_app.register.retention import Due

CERTIFICATE_FILES = f"Inkstand (*{CERTIFICATE_SUFFIX})"


class ErasePage(FormPage):
    """Asks once more, by typing the campaign's id; of an erased campaign only the certificate is written."""

    key_named = Signal(Path)
    out_named = Signal(Path)
    erase_pressed = Signal(str, str)
    """With the passphrase of the key, and what was typed to confirm it."""
    left = Signal()

    def __init__(self, setting: Setting, state: AskingErase) -> None:
        """Draw all that must be known before."""
        words, kept = setting.words, state.campaign.kept
        is_again = kept.due is Due.ERASED
        title = (
            words.say("Write the certificate again") if is_again else words.say("Erase a campaign")
        )
        super().__init__(setting, title)
        self._state = state
        self._campaign = kept.campaign
        self.add_words(
            isolated(state.campaign.title(self.words.language)),
            Type.LEAD,
            name="campaign",
            is_bold=True,
        )
        self.add_words(due_words(words, kept), name="due", is_bold=kept.due is Due.PAST)
        if not is_again:
            self._tell(state.campaign)
        self._key = self.add_file(
            words.say("The campaign's key signs the certificate"), "choose_key", self._name_key
        )
        self._passphrase = self.add_field(
            words.say("Passphrase of the key"), "passphrase", is_secret=True
        )
        self._out = self.add_file(
            words.say("Write the certificate to"), "choose_out", self._name_out
        )
        self._folder = self.add_words("", name="folder")
        self._confirm: LineField | None = None
        if not is_again:
            # NOTE: Label of a field; %(campaign)s is the id of the campaign, such as open-doors.
            label = words.say("To erase it for good, type %(campaign)s")
            self._confirm = self.add_field(label % {"campaign": isolated(kept.campaign)}, "confirm")
            self._confirm.returnPressed.connect(self._press)
        self._passphrase.returnPressed.connect(self._lead_on)
        self._bar = GoalBar(self.theme)
        self._bar.setObjectName("progress")
        self._bar.setAccessibleName(title)
        self.column.rows.addWidget(self._bar)
        self._step = self.add_words("", Type.LEAD, name="step", is_bold=True)
        self.column.rows.addStretch(1)
        self._back = self.button(words.say("Back"), Kind.BIG, name="back")
        self._back.clicked.connect(self.left)
        go = words.say("Write the certificate") if is_again else words.say("Erase for good")
        self._go = self.button(go, Kind.MAIN, name="erase_now")
        self._go.clicked.connect(self._press)
        self.main_row(self._back, self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Let people read first: what is asked begins beneath."""
        return self._back

    def show_state(self, state: AskingErase) -> None:
        """Show what was named, how far it is, and what went wrong."""
        self._state = state
        words = self.words
        choose = words.say("Choose the key file")
        self._key.face.say(state.key_file.name if state.key_file is not None else choose)
        self._out.face.say(state.out.name)
        self._folder.say(isolated(state.out.parent))
        is_idle = state.step is None
        for button in (self._key, self._out, self._back):
            button.setEnabled(is_idle)
        for field in (self._passphrase, self._confirm):
            if field is not None:
                field.setReadOnly(not is_idle)  # what is disabled would lose the focus
        self._go.setEnabled(is_idle and state.key_file is not None)
        self._bar.setVisible(not is_idle)
        self._step.setVisible(not is_idle)
        if state.step is not None:
            steps = list(EraseStep)
            self._bar.set_share(steps.index(state.step) / len(steps))
            self._step.say(step_words(words, state.step))
            self.say_aloud(self._step.text())
            self.bring_into_sight(self._step)
        self.complain(state.problem)

    def _tell(self, campaign: KeptCampaign) -> None:
        words = self.words
        if campaign.kept.due in (Due.LATER, Due.SOON):
            early = words.say("It need not go yet. Are all deliveries made?")
            self.add_words(early, name="early", is_bold=True)
        self.add_words(words.say("What goes"), Type.LEAD, name="goes_title", is_bold=True)
        goes = words.say(
            "All that the register holds of the people who signed: sealed records, what was opened of"
            " them, and everything by which anybody could be found. Old files bring nothing back."
        )
        self.add_words(goes, name="goes")
        self.add_words(kept_words(words, campaign.kept), name="kept")
        self.add_words(words.say("What stays"), Type.LEAD, name="stays_title", is_bold=True)
        stays = words.say(
            "The campaign file, that deliveries were made and to whom, how many withdrew, who is still to"
            " be told, and the log. Nobody who signed can be found in these."
        )
        self.add_words(stays, name="stays")
        self.add_words(
            words.say("What nobody can prove"), Type.LEAD, name="unproved_title", is_bold=True
        )
        for number, line in enumerate(unproved_words(words, campaign.unproved)):
            self.add_words(line, name=f"unproved_{number}")

    def _lead_on(self) -> None:
        if self._confirm is not None:
            self._confirm.setFocus()
        else:
            self._press()

    def _press(self) -> None:
        if not self._go.isEnabled():
            return
        typed = self._campaign if self._confirm is None else self._confirm.text()
        if self._passphrase.text():
            self.erase_pressed.emit(self._passphrase.text(), typed)
        else:
            self._passphrase.setFocus()

    def _name_key(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.words.say("Choose the key file"))
        if chosen:
            self.key_named.emit(Path(chosen))

    def _name_out(self) -> None:
        title = self.words.say("Write the certificate to")
        chosen, _ = QFileDialog.getSaveFileName(
            self, title, str(self._state.out), CERTIFICATE_FILES
        )
        if chosen:
            self.out_named.emit(Path(chosen).with_suffix(CERTIFICATE_SUFFIX))
