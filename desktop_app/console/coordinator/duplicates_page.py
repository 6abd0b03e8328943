"""The overview of duplicates: which pairs wait for a decision, by kind, and what is decided already."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.console.coordinator.duplicates_states import Overview
from desktop_app.console.coordinator.fields import scroll_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.pair_lines import said_counts
from desktop_app.console.given_duplicates import CampaignPairs
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.telling import telling
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.language import Words, mark
from desktop_app.qt.spoken import Spoken, speak_as
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.wrapping import WrappingLayout
from desktop_app.register.past import PastList
from desktop_app.register.proposals import PairKind

SCROLL_BAR_MM = 6.0
"""What a scroll bar and the gap beside it take at most."""
KINDS: dict[PairKind | None, str] = {
    # NOTE: Which pairs are to be looked at, by what agrees beside the name; with how many there are.
    None: mark("All: %(number)s"),
    PairKind.CONTACT: mark("E-mail or phone: %(number)s"),
    PairKind.POSTCODE: mark("Postcode: %(number)s"),
    PairKind.NAME: mark("Only name and country: %(number)s"),
}


class DuplicatesPage(Page):
    """Campaigns and kinds of pairs to choose from, and the ways to decide and to look back."""

    campaign_chosen = Signal(str)
    kind_chosen = Signal(object)
    """A `PairKind`, or None for all."""
    find_pressed = Signal()
    decide_pressed = Signal()
    past_pressed = Signal(PastList)

    def __init__(self, setting: Setting, state: Overview) -> None:
        """Draw what there is; without any signature say what comes first."""
        super().__init__(setting, setting.words.say("Duplicates"))
        words = self.words
        self.setStyleSheet(self.theme.style_sheet() + scroll_style(self.theme))
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self._state = state
        self._campaigns: dict[str, Option] = {}
        self._kinds: dict[PairKind | None, Option] = {}
        self._first: QWidget | None = None
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        if state.campaigns is None:
            self._wait(words)
        elif not state.campaigns:
            self._lead_to_merge(words)
        else:
            self._fill(state.campaigns, words)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to what comes next."""
        return self._first

    def show_state(self, state: Overview) -> None:
        """Show what was chosen, the numbers of it, and what went wrong."""
        self._state = state
        for campaign, option in self._campaigns.items():
            option.setChecked(campaign == state.chosen)
        if state.campaigns:
            self._show_pairs(state)
        self.show_problem(self._problem, state.problem)
        self.fit()

    def _wait(self, words: Words) -> None:
        self.rows.addWidget(self.text(words.say("The register is being read …"), name="waiting"))
        self.rows.addWidget(self._problem)
        self.rows.addStretch(1)

    def _lead_to_merge(self, words: Words) -> None:
        told = words.say(
            "The register has no signatures yet. Merge what the devices handed over, then come back:"
            " this page shows who signed twice."
        )
        self.rows.addWidget(self.text(told, name="nothing"))
        self.rows.addWidget(self._problem)
        self.rows.addStretch(1)
        merge = self.button(words.say("Merge"), Kind.MAIN, name="to_merge")
        merge.clicked.connect(telling(self.place_chosen, Place.MERGE))
        self.main_row(merge)
        self._first = merge

    def _fill(self, campaigns: tuple[CampaignPairs, ...], words: Words) -> None:
        column = ScrollColumn(self.theme, words.say("Duplicates"))
        QApplication.instance().focusChanged.connect(  # type: ignore[union-attr]
            self._follow
        )
        self._column = column
        column.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        told = words.say(
            "Who signed twice with the same name and e-mail is found by the rule and counts once. You"
            " decide about pairs that are only alike."
        )
        column.rows.addWidget(self.text(told, Type.READING, name="told"))
        if len(campaigns) > 1:
            column.rows.addWidget(self._campaign_options(campaigns))
        self._waiting = self.text("", Type.LEAD, name="waiting", is_bold=True)
        column.rows.addWidget(self._waiting)
        self._kind_group = self._kind_options()
        column.rows.addWidget(self._kind_group)
        already = self.text(words.say("Decided already:"), Type.READING, name="already")
        column.rows.addWidget(already)
        column.rows.addLayout(self._ways_back())
        column.rows.addStretch(1)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.rows.addWidget(column, 1)
        self.rows.addWidget(self._problem)
        # NOTE: Button that begins a search for signatures that may be of one person.
        self._find = self.button(words.say("Look for pairs"), Kind.BIG, name="find")
        # NOTE: Button that leads to the pairs, to decide about one after the other.
        self._decide = self.button(words.say("Decide"), Kind.MAIN, name="decide")
        self._find.clicked.connect(self.find_pressed)
        self._decide.clicked.connect(self.decide_pressed)
        self.main_row(self._find, self._decide)

    def _ways_back(self) -> QLayout:
        """Make the buttons that lead to what is decided already."""
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap)
        self._duplicates = self.button("", Kind.QUIET, name="duplicates")
        self._decisions = self.button("", Kind.QUIET, name="decisions")
        self._duplicates.clicked.connect(telling(self.past_pressed, PastList.DUPLICATES))
        self._decisions.clicked.connect(telling(self.past_pressed, PastList.DECISIONS))
        for button in (self._duplicates, self._decisions):
            row.addWidget(button)
        return row

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._column.follow(now)

    def _campaign_options(self, campaigns: tuple[CampaignPairs, ...]) -> QWidget:
        holder = QWidget()
        speak_as(holder, Spoken.GROUP, self.words.say("Campaigns"))
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        width = self.setting.inner_width - self.theme.px(SCROLL_BAR_MM)
        for pairs in campaigns:
            title = f"\u2068{pairs.campaign.title(self.words.language)}\u2069"
            option = Option(title, self.theme, Kind.STICK, holder)
            option.setObjectName(f"campaign_{pairs.campaign.id}")
            option.setFixedHeight(option.face.height_in(width))
            option.clicked.connect(telling(self.campaign_chosen, pairs.campaign.id))
            self._campaigns[pairs.campaign.id] = option
            rows.addWidget(option)
        return holder

    def _kind_options(self) -> QWidget:
        holder = QWidget()
        # NOTE: Which pairs are to be looked at: by what agrees in both signatures.
        speak_as(holder, Spoken.GROUP, self.words.say("What agrees"))
        gap = self.theme.px(Size.SMALL_GAP)
        row = WrappingLayout(gap, gap, holder)
        for kind in KINDS:
            option = Option("", self.theme, Kind.CHIP, holder)
            option.setObjectName(f"kind_{kind.value if kind else 'all'}")
            option.clicked.connect(telling(self.kind_chosen, kind))
            self._kinds[kind] = option
            row.addWidget(option)
        return holder

    def _show_pairs(self, state: Overview) -> None:
        pairs, words = state.pairs, self.words
        assert pairs is not None
        for kind, option in self._kinds.items():
            number = pairs.left_count if kind is None else pairs.left[kind]
            option.face.say(words.say(KINDS[kind]) % {"number": words.number(number)})
            option.setVisible(number > 0)
            option.setChecked(kind is state.kind)
        has_pairs = pairs.left_count > 0
        self._kind_group.setVisible(has_pairs)
        self._waiting.say(_waiting(state, pairs, words))
        self._decide.setVisible(has_pairs)
        chosen = pairs.left_count if state.kind is None else pairs.left[state.kind]
        self._decide.setEnabled(chosen > 0)
        self._first = self._decide if has_pairs else self._find
        self._show_numbers(words)

    def _show_numbers(self, words: Words) -> None:
        pairs = self._state.pairs
        duplicates = pairs.duplicate_count if pairs is not None else 0
        decisions = pairs.decision_count if pairs is not None else 0
        # NOTE: Button to a list; the number is how many duplicates there are.
        said = words.say("Duplicates: %(number)s") % {"number": words.number(duplicates)}
        self._duplicates.face.say(said)
        # NOTE: Button to a list; the number is how many decisions there are.
        said = words.say("Decisions: %(number)s") % {"number": words.number(decisions)}
        self._decisions.face.say(said)


def _waiting(state: Overview, pairs: CampaignPairs, words: Words) -> str:
    if pairs.left_count:
        return said_counts(pairs.left_count, pairs.decided_today, words)
    if state.was_searched:
        return words.say("The search is done: no pair is left to decide about.")
    return words.say(
        "No pair waits for a decision. Look for pairs after each merge: then those are found who"
        " signed again with another spelling, a typing mistake in the e-mail or the same phone."
    )
