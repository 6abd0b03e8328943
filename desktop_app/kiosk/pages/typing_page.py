"""Screens 2 and 3, and the phone: one shape, a question with one or two big fields."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop_app.campaign.pack import Presence
from desktop_app.kiosk.pages.labelled_field import LabelledField
from desktop_app.kiosk.pages.page import FormPage, Setting
from desktop_app.kiosk.pages.words_to_sign import PrivacyLink, WordsToSign
from desktop_app.kiosk.states import Form, State
from desktop_app.kiosk.steps import Step, StepKind
from desktop_app.language import Words
from desktop_app.qt.theme import Size
from desktop_app.qt.widgets.fields import Field
from desktop_app.signature.fields import Wrong

# A little beyond the limits of signature/fields.py, so that what is too long is said, not cut.
MOST_CHARACTERS = {"email": 300, "phone": 40, "postcode": 40}
MOST_CHARACTERS_OF_A_NAME = 100
LEFT_TO_RIGHT = frozenset({"email", "phone"})
HINTS = {
    "email": Qt.InputMethodHint.ImhEmailCharactersOnly,
    "phone": Qt.InputMethodHint.ImhDialableCharactersOnly,
}


class TypingPage(FormPage):
    """Name, e-mail or phone."""

    typed = Signal(str, str)
    reading_asked = Signal(str)

    def __init__(self, setting: Setting, step: Step, field_names: Sequence[str]) -> None:
        """Ask for one or two fields."""
        super().__init__(setting, step)
        self._shown_refusals = 0
        self._fields = [labelled_field(setting, name) for name in field_names]
        self.rows.addLayout(self.heading(_question(self.words, step.kind)))
        self.rows.addLayout(self._field_row())
        self.rows.addStretch(1)
        if step.part.has_words_to_sign:
            self.rows.addWidget(WordsToSign(setting))
        self.rows.addLayout(self._button_row())

    def show_state(self, state: State) -> None:
        """Show what was typed and what is wrong; after a refused Next, lead to it."""
        form = state.stage
        if not isinstance(form, Form):
            return
        wrong = {one.field: one for one in form.wrong}
        for place in self._fields:
            text = getattr(form.draft, place.name)
            if place.field.text() != text:
                place.field.begin_with(text)
            place.show_wrong(wrong.get(place.name), self.words)
        if form.refused_count > self._shown_refusals and wrong:
            first = next((f for f in self._fields if f.name in wrong), self._fields[0])
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown_refusals = form.refused_count

    def show_phone_complaint(self) -> None:
        """Show the longest sentence about a phone number, to measure whether there is room."""
        for place in self._fields:
            place.show_wrong(Wrong(field="phone", code="phone.no_prefix"), self.words)

    def first_focus(self) -> QWidget | None:
        """Lead to the first empty field."""
        empty = (place.field for place in self._fields if not place.field.text())
        return next(empty, self._fields[0].field)

    def _field_row(self) -> QBoxLayout:
        direction = QBoxLayout.Direction.LeftToRight
        if self.theme.is_portrait:
            direction = QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(direction)
        row.setSpacing(self.theme.px(4.0))
        for place in self._fields:
            place.typed.connect(self.typed)
            place.field.returnPressed.connect(lambda place=place: self._enter(place))
            row.addWidget(place, 1)
        return row

    def _enter(self, place: LabelledField) -> None:
        """Enter leads to the next field, in the last one onward."""
        number = self._fields.index(place) + 1
        if number < len(self._fields):
            self._fields[number].field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.go_on()

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(Size.GAP))
        link = PrivacyLink(self.setting)
        link.pressed_for.connect(self.reading_asked)
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addLayout(self.main_place, 2)
        return row


def labelled_field(setting: Setting, name: str) -> LabelledField:
    """Make a field of the form with its label."""
    field = Field(
        setting.theme,
        max_characters=MOST_CHARACTERS.get(name, MOST_CHARACTERS_OF_A_NAME),
        is_left_to_right=name in LEFT_TO_RIGHT,
    )
    if name in HINTS:
        field.add_hints(HINTS[name])
    return LabelledField(name, _label(setting, name), field, setting.theme)


def _question(words: Words, kind: StepKind) -> str:
    if kind is StepKind.NAME:
        return words.say("Your name")
    if kind is StepKind.EMAIL:
        return words.say("Your e-mail address")
    return words.say("Your phone number")


def _label(setting: Setting, name: str) -> str:
    words = setting.words
    is_optional = getattr(setting.pack.settings.ask, name) is Presence.OPTIONAL
    match name:
        case "given_name":
            return words.say("First name")
        case "family_name" if is_optional:
            return words.say("Last name — leave empty if you have one name")
        case "family_name":
            return words.say("Last name")
        case "email":
            label = words.say("E-mail, such as name@example.org")
        case "phone":
            label = words.say("Phone number, such as +49 170 1234567")
        case _:
            label = words.say("Postcode")
    # NOTE: Stands after the label of a field that may stay empty.
    return f"{label} {words.say('(optional)')}" if is_optional else label
