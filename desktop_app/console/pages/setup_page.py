"""What the pages of the first start share: which step it is, and what went wrong in it."""

from PySide6.QtCore import Qt

from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import STEPS, SetupState
from desktop_app.problems import Problem
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.text import plain_line


class SetupPage(Page):
    """A step: its title with the progress behind it, and a sentence of complaint where it is due."""

    def __init__(self, setting: Setting, state: SetupState, title: str) -> None:
        """Begin the page of a step."""
        super().__init__(setting, title)
        self.complaint = self.text("", Type.LEAD, name="complaint", is_bold=True)
        self.complaint.hide()
        if state.is_alone:
            return
        # NOTE: Progress: page %(number)s of %(total)s.
        template = self.words.say("%(number)s of %(total)s")
        said = template % {
            "number": self.words.number(state.number),
            "total": self.words.number(len(STEPS)),
        }
        progress = plain_line(said, self.theme, Type.BUTTON, is_bold=True)
        progress.setObjectName("progress")
        self.title_row.addWidget(progress, 0, Qt.AlignmentFlag.AlignTop)

    def complain(self, problem: Problem | None) -> None:
        """Say what went wrong and what to do; nothing if nothing did."""
        sentence = ""
        if problem is not None:
            said = self.setting.sentences(problem)
            sentence = f"{said.happened} {said.do} [{said.code}]"
        if sentence == self.complaint.text():
            return
        self.complaint.say(sentence)
        self.complaint.setVisible(bool(sentence))
        self.say_aloud(sentence, is_urgent=True)
