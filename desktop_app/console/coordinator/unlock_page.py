"""The pages before those of the register: its passphrase, or the way to where it is made."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.form_page import FormPage
from desktop_app.console.coordinator.unlocking import Locked
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.face import Kind


class UnlockPage(FormPage):
    """Asks for the passphrase of a register that is there, tells it once, and keeps it nowhere."""

    passphrase_given = Signal(str)
    left = Signal()

    def __init__(self, setting: Setting, title: str, state: Locked, intro: str = "") -> None:
        """Draw the form, under the title of the place to which it leads.

        Args:
            intro: why it is asked for, where that is not to unlock; then one may go back.
        """
        super().__init__(setting, title)
        words = self.words
        unlocking = words.say(
            "Names are locked away under the passphrase of the register. It locks again by itself"
            " when nobody has used it for ten minutes."
        )
        self.add_words(intro or unlocking, Type.LEAD, name="intro")
        label = words.say("Passphrase of the register")
        self._passphrase = self.add_field(label, "passphrase", is_secret=True)
        self._passphrase.returnPressed.connect(self._give)
        self.column.rows.addStretch(1)
        go = words.say("Next") if intro else words.say("Unlock")
        self._unlock = self.button(go, Kind.MAIN, name="unlock")
        self._unlock.clicked.connect(self._give)
        back = self.button(words.say("Back"), Kind.BIG, name="back") if intro else None
        if back is not None:
            back.clicked.connect(self.left)
        self.main_row(*([back] if back is not None else []), self._unlock)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the passphrase."""
        return self._passphrase

    def show_state(self, state: Locked) -> None:
        """Show that it is tried, or why it was refused; what was refused is typed anew."""
        self._unlock.setEnabled(not state.is_busy)
        self._passphrase.setReadOnly(state.is_busy)
        if state.is_busy:
            self.say_aloud(self.words.say("Unlocking …"))
        if state.problem is not None:
            self._passphrase.clear()
            self._passphrase.setFocus()
        self.complain(state.problem)

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
