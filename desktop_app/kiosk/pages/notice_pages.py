"""Pages with one sentence: saving, are you still there, call the volunteer."""

from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.kiosk.calling_words import call_sentences
from desktop_app.kiosk.flow.rules import TOO_QUICK
from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.states import State, VolunteerNeeded
from desktop_app.qt.spoken import announce
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text

SAID_AT_S = (10, 5)
"""The countdown is said at its start, and again when so many seconds are left."""
NEW_KEYBOARD = "kiosk.new_keyboard"


class NoticePage(Page):
    """A calm page: a title, a sentence, and at most one thing to do."""

    def __init__(self, setting: Setting, title: str) -> None:
        """Set the title in the upper middle."""
        super().__init__(setting)
        self.setProperty("is_apart", True)
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


class CallingPage(NoticePage):
    """Asks for the volunteer: one calm sentence and a short code, nothing of a person."""

    volunteer_came = Signal()
    tried_again = Signal()

    def __init__(self, setting: Setting, sentence: str, code: str) -> None:
        """Say what there is to say; a subclass adds what can be done."""
        super().__init__(setting, setting.words.say("Please call the volunteer"))
        self.sentence.say(sentence)
        shown = Text(f"[{code}]", self.theme, Type.LEAD, is_bold=True)
        shown.setObjectName("problem_code")
        self.rows.insertWidget(3, shown)
        self._button: Action | None = None

    def offer_pin(self) -> None:
        """Let the volunteer type the PIN."""
        self._offer(self.words.say("I am the volunteer"), "volunteer").clicked.connect(
            self.volunteer_came
        )

    def offer_again(self, label: str) -> None:
        """Let anybody try whether it goes on."""
        self._offer(label, "try_again").clicked.connect(self.tried_again)

    def _offer(self, label: str, name: str) -> Action:
        self._button = Action(label, self.theme, Kind.MAIN)
        self._button.setObjectName(name)
        self.add_button(self._button)
        return self._button

    def first_focus(self) -> QWidget | None:
        """Lead to the only thing to do."""
        return self._button


class VolunteerPage(CallingPage):
    """Something failed, or several signatures came too quickly."""

    def __init__(self, setting: Setting, needed: VolunteerNeeded, *, has_pin: bool) -> None:
        """Ask for the volunteer. Who signed too quickly goes on when the volunteer says so."""
        say = setting.words.say
        super().__init__(setting, call_sentences(setting.words, needed.code), needed.code)
        if needed.code != TOO_QUICK:
            self.offer_again(say("Try again"))
        elif has_pin:
            self.offer_pin()
        else:
            self.offer_again(say("Go on"))


class NewKeyboardPage(CallingPage):
    """Signing rests while a keyboard is plugged in that nobody has allowed."""

    def __init__(self, setting: Setting, *, has_pin: bool) -> None:
        """Say what leads on: unplugging, or a volunteer with the PIN."""
        sentence = setting.words.say(
            "A keyboard was plugged in. Signing goes on when it is unplugged, or when a volunteer "
            "allows it."
        )
        super().__init__(setting, sentence, NEW_KEYBOARD)
        if has_pin:
            self.offer_pin()
