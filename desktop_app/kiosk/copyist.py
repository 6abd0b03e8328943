"""Brings each new record to the second copy, and never stands in anybody's way.

Records are read from the journal on the journal's lane, a few at a time; they are written to the
stick on a lane of its own, which may hang for as long as it likes. The thanks are told before.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from desktop_app.kiosk.stall import CopyFile, OpenSecondCopy
from desktop_app.kiosk.states import Tell
from desktop_app.kiosk.storage_states import SecondCopy, SecondCopySeen
from desktop_app.kiosk.values import Value
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane

if TYPE_CHECKING:  # the first screen needs no second copy
    from desktop_app.journal.copying import Copied
    from desktop_app.journal.mirror import Standing

T = TypeVar("T")

RECORDS_AT_ONCE = 50
"""So few that a signature which comes in between waits some milliseconds at most."""
SECONDS_BETWEEN_LOOKS = 10.0
"""How soon it is looked again for a second copy that is away."""
HANGS_AFTER_S = 20.0
"""A stick that has not answered for so long counts as away; if it does answer, it goes on."""
WAIT_AT_END_S = 3.0


class AskJournal(Protocol):
    """Lets the journal's lane answer something, once the journal is open."""

    def __call__(
        self,
        what: "Callable[[Copied], T]",
        *,
        on_done: Callable[[T], None],
        on_problem: Callable[[Problem], None],
    ) -> None:
        """One of the two callbacks follows, on the screen's thread."""
        ...


class Portion(Value, frozen=True, kw_only=True):
    """What the journal gives for the second copy at once, and how many records it still lacks."""

    frames: Sequence[bytes]
    missing_count: int


class Copyist:
    """One step at a time: open, reckon, append, reckon. What fails is begun anew after a while."""

    def __init__(self, open_copy: OpenSecondCopy, ask: AskJournal, tell: Tell) -> None:
        """Know how the second copy is opened; nothing is looked for yet."""
        self._open_copy = open_copy
        self._ask = ask
        self._tell = tell
        self._lane = Lane(may_be_left=True)
        self._copy: CopyFile | None = None  # of the copy's lane alone
        self._standing: Standing | None = None
        self._is_busy = False
        self._has_news = False
        self._rest_s = 0.0
        """Until it is looked again for a second copy that is away."""
        self._silent_s: float | None = None
        """Since the stick was asked something; None while it is not."""
        self._copied_count = 0
        self._has_ended = False

    def go_on(self) -> None:
        """Copy what is new; while the second copy is away, only count."""
        if self._has_ended:
            return
        self._has_news = True
        if self._rest_s > 0 or self._is_silent():
            self._ask(_record_count, on_done=self._count_missing, on_problem=lambda _: None)
        else:
            self._step()

    def tick(self, seconds: float) -> None:
        """Let time go by: look again for what was away, and notice what hangs."""
        if self._has_ended:
            return
        was_silent = self._is_silent()
        if self._silent_s is not None:
            self._silent_s += seconds
        if self._is_silent() and not was_silent:
            self._ask(_record_count, on_done=self._count_missing, on_problem=lambda _: None)
        if self._rest_s > 0:
            self._rest_s -= seconds
            if self._rest_s <= 0:
                self._step()

    def end(self) -> None:
        """Wait a little for a running write, and leave it if it hangs: it is whole or does not count."""
        self._has_ended = True
        self._lane.leave(after_s=WAIT_AT_END_S)

    # -- steps --

    def _step(self) -> None:
        if self._is_busy:
            return
        self._is_busy, self._has_news = True, False
        if self._standing is None:
            self._ask(_device_key, on_done=self._open, on_problem=self._lose)
        else:
            self._reckon(self._standing)

    def _open(self, device_key: bytes) -> None:
        self._write(lambda: self._opened(device_key), self._check)

    def _check(self, standing: "Standing") -> None:
        def portion(journal: "Copied") -> Portion:
            from desktop_app.journal.copying import check_history

            check_history(journal, standing.heads)
            return _portion(journal, standing)

        self._standing = standing
        self._ask(portion, on_done=self._append, on_problem=self._lose)

    def _reckon(self, standing: "Standing") -> None:
        self._standing = standing
        self._ask(
            lambda journal: _portion(journal, standing),
            on_done=self._append,
            on_problem=self._lose,
        )

    def _append(self, portion: Portion) -> None:
        self._say(is_there=True, missing_count=portion.missing_count)
        if portion.frames:
            self._write(lambda: self._appended(portion.frames), self._reckon)
            return
        self._is_busy = False
        if self._has_news:
            self._step()

    def _lose(self, _: Problem) -> None:
        """Begin anew after a while; what was copied before is known when it is opened again."""
        self._is_busy = False
        self._standing = None
        self._rest_s = SECONDS_BETWEEN_LOOKS
        if not self._has_ended:
            self._ask(_record_count, on_done=self._count_missing, on_problem=lambda _: None)

    # -- on the copy's lane --

    def _write(self, what: "Callable[[], Standing]", on_done: "Callable[[Standing], None]") -> None:
        """Let the stick do something, and count the seconds that it takes."""

        def done(standing: "Standing") -> None:
            self._silent_s = None
            self._copied_count = standing.record_count
            if not self._has_ended:
                on_done(standing)

        def failed(problem: Problem) -> None:
            self._silent_s = None
            self._lose(problem)

        self._silent_s = 0.0
        self._lane.run(what, on_done=done, on_problem=failed)

    def _opened(self, device_key: bytes) -> "Standing":
        self._copy = self._open_copy(device_key)
        return self._copy.standing()

    def _appended(self, frames: Sequence[bytes]) -> "Standing":
        assert self._copy is not None
        self._copy.append(frames)
        return self._copy.standing()

    # -- telling --

    def _is_silent(self) -> bool:
        return self._silent_s is not None and self._silent_s >= HANGS_AFTER_S

    def _count_missing(self, record_count: int) -> None:
        if self._rest_s > 0 or self._is_silent():
            self._say(is_there=False, missing_count=record_count - self._copied_count)

    def _say(self, *, is_there: bool, missing_count: int) -> None:
        seen = SecondCopy(is_there=is_there, waiting_count=max(0, missing_count))
        self._tell(SecondCopySeen(second_copy=seen))


# ---- on the journal's lane ------------------------------------------------------------------------


def _device_key(journal: "Copied") -> bytes:
    return journal.device_public_key


def _record_count(journal: "Copied") -> int:
    return sum(journal.record_counts().values())


def _portion(journal: "Copied", standing: "Standing") -> Portion:
    from desktop_app.journal.copying import next_frames

    return Portion(
        frames=next_frames(journal, standing, RECORDS_AT_ONCE),
        missing_count=_record_count(journal) - standing.record_count,
    )
