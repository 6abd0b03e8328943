"""The pages before the numbers: which campaign, and how far counting is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.console.coordinator.fields import field_style
from desktop_app.console.coordinator.form_column import ScrollColumn
from desktop_app.console.coordinator.statistics_states import ChoosingCampaign, CountingCampaign
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.telling import telling
from desktop_app.console.setting import Setting
from desktop_app.qt.theme import Size, Type
from desktop_app.qt.widgets.buttons import Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.pictures import GoalBar

SCROLL_BAR_MM = 6.0
"""What a scroll bar and the gap beside it take at most."""


class ChoosePage(Page):
    """Campaigns to choose from."""

    campaign_chosen = Signal(str)
    count_pressed = Signal()

    def __init__(self, setting: Setting, state: ChoosingCampaign) -> None:
        """Draw what there is to choose from; without any say what comes first."""
        super().__init__(setting, setting.words.say("Statistics"))
        words = self.words
        self.setStyleSheet(self.theme.style_sheet() + field_style(self.theme))
        self.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        self._state = state
        self._options: dict[str, Option] = {}
        self._problem = self.text("", Type.READING, name="problem", is_bold=True)
        self._go = self.button(words.say("Count"), Kind.MAIN, name="count")
        if state.campaigns is not None:
            self._fill(state)
        self.rows.addWidget(self._problem)
        if not state.campaigns:
            self.rows.addStretch(1)
        self._go.clicked.connect(self.count_pressed)
        self.main_row(self._go)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to what is missing."""
        if self._state.campaign is None and self._options:
            return next(iter(self._options.values()))
        return self._go if self._state.campaign is not None else None

    def show_state(self, state: ChoosingCampaign) -> None:
        """Show what was chosen, and what went wrong."""
        self._state = state
        for campaign, option in self._options.items():
            option.setChecked(campaign == state.chosen)
        self._go.setVisible(bool(state.campaigns))
        self._go.setEnabled(state.campaign is not None)
        self.show_problem(self._problem, state.problem)
        self.fit()

    def _fill(self, state: ChoosingCampaign) -> None:
        words = self.words
        if not state.campaigns:
            nothing = words.say(
                "The register has no signatures yet. Merge what the devices handed over, then come"
                " back: this page counts it."
            )
            self.rows.addWidget(self.text(nothing, name="nothing"))
            return
        told = words.say(
            "Counted by hour, day, place, shift, language, country, device and choice."
        )
        column = ScrollColumn(self.theme, words.say("Campaigns"))
        column.rows.setSpacing(self.theme.px(Size.SMALL_GAP))
        column.rows.addWidget(self.text(told, Type.READING, name="told"))
        beside = self.theme.px(SCROLL_BAR_MM)
        for campaign in state.campaigns:
            option = Option(campaign.title(words.language), self.theme, Kind.STICK)
            option.setObjectName(f"campaign_{campaign.id}")
            option.setFixedHeight(option.face.height_in(self.setting.inner_width - beside))
            option.clicked.connect(telling(self.campaign_chosen, campaign.id))
            self._options[campaign.id] = option
            column.rows.addWidget(option)
        column.rows.addStretch(1)
        self.rows.addWidget(column, 1)


class CountingPage(Page):
    """A bar, the records that were counted so far, and a button that stops."""

    stop_pressed = Signal()

    def __init__(self, setting: Setting, state: CountingCampaign) -> None:
        """Begin with an empty bar."""
        super().__init__(setting, setting.words.say("Counting …"))
        title = f"\u2068{state.campaign.title(self.words.language)}\u2069"
        self._campaign = self.text(title, Type.LEAD, name="campaign")
        self._bar = GoalBar(self.theme)
        self._bar.setObjectName("progress")
        self._bar.setAccessibleName(self.title.text())
        self._count = self.text("", Type.LEAD, name="count", is_bold=True)
        self.rows.addStretch(1)
        for widget in (self._campaign, self._bar, self._count):
            self.rows.addWidget(widget)
        self.rows.addStretch(2)
        self._stop = self.button(self.words.say("Stop"), Kind.BIG, name="stop")
        self._stop.clicked.connect(self.stop_pressed)
        self.main_row(self._stop)
        self.show_state(state)

    def first_focus(self) -> QWidget | None:
        """Lead to the button."""
        return self._stop

    def show_state(self, state: CountingCampaign) -> None:
        """Show how far it is."""
        words, progress = self.words, state.progress
        if progress is not None:
            self._bar.set_share(progress.done / progress.total if progress.total else 1.0)
            said = words.say("%(number)s of %(total)s")
            numbers = {
                "number": words.number(progress.done),
                "total": words.number(progress.total),
            }
            self._count.say(said % numbers)
        self._stop.setEnabled(not state.is_stopping)
        self.fit()
