"""The desk of Close the shift: shows what would be closed, closes it, and shows the slips."""

from dataclasses import replace

from desktop_app.console.desk import Desk
from desktop_app.console.given import ClosedShift, ClosingGiven, OpenShift
from desktop_app.console.pages.closing_pages import BeforeClosingPage, ClosingState, SlipPage
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane


class ClosingDesk(Desk):
    """Before closing it looks again whenever somebody comes; slips stay until they are left."""

    def __init__(self, given: ClosingGiven, lane: Lane) -> None:
        """Begin with nothing known."""
        super().__init__(lane)
        self._given = given
        self.state = ClosingState()

    def come(self) -> None:
        """Look what there is to close; slips of a shift that was closed are put away."""
        if self.state.is_closing:
            return
        self._take(ClosingState(shifts=self.state.shifts))
        self.work(self._given.look, on_done=self._show_shifts, on_problem=self._show_problem)

    def give_up(self) -> None:
        """Look again."""
        super().give_up()
        self.state = ClosingState()

    def new_page(self, setting: Setting) -> Page:
        """Draw what there is to close, or one of the slips."""
        if self.state.slips:
            slip = SlipPage(setting, self.state)
            slip.turned.connect(self._turn)
            slip.finished.connect(self.come)
            return slip
        before = BeforeClosingPage(setting, self.state)
        before.close_pressed.connect(self._close)
        return before

    def show(self, page: Page) -> None:
        """Show what has changed on the same page."""
        assert isinstance(page, BeforeClosingPage)
        page.show_state(self.state)

    def _close(self) -> None:
        if self.state.is_closing:
            return
        self._take(replace(self.state, is_closing=True, problem=None))
        self.work(self._given.close, on_done=self._show_slips, on_problem=self._show_problem)

    def _turn(self, number: int) -> None:
        self.state = replace(self.state, shown=number)
        self.page_outdated.emit()

    def _show_shifts(self, shifts: tuple[OpenShift, ...]) -> None:
        if not self.state.slips:
            self._take(replace(self.state, shifts=shifts))

    def _show_slips(self, slips: tuple[ClosedShift, ...]) -> None:
        self.state = replace(self.state, is_closing=False, slips=slips, shown=0)
        self.page_outdated.emit()

    def _show_problem(self, problem: Problem) -> None:
        self._take(replace(self.state, is_closing=False, problem=problem))

    def _take(self, state: ClosingState) -> None:
        is_other_page = bool(state.slips) != bool(self.state.slips)
        self.state = state
        (self.page_outdated if is_other_page else self.changed).emit()
