"""Looks how much the disk still takes: at the start, after each signature, and every minute."""

from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.states import Tell
from desktop_app.kiosk.storage_states import SpaceSeen
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane

SECONDS_BETWEEN_LOOKS = 60.0


class SpaceWatch:
    """Asks on the worker lane, where a slow disk keeps nobody waiting but itself."""

    def __init__(self, stall: Stall, lane: Lane, tell: Tell) -> None:
        """Know whom to ask, and whom to tell."""
        self._free_bytes = stall.free_bytes
        self._lane = lane
        self._tell = tell
        self._left_s = SECONDS_BETWEEN_LOOKS

    def look(self) -> None:
        """Look once more, after what is queued already."""
        self._left_s = SECONDS_BETWEEN_LOOKS
        self._lane.run(self._free_bytes, on_done=self._saw, on_problem=self._cannot_know)

    def tick(self, seconds: float) -> None:
        """Let time go by."""
        self._left_s -= seconds
        if self._left_s <= 0:
            self.look()

    def _saw(self, free_bytes: int | None) -> None:
        self._tell(SpaceSeen(free_bytes=free_bytes))

    def _cannot_know(self, _: Problem) -> None:
        self._saw(None)
