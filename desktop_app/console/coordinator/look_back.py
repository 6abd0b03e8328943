"""Looks back at what is decided: long lists read in parts, of which each line can be undone."""

from collections.abc import Callable
from dataclasses import replace

from desktop_app.console.coordinator.duplicates_states import (
    PART_SIZE,
    LookingBack,
    LookingClosely,
)
from desktop_app.console.coordinator.review import Run
from desktop_app.problems import Problem
from desktop_app.register.deciding import decide, undo_decision
from desktop_app.register.past import Decider, Past, PastPart, past_part
from desktop_app.register.side_by_side import SideBySide, look_at
from desktop_app.register.store import Register


def is_undone_by_parting(line: Past) -> bool:
    """Tell whether a line is undone by the decision that they are two people."""
    return line.decision is None and line.decider is Decider.RULE


def may_change(line: Past) -> bool:
    """Tell whether a line can be undone, or what was undone can be decided so again."""
    return is_undone_by_parting(line) or (line.decision is not None and not line.is_overtaken)


class LookBack:
    """One list of a campaign, and a line of it that is looked at closely."""

    def __init__(
        self,
        state: LookingBack,
        run: Run,
        show: Callable[[LookingBack | LookingClosely], object],
    ) -> None:
        """Begin by reading the first part."""
        self.state: LookingBack | LookingClosely = state
        self._run = run
        self._show = show
        self._asked: set[int] = set()
        self._round = 0
        self.want(0)

    def want(self, part: int) -> None:
        """Read a part, unless it is here or on its way."""
        state = self._list()
        if part in state.parts or part in self._asked:
            return
        self._asked.add(part)
        campaign, which, now = state.campaign.id, state.which, self._round
        self._run(
            lambda register: past_part(register, campaign, which, part * PART_SIZE, PART_SIZE),
            on_done=lambda found: self._take(part, found, now),
            on_problem=lambda problem: self._miss(part, problem, now),
        )

    def look_again(self) -> None:
        """Read the list anew: it may have changed while somebody was elsewhere."""
        if isinstance(self.state, LookingBack) and not self.state.is_busy:
            self._read_anew(None)

    def choose(self, number: int) -> None:
        """Mark a line."""
        if isinstance(self.state, LookingBack) and number != self.state.chosen:
            self._turn_to(replace(self.state, chosen=number, problem=None))

    def look_closely(self) -> None:
        """Show the two signatures of the marked line side by side."""
        state = self._list()
        line = state.line(state.chosen)
        if line is None or state.is_busy:
            return
        self._turn_to(replace(state, is_busy=True, problem=None))
        self._run(
            lambda register: look_at(register, *line.pair),
            on_done=lambda beside: self._see(line, beside),
            on_problem=self._fail,
        )

    def look_around(self) -> None:
        """Show the list again."""
        if isinstance(self.state, LookingClosely):
            self._turn_to(self.state.back)

    def change(self) -> None:
        """Undo the marked line, or decide so again what was undone."""
        state = self._list()
        is_busy = self.state.is_busy
        line = self.state.line if isinstance(self.state, LookingClosely) else None
        line = line or state.line(state.chosen)
        if line is None or is_busy or not may_change(line):
            return
        self._turn_to(replace(self.state, is_busy=True, problem=None))
        self._run(
            lambda register: _change(register, line), on_done=self._read_anew, on_problem=self._fail
        )

    # -- what comes back from the lane --

    def _take(self, part: int, found: PastPart, now: int) -> None:
        if now != self._round:
            return
        self._asked.discard(part)
        state = self._list()
        if state.count is not None and state.count != found.count:  # a merge came in between
            self._read_anew(None)
            return
        parts = {**state.parts, part: found.lines}
        chosen = min(state.chosen, max(0, found.count - 1))
        self._turn_list(replace(state, count=found.count, parts=parts, chosen=chosen))

    def _miss(self, part: int, problem: Problem, now: int) -> None:
        if now == self._round:
            self._asked.discard(part)
            self._turn_list(replace(self._list(), problem=problem))

    def _see(self, line: Past, beside: SideBySide | None) -> None:
        state = replace(self._list(), is_busy=False)
        self._turn_to(LookingClosely(back=state, line=line, beside=beside))

    def _fail(self, problem: Problem) -> None:
        self._turn_to(replace(self.state, is_busy=False, problem=problem))

    def _read_anew(self, _: object) -> None:
        """Read the list again, about where somebody stands: lines may have come and gone."""
        state = self._list()
        self._round += 1
        self._asked.clear()
        self._turn_to(replace(state, count=None, parts={}, is_busy=False, problem=None))
        self.want(state.chosen // PART_SIZE)

    def _list(self) -> LookingBack:
        return self.state.back if isinstance(self.state, LookingClosely) else self.state

    def _turn_list(self, state: LookingBack) -> None:
        """Change the list, also beneath a line that is looked at closely."""
        if isinstance(self.state, LookingClosely):
            self._turn_to(replace(self.state, back=state))
        else:
            self._turn_to(state)

    def _turn_to(self, state: LookingBack | LookingClosely) -> None:
        if state != self.state:
            self.state = state
            self._show(state)


def _change(register: Register, line: Past) -> None:
    if is_undone_by_parting(line):
        decide(register, *line.pair, is_same=False)
    elif line.undone_at is not None:
        decide(register, *line.pair, is_same=line.is_same)
    elif line.decision is not None:
        undo_decision(register, line.decision)
