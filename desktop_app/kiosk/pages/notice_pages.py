"""Pages with one sentence: saving, are you still there, call the volunteer."""

from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import State, VolunteerNeeded
from desktop_app.qt.spoken import announce
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text

SAID_AT_S = (10, 5)
"""The countdown is said at its start, and again when so many seconds are left."""


class NoticePage(Page):
    """A calm page: a title, a sentence, and at most one thing to do."""

    def __init__(self, setting: Setting, title: str) -> None:
        """Set the title in the upper middle."""
        super().__init__(setting)
        heading = self.headline(title)
        heading.setObjectName("notice")
        self.sentence = Text("", self.theme, Type.LEAD)
        self.sentence.setObjectName("notice_sentence")
        self.rows.addStretch(1)
        self.rows.addWidget(heading)
        self.rows.addWidget(self.sentence)
        self.rows.addStretch(2)

    def spoken_first(self) -> str:
        """Give the sentence: the focus is on the button beneath."""
        return self.sentence.text()

    def add_button(self, button: Action) -> None:
        """Put the one thing to do at the bottom."""
        row = QHBoxLayout()
        if not self.theme.is_portrait:
            row.addStretch(4)
        row.addWidget(button, 5)
        self.rows.addLayout(row)


class SavingPage(NoticePage):
    """Shown for the moment until the signature is on disk."""

    def __init__(self, setting: Setting) -> None:
        """Say that it takes a moment."""
        super().__init__(setting, setting.words.say("One moment …"))
        self.sentence.say(setting.words.say("Your signature is being sealed."))


class StillTherePage(NoticePage):
    """Covers the form while nobody touches it, and counts down to erasing."""

    more_time_asked = Signal()

    def __init__(self, setting: Setting) -> None:
        """Ask, with one big button."""
        super().__init__(setting, setting.words.say("Are you still there?"))
        self._button = Action(setting.words.say("I need more time"), self.theme, Kind.MAIN)
        self._button.setObjectName("more_time")
        self._button.clicked.connect(self.more_time_asked)
        self.add_button(self._button)
        self._seconds: int | None = None

    def show_state(self, state: State) -> None:
        """Show the seconds that are left; say them aloud near the end, not each one."""
        seconds = ceil(state.leaving_s or 0.0)
        self.sentence.say(
            self.words.count(
                "Everything that was typed here will be erased in %(number)s second.",
                "Everything that was typed here will be erased in %(number)s seconds.",
                seconds,
            )
        )
        before, self._seconds = self._seconds, seconds
        if before is not None and any(seconds <= limit < before for limit in SAID_AT_S):
            announce(self, self.sentence.text(), is_urgent=True)

    def first_focus(self) -> QWidget | None:
        """Lead to the button, so that Enter is enough."""
        return self._button


class VolunteerPage(NoticePage):
    """Something failed: one calm sentence and a short code, nothing of a person."""

    tried_again = Signal()

    def __init__(self, setting: Setting, needed: VolunteerNeeded) -> None:
        """Ask for the volunteer."""
        super().__init__(setting, setting.words.say("Please call the volunteer"))
        self.sentence.say(
            setting.words.say(
                "This device cannot keep signatures right now. Those kept before are safe."
            )
        )
        code = Text(f"[{needed.code}]", self.theme, Type.LEAD, is_bold=True)
        code.setObjectName("problem_code")
        self.rows.insertWidget(3, code)
        self._button = Action(setting.words.say("Try again"), self.theme, Kind.MAIN)
        self._button.setObjectName("try_again")
        self._button.clicked.connect(self.tried_again)
        self.add_button(self._button)

    def first_focus(self) -> QWidget | None:
        """Lead to the only thing to do."""
        return self._button
