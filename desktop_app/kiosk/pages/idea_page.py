"""What matters where you live: a question, and a field for a few sentences."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.kiosk.pages.keyboard_place import KeyboardPlace
from desktop_app.kiosk.pages.labelled_field import Complaint
from desktop_app.kiosk.pages.page import FormPage, Setting
from desktop_app.kiosk.sentences import sentence_for
from desktop_app.kiosk.states import Form, State
from desktop_app.kiosk.steps import Step
from desktop_app.qt.keyboard.boards import Kind
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.text import Text, fit
from desktop_app.qt.widgets.text_area import TextArea
from desktop_app.signature.fields import IDEA_MAX_CHARACTERS

MORE_CHARACTERS = 40
"""Beyond the limit, so that what is too long is said, not cut."""
LINES_MM, FEWER_LINES_MM = 24.0, 16.0
SMALLER = (0.9, 0.8, 0.7)
NAME = "idea"


class IdeaPage(FormPage):
    """The pack's question with its lead, the field, and the keyboard below."""

    typed = Signal(str, str)
    reading_asked = Signal(str)

    def __init__(self, setting: Setting, step: Step, *, country: str = "") -> None:
        """Ask for a short text."""
        super().__init__(setting, step)
        self._shown_refusals = 0
        words, theme = self.words, self.theme
        self.has_dots = False
        campaign = setting.pack.text(setting.language).words
        self._head = self.heading(campaign.title)
        self._lead = Text(campaign.lead, theme, Type.READING)
        self._field = TextArea(theme, max_characters=IDEA_MAX_CHARACTERS + MORE_CHARACTERS)
        self._field.setObjectName(NAME)
        # NOTE: Question above a field for a short text. Also a column of a list.
        self._field.setAccessibleName(words.say("Your idea"))
        self._field.setMinimumHeight(theme.px(FEWER_LINES_MM))
        self._field.setMaximumHeight(theme.px(LINES_MM))
        self._field.typed.connect(lambda text: self.typed.emit(NAME, text))
        self._field.returnPressed.connect(self.go_on)
        # NOTE: Label beneath a field for a short text.
        self._label = Text(words.say("A few words are enough"), theme, Type.BAR)
        self._complaint = Complaint(theme)
        self._complaint.setObjectName(f"wrong_{NAME}")
        self.rows.addLayout(self._head)
        for widget in (self._lead, self._field, self._label, self._complaint):
            self.rows.addWidget(widget)
        self._foot = self._made_foot()
        self.rows.addStretch(1)
        self.rows.addWidget(self._foot, 1)
        self._place = self._keyboard_place(country)
        self._fitted: str | None = None

    def show_state(self, state: State) -> None:
        """Show what was typed and what is wrong; after a refused Next, lead to it."""
        form = state.stage
        if not isinstance(form, Form):
            return
        if self._field.text() != form.draft.idea:
            self._field.begin_with(form.draft.idea)
        wrong = next((one for one in form.wrong if one.field == NAME), None)
        sentence = sentence_for(self.words, wrong) if wrong else ""
        if sentence != self._complaint.sentence:
            self._complaint.say(sentence)
            self._label.setVisible(not sentence)
            self._field.setAccessibleDescription(sentence)
        self._fit()
        if form.refused_count > self._shown_refusals and wrong:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.complain_aloud(self._field, sentence)
        self._shown_refusals = form.refused_count

    def put_keyboard_away(self) -> None:
        """Be a page with its own buttons for the rest of the visit."""
        if self._place is not None:
            self._place.set_shown(is_shown=False)
            self._place = None
            self._foot.show()

    def first_focus(self) -> QWidget | None:
        """Lead to the field."""
        return self._field

    def _made_foot(self) -> QWidget:
        foot = QWidget()
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self.main_place, 1)
        rows.addLayout(row)
        return foot

    def _keyboard_place(self, country: str) -> KeyboardPlace | None:
        if self.setting.keyboards is None:
            return None
        place = KeyboardPlace(self, self.setting.keyboards, Kind.TEXT, country)
        place.next_pressed.connect(self.go_on)
        self._foot.hide()
        return place

    def _fit(self) -> None:
        """Make room above the keyboard: the lead gives way, then the size of the words.

        Measured only now that the progress stands beside the question.
        """
        if self._fitted == self._complaint.sentence:
            return
        self._fitted = self._complaint.sentence
        if self._place is not None and self._place.is_shown:
            fit(self, self.setting.size.width(), self.setting.size.height(), self._sacrifices())

    def _sacrifices(self) -> Iterator[Callable[[], object]]:
        place = self._place
        assert place is not None
        yield place.tighten
        yield lambda: self._field.setMaximumHeight(self.theme.px(FEWER_LINES_MM))
        yield place.take_least
        yield self._lead.hide
        yield self._label.hide
        for scale in SMALLER:
            yield partial(self._scale_words, scale)

    def _scale_words(self, scale: float) -> None:
        for text in (self.question_text, self._label, self._complaint.text):
            if text is not None:
                text.set_scale(scale)
