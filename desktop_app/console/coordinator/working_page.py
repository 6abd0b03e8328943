"""What is shown while something long is done: a bar, how far it is, and a button that stops."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.pictures import GoalBar


class WorkingPage(Page):
    """Says what is done and how far it is; leaves what to say to whoever shows it."""

    stop_pressed = Signal()

    def __init__(self, setting: Setting, title: str, hint: str) -> None:
        """Begin with an empty bar."""
        super().__init__(setting, title)
        self._bar = GoalBar(self.theme)
        self._bar.setObjectName("progress")
        self._bar.setAccessibleName(title)
        self._count = self.text("", Type.QUESTION, name="count", is_bold=True)
        self._detail = self.text("", name="detail")
        self.rows.addStretch(1)
        for widget in (self._bar, self._count, self._detail, self.text(hint, name="hint")):
            self.rows.addWidget(widget)
        self.rows.addStretch(2)
        self._stop = self.button(self.words.say("Stop"), Kind.BIG, name="stop")
        self._stop.clicked.connect(self.stop_pressed)
        self.main_row(self._stop)
        self._detail.hide()
        self._count.hide()
        self.fit()

    def first_focus(self) -> QWidget | None:
        """Lead to the button."""
        return self._stop

    def show_progress(self, done: int, total: int, detail: str = "") -> None:
        """Show how much of how much is done."""
        words = self.words
        self._bar.set_share(done / total if total else 0.0)
        numbers = {"number": words.number(done), "total": words.number(total)}
        self._count.setVisible(bool(total))
        self._count.say(words.say("%(number)s of %(total)s") % numbers if total else "")
        self._detail.say(detail)
        self._detail.setVisible(bool(detail))
        self.fit()

    def show_stopping(self, *, is_stopping: bool) -> None:
        """Show that it stops. The button keeps the focus, so that one more key locks nothing."""
        words = self.words
        self._stop.face.say(words.say("Stopping …") if is_stopping else words.say("Stop"))
