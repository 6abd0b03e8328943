"""The desk of Hand over: finds sticks, writes to the chosen one, and tells what is safe."""

from dataclasses import replace
from pathlib import Path
from typing import assert_never

from desktop_app.console.desk import Desk
from desktop_app.console.given import (
    AllWritten,
    HandOverGiven,
    PartWritten,
    PastHandOver,
    Waiting,
)
from desktop_app.console.handing_states import (
    Choosing,
    Failed,
    Handed,
    HandingState,
    LookingBack,
    Stopped,
    Writing,
)
from desktop_app.console.pages.choosing_page import ChoosingPage
from desktop_app.console.pages.handed_pages import (
    FailedPage,
    HandedPage,
    StoppedPage,
    WritingPage,
)
from desktop_app.console.pages.page import Page
from desktop_app.console.pages.past_page import PastPage
from desktop_app.console.setting import Setting
from desktop_app.console.steps import Listener
from desktop_app.console.stick import Stick
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane


class HandOverDesk(Desk):
    """One hand-over at a time; it goes on while somebody looks at another place."""

    TICK_S = 3.0

    def __init__(self, given: HandOverGiven, lane: Lane) -> None:
        """Begin with no stick known."""
        super().__init__(lane)
        self._given = given
        self._is_looking = False
        self.state: HandingState = Choosing()

    def come(self) -> None:
        """Look what is to be handed over, and for sticks, unless a hand-over is under way."""
        if isinstance(self.state, Choosing):
            self.work(
                self._given.waiting, on_done=self._show_waiting, on_problem=self._show_problem
            )
            self.tick()

    def tick(self) -> None:
        """Look for sticks: one may be put in or pulled at any time."""
        if isinstance(self.state, Choosing) and not self._is_looking:
            self._is_looking = True
            self.work(self._given.sticks, on_done=self._show_sticks, on_problem=self._show_problem)

    def give_up(self) -> None:
        """Begin with choosing."""
        super().give_up()
        self._is_looking = False
        self.state = Choosing()

    # -- pages --

    def new_page(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        match self.state:
            case Choosing():
                return self._choosing_page(setting, self.state)
            case Writing():
                writing = WritingPage(setting, self.state)
                writing.stop_pressed.connect(self._stop)
                return writing
            case Handed():
                handed = HandedPage(setting, self.state)
                handed.finished.connect(self._choose)
                handed.look_back_pressed.connect(self._look_back)
                return handed
            case Stopped():
                stopped = StoppedPage(setting, self.state)
                stopped.finished.connect(self._choose)
                return stopped
            case Failed():
                failed = FailedPage(setting, self.state)
                failed.again_pressed.connect(self._go_on)
                failed.finished.connect(self._choose)
                return failed
            case LookingBack():
                past = PastPage(setting, self.state)
                past.turned.connect(self._turn)
                past.again_pressed.connect(self._choose_again)
                past.finished.connect(self._choose)
                return past
            case _:
                assert_never(self.state)

    def show(self, page: Page) -> None:
        """Show what has changed on the same page."""
        match self.state:
            case Choosing():
                assert isinstance(page, ChoosingPage)
                page.show_state(self.state)
            case Writing():
                assert isinstance(page, WritingPage)
                page.show_state(self.state)
            case _:
                pass

    def _choosing_page(self, setting: Setting, state: Choosing) -> ChoosingPage:
        page = ChoosingPage(setting, state)
        page.folder_chosen.connect(self._take_folder)
        page.begin_pressed.connect(self._begin)
        page.look_back_pressed.connect(self._look_back)
        return page

    # -- choosing --

    def _choose(self) -> None:
        self._turn_to(Choosing())
        self.come()

    def _choose_again(self) -> None:
        """Choose a stick for everything, also what was handed over before."""
        self._turn_to(Choosing(is_again=True))
        self.come()

    def _take_folder(self, folder: Path) -> None:
        if isinstance(self.state, Choosing):
            self._renew(replace(self.state, chosen=folder, problem=None))

    def _show_waiting(self, waiting: Waiting) -> None:
        if isinstance(self.state, Choosing):
            self._renew(replace(self.state, waiting=waiting))

    def _show_sticks(self, sticks: tuple[Stick, ...]) -> None:
        self._is_looking = False
        if isinstance(self.state, Choosing):
            self._renew(self.state.with_sticks(sticks))

    def _show_problem(self, problem: Problem) -> None:
        self._is_looking = False
        if isinstance(self.state, Choosing):
            self._renew(replace(self.state, problem=problem))

    # -- writing --

    def _begin(self) -> None:
        if isinstance(self.state, Choosing) and self.state.chosen is not None:
            self._write(self.state.chosen, is_again=self.state.is_again)

    def _go_on(self) -> None:
        """Try once more: what is written already stays written."""
        if isinstance(self.state, Failed):
            self._write(self.state.folder, is_again=self.state.is_again)

    def _write(self, folder: Path, *, is_again: bool) -> None:
        self._turn_to(Writing(folder=folder, is_again=is_again))
        self.work_in_steps(
            self._given.write(folder, is_again),
            Listener(on_step=self._show_step, on_done=self._end_writing, on_problem=self._fail),
        )

    def _show_step(self, step: PartWritten | AllWritten) -> None:
        if not isinstance(self.state, Writing):
            return
        match step:
            case PartWritten():
                self._renew(replace(self.state, part=step))
            case AllWritten():
                self._renew(replace(self.state, all=step))
            case _:
                assert_never(step)

    def _end_writing(self) -> None:
        if isinstance(self.state, Writing) and self.state.all is not None:
            self._turn_to(Handed(folder=self.state.folder, written=self.state.all))

    def _fail(self, problem: Problem) -> None:
        if isinstance(self.state, Writing):
            writing = self.state
            self._turn_to(
                Failed(
                    folder=writing.folder,
                    is_again=writing.is_again,
                    part=writing.part,
                    problem=problem,
                )
            )

    def _stop(self) -> None:
        """Stop after the part that is being written."""
        if isinstance(self.state, Writing) and not self.state.is_stopping:
            self._renew(replace(self.state, is_stopping=True))
            self.stop(self._show_stopped)

    def _show_stopped(self) -> None:
        if isinstance(self.state, Writing):
            self._turn_to(Stopped(part=self.state.part))

    # -- looking back --

    def _look_back(self) -> None:
        self.work(self._given.past, on_done=self._show_past, on_problem=self._show_problem)

    def _show_past(self, past: tuple[PastHandOver, ...]) -> None:
        if isinstance(self.state, Choosing | Handed):
            self._turn_to(LookingBack(past=past))

    def _turn(self, page: int) -> None:
        if isinstance(self.state, LookingBack):
            self._turn_to(replace(self.state, page=page))

    # -- showing --

    def _renew(self, state: HandingState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _turn_to(self, state: HandingState) -> None:
        self.state = state
        self.page_outdated.emit()
