"""The pages before something is taken back: what, what that does, and the question once more."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.campaign.pack import ConsentId
from desktop_app.console.coordinator.back_page import BackPage
from desktop_app.console.coordinator.inquiry_states import EVERYTHING, Withdrawing
from desktop_app.console.coordinator.story_words import (
    consent_named,
    delivery_line,
    isolated,
    name_of,
    title_in,
)
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.register.story import Answer, Story

SCROLL_BAR_MM = 6.0
"""What a scroll bar and the gap beside it take at most."""


def what_happens(state: Withdrawing, setting: Setting) -> Iterator[str]:
    """Say just what will be done and what cannot be undone, sentence by sentence."""
    words, story = setting.words, state.story
    if state.wish == EVERYTHING:
        yield words.count(
            "%(number)s signature is erased with all that was given: names, addresses, choices,"
            " ideas, flags and decisions.",
            "%(number)s signatures are erased with all that was given: names, addresses, choices,"
            " ideas, flags and decisions.",
            len(story.signatures),
        )
        yield words.say("This cannot be undone: nobody can bring it back.")
        yield words.say(
            "It stays erased, also when old batches are merged again. Only who signs anew counts"
            " again."
        )
    else:
        yield words.say(
            "From now on no delivery that needs this consent has this person in it. The signature"
            " itself still counts."
        )
        yield words.say(
            "This cannot be undone here: only the person can agree again, by signing anew."
        )
    if story.went_to:
        yield words.count(
            "%(number)s delivery went out with this person in it. Its receivers are to be told;"
            " they stand on a list until you have done so.",
            "%(number)s deliveries went out with this person in them. Their receivers are to be"
            " told; they stand on a list until you have done so.",
            len(story.went_to),
        )
    else:
        yield words.say("Nobody has received anything of this person, so nobody is to be told.")


class WithdrawPage(BackPage):
    """Asks what is to be taken back; the next page says what that does."""

    wish_chosen = Signal(str)
    go_on_pressed = Signal()

    def __init__(self, setting: Setting, state: Withdrawing) -> None:
        """Offer each consent that was given, and everything."""
        super().__init__(setting, setting.words.say("What is to be taken back?"))
        words = self.words
        who = f"{name_of(state.story.person, words)} · "
        who += isolated(title_in(state.story.pack, state.story.campaign, words))
        column = self.add_column(self.title.text())
        column.rows.addWidget(self.text(who, Type.READING, name="who", is_bold=True))
        self._options: dict[str, Option] = {}
        # NOTE: One of several things that can be taken back: everything that a person gave.
        column.rows.addWidget(self._option(EVERYTHING, words.say("Everything: erase this person")))
        for answer in state.story.may_be_withdrawn():
            # NOTE: One of several things that can be taken back. %(consent)s is the id of a consent.
            said = words.say("Only the consent %(consent)s") % {"consent": isolated(answer.id)}
            column.rows.addWidget(self._option(answer.id, said))
            statement = self._statement(state.story, answer)
            column.rows.addWidget(self.text(statement, Type.READING, name=f"words_{answer.id}"))
        column.rows.addStretch(1)
        self._go_on = self.button(words.say("Go on …"), Kind.MAIN, name="go_on")
        self._go_on.clicked.connect(self.go_on_pressed)
        self.main_row(self.back, self._go_on)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the choice."""
        return next((one for one in self._options.values() if one.isChecked()), None) or next(
            iter(self._options.values())
        )

    def show_state(self, state: object) -> None:
        """Show what was chosen."""
        assert isinstance(state, Withdrawing)
        for wish, option in self._options.items():
            option.setChecked(wish == state.wish)
        self._go_on.setEnabled(state.wish is not None)

    def _statement(self, story: Story, answer: Answer) -> str:
        """Give the words of a consent in the console's language: the signer's may be foreign here."""
        if story.pack is None:
            return answer.statement or answer.id
        words = story.pack.text(self.words.language).words.consents.get(ConsentId(answer.id))
        return words.statement if words is not None else answer.statement or answer.id

    def _option(self, wish: str, said: str) -> Option:
        option = Option(said, self.theme, Kind.STICK)
        option.setObjectName(f"wish_{wish or 'everything'}")
        beside = self.theme.px(SCROLL_BAR_MM)
        option.setFixedHeight(option.face.height_in(self.setting.inner_width - beside))
        option.clicked.connect(telling(self.wish_chosen, wish))
        self._options[wish] = option
        return option


class AgainPage(BackPage):
    """Asks once more; the way back has the focus."""

    agreed = Signal()

    def __init__(self, setting: Setting, state: Withdrawing) -> None:
        """Say it all before the button."""
        words, story = setting.words, state.story
        is_all = state.wish == EVERYTHING
        title = words.say("Erase for good?") if is_all else words.say("Take this consent back?")
        super().__init__(setting, title)
        column = self.add_column(title)
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        who = self.text(name_of(story.person, words), name="who", is_bold=True)
        for label in (self._problem, who):
            column.rows.addWidget(label)
        if not is_all:
            consent = next(each for each in story.may_be_withdrawn() if each.id == state.wish)
            said = consent_named(consent)
            column.rows.addWidget(self.text(said, Type.READING, name="consent"))
        for number, said in enumerate(what_happens(state, setting)):
            column.rows.addWidget(self.text(said, Type.READING, name=f"told_{number}"))
        for number, each in enumerate(story.went_to):
            said = f"– {delivery_line(each, story.pack, setting)}"
            column.rows.addWidget(self.text(said, Type.READING, name=f"went_to_{number}"))
        column.rows.addStretch(1)
        said = words.say("Erase for good") if is_all else words.say("Take the consent back")
        self._agree = self.button(said, Kind.MAIN, name="agree")
        self._agree.clicked.connect(self.agreed)
        self.main_row(self.back, self._agree)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the way back: nothing is erased by a key that was held too long."""
        return self.back

    def show_state(self, state: object) -> None:
        """Show that it is being done, or why it was not."""
        assert isinstance(state, Withdrawing)
        self._agree.setEnabled(not state.is_busy)
        self.back.setEnabled(not state.is_busy)
        self.show_problem(self._problem, state.problem)
