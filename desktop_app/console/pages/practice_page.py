"""The last step of the first start: to sign once oneself, without being counted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.pages.setup_page import SetupPage
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import SetupState
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.face import Kind


class PracticePage(SetupPage):
    """Says what practice is, and leads into it or past it."""

    practised = Signal()
    """The practice is to begin."""
    left = Signal()

    def __init__(self, setting: Setting, state: SetupState) -> None:
        """Say it."""
        super().__init__(setting, state, setting.words.say("Sign once yourself"))
        words = self.words
        said = words.say(
            "So you know what people will see, and that all works. A practice signature is never"
            " counted and never handed over. Afterwards press Close, on top of the screen."
        )
        self.rows.addWidget(self.text(said, Type.LEAD, name="practice_words"))
        self.rows.addStretch(1)
        # NOTE: Button: no practice now.
        label = words.say("Back") if state.is_alone else words.say("Later")
        later = self.button(label, Kind.BIG, name="later")
        later.clicked.connect(self.left)
        # NOTE: Button: begins a signature that is never counted.
        self._begin = self.button(words.say("Practise"), Kind.MAIN, name="practise")
        self._begin.clicked.connect(self.practised)
        self.main_row(later, self._begin)
        self.fit()

    def first_focus(self) -> QWidget | None:
        """Lead to the practice."""
        return self._begin
