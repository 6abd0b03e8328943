"""Looking for a person: by code, e-mail and phone at once, by name step by step."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace

from desktop_app.console.coordinator.inquiry_states import Finding, Packs, Several
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.trail import Trail
from desktop_app.console.steps import Listener, Steps
from desktop_app.problems import Problem
from desktop_app.register.finding import FindProgress, Person
from desktop_app.register.packs import known_pack
from desktop_app.register.store import Register
from desktop_app.register.whole import By, find_people


@dataclass(frozen=True, kw_only=True)
class PeopleFound:
    """Who was found, with the packs of their campaigns."""

    people: tuple[Person, ...] = field(repr=False)
    packs: Packs = field(repr=False)


class Searching:
    """What happens on the page that finds somebody. Whoever is found alone is told of at once."""

    def __init__(
        self, trail: Trail, session: RegisterSession, tell: Callable[[str], object]
    ) -> None:
        """Begin with nobody looked for; `tell` opens the story of a signature's person."""
        self._trail = trail
        self._session = session
        self._tell = tell
        self._steps: Steps[FindProgress | PeopleFound] | None = None

    def choose(self, by: By) -> None:
        """Look by another thing that they know."""
        if isinstance(self._trail.last, Finding):
            self._trail.renew(replace(self._trail.last, by=by, problem=None))

    def take_typed(self, typed: str) -> None:
        """Keep what was typed: the page may be drawn anew."""
        if isinstance(self._trail.last, Finding):
            self._trail.note(replace(self._trail.last, typed=typed))

    def begin(self) -> None:
        """Search."""
        state = self._trail.last
        if not isinstance(state, Finding) or state.is_busy:
            return
        self._trail.renew(replace(state, is_busy=True, progress=None, problem=None))
        listener = Listener(on_step=self._take, on_done=lambda: None, on_problem=self._rest)
        self._steps = self._session.work_in_steps(
            lambda register: _found(register, state.by, state.typed), listener
        )

    def stop(self) -> None:
        """Search no further; what was typed stays."""
        self.give_up()
        self._rest()

    def give_up(self) -> None:
        """Search no further: the page is left, or the register locked."""
        if self._steps is not None:
            self._steps.stop()
            self._steps = None

    def _take(self, step: FindProgress | PeopleFound) -> None:
        if not isinstance(self._trail.last, Finding):
            return
        if isinstance(step, FindProgress):
            self._trail.renew(replace(self._trail.last, progress=step))
            return
        self._trail.note(replace(self._trail.last, is_busy=False, progress=None))
        if len(step.people) == 1:
            self._tell(step.people[0][0].record_id)
        else:
            self._trail.go(Several(people=step.people, packs=step.packs))

    def _rest(self, problem: Problem | None = None) -> None:
        state = self._trail.last
        if isinstance(state, Finding):
            self._trail.renew(replace(state, is_busy=False, progress=None, problem=problem))


def packs_of(register: Register, people: tuple[Person, ...]) -> Packs:
    """Give the newest pack of each campaign in which somebody of these signed."""
    campaigns = sorted({person[0].campaign for person in people})
    return {campaign: known_pack(register, campaign) for campaign in campaigns}


def _found(
    register: Register, by: By, typed: str
) -> Generator[FindProgress | PeopleFound, None, None]:
    for step in find_people(register, by, typed):
        if isinstance(step, FindProgress):
            yield step
        else:
            yield PeopleFound(people=step, packs=packs_of(register, step))
