"""The way to the journal: opening, counting and keeping on the worker lane, told back as events."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from desktop_app.campaign.pack import Pack
from desktop_app.journal.kept import KeptRecord
from desktop_app.kiosk.copyist import Copyist
from desktop_app.kiosk.space_watch import SpaceWatch
from desktop_app.kiosk.stall import Keeper, Stall
from desktop_app.kiosk.states import (
    JournalFailed,
    JournalOpened,
    Keep,
    KeepFailed,
    Kept,
    TakeBack,
    TakeBackFailed,
    TakenBack,
    Tell,
)
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.signature.draft import Circumstances, complete
from desktop_app.signature.signature import Signature

if TYPE_CHECKING:  # the first screen needs no second copy
    from desktop_app.journal.copying import Copied

T = TypeVar("T")


class JournalClosed(Problem):
    """A signature came before the journal could be opened."""

    code = "journal.closed"


class DraftIncomplete(Problem):
    """A draft that had passed every page was still not complete: the rules changed on the way."""

    code = "kiosk.incomplete"


class Vault:
    """Where signatures go. The journal itself is only ever touched on the lane."""

    def __init__(
        self, stall: Stall, lane: Lane, tell: Tell, take_others: Callable[[tuple[Pack, ...]], None]
    ) -> None:
        """Know the journal, whom to tell, and who takes the packs of the other campaigns."""
        self._take_others = take_others
        self._packs = {stall.pack.id: stall.pack}
        self._stall = stall
        self._lane = lane
        self._tell = tell
        self._keeper: Keeper | None = None
        self._space = SpaceWatch(stall, lane, tell)
        self._copyist: Copyist | None = None

    def open(self) -> None:
        """Open the journal if it is not open, and count; then ready what the form will need."""
        self._space.look()
        self._lane.run(
            self._open,
            on_done=self._know_open,
            on_problem=lambda problem: self._tell(JournalFailed(code=problem.code)),
        )
        self._lane.run(
            self._stall.read_others,
            on_done=self._know,
            on_problem=lambda _: None,  # a broken pack of another campaign stops nobody here
        )
        self._lane.run(_warm_up, on_done=lambda _: None, on_problem=lambda _: None)

    def keep(self, command: Keep) -> None:
        """Make a signature of a draft and write it; the thanks come only after that."""
        number = command.number
        pack = self._packs[command.campaign]
        circumstances = Circumstances(
            language=command.language,
            signed_at=self._stall.clock(),
            place=self._stall.place,
            shift=self._stall.shift,
            was_quick=command.was_quick,
        )
        signature = complete(pack, command.draft, circumstances, self._stall.randomness)
        if not isinstance(signature, Signature):
            self._tell(KeepFailed(number=number, code=DraftIncomplete.code))
            return
        code = signature.withdrawal_code
        self._lane.run(
            lambda: self._keep(signature, pack),
            on_done=lambda kept: self._tell_written(
                Kept(
                    number=number,
                    campaign=pack.id,
                    withdrawal_code=code,
                    record_id=kept.record_id,
                    kept_count=kept.count,
                )
            ),
            on_problem=lambda problem: self._tell(KeepFailed(number=number, code=problem.code)),
        )
        self._space.look()

    def take_back(self, command: TakeBack) -> None:
        """Write that a signature does not count any more."""
        campaign, record_id = command.campaign, command.record_id
        pack = self._packs[campaign]
        self._lane.run(
            lambda: self._opened().undo(record_id, pack),
            on_done=lambda count: self._tell_written(
                TakenBack(campaign=campaign, record_id=record_id, kept_count=count)
            ),
            on_problem=lambda problem: self._tell(TakeBackFailed(code=problem.code)),
        )
        self._space.look()

    def tick(self, seconds: float) -> None:
        """Let time go by."""
        self._space.tick(seconds)
        if self._copyist is not None:
            self._copyist.tick(seconds)

    def close(self) -> None:
        """Close the journal once all that was queued is written; a stick is waited for a little."""
        self._lane.run(self._close, on_done=lambda _: None, on_problem=lambda _: None)
        if self._copyist is not None:
            self._copyist.end()

    def _know_open(self, count: int) -> None:
        self._tell(JournalOpened(kept_count=count))
        if self._copyist is None and self._stall.second_copy is not None:
            self._copyist = Copyist(self._stall.second_copy, self._ask_journal, self._tell)
        self._copy()

    def _tell_written(self, event: Kept | TakenBack) -> None:
        """Tell it before anything else is done about it."""
        self._tell(event)
        self._copy()

    def _copy(self) -> None:
        if self._copyist is not None:
            self._copyist.go_on()

    def _ask_journal(
        self,
        what: Callable[["Copied"], T],
        *,
        on_done: Callable[[T], None],
        on_problem: Callable[[Problem], None],
    ) -> None:
        self._lane.run(lambda: what(self._copied()), on_done=on_done, on_problem=on_problem)

    def _copied(self) -> "Copied":
        from desktop_app.journal.copying import Copied

        keeper = self._opened()
        assert isinstance(keeper, Copied)
        return keeper

    def _know(self, others: tuple[Pack, ...]) -> None:
        self._packs |= {pack.id: pack for pack in others}
        self._take_others(others)

    def _open(self) -> int:
        if self._keeper is None:
            self._keeper = self._stall.open_journal()
        return self._keeper.count(self._stall.pack.id)

    def _keep(self, signature: Signature, pack: Pack) -> KeptRecord:
        return self._opened().keep(signature, pack)

    def _opened(self) -> Keeper:
        if self._keeper is None:
            raise JournalClosed
        return self._keeper

    def _close(self) -> None:
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None


def _warm_up() -> None:
    """Load what the form needs and the first screen does not."""
    import email_validator  # noqa: F401
    import phonenumbers  # noqa: F401
    import segno  # noqa: F401

    from desktop_app.kiosk.countries import other_names

    other_names()
