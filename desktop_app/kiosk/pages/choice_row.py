"""A consent as a question: its words, and Yes and No of equal size and weight without a default."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.campaign.pack import ConsentId, ConsentWords
from desktop_app.kiosk.pages.labelled_field import AttentionSign, Complaint
from desktop_app.kiosk.pages.page import MIDDLE, Setting
from desktop_app.kiosk.sentences import missing_choice
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Theme
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.text import Text
from desktop_app.signature.consent import Choice

PAIR_WIDTH_MM = 47.5
PADDING_MM = 1.5


class Rule(QFrame):
    """A line between choices."""

    def __init__(self, theme: Theme) -> None:
        """Draw it in ink."""
        super().__init__()
        speak_as(self, Spoken.NOTHING)
        self.setFixedHeight(theme.px(Size.LINE))
        self.setStyleSheet(f"background: {theme.palette.ink};")


class ChoicePair(QWidget):
    """Yes and No; only one can be chosen, and neither is at the start."""

    answered = Signal(object)

    def __init__(self, setting: Setting, consent_id: ConsentId, question: str) -> None:
        """Offer the two answers to a question."""
        super().__init__()
        speak_as(self, Spoken.GROUP, question)
        theme, words = setting.theme, setting.words
        self._options = {
            Choice.YES: Option(words.say("Yes"), theme, Kind.ANSWER, self),
            Choice.NO: Option(words.say("No"), theme, Kind.ANSWER, self),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2.2))
        for choice, option in self._options.items():
            option.setObjectName(f"{choice.value}_{consent_id}")
            option.clicked.connect(lambda _is_on, choice=choice: self.answered.emit(choice))
            row.addWidget(option, 1)
        widest = max(option.sizeHint().width() for option in self._options.values())
        each = max(widest, (theme.px(PAIR_WIDTH_MM) - row.spacing()) // 2)
        self.setFixedWidth(2 * each + row.spacing())

    def show_choice(self, choice: Choice | None) -> None:
        """Mark the answer that was given."""
        option = self._options.get(choice) if choice else None
        if option is not None:
            option.setChecked(True)

    def describe(self, sentence: str) -> None:
        """Tell screen readers what is still to do."""
        for option in self._options.values():
            option.setAccessibleDescription(sentence)

    def first(self) -> QWidget:
        """Name the control to lead to."""
        return self._options[Choice.YES]


class ChoiceRow(QWidget):
    """The words of a consent with the pair beside them, or beneath where the page is narrow."""

    answered = Signal(str, object)

    def __init__(self, setting: Setting, consent_id: ConsentId, consent: ConsentWords) -> None:
        """Ask for one choice."""
        super().__init__()
        self._setting = setting
        self._theme = setting.theme
        self.consent_id = consent_id
        words = f"{consent.statement} {consent.details}" if consent.details else consent.statement
        self._pair = ChoicePair(setting, consent_id, words)
        self._pair.answered.connect(lambda choice: self.answered.emit(consent_id, choice))
        self._sign = AttentionSign(self._theme)  # the answers say in words what it shows
        self._sign.setObjectName(f"missing_{consent_id}")
        policy = self._sign.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._sign.setSizePolicy(policy)
        self._sign.hide()
        self._complaint = Complaint(self._theme, spoken=Spoken.NOTHING)  # the answers say it
        self._complaint.setObjectName(f"wrong_{consent_id}")
        self._has_sentence = self._theme.is_large or self._theme.is_portrait
        self.text = Text(words, self._theme)
        self.text.setObjectName(f"consent_{consent_id}")
        self._lay_out()

    def show_choice(self, choice: Choice | None, *, is_missing_shown: bool) -> None:
        """Show the answer, or that it is missing.

        Where the pair stands beneath the words, the sentence about it stands beside the pair; where
        it stands at their side there is a sign, and one sentence for all at the foot of the page.
        """
        self._pair.show_choice(choice)
        is_missing = is_missing_shown and choice is None
        sentence = missing_choice(self._setting.words)
        if self._has_sentence:
            self._complaint.say(sentence if is_missing else "")
        else:
            self._sign.setVisible(is_missing)
        self._pair.describe(sentence if is_missing else "")

    def first(self) -> QWidget:
        """Name the control to lead to when the answer is missing."""
        return self._pair.first()

    def _lay_out(self) -> None:
        theme = self._theme
        is_beneath = self._has_sentence
        direction = QBoxLayout.Direction.LeftToRight
        if is_beneath:
            direction = QBoxLayout.Direction.TopToBottom
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        row = QBoxLayout(direction)
        rows.addLayout(row)
        rows.addWidget(Rule(theme))
        padding = theme.px(PADDING_MM)
        row.setContentsMargins(0, padding, 0, padding)
        row.setSpacing(theme.px(Size.SMALL_GAP))
        row.addWidget(self.text, 1)
        answers = QHBoxLayout()
        answers.setSpacing(theme.px(Size.SMALL_GAP))
        if is_beneath:
            answers.addWidget(self._pair, 0, MIDDLE)
            answers.addWidget(self._complaint, 1, MIDDLE)
            answers.addStretch(0)
        else:
            answers.addWidget(self._sign, 0, MIDDLE)
            answers.addWidget(self._pair, 0, MIDDLE)
        row.addLayout(answers)
