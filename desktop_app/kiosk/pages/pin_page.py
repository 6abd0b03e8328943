"""The volunteer's number pad: a PIN is typed by touch or keys, and shown as dots alone."""

from functools import partial
from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.kiosk.pages.page import Page, Setting
from desktop_app.kiosk.pin_file import MAX_DIGITS
from desktop_app.kiosk.states import State
from desktop_app.kiosk.volunteer_states import AtPin
from desktop_app.language import Words
from desktop_app.qt.spoken import announce
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.number_pad import NumberPad, PinDots
from desktop_app.qt.widgets.text import Text, fit

SMALLER = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)


class PinPage(Page):
    """Asks for the PIN, and leads back to signing."""

    digit_typed = Signal(str)
    digit_erased = Signal()
    given = Signal()
    left = Signal()

    def __init__(self, setting: Setting) -> None:
        """Set the words at the start and the pad at the end; on a narrow screen beneath."""
        super().__init__(setting)
        words, theme = self.words, self.theme
        title = self.headline(words.say("For volunteers"))
        title.setObjectName("question")
        self._sentence = Text("", theme, Type.LEAD)
        self._sentence.setObjectName("pin_sentence")
        self._code = Text("", theme, Type.LEAD, is_bold=True)
        self._code.setObjectName("problem_code")
        self._code.hide()
        self._dots = PinDots(theme, words, most=MAX_DIGITS)
        self._pad = self._new_pad()
        self._news: tuple[object, ...] = (False, False, False, "")
        back = Action(words.say("Back to signing"), theme, self._kind_of_back())
        back.setObjectName("back_to_signing")
        back.clicked.connect(self.left)
        said = QVBoxLayout()
        said.setSpacing(theme.px(Size.GAP))
        for widget in (title, self._sentence, self._code, self._dots):
            said.addWidget(widget)
        if theme.is_portrait:
            self._stand(said, back)
        else:
            self._lie(said, back)

    def _kind_of_back(self) -> Kind:
        """Leave the room to the pad where large words take it."""
        return Kind.PLAIN if self.theme.is_portrait and self.theme.is_large else Kind.BIG

    def _lie(self, said: QVBoxLayout, back: Action) -> None:
        said.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(back, 5)
        row.addStretch(2)
        said.addLayout(row)
        across = QHBoxLayout()
        across.setSpacing(self.theme.px(2 * Size.MARGIN))
        across.addLayout(said, 5)
        across.addWidget(self._pad, 5)
        self.rows.addLayout(across)

    def _stand(self, said: QVBoxLayout, back: Action) -> None:
        self.rows.addLayout(said)
        self.rows.addWidget(self._pad, 1)
        self.rows.addWidget(back)

    def _new_pad(self) -> NumberPad:
        # NOTE: The key that ends the PIN shows a tick; screen readers say this.
        done = self.words.say("Next")
        pad = NumberPad(self.theme, erase=self.words.say("Delete the last letter"), done=done)
        pad.digit_typed.connect(self.digit_typed)
        pad.digit_erased.connect(self.digit_erased)
        pad.given.connect(self.given)
        return pad

    def show_state(self, state: State) -> None:
        """Show dots for digits, and what there is to say."""
        at_pin = state.cover
        if isinstance(at_pin, AtPin):
            self._dots.show_count(len(at_pin.typed))
            self._say(at_pin)
            self._code.say(f"[{at_pin.code}]" if at_pin.code else "")
            self._code.setVisible(bool(at_pin.code))
            self._dots.setVisible(not at_pin.code)  # nothing is typed then
            smaller = [partial(self._sentence.set_scale, scale) for scale in SMALLER]
            fit(self, self.setting.size.width(), self.setting.size.height(), smaller)

    def _say(self, at_pin: AtPin) -> None:
        """Say where one stands; aloud when it is something new, not each second of a wait."""
        self._sentence.say(_sentence(self.words, at_pin))
        news = (at_pin.is_wrong, at_pin.is_checking, bool(at_pin.wait_s), at_pin.code)
        if news != self._news:
            self._news = news
            announce(self, self._sentence.text(), is_urgent=True)

    def spoken_first(self) -> str:
        """Say what is to be done."""
        return self._sentence.text()

    def first_focus(self) -> QWidget | None:
        """Take keys at once."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits of any script, Backspace and Enter from a hardware keyboard."""
        if not self._pad.take_key(event):
            super().keyPressEvent(event)


def _sentence(words: Words, at_pin: AtPin) -> str:
    if at_pin.code:
        return words.say("The PIN cannot be checked right now.")
    if at_pin.is_checking:
        return words.say("One moment …")
    said = [words.say("This PIN is not right.")] if at_pin.is_wrong else []
    if at_pin.wait_s:
        said.append(
            words.count(
                "Please wait %(number)s second before the next try.",
                "Please wait %(number)s seconds before the next try.",
                ceil(at_pin.wait_s),
            )
        )
    return " ".join(said) or words.say("Please type the PIN.")
