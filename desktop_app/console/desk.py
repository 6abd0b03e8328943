"""The desk: what one place of the console knows and does; its page only shows it.

A desk outlives its pages: a page is built anew for another language, size or light and shows the
desk's state again. To add a place: a part in `given.py`, a state and a desk, a page that is drawn from
the state, and a line in `desks.py`.
"""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop_app.console.given import ConsoleEnd
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.console.steps import Listener, Steps
from desktop_app.problems import Problem
from desktop_app.qt.colours import Light
from desktop_app.qt.tasks import Lane

T = TypeVar("T")


class Desk(QObject):
    """The behaviour behind a place. Work goes to the lane; its answers come back as calls.

    Derived desks override `come`, `tick`, `new_page`, and whatever is done when something happened.
    They change their state and emit `changed`: the page that is shown is told by `show`. Or they emit
    `page_outdated`: then `new_page` is asked for another.
    """

    changed = Signal()
    """There is another state to show on the page that is there."""
    page_outdated = Signal()
    """Another page is to be drawn for this place: a step further, say."""
    light_chosen = Signal(Light)
    """Everything is to be drawn for another light from now on."""
    place_asked = Signal(Place)
    """Another place is to be shown."""
    end_asked = Signal(ConsoleEnd)
    """The console is to end, after whatever runs: it becomes the kiosk, say."""
    campaign_changed = Signal()
    """Another campaign is on this device: what stands on top of the window is to be read again."""

    TICK_S: float | None = None
    """How often `tick` is called while the place is shown; None for never."""

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        """Begin with nothing known."""
        super().__init__(parent)
        self._lane = lane
        self._is_ended = False
        self._steps: Steps[Any] | None = None

    # -- to be overridden --

    def come(self) -> None:
        """Begin what is to be known whenever somebody comes to this place."""

    def tick(self) -> None:
        """Renew what is shown, at a calm interval."""
        self.come()

    def new_page(self, setting: Setting) -> Page:
        """Draw a page, and listen to what happens on it."""
        raise NotImplementedError

    def show(self, page: Page) -> None:
        """Show the state on a page that `new_page` gave."""

    # -- work --

    def work(
        self,
        do: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_problem: Callable[[Problem], object],
    ) -> None:
        """Do something on the lane; after the end its answer is nobody's any more."""

        def done(value: T) -> None:
            if not self._is_ended:
                on_done(value)

        def failed(problem: Problem) -> None:
            if not self._is_ended:
                on_problem(problem)

        self._lane.run(do, on_done=done, on_problem=failed)

    def work_in_steps(self, generator: Generator[T, None, None], listener: Listener[T]) -> None:
        """Take a generator step by step on the lane; what ran in steps before is stopped."""
        self.stop()
        self._steps = Steps(self._lane, generator, listener)

    def stop(self, on_stopped: Callable[[], None] = lambda: None) -> None:
        """Take no further step: the one that runs is finished, then all is given back."""
        if self._steps is not None:
            self._steps.stop(on_stopped)
            self._steps = None

    def give_up(self) -> None:
        """Begin anew after a fault of the program: whatever was under way may be stuck."""
        self.stop()

    def end(self) -> None:
        """Stop for good; late answers are nobody's any more."""
        self._is_ended = True
        self.stop()
