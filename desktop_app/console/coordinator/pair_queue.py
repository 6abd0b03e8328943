"""The pairs that were read ahead: which is shown next, what goes out, what comes back."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from desktop_app.console.coordinator.duplicates_states import Reviewing
from desktop_app.register.decisions import Pair
from desktop_app.register.side_by_side import SideBySide


def taken_out(state: Reviewing) -> Reviewing:
    """Take the shown pair out, because it is decided: the next one stands in its place."""
    queue = (*state.queue[: state.at], *state.queue[state.at + 1 :])
    return _counted(
        replace(state, queue=queue, at=min(state.at, max(0, len(queue) - 1)), problem=None),
        left=-1,
        decided=1,
    )


def brought_back(
    state: Reviewing, pairs: Sequence[SideBySide], *, at: int, behind: int = 0
) -> Reviewing:
    """Put pairs back where they were and show them; the first is the one that was decided.

    Args:
        at: which in the queue the decided one was.
        behind: how many others came back to that place just before.
    """
    there = {each.pair for each in state.queue}
    new = [each for each in pairs if each.pair not in there]
    at = min(at, len(state.queue))
    place = min(at + behind, len(state.queue))
    queue = (*state.queue[:place], *new, *state.queue[place:])
    decided = -1 if pairs and pairs[0].pair not in there else 0
    return _counted(replace(state, queue=queue, at=at), left=len(new), decided=decided)


def gone_on(state: Reviewing, more: Sequence[SideBySide], *, is_end: bool) -> Reviewing:
    """Add what was read ahead. Read to the end, all that is left is here."""
    there = {each.pair for each in state.queue}
    queue = (*state.queue, *(each for each in more if each.pair not in there))
    left = len(queue) if is_end else state.left_count
    return replace(state, queue=queue, is_read_to_end=is_end, left_count=left)


def without(
    state: Reviewing, settled: Collection[Pair], *, also_shown: bool = False
) -> tuple[Reviewing, list[SideBySide]]:
    """Drop pairs that another decision has settled; gives them, too.

    Args:
        also_shown: whether the one before somebody's eyes may go as well.
    """
    shown = None if also_shown and state.pair and state.pair.pair in settled else state.pair
    dropped = [each for each in state.queue if each.pair in settled and each is not shown]
    gone = {each.pair for each in dropped}
    queue = tuple(each for each in state.queue if each.pair not in gone)
    at = queue.index(shown) if shown is not None else min(state.at, max(0, len(queue) - 1))
    return _counted(replace(state, queue=queue, at=at), left=-len(dropped)), dropped


def turned(state: Reviewing, step: int) -> Reviewing:
    """Show another pair without deciding; at both ends there is no further one."""
    at = max(0, min(state.at + step, len(state.queue) - 1))
    return replace(state, at=at, problem=None)


def _counted(state: Reviewing, *, left: int, decided: int = 0) -> Reviewing:
    return replace(
        state,
        left_count=max(0, state.left_count + left),
        decided_today=max(0, state.decided_today + decided),
    )
