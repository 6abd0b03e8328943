"""The register, unlocked for the coordinator's desks together: one passphrase, one lock for all."""

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.console.coordinator.new_passphrase import NewPassphrase, Step
from desktop_app.console.coordinator.unlocking import Locked
from desktop_app.console.given_register import RegisterGiven
from desktop_app.console.steps import Listener, Steps
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.register.problems import RegisterMissing, RegisterPassphraseWrong
from desktop_app.register.store import Register

T = TypeVar("T")
LOCKS_AFTER_MS = 10 * 60 * 1000
"""Source: issue 5, "lock after 10 minutes"."""


class RegisterSession(QObject):
    """Holds the open register. It is touched on the lane alone; on the screen's thread it is passed on.

    It locks by itself once nobody has used it for ten minutes; work that runs in steps is use.
    """

    changed = Signal()
    """There is something else to say while it is locked."""
    unlocked = Signal()
    locked = Signal()
    """The register is closed, or soon will be: what was shown of people goes."""

    def __init__(self, given: RegisterGiven, lane: Lane) -> None:
        """Begin locked. It lives as long as the lane: its timer is never left to the lane's thread."""
        super().__init__(lane)
        self.state = Locked()
        self.asked_by: object = None
        """The desk to which somebody came last: it reads as soon as it is unlocked."""
        self._given = given
        self._lane = lane
        self._register: Register | None = None
        self._is_ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOCKS_AFTER_MS)
        self._timer.timeout.connect(self.lock)

    @property
    def is_unlocked(self) -> bool:
        """Tell whether people can be read."""
        return self._register is not None

    @property
    def timer(self) -> QTimer:
        """The time that is left before it locks by itself."""
        return self._timer

    # -- while it is locked --

    def look(self) -> None:
        """Look whether there is a register, and think of a passphrase for one where there is none."""
        if self._register is None and not self.state.is_busy and self.state.is_there is not False:
            self._lane.run(self._looked, on_done=self._take_look, on_problem=self._refuse)

    def propose(self) -> None:
        """Draw six other words."""
        if self.state.new is not None and not self.state.is_busy:
            self._lane.run(
                self._given.propose,
                on_done=lambda words: self._renew_new(proposed=words, problem=None),
                on_problem=self._refuse,
            )

    def take_step(self, step: Step) -> None:
        """Go on to typing the six words or others, or back to the words."""
        if not self.state.is_busy:
            self._renew_new(step=step, problem=None)

    def unlock(self, passphrase: str) -> None:
        """Open the register, which takes a second or two; asked for twice it is opened once."""
        self._try(self._given.open, passphrase)

    def make(self, typed: str, again: str) -> None:
        """Make a register under a new passphrase: the six words, or an own one that was typed twice."""
        if self.state.new is None:
            return
        try:
            passphrase = self.state.new.taken(typed, again)
        except Problem as problem:
            self._refuse(problem)
        else:
            self._try(self._given.make, passphrase)

    # -- while it is unlocked --

    def lock(self) -> None:
        """Close the register after whatever runs on the lane; its key leaves the memory."""
        register, self._register = self._register, None
        self._timer.stop()
        if register is None:
            return
        self.state = Locked(is_there=True)
        self.locked.emit()  # first: whoever works in steps stops, then it is closed behind them
        self._close(register)

    def use(self) -> None:
        """Count the ten minutes anew: somebody is there."""
        if self._register is not None:
            self._timer.start()

    def work(
        self,
        do: Callable[[Register], T],
        *,
        on_done: Callable[[T], object],
        on_problem: Callable[[Problem], object],
    ) -> None:
        """Do something with the register; once it is locked, answers are nobody's any more."""
        register = self._register
        if register is None:
            return
        self.use()
        self._lane.run(
            lambda: do(register),
            on_done=lambda value: self._answer(register, on_done, value),
            on_problem=lambda problem: self._answer(register, on_problem, problem),
        )

    def work_in_steps(
        self, begin: Callable[[Register], Generator[T, None, None]], listener: Listener[T]
    ) -> Steps[T] | None:
        """Take a generator over the register step by step; whoever is told of `locked` stops it."""
        register = self._register
        if register is None:
            return None

        def step(value: T) -> None:
            self.use()
            listener.on_step(value)

        self.use()
        told = Listener(on_step=step, on_done=listener.on_done, on_problem=listener.on_problem)
        return Steps(self._lane, begin(register), told)

    def end(self) -> None:
        """Lock for good; a register that is just being opened is closed again."""
        self._is_ended = True
        self.lock()

    # -- what comes back from the lane --

    def _looked(self) -> Locked:
        is_there = self._given.is_there()
        new = None if is_there else NewPassphrase(proposed=self._given.propose())
        return Locked(is_there=is_there, new=new)

    def _take_look(self, found: Locked) -> None:
        if self._register is None and not self.state.is_busy and not self._is_ended:
            if found.is_there is self.state.is_there:
                found = replace(found, new=self.state.new, problem=self.state.problem)
            self._turn(found)

    def _try(self, opening: Callable[[str], Register], passphrase: str) -> None:
        if self.state.is_busy or self._register is not None or self._is_ended:
            return
        self._turn(replace(self.state, is_busy=True, problem=None))
        self._renew_new(is_busy=True, problem=None)
        self._lane.run(lambda: opening(passphrase), on_done=self._take, on_problem=self._refuse)

    def _take(self, register: Register) -> None:
        self.state = Locked(is_there=True)
        if self._is_ended:
            self._close(register)
            return
        self._register = register
        self._timer.start()
        self.unlocked.emit()

    def _refuse(self, problem: Problem) -> None:
        if self._is_ended:
            return
        if isinstance(problem, RegisterMissing):  # of a server it is known only now
            self._lane.run(
                self._given.propose, on_done=self._take_missing, on_problem=lambda _: None
            )
        else:
            is_wrong = isinstance(problem, RegisterPassphraseWrong)
            is_there = True if is_wrong else self.state.is_there
            new = self.state.new if is_there is False else None
            self._turn(Locked(is_there=is_there, new=new, problem=problem))
            self._renew_new(is_busy=False, problem=problem)

    def _take_missing(self, proposed: str) -> None:
        self._turn(Locked(is_there=False, new=NewPassphrase(proposed=proposed)))

    def _renew_new(self, **news: Any) -> None:
        if self.state.new is not None:
            self._turn(replace(self.state, new=replace(self.state.new, **news)))

    def _turn(self, state: Locked) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _answer(self, register: Register, tell: Callable[[T], object], value: T) -> None:
        if self._register is register:
            tell(value)

    def _close(self, register: Register) -> None:
        self._lane.run(register.close, on_done=lambda _: None, on_problem=lambda _: None)
