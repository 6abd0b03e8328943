"""The page of one person's whole story, and the way to taking something back."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.console.coordinator.back_page import BackPage
from desktop_app.console.coordinator.inquiry_states import Telling
from desktop_app.console.coordinator.story_words import (
    Line,
    answer_line,
    decision_line,
    delivery_line,
    full_name,
    isolated,
    lines_of,
    standing,
    title_in,
    what_holds,
)
from desktop_app.console.pages.page import RowsCard
from desktop_app.console.setting import Setting
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.face import Kind
from desktop_app.register.story import SignatureTold, Story

LABEL_MM = 44.0
MOST_SHOWN = 12
"""So many signatures are shown at once; a person with more of them is a robot or a joke."""
LONGEST_LABEL = 40
"""In characters; the words of a consent are longer, and its answer is what stands out."""


class StoryPage(BackPage):
    """Tells all that the register knows of one person; it scrolls."""

    withdraw_pressed = Signal()
    others_pressed = Signal()

    def __init__(self, setting: Setting, state: Telling) -> None:
        """Draw the cards once the story is read."""
        super().__init__(setting, setting.words.say("One person"))
        words = self.words
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self.rows.addWidget(self._problem)
        self._reading = self.text(words.say("Reading …"), name="reading")
        self.rows.addWidget(self._reading)
        self.add_column(self.title.text())
        # NOTE: Button. Something that a person gave is taken back; the next page asks what.
        self._withdraw = self.button(words.say("Withdraw …"), Kind.MAIN, name="withdraw")
        self._withdraw.clicked.connect(self.withdraw_pressed)
        self.main_row(self.back, self._withdraw)
        self._shown: Story | None = None
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the way back: whoever looks one up looks up the next."""
        return self.back

    def show_state(self, state: object) -> None:
        """Show the story, or why it cannot be read."""
        assert isinstance(state, Telling)
        self.show_problem(self._problem, state.problem)
        story = state.story
        self._reading.setVisible(story is None and state.problem is None)
        self._withdraw.setVisible(story is not None)
        if story is not None and story is not self._shown:
            self._shown = story
            self._fill(story)

    def _fill(self, story: Story) -> None:
        if story.first is not None and full_name(story.first):
            self.title.say(full_name(story.first))
        self.fill_column(self._cards(story))

    def _cards(self, story: Story) -> Iterator[QWidget]:
        words, pack = self.words, story.pack
        title = isolated(title_in(pack, story.campaign, words))
        yield self.text(title, Type.READING, name="campaign")
        holds = what_holds(story, self.setting)
        if holds:
            # NOTE: Heading. What follows are consents, each with Yes or No.
            yield self._card(words.say("What holds for deliveries"), holds, "holds")
        for number, told in enumerate(story.signatures[:MOST_SHOWN]):
            yield self._signature(number, told)
        if len(story.signatures) > MOST_SHOWN:
            said = words.count(
                "%(number)s more signature of this person is not shown.",
                "%(number)s more signatures of this person are not shown.",
                len(story.signatures) - MOST_SHOWN,
            )
            yield self.text(said, Type.READING, name="more", is_bold=True)
        went_to = [delivery_line(each, pack, self.setting) for each in story.went_to]
        # NOTE: Heading. What follows are organisations that received a person's data.
        heading = words.say("Who received it")
        nobody = words.say("Nobody: this person was in no delivery.")
        yield self._texts(heading, went_to or [nobody], "went_to")
        decided = [decision_line(each, self.setting) for each in story.decided]
        if story.pair_count:
            said = words.count(
                "%(number)s pair with somebody else waits for a decision, in Duplicates.",
                "%(number)s pairs with somebody else wait for a decision, in Duplicates.",
                story.pair_count,
            )
            decided.append(said)
        if decided:
            yield self._texts(words.say("Duplicates"), decided, "decided")
        if story.others:
            yield self._others(len(story.others))

    def _signature(self, number: int, told: SignatureTold) -> QWidget:
        heading = standing(told.found, self.setting)
        if told.found.signature is None:
            heading = f"{heading} · {self.words.say('It cannot be read: its row is damaged')}"
        name = f"signature_{number}"
        card = self._card(heading, tuple(lines_of(told, self.setting)), name)
        for at, each in enumerate(told.answers):
            words, answer = answer_line(each, self.setting)
            row = self._pair(words, answer, is_above=True, name=f"{name}_answer_{at}")
            card.rows.addLayout(row)
        return card

    def _others(self, count: int) -> QWidget:
        words = self.words
        card = RowsCard(self.theme)
        said = words.count(
            "%(number)s other person has this e-mail address or phone number.",
            "%(number)s other people have this e-mail address or phone number.",
            count,
        )
        card.rows.addWidget(self.text(said, Type.READING, name="others"))
        # NOTE: Button that shows other people at the same address.
        show = self.quiet(words.say("Show them"), "show_others", said)
        show.clicked.connect(self.others_pressed)
        card.rows.addWidget(show)
        return card

    def _texts(self, heading: str, texts: Iterable[str], name: str) -> QWidget:
        card = RowsCard(self.theme, heading)
        card.rows.addWidget(self.heading(heading))
        for number, said in enumerate(texts):
            card.rows.addWidget(self.text(said, Type.READING, name=f"{name}_{number}"))
        return card

    def _card(self, heading: str, lines: Sequence[Line], name: str) -> RowsCard:
        """Set labels and values beside each other, or where that is narrow above each other."""
        card = RowsCard(self.theme, heading)
        card.rows.addWidget(self.heading(heading))
        for number, (label, value) in enumerate(lines):
            is_above = self.setting.is_narrow
            row = self._pair(label, value, is_above=is_above, name=f"{name}_{number}")
            card.rows.addLayout(row)
        return card

    def _pair(self, label: str, value: str, *, is_above: bool, name: str) -> QBoxLayout:
        """Set a label and its value; who hears the page hears them as one."""
        direction = QBoxLayout.Direction
        row = QBoxLayout(direction.TopToBottom if is_above else direction.LeftToRight)
        row.setSpacing(self.theme.px(0.4 if is_above else Size.SMALL_GAP))
        is_question = len(label) > LONGEST_LABEL
        said = self.text(label, Type.READING, name=f"{name}_label", is_bold=not is_question)
        speak_as(said, Spoken.NOTHING)
        if not is_above:
            said.setFixedWidth(self.theme.px(LABEL_MM))
        given = self.text(value, Type.READING, name=name, is_bold=is_question)
        given.setAccessibleName(f"{label}: {value}")
        row.addWidget(said)
        row.addWidget(given, 1)
        return row
