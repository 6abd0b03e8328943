"""The list of those who are still to be told of withdrawals: read, and noted one by one."""

from dataclasses import dataclass, field, replace

from desktop_app.console.coordinator.inquiry_states import Informing, Packs
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.trail import Trail
from desktop_app.problems import Problem
from desktop_app.register.packs import known_pack
from desktop_app.register.store import Register
from desktop_app.register.withdrawals import (
    ToInform,
    list_to_inform,
    note_informed,
    note_not_informed,
)


@dataclass(frozen=True, kw_only=True)
class _Read:
    receivers: tuple[ToInform, ...]
    packs: Packs = field(repr=False)


class Receivers:
    """What happens on that page. Who was told stays on it until it is left: it can be undone."""

    def __init__(self, trail: Trail, session: RegisterSession) -> None:
        """Begin with nothing read."""
        self._trail = trail
        self._session = session

    def read(self) -> None:
        """Read the list."""
        self._session.work(_read, on_done=self._take, on_problem=self._say)

    def note_told(self, withdrawal: int, delivery: int, *, is_told: bool) -> None:
        """Note that the receivers of a delivery were told of a withdrawal, or take that back."""
        noting = note_informed if is_told else note_not_informed
        self._session.work(
            lambda register: noting(register, delivery, (withdrawal,)),
            on_done=lambda _: self._take_told((withdrawal, delivery), is_told=is_told),
            on_problem=self._say,
        )

    def _take(self, read: _Read) -> None:
        if isinstance(self._trail.last, Informing):
            state = replace(self._trail.last, receivers=read.receivers, packs=read.packs)
            self._trail.turn(state)

    def _take_told(self, key: tuple[int, int], *, is_told: bool) -> None:
        state = self._trail.last
        if isinstance(state, Informing):
            told = state.told | {key} if is_told else state.told - {key}
            self._trail.renew(replace(state, told=told, problem=None))

    def _say(self, problem: Problem) -> None:
        if isinstance(self._trail.last, Informing):
            self._trail.renew(replace(self._trail.last, problem=problem))


def _read(register: Register) -> _Read:
    receivers = list_to_inform(register)
    campaigns = sorted({each.campaign for each in receivers})
    return _Read(receivers=receivers, packs={one: known_pack(register, one) for one in campaigns})
