"""Long work in steps: taken one by one on the lane, so that it shows progress and can be stopped."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Listener(Generic[T]):
    """Who is told on the screen's thread: each step's value, the end, or a problem."""

    on_step: Callable[[T], object]
    on_done: Callable[[], object]
    on_problem: Callable[[Problem], object]


class Steps(Generic[T]):
    """A generator that is run step by step; other work has its turn between two steps.

    Whatever happens it is closed on the lane, so that what it holds is given back: journal, lock.
    """

    def __init__(
        self, lane: Lane, generator: Generator[T, None, None], listener: Listener[T]
    ) -> None:
        """Take the first step."""
        self._lane = lane
        self._generator = generator
        self._listener = listener
        self._is_over = False
        self._go_on()

    @property
    def is_over(self) -> bool:
        """Tell whether no step is to come any more."""
        return self._is_over

    def stop(self, on_stopped: Callable[[], None] = lambda: None) -> None:
        """Take no further step: the one that runs is finished, then all is given back."""
        if self._is_over:
            return
        self._is_over = True
        self._lane.run(
            self._generator.close, on_done=lambda _: on_stopped(), on_problem=lambda _: None
        )

    def _go_on(self) -> None:
        self._lane.run(self._take, on_done=self._answer, on_problem=self._fail)

    def _take(self) -> tuple[T] | None:
        try:
            return (next(self._generator),)
        except StopIteration:
            return None

    def _answer(self, step: tuple[T] | None) -> None:
        if self._is_over:  # stopped meanwhile
            return
        if step is None:
            self._is_over = True
            self._listener.on_done()
            return
        self._listener.on_step(step[0])
        if not self._is_over:
            self._go_on()

    def _fail(self, problem: Problem) -> None:
        if not self._is_over:
            self._is_over = True
            self._listener.on_problem(problem)
