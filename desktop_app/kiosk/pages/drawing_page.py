"""The page on which a signature is drawn, and beside SIGN, if there is room, what signing means."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget

from desktop_app.campaign.pack import Presence
from desktop_app.kiosk.pages.foot import add_foot
from desktop_app.kiosk.pages.labelled_field import Complaint
from desktop_app.kiosk.pages.page import MIDDLE, FormPage, Progress, Setting
from desktop_app.kiosk.sentences import sentence_for
from desktop_app.kiosk.states import Form, State
from desktop_app.kiosk.steps import Part, Step, StepKind
from desktop_app.language import Words
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.pad.paper import PadWords
from desktop_app.qt.widgets.pad.signature_pad import SignaturePad
from desktop_app.qt.widgets.text import needed_height
from desktop_app.signature.draft import DRAWN
from desktop_app.signature.fields import Wrong
from desktop_app.signature.strokes import PAD_HEIGHT, WIDTH

LEAST_HEIGHT_MM = 40.0
"""A pad lower than this, and so less than 100 mm wide, has no room for words beside it."""
SMALL_MM = 34.0
"""Where not even this is left, the words above become smaller."""
LOWEST_MM = 24.0
SMALLER = (1.0, 0.9, 0.8, 0.7, 0.6)
SHAPE = WIDTH / PAD_HEIGHT


class DrawingPage(FormPage):
    """A pad as large as there is room for, with Undo and Clear."""

    drawn = Signal(object)
    hand_seen = Signal()
    reading_asked = Signal(str)

    def __init__(self, setting: Setting, step: Step) -> None:
        """Begin with an empty pad."""
        super().__init__(setting, step)
        self.rows.setSpacing(0)
        self._shown_refusals = 0
        self._complaint = Complaint(self.theme)
        self._complaint.setObjectName(f"wrong_{DRAWN}")
        self._pad = SignaturePad(self.theme, _pad_words(self.words))
        self._pad.setObjectName(DRAWN)
        self._pad.drawn.connect(self.drawn)
        self._pad.hand_seen.connect(self._see_hand)
        self._undo = self._button("undo", self.words.say("Undo"))
        self._undo.clicked.connect(self._pad.undo)
        self._clear = self._button("clear", self.words.say("Clear"))
        self._clear.clicked.connect(self._pad.clear_all)
        self._head = self.heading(_question(setting))
        self.rows.addLayout(self._head)
        self.rows.addSpacing(self.theme.px(Size.GAP))
        self.rows.addLayout(self._middle())
        self.rows.addSpacing(self.theme.px(Size.SMALL_GAP))
        if self.theme.is_portrait:
            self.rows.addWidget(self._complaint)
        else:
            self._head.insertWidget(0, self._complaint, 1, MIDDLE)
        self.rows.addStretch(1)
        add_foot(self).pressed_for.connect(self.reading_asked)
        self.pad_height_mm = self._fit()

    def show_state(self, state: State) -> None:
        """Show what was drawn and what is wrong; after a refused SIGN, lead to the pad."""
        form = state.stage
        if not isinstance(form, Form):
            return
        self._pad.show_strokes(form.draft.strokes)
        wrong = next((one for one in form.wrong if one.field == DRAWN), None)
        sentence = sentence_for(self.words, wrong) if wrong else ""
        is_refused = form.refused_count > self._shown_refusals
        if sentence and (is_refused or sentence != self._complaint.sentence):
            self.complain_aloud(self._pad, sentence)
        self._say(sentence)
        if is_refused and wrong:
            self._pad.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown_refusals = form.refused_count

    def first_focus(self) -> QWidget | None:
        """Lead to the pad."""
        return self._pad

    def _see_hand(self) -> None:
        """Tell it; and press no button on which that hand was resting before it drew."""
        for button in self.window().findChildren(QAbstractButton):
            if button.isDown():
                let_go(button)
        self.hand_seen.emit()

    def _button(self, name: str, label: str) -> Action:
        button = Action(label, self.theme)
        button.setObjectName(name)
        return button

    def _middle(self) -> QBoxLayout:
        """Set Undo and Clear beside the pad, away from SIGN; on a standing glass beneath it."""
        is_standing = self.theme.is_portrait
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        buttons = self._buttons = QBoxLayout(across if is_standing else down)
        buttons.setSpacing(self.theme.px(Size.GAP))
        buttons.addWidget(self._undo)
        buttons.addWidget(self._clear)
        buttons.addStretch(1)
        middle = QBoxLayout(down if is_standing else across)
        middle.setSpacing(self.theme.px(Size.GAP))
        middle.addWidget(self._pad)
        middle.addLayout(buttons, 1)
        return middle

    def _say(self, sentence: str) -> None:
        """Say what is wrong: on a lying glass in the place of the question, else under the pad."""
        self._complaint.say(sentence)
        self._pad.say_wrong(sentence)
        assert self.question_text is not None
        self.question_text.setVisible(self.theme.is_portrait or not sentence)

    def _fit(self) -> float:
        """Make the pad as large as the page allows with every sentence; gives its height in mm."""
        self.show_progress(Progress(number=9, total=9))
        self.show_last(is_last=True)
        width, lowest = self.setting.inner_width, self.theme.px(LOWEST_MM)
        if not self.theme.is_portrait:
            beside = self._buttons.sizeHint()
            width -= beside.width() + self.theme.px(Size.GAP)
            lowest = max(lowest, beside.height())
        self._pad.setFixedSize(int(lowest * SHAPE), lowest)
        spare = self._spare_height(least=self.theme.px(SMALL_MM) - lowest)
        high = max(lowest, min(lowest + spare, int(width / SHAPE)))
        self._pad.setFixedSize(round(high * SHAPE), high)
        return high / self.theme.px_per_mm

    def _spare_height(self, *, least: int) -> int:
        """Measure what is left for the pad; where that is too little, words become smaller."""
        spare = 0
        for scale in SMALLER:
            assert self.question_text is not None
            self.question_text.set_scale(scale)
            self._complaint.text.set_scale(scale)
            spare = self.setting.size.height() - self._needed_height()
            if spare >= least:
                break
        self._head.addStrut(max(self._heads()))
        return spare

    def _needed_height(self) -> int:
        """Measure the page with the question and with every sentence."""
        width = self.setting.size.width()
        return max(needed_height(self.rows, width) for _ in self._sentences())

    def _heads(self) -> list[int]:
        """Measure what stands above the pad, whatever is said there; so the pad never moves."""
        width = self.setting.inner_width
        return [needed_height(self._head, width) for _ in self._sentences()]

    def _sentences(self) -> Iterator[None]:
        """Say everything that could be wrong, one sentence after another, and at last nothing."""
        for code in ("too_long", "empty"):
            wrong = Wrong(field=DRAWN, code=f"{DRAWN}.{code}")
            self._say(sentence_for(self.words, wrong))
            yield
        self._say("")
        yield


def let_go(button: QAbstractButton) -> None:
    """Release a button as if the finger had slipped off it: nothing is clicked."""
    outside = QPointF(-1, -1)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    release = QMouseEvent(
        QEvent.Type.MouseButtonRelease,
        outside,
        button.mapToGlobal(outside),
        left,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QCoreApplication.sendEvent(button, release)


def has_room_with_pad(setting: Setting) -> bool:
    """Tell whether what signing means can be said on the page with the pad."""
    page = DrawingPage(setting, Step(kind=StepKind.DRAWING, part=Part(has_words_to_sign=True)))
    page.deleteLater()
    return page.pad_height_mm >= LEAST_HEIGHT_MM


def _question(setting: Setting) -> str:
    question = setting.words.say("Sign with your finger or a pen")
    if setting.pack.settings.ask.drawn_signature is Presence.OPTIONAL:
        return f"{question} {setting.words.say('(optional)')}"
    return question


def _pad_words(words: Words) -> PadWords:
    # NOTE: For people who use the keyboard alone, inside the field in which a signature is drawn.
    keys = words.say(
        "With a keyboard: the arrow keys move the pen, the space bar sets it down and lifts it."
    )
    # NOTE: Name of the drawing field for screen readers, and words inside it while it is empty.
    return PadWords(name=words.say("Draw your signature here"), keys=keys)
