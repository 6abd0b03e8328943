"""A calm page with a few sentences: a problem, a fault, or a moment of waiting."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.given import Sentences
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind


class NoticePage(Page):
    """A title, sentences beneath it, and at most one button."""

    left = Signal()
    """The button was pressed."""

    def __init__(self, setting: Setting, title: str, sentences: tuple[str, ...]) -> None:
        """Set the sentences in the upper middle."""
        super().__init__(setting, title)
        self.setProperty("is_apart", True)
        self._sentences = tuple(sentence for sentence in sentences if sentence)
        self._button: Action | None = None
        self.rows.addStretch(1)
        for number, sentence in enumerate(self._sentences):
            self.rows.addWidget(self.text(sentence, Type.LEAD, name=f"sentence_{number}"))
        self.rows.addStretch(2)

    def spoken_first(self) -> str:
        """Give the sentences: the focus is on the button beneath."""
        return " ".join(self._sentences)

    def first_focus(self) -> QWidget | None:
        """Lead to the button."""
        return self._button

    def add_button(self, words: str) -> None:
        """Put the one thing to do at the bottom."""
        self._button = self.button(words, Kind.MAIN, name="leave_notice")
        self._button.clicked.connect(self.left)
        self.main_row(self._button)


def problem_page(setting: Setting, said: Sentences) -> NoticePage:
    """Say what happened, what is safe and what to do."""
    page = NoticePage(setting, said.happened, (said.safe, said.do, f"[{said.code}]"))
    page.add_button(setting.words.say("Go on"))
    return page


def fault_page(setting: Setting, place: str) -> NoticePage:
    """Say that the program has a fault, and where, without anything of any data."""
    words = setting.words
    said = (
        words.say("Everything that was signed before is safe."),
        words.say("If it happens again, tell those who make Inkstand this code and what you did."),
        f"[console.bug {place}]",
    )
    page = NoticePage(setting, words.say("Inkstand has made a mistake."), said)
    page.add_button(words.say("Go on"))
    return page


def waiting_page(setting: Setting) -> NoticePage:
    """Say that what is being written is finished first."""
    words = setting.words
    sentence = words.say("What is being written is finished first. Then this window closes.")
    return NoticePage(setting, words.say("One moment …"), (sentence,))
