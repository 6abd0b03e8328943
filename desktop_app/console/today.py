"""The desk of Today: counts the day, again whenever somebody looks and at a calm interval."""

from dataclasses import replace
from datetime import date

from desktop_app.console.desk import Desk
from desktop_app.console.given import DayCounts, Given, TodayGiven
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.today_page import TodayPage, TodayState
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane


class TodayDesk(Desk):
    """Counts on the lane; a count that fails leaves the last one standing, with a sentence."""

    TICK_S = 30.0

    def __init__(self, given: Given, today: TodayGiven, lane: Lane) -> None:
        """Begin with nothing counted."""
        super().__init__(lane)
        self._given = given
        self._today = today
        self._is_counting = False
        self.state = TodayState(day=self._day())

    def come(self) -> None:
        """Count, unless that is under way."""
        if self._is_counting:
            return
        self._is_counting = True
        day = self._day()
        self.work(
            lambda: self._today.count(day),
            on_done=lambda counts: self._show_counts(day, counts),
            on_problem=self._show_problem,
        )

    def give_up(self) -> None:
        """Count again when somebody looks."""
        super().give_up()
        self._is_counting = False

    def new_page(self, setting: Setting) -> Page:
        """Draw the page."""
        return TodayPage(setting, self.state)

    def show(self, page: Page) -> None:
        """Show what was counted."""
        assert isinstance(page, TodayPage)
        page.show_state(self.state)

    def _day(self) -> date:
        return self._given.clock().astimezone(self._given.zone).date()

    def _show_counts(self, day: date, counts: DayCounts) -> None:
        self._is_counting = False
        self._take(TodayState(day=day, counts=counts))

    def _show_problem(self, problem: Problem) -> None:
        self._is_counting = False
        self._take(replace(self.state, problem=problem))

    def _take(self, state: TodayState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
