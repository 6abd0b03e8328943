"""Looking for what somebody may want to look at: step by step, and one kind after the other."""

from collections.abc import Callable
from dataclasses import replace

from desktop_app.console.coordinator.inquiry_states import LookingAt
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.trail import Trail
from desktop_app.console.given_inquiry import InquiryGiven
from desktop_app.console.steps import Listener, Steps
from desktop_app.problems import Problem
from desktop_app.register.flags import FlagProgress
from desktop_app.register.looking import ToLookAt, find_what_to_look_at


class LooksAt:
    """What happens on that page. Whoever leaves it before it is done stops it."""

    def __init__(
        self,
        given: InquiryGiven,
        trail: Trail,
        session: RegisterSession,
        tell: Callable[[str], object],
    ) -> None:
        """Begin with nothing looked at; `tell` opens the story of a signature's person."""
        self._given = given
        self._trail = trail
        self._session = session
        self._tell = tell
        self._steps: Steps[FlagProgress | ToLookAt] | None = None

    def begin(self) -> None:
        """Look through all signatures."""
        self.give_up()
        listener = Listener(on_step=self._take, on_done=lambda: None, on_problem=self._say)
        self._steps = self._session.work_in_steps(
            lambda register: find_what_to_look_at(register, self._given.names_to_look_at()),
            listener,
        )

    def give_up(self) -> None:
        """Look no further."""
        if self._steps is not None:
            self._steps.stop()
            self._steps = None

    def choose(self, group: int) -> None:
        """Show another kind."""
        if isinstance(self._trail.last, LookingAt):
            self._trail.renew(replace(self._trail.last, group=group, line=None))

    def open(self, record_id: str, line: int) -> None:
        """Tell a person's story; the list stays where it is."""
        if isinstance(self._trail.last, LookingAt):
            self._trail.note(replace(self._trail.last, line=line))
            self._tell(record_id)

    def _take(self, step: FlagProgress | ToLookAt) -> None:
        state = self._trail.last
        if not isinstance(state, LookingAt):
            return
        if isinstance(step, FlagProgress):
            self._trail.renew(replace(state, progress=step))
        else:
            first = next((at for at, group in enumerate(step.groups) if group.rows), 0)
            self._trail.turn(replace(state, progress=None, found=step, group=first))

    def _say(self, problem: Problem) -> None:
        if isinstance(self._trail.last, LookingAt):
            self._trail.renew(replace(self._trail.last, progress=None, problem=problem))
