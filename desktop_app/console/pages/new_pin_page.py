"""The step in which a PIN is chosen: typed twice on a number pad, or left out after a plain warning."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.console.pages.setup_page import SetupPage
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import SetupState
from desktop_app.language import Words
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.number_pad import NumberPad, PinDots

MOST_DIGITS = 12


def _skipping(words: Words, state: SetupState) -> str:
    if state.is_alone:
        return words.say("Back")
    if state.has_pin:
        # NOTE: Button: the PIN that was set before stays.
        return words.say("Go on with that PIN")
    # NOTE: Button: no PIN is chosen.
    return words.say("Go on without a PIN")


class NewPinPage(SetupPage):
    """Words and dots at the start, the pad at the end; on a standing screen beneath."""

    digit_typed = Signal(str)
    digit_erased = Signal()
    given = Signal()
    skipped = Signal()

    def __init__(self, setting: Setting, state: SetupState) -> None:
        """Draw the pad."""
        super().__init__(setting, state, setting.words.say("Choose a PIN"))
        words, theme = self.words, self.theme
        self._sentence = self.text("", Type.LEAD, name="pin_sentence")
        self._dots = PinDots(theme, words, most=MOST_DIGITS)
        done = words.say("Next")
        self._pad = NumberPad(theme, erase=words.say("Delete the last letter"), done=done)
        self._pad.digit_typed.connect(self.digit_typed)
        self._pad.digit_erased.connect(self.digit_erased)
        self._pad.given.connect(self.given)
        warning = words.say("Without a PIN a volunteer cannot leave the kiosk to end the shift.")
        self._warning = self.text(warning, Type.READING, name="pin_warning")
        self._skip = self.button(_skipping(words, state), Kind.PLAIN, name="skip_pin")
        self._skip.clicked.connect(self.skipped)
        across_px = self.setting.inner_width
        if not theme.is_portrait:
            across_px = (across_px - theme.px(2 * Size.MARGIN)) // 2
        self._skip.setFixedHeight(self._skip.face.height_in(across_px))
        said = QVBoxLayout()
        said.setSpacing(theme.px(Size.GAP))
        for widget in (self._sentence, self.complaint, self._dots):
            said.addWidget(widget)
        said.addStretch(1)
        said.addWidget(self._warning)
        said.addWidget(self._skip)
        if theme.is_portrait:
            self.rows.addLayout(said)
            self.rows.addWidget(self._pad, 1)
        else:
            across = QHBoxLayout()
            across.setSpacing(theme.px(2 * Size.MARGIN))
            across.addLayout(said, 5)
            across.addWidget(self._pad, 5)
            self.rows.addLayout(across, 1)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Take keys at once."""
        return self

    def show_state(self, state: SetupState) -> None:
        """Show dots for digits, and what is to be typed."""
        words = self.words
        if state.is_again:
            sentence = words.say("Type the same PIN once more.")
        elif state.has_pin:
            sentence = words.say("A PIN is set already. Type a new one, or go on with that one.")
        else:
            sentence = words.say(
                "Six digits or more. It leads out of the kiosk, and opens nothing else."
            )
        if sentence != self._sentence.text():
            self._sentence.say(sentence)
            self.say_aloud(sentence)
        self._dots.show_count(state.digit_count)
        self.complain(state.problem)
        self._pad.setEnabled(not state.is_busy)
        self._sentence.setVisible(state.problem is None)  # the complaint says what to do
        self._warning.setVisible(not state.has_pin and state.problem is None)
        self.fit()

    def spoken_first(self) -> str:
        """Say what is to be done."""
        return self._sentence.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits from a hardware keyboard."""
        if not self._pad.take_key(event):
            super().keyPressEvent(event)
