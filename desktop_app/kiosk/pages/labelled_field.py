"""A field with its label beneath, and beneath that what is wrong with it, in words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.campaign.pack import CampaignKind, Presence
from desktop_app.kiosk.pages.page import Setting
from desktop_app.kiosk.sentences import sentence_for
from desktop_app.language import Words
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme, Type
from desktop_app.qt.widgets.fields import Field
from desktop_app.qt.widgets.text import Text
from desktop_app.signature.fields import Wrong

# A little beyond the limits of signature/fields.py, so that what is too long is said, not cut.
MOST_CHARACTERS = {"email": 300, "phone": 40, "postcode": 40}
MOST_CHARACTERS_OF_A_NAME = 100
LEFT_TO_RIGHT = frozenset({"email", "phone", "postcode"})
HINTS = {
    "email": Qt.InputMethodHint.ImhEmailCharactersOnly,
    "phone": Qt.InputMethodHint.ImhDialableCharactersOnly,
}
LABEL_GAP_MM = 1.4


class LabelledField(QWidget):
    """One field of the form, under the name that it has in the pack."""

    typed = Signal(str, str)
    """The field's name, and its whole text."""

    def __init__(self, name: str, label: str, field: Field, theme: Theme) -> None:
        """Put a label to a field."""
        super().__init__()
        self.name = name
        self.field = field
        self._offered = ""
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.textChanged.connect(lambda text: self.typed.emit(name, text))
        self._label = Text(label, theme, Type.BAR)
        self._label.setBuddy(field)
        self._complaint = Complaint(theme)
        self._complaint.setObjectName(f"wrong_{name}")
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(LABEL_GAP_MM))
        rows.addWidget(field)
        rows.addWidget(self._label)
        rows.addWidget(self._complaint)
        rows.addStretch(1)

    def add_beneath(self, widget: QWidget) -> None:
        """Put something beneath all words."""
        self._rows.insertWidget(self._rows.count() - 1, widget)

    @property
    def texts(self) -> tuple[Text, ...]:
        """The words beneath the field."""
        return (self._label, self._complaint.text)

    @property
    def complaint(self) -> str:
        """What it says is wrong."""
        return self._complaint.sentence

    def show_label(self, *, is_shown: bool) -> None:
        """Leave the label out where there is no room for it."""
        self._label.setVisible(is_shown)

    def show_complaint(self, *, is_shown: bool) -> None:
        """Leave the complaint out where there is no room for it, or show it again if there is one."""
        self._complaint.setVisible(is_shown and bool(self._complaint.sentence))

    def tell_offer(self, sentence: str) -> None:
        """Let screen readers say what is offered beneath the field; an empty sentence is nothing."""
        self._offered = sentence
        self._describe()

    def show_wrong(self, wrong: Wrong | None, words: Words) -> None:
        """Say what is wrong, or nothing."""
        sentence = sentence_for(words, wrong) if wrong else ""
        self._complaint.say(sentence)
        self._describe()

    def _describe(self) -> None:
        said = (self._complaint.sentence, self._offered)
        self.field.setAccessibleDescription(" ".join(one for one in said if one))


class Complaint(QWidget):
    """A sentence about wrong input, with a sign before it: it is told by more than colour."""

    def __init__(self, theme: Theme, *, spoken: Spoken = Spoken.WORDS) -> None:
        """Begin with nothing to say."""
        super().__init__()
        if spoken is Spoken.NOTHING:
            speak_as(self, spoken)
        self._text = Text("", theme, Type.BAR, is_bold=True, spoken=spoken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(Size.SMALL_GAP))
        row.addWidget(AttentionSign(theme), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> Text:
        """Its words."""
        return self._text

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, sentence: str) -> None:
        """Say a sentence, or with an empty one nothing; the same once more changes nothing."""
        if sentence == self.sentence:
            return
        self._text.say(sentence)
        self.setVisible(bool(sentence))


class AttentionSign(QWidget):
    """An exclamation mark in a filled circle."""

    def __init__(self, theme: Theme) -> None:
        """Make it as high as a line."""
        super().__init__()
        speak_as(self, Spoken.NOTHING)
        self._theme = theme
        side = theme.px(9.0 if theme.is_large else 5.6)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint it, white on black."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ink"))
        painter.drawEllipse(self.rect())
        painter.setPen(self._theme.colour("paper"))
        painter.setFont(self._theme.font(Type.BAR, is_bold=True, scale=0.9))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "!")
        painter.end()


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
        case "email" if setting.pack.settings.kind is CampaignKind.IDEA and is_optional:
            # NOTE: Label of a field that may stay empty.
            return words.say("E-mail, if you would like an answer")
        case "email":
            label = words.say("E-mail, such as name@example.org")
        case "phone":
            label = words.say("Phone number, such as +49 170 1234567")
        case _:
            label = words.say("Postcode")
    # NOTE: Stands after the label of a field that may stay empty.
    return f"{label} {words.say('(optional)')}" if is_optional else label
