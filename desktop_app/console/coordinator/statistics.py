"""The desk of statistics: a campaign is counted once, looked at part by part, and written as a report."""

from dataclasses import replace
from pathlib import Path
from typing import assert_never

from desktop_app.console.coordinator.register_desk import RegisterDesk
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.statistics_page import ReportPage, StatisticsPage
from desktop_app.console.coordinator.statistics_start_pages import ChoosePage, CountingPage
from desktop_app.console.coordinator.statistics_states import (
    CampaignShown,
    ChoosingCampaign,
    CountingCampaign,
    ReportAsked,
    StatisticsState,
)
from desktop_app.console.given_statistics import (
    CampaignCounted,
    CampaignInRegister,
    StatisticsGiven,
)
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.console.steps import Listener
from desktop_app.language import Words
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.register.statistics import CountingProgress


class StatisticsDesk(RegisterDesk):
    """Counting goes on while somebody looks at another place."""

    PLACE = Place.STATISTICS

    def __init__(self, given: StatisticsGiven, session: RegisterSession, lane: Lane) -> None:
        """Begin with nothing looked at."""
        super().__init__(session, lane)
        self._given = given
        self.state: StatisticsState = ChoosingCampaign()

    def opened(self) -> None:
        """Look which campaigns there are, unless one is counted or shown."""
        if isinstance(self.state, ChoosingCampaign):
            self.run(self._given.campaigns, on_done=self._take_all, on_problem=self._say)

    def forget(self) -> None:
        """Begin with choosing."""
        self.state = ChoosingCampaign()

    # -- pages --

    def page_of(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        match self.state:
            case ChoosingCampaign():
                choosing = ChoosePage(setting, self.state)
                choosing.campaign_chosen.connect(self._choose)
                choosing.count_pressed.connect(self._count)
                return choosing
            case CountingCampaign():
                counting = CountingPage(setting, self.state)
                counting.stop_pressed.connect(self._stop)
                return counting
            case CampaignShown():
                shown = StatisticsPage(setting, self.state)
                shown.turned.connect(self._turn)
                shown.report_pressed.connect(self._ask_report)
                shown.finished.connect(self._leave)
                return shown
            case ReportAsked():
                report = ReportPage(setting, self.state, self._proposed_file(self.state.shown))
                report.numbers_chosen.connect(self._choose_numbers)
                report.report_named.connect(lambda out: self._write(out, setting.words))
                report.finished.connect(self._look_again)
                return report
            case _:
                assert_never(self.state)

    def show_on(self, page: Page) -> None:
        """Show what has changed on the same page."""
        match self.state:
            case ChoosingCampaign():
                assert isinstance(page, ChoosePage)
                page.show_state(self.state)
            case CountingCampaign():
                assert isinstance(page, CountingPage)
                page.show_state(self.state)
            case CampaignShown():
                assert isinstance(page, StatisticsPage)
                page.show_state(self.state)
            case ReportAsked():
                assert isinstance(page, ReportPage)
                page.show_state(self.state)
            case _:
                assert_never(self.state)

    # -- choosing and counting --

    def _take_all(self, campaigns: tuple[CampaignInRegister, ...]) -> None:
        if not isinstance(self.state, ChoosingCampaign):
            return
        chosen = self.state.chosen
        if chosen not in {one.id for one in campaigns}:
            chosen = campaigns[0].id if len(campaigns) == 1 else ""
        state = replace(self.state, campaigns=campaigns, chosen=chosen)
        if state != self.state:
            self._turn_to(state)

    def _say(self, problem: Problem) -> None:
        if isinstance(self.state, ChoosingCampaign):
            self._renew(replace(self.state, problem=problem))

    def _choose(self, campaign: str) -> None:
        if isinstance(self.state, ChoosingCampaign):
            self._renew(replace(self.state, chosen=campaign, problem=None))

    def _count(self) -> None:
        state = self.state
        if not isinstance(state, ChoosingCampaign) or state.campaign is None:
            return
        campaign = state.campaign
        self._turn_to(CountingCampaign(campaign=campaign))
        self.run_in_steps(
            lambda register: self._given.count(register, campaign),
            Listener(
                on_step=self._show_step,
                on_done=lambda: None,
                on_problem=lambda problem: self._choose_again(campaign, problem),
            ),
        )

    def _show_step(self, step: CountingProgress | CampaignCounted) -> None:
        if not isinstance(self.state, CountingCampaign) or self.state.is_stopping:
            return
        match step:
            case CountingProgress():
                self._renew(replace(self.state, progress=step))
            case CampaignCounted():
                self._turn_to(CampaignShown(counted=step))
            case _:
                assert_never(step)

    def _stop(self) -> None:
        if isinstance(self.state, CountingCampaign) and not self.state.is_stopping:
            campaign = self.state.campaign
            self._renew(replace(self.state, is_stopping=True))
            self.stop(lambda: self._choose_again(campaign, None))

    def _choose_again(self, campaign: CampaignInRegister, problem: Problem | None) -> None:
        self._turn_to(ChoosingCampaign(chosen=campaign.id, problem=problem))
        self.come()

    # -- looking and writing --

    def _turn(self, part: int) -> None:
        if isinstance(self.state, CampaignShown):
            self._renew(replace(self.state, part=part))

    def _ask_report(self) -> None:
        if isinstance(self.state, CampaignShown):
            self._turn_to(ReportAsked(shown=self.state))

    def _look_again(self) -> None:
        if isinstance(self.state, ReportAsked):
            self._turn_to(self.state.shown)

    def _choose_numbers(self, has_all: bool) -> None:
        if isinstance(self.state, ReportAsked):
            self._renew(replace(self.state, has_all_numbers=has_all))

    def _write(self, out: Path, words: Words) -> None:
        state = self.state
        if not isinstance(state, ReportAsked) or state.is_writing:
            return
        counted, has_all = state.shown.counted, state.has_all_numbers
        self._renew(replace(state, is_writing=True, written=None, problem=None))
        self.work(
            lambda: self._given.write(counted, words, out, has_all),
            on_done=lambda _: self._take_written(written=out),
            on_problem=lambda problem: self._take_written(problem=problem),
        )

    def _take_written(self, written: Path | None = None, problem: Problem | None = None) -> None:
        if isinstance(self.state, ReportAsked):
            self._renew(replace(self.state, is_writing=False, written=written, problem=problem))

    def _leave(self) -> None:
        if isinstance(self.state, CampaignShown):
            self._choose_again(self.state.counted.campaign, None)

    def _proposed_file(self, state: CampaignShown) -> Path:
        day = state.counted.counted_at.date().isoformat()
        return self._given.outbox / f"statistics-{state.counted.campaign.id}-{day}.pdf"

    # -- showing --

    def _renew(self, state: StatisticsState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _turn_to(self, state: StatisticsState) -> None:
        self.state = state
        self.page_outdated.emit()
