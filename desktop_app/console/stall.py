"""The desk of the stall: the checklist, kept live, and the way into the kiosk."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal

from desktop_app.console.checks import Finding, gravest
from desktop_app.console.desk import Desk
from desktop_app.console.found import Verdict
from desktop_app.console.given import ConsoleEnd
from desktop_app.console.given_stall import StallGiven, StallSet
from desktop_app.console.pages.changes import ChangesPage
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.stall_page import StallPage, StallState
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.console.setup_state import Step
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane


@dataclass(frozen=True, kw_only=True)
class _Looked:
    findings: tuple[Finding, ...]
    stall: StallSet
    is_claimed: bool
    """Nobody else works in this home."""


class StallDesk(Desk):
    """Looks whenever somebody comes and at a calm interval, and once more before it starts."""

    TICK_S = 10.0

    step_asked = Signal(Step)
    """One step of setting up is to be done by itself."""

    def __init__(self, given: StallGiven, lane: Lane) -> None:
        """Begin with nothing looked at."""
        super().__init__(lane)
        self._given = given
        self._is_looking = False
        self._is_starting = False
        self._is_changing = False
        """Whether the page of what can be changed is shown in the place of the checklist."""
        self.state = StallState()

    def come(self) -> None:
        """Look at everything, unless that is under way."""
        if self._is_looking:
            return
        self._is_looking = True
        is_claimed = self._is_starting
        self.work(
            lambda: self._look(is_claimed=is_claimed), on_done=self._looked, on_problem=self._failed
        )

    def new_page(self, setting: Setting) -> Page:
        """Draw the page."""
        if self._is_changing:
            return self._changes_page(setting)
        page = StallPage(setting, self.state)
        page.changes_asked.connect(lambda: self._show_changes(is_shown=True))
        page.started.connect(self._start)
        page.step_chosen.connect(self._ask_step)
        page.light_chosen.connect(self.light_chosen)
        return page

    def show(self, page: Page) -> None:
        """Show what was found."""
        if isinstance(page, StallPage):
            page.show_state(self.state)

    def _changes_page(self, setting: Setting) -> Page:
        page = ChangesPage(setting)
        page.step_chosen.connect(self._ask_step)
        page.light_chosen.connect(self.light_chosen)
        page.left.connect(lambda: self._show_changes(is_shown=False))
        return page

    def _show_changes(self, *, is_shown: bool) -> None:
        self._is_changing = is_shown
        self.page_outdated.emit()

    def _look(self, *, is_claimed: bool) -> _Looked:
        if is_claimed:
            self._given.claim()
        return _Looked(
            findings=self._given.check(), stall=self._given.read(), is_claimed=is_claimed
        )

    def _looked(self, looked: _Looked) -> None:
        self._is_looking = False
        self._take(StallState(findings=looked.findings, stall=looked.stall))
        if self._is_starting and not looked.is_claimed:
            self.come()  # this look had begun before Start was pressed
        elif self._is_starting:
            self._is_starting = False
            if gravest(looked.findings) is not Verdict.STOP:
                self.end_asked.emit(ConsoleEnd.START_KIOSK)

    def _failed(self, problem: Problem) -> None:
        self._is_looking = self._is_starting = False
        self._take(replace(self.state, problem=problem))

    def _start(self) -> None:
        """Look once more: what was good a moment ago may have been pulled."""
        self._is_starting = True
        self.come()

    def _ask_step(self, step: Step) -> None:
        self._is_changing = False
        self.step_asked.emit(step)
        self.place_asked.emit(Place.WELCOME)

    def give_up(self) -> None:
        """Look anew after a fault."""
        super().give_up()
        self._is_looking = self._is_starting = False

    def _take(self, state: StallState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
