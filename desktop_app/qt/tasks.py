"""Worker lanes: long work runs there in turn, results come back as queued signals."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.problems import Problem
from desktop_app.qt.garbage import Sweep

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class _Task:
    work: Callable[[], Any]
    on_done: Callable[[Any], None]
    on_problem: Callable[[Problem], None]


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    task: _Task
    value: Any = None
    error: Exception | None = None


class Lane(QObject):
    """A thread with a queue. One task runs at a time, in the order in which they were given.

    Only values cross: `work` must touch no widget. `on_done` and `on_problem` run on the screen's
    thread. An exception that is no Problem is a bug; it is raised again there.

    The journal's lane is waited for whenever it closes. One that writes to what may hang for ever,
    a stick with a loose contact say, `may_be_left`: its thread keeps no process from ending.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, *, may_be_left: bool = False) -> None:
        """Start the thread."""
        super().__init__(parent)
        self._sweep = Sweep(self)
        self._may_be_left = may_be_left
        self._is_left = False
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._finished.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="inkstand-lane", daemon=may_be_left)
        self._thread.start()

    def run(
        self,
        work: Callable[[], T],
        *,
        on_done: Callable[[T], None],
        on_problem: Callable[[Problem], None],
    ) -> None:
        """Queue some work; one of the two callbacks follows."""
        self._tasks.put(_Task(work=work, on_done=on_done, on_problem=on_problem))

    def close(self) -> None:
        """Finish what is queued, a running write above all, and end the thread."""
        self._tasks.put(None)
        self._thread.join()
        self._sweep.end()

    def leave(self, *, after_s: float) -> bool:
        """Begin nothing more and wait a while for what runs; gives False if it runs still.

        Whatever that comes to, nobody hears of it.
        """
        assert self._may_be_left
        self._is_left = True
        self._tasks.put(None)
        self._thread.join(timeout=after_s)
        self._sweep.end()
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None and not self._is_left:
            try:
                outcome = _Outcome(task=task, value=task.work())
            except Exception as error:  # noqa: BLE001 - it is raised again on the screen's thread
                outcome = _Outcome(task=task, error=error)
            if not self._is_left:  # else Qt's side of this lane may be gone
                self._finished.emit(outcome)
            del task, outcome  # nothing of the last signature waits here for the next

    def _hand_over(self, outcome: _Outcome) -> None:
        match outcome.error:
            case None:
                outcome.task.on_done(outcome.value)
            case Problem() as problem:
                outcome.task.on_problem(problem)
            case error:
                raise error
