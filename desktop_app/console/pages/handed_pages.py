"""Hand over, while it is written and after: progress, safe to remove, stopped, failed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.given import AllWritten, PartWritten
from desktop_app.console.handing_states import Failed, Handed, Stopped, Writing
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.language import Words
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.pictures import GoalBar

MUCH = 3


class WritingPage(Page):
    """A bar, the signatures that are safe so far, and a button that stops."""

    stop_pressed = Signal()

    def __init__(self, setting: Setting, state: Writing) -> None:
        """Begin with an empty bar."""
        super().__init__(setting, setting.words.say("Handing over …"))
        words = self.words
        self._folder = self.text(
            f"\u2068{state.folder.name or state.folder}\u2069", Type.QUESTION, name="folder"
        )
        self._bar = GoalBar(self.theme)
        self._bar.setObjectName("progress")
        self._bar.setAccessibleName(self.title.text())
        self._count = self.text("", Type.QUESTION, name="count", is_bold=True)
        self._hint = self.text("", name="hint")
        self.rows.addStretch(1)
        for widget in (self._folder, self._bar, self._count, self._hint):
            self.rows.addWidget(widget)
        self.rows.addStretch(2)
        self._stop = self.button(words.say("Stop"), Kind.BIG, name="stop")
        self._stop.clicked.connect(self.stop_pressed)
        self.main_row(self._stop)
        self.show_state(state)

    def show_state(self, state: Writing) -> None:
        """Show how far it is."""
        words, part = self.words, state.part
        if part is not None:
            self._bar.set_share(part.done / part.planned if part.planned else 1.0)
        so_far = safe_so_far(words, part)
        if part is not None and so_far != self._count.text():
            self.say_aloud(so_far)
        self._count.say(so_far)
        self._hint.say(
            words.say("It stops after the part that is being written.")
            if state.is_stopping
            else words.say("Do not remove the stick yet.")
        )
        self._stop.setEnabled(not state.is_stopping)
        self.fit()

    def first_focus(self) -> QWidget | None:
        """Lead to the button."""
        return self._stop


class _EndPage(Page):
    """What has come of it, in sentences, and a way on."""

    finished = Signal()

    def __init__(self, setting: Setting, title: str, sentences: list[str]) -> None:
        super().__init__(setting, title)
        self._said = [sentence for sentence in sentences if sentence]
        self.rows.addStretch(1)
        for number, sentence in enumerate(self._said):
            role = Type.QUESTION if number == 0 else Type.LEAD
            text = self.text(sentence, role, name=f"sentence_{number}", is_bold=number == 0)
            self.rows.addWidget(text)
        self.rows.addStretch(2)
        self._main: Action | None = None

    def spoken_first(self) -> str:
        """Say it."""
        return " ".join(self._said)

    def first_focus(self) -> QWidget | None:
        """Lead to the button that goes on."""
        return self._main


class HandedPage(_EndPage):
    """Safe to remove: how many signatures, and the slip's first letters."""

    look_back_pressed = Signal()

    def __init__(self, setting: Setting, state: Handed) -> None:
        """Say that all is safe, and what else there is to know."""
        words, written = setting.words, state.written
        super().__init__(setting, words.say("Safe to remove"), _what_came(words, written))
        back = self.button(words.say("What was handed over"), Kind.BIG, name="look_back")
        back.clicked.connect(self.look_back_pressed)
        self._main = self.button(words.say("Done"), Kind.MAIN, name="done")
        self._main.clicked.connect(self.finished)
        self.main_row(back, self._main)
        self.fit()


class StoppedPage(_EndPage):
    """Somebody stopped it: what is safe is safe, the rest is still to be handed over."""

    def __init__(self, setting: Setting, state: Stopped) -> None:
        """Say how far it came."""
        words = setting.words
        rest = words.say("The others are still on this device. Hand over again to go on.")
        super().__init__(setting, words.say("Stopped"), [safe_so_far(words, state.part), rest])
        self._main = self.button(words.say("Done"), Kind.MAIN, name="done")
        self._main.clicked.connect(self.finished)
        self.main_row(self._main)
        self.fit()


class FailedPage(_EndPage):
    """The stick did not take it: what happened, what is safe, what to do."""

    again_pressed = Signal()

    def __init__(self, setting: Setting, state: Failed) -> None:
        """Say it in the volunteer's language, with the code at the end."""
        words, said = setting.words, setting.sentences(state.problem)
        so_far = safe_so_far(words, state.part) if state.part is not None else ""
        sentences = [said.happened, so_far, said.safe, f"{said.do} [{said.code}]"]
        super().__init__(setting, words.say("Not everything is handed over"), sentences)
        other = self.button(words.say("Choose another stick"), Kind.BIG, name="choose")
        other.clicked.connect(self.finished)
        self._main = self.button(words.say("Try again"), Kind.MAIN, name="again")
        self._main.clicked.connect(self.again_pressed)
        self.main_row(other, self._main)
        self.fit()


def safe_so_far(words: Words, part: PartWritten | None) -> str:
    """Say how many signatures are written and read back."""
    count = part.signature_count if part is not None else 0
    return words.count(
        "%(number)s signature is on the stick, read back and safe.",
        "%(number)s signatures are on the stick, read back and safe.",
        count,
    )


def _what_came(words: Words, written: AllWritten) -> list[str]:
    count = words.count("%(number)s signature", "%(number)s signatures", written.signature_count)
    if written.slip:
        # NOTE: What was handed over: %(count)s is "143 signatures", %(slip)s the first letters of
        # the closing slip, such as 7F3A.
        sentence = words.say("%(count)s, slip %(slip)s …")
        count = sentence % {"count": count, "slip": f"\u2068{written.slip}\u2069"}
    return [count, *_what_else(words, written)]


def _what_else(words: Words, written: AllWritten) -> list[str]:
    """Say what else there is to know; where that is much, what goes without saying is left out."""
    said = []
    if written.confirmed_count:
        said.append(
            words.count(
                "The coordinator has confirmed %(number)s record of this device.",
                "The coordinator has confirmed %(number)s records of this device.",
                written.confirmed_count,
            )
        )
    if written.damaged_count:
        said.append(
            words.count(
                "%(number)s record was damaged on this device already: bring it to the coordinator.",
                "%(number)s records were damaged on this device already: bring it to the"
                " coordinator.",
                written.damaged_count,
            )
        )
    if written.refused_count:
        said.append(words.say("A confirmation on the stick was not taken: tell the coordinator."))
    if not written.is_noted:
        said.append(
            words.say("This device could not take note of it. Handing over again does no harm.")
        )
    if len(said) < MUCH:
        said.insert(0, words.say("All of it was read back from the stick and checked."))
    return said
