"""Decides about pair after pair: each decision is written while the next pair is already shown."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from desktop_app.console.coordinator.duplicates_states import Reviewing
from desktop_app.console.coordinator.pair_queue import (
    brought_back,
    gone_on,
    taken_out,
    turned,
    without,
)
from desktop_app.problems import Problem
from desktop_app.register.deciding import decide, undo_decision
from desktop_app.register.decisions import Pair
from desktop_app.register.problems import NoSuchDecision, NoSuchPair
from desktop_app.register.proposals import ProposedPair, still_open
from desktop_app.register.side_by_side import SideBySide, next_pairs
from desktop_app.register.store import Register

T = TypeVar("T")
READ_AT_ONCE = 100
FEW_AHEAD = 60
LOOKED_THROUGH = 100
"""How many pairs of the queue are asked for, after a decision, whether it has settled them too."""


class Run(Protocol):
    """Does something with the open register on the lane, in turn (`RegisterDesk.run`)."""

    def __call__(
        self,
        do: Callable[[Register], T],
        *,
        on_done: Callable[[T], object],
        on_problem: Callable[[Problem], object],
    ) -> None:
        """Queue it; one of the two follows unless the register is locked first."""


@dataclass(eq=False)
class _Deed:
    """A decision of this sitting. `decision` is written and read on the lane alone, in its turn."""

    beside: SideBySide = field(repr=False)
    at: int
    """Which in the queue it was."""
    decision: int | None = None
    settled: list[SideBySide] = field(default_factory=list, repr=False)
    """Pairs that it has settled too."""


class Review:
    """The pairs of one campaign and kind. It lives until somebody leaves them or the register locks."""

    def __init__(self, state: Reviewing, run: Run, show: Callable[[Reviewing], object]) -> None:
        """Begin by reading the likeliest pairs."""
        self.state = state
        self._run = run
        self._show = show
        self._deeds: list[_Deed] = []
        self._last: ProposedPair | None = None
        self._is_reading = False
        self._returned = 0
        self._read_ahead()

    def decide(self, *, is_same: bool) -> None:
        """Decide about the shown pair and show the next one at once."""
        beside = self.state.pair
        if beside is None:
            return
        deed = _Deed(beside=beside, at=self.state.at)
        self._deeds.append(deed)
        self._returned = 0
        self._turn_to(taken_out(self.state))
        others = [each.pair for each in self.state.queue[:LOOKED_THROUGH]]
        self._run(
            lambda register: _decide(register, deed, others, is_same=is_same),
            on_done=lambda settled: self._drop(deed, settled),
            on_problem=lambda problem: self._fail(deed, problem),
        )
        self._read_ahead()

    def undo(self) -> None:
        """Undo the last decision of this sitting, and show its pair again at once."""
        if not self._deeds:
            return
        deed = self._deeds.pop()
        self._returned = 0
        state = brought_back(self.state, [deed.beside, *deed.settled], at=deed.at)
        self._turn_to(replace(state, problem=None))
        self._run(
            lambda register: _undo(register, deed),
            on_done=lambda _: None,
            on_problem=lambda problem: self._stand(deed, problem),
        )

    def turn(self, step: int) -> None:
        """Show the next pair (1) or the one before (-1) without deciding."""
        self._returned = 0
        self._turn_to(turned(self.state, step))
        self._read_ahead()

    def look_again(self) -> None:
        """Drop pairs that were settled from another place, also the one that is shown: an erasure say."""
        pairs = [each.pair for each in self.state.queue]
        self._run(
            lambda register: _settled(register, pairs),
            on_done=lambda settled: self._turn_to(without(self.state, settled, also_shown=True)[0]),
            on_problem=self._miss,
        )

    # -- what comes back from the lane --

    def _drop(self, deed: _Deed, settled: frozenset[Pair]) -> None:
        state, deed.settled = without(self.state, settled)
        self._turn_to(state)
        self._read_ahead()

    def _fail(self, deed: _Deed, problem: Problem) -> None:
        """Show the pair again about which nothing was written, with the reason."""
        state = self.state
        if deed in self._deeds:
            self._deeds.remove(deed)
            if not isinstance(problem, NoSuchPair):  # one that is not here cannot be shown
                state = brought_back(state, [deed.beside], at=deed.at, behind=self._returned)
                self._returned += 1
            else:
                state = replace(state, decided_today=max(0, state.decided_today - 1))
        self._turn_to(replace(state, problem=problem))

    def _stand(self, deed: _Deed, problem: Problem) -> None:
        """Leave a decision standing that could not be undone."""
        if isinstance(problem, NoSuchDecision):  # it was undone in the list of decisions already
            return
        self._deeds.append(deed)
        state = self.state
        if deed.beside in state.queue:
            state = taken_out(replace(state, at=state.queue.index(deed.beside)))
        state, _ = without(state, {each.pair for each in deed.settled})
        self._turn_to(replace(state, problem=problem))

    def _read_ahead(self) -> None:
        state = self.state
        is_enough = len(state.queue) - state.at > FEW_AHEAD
        if self._is_reading or state.is_read_to_end or is_enough:
            return
        self._is_reading = True
        campaign, kind, after = state.campaign.id, state.kind, self._last
        self._run(
            lambda register: next_pairs(
                register, campaign, limit=READ_AT_ONCE, kind=kind, after=after
            ),
            on_done=self._take,
            on_problem=self._miss,
        )

    def _take(self, more: tuple[SideBySide, ...]) -> None:
        self._is_reading = False
        self._last = more[-1].proposed if more else self._last
        self._turn_to(gone_on(self.state, more, is_end=len(more) < READ_AT_ONCE))

    def _miss(self, problem: Problem) -> None:
        self._is_reading = False
        self._turn_to(replace(self.state, problem=problem))

    def _turn_to(self, state: Reviewing) -> None:
        state = replace(state, undoable=len(self._deeds))
        if state != self.state:
            self.state = state
            self._show(state)


def _decide(
    register: Register, deed: _Deed, others: list[Pair], *, is_same: bool
) -> frozenset[Pair]:
    """Write a decision; gives those of other pairs that it has settled too."""
    deed.decision = decide(register, *deed.beside.pair, is_same=is_same).id
    return _settled(register, others)


def _settled(register: Register, pairs: list[Pair]) -> frozenset[Pair]:
    """Give those of some pairs about which nobody has to decide any more."""
    with register.transaction() as connection:
        return frozenset(pairs) - still_open(connection, pairs)


def _undo(register: Register, deed: _Deed) -> None:
    if deed.decision is not None:  # else writing it has failed
        undo_decision(register, deed.decision)
