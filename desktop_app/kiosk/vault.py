"""The way to the journal: opening, counting and keeping on the worker lane, told back as events."""

from desktop_app.kiosk.stall import Keeper, Stall
from desktop_app.kiosk.states import (
    JournalFailed,
    JournalOpened,
    Keep,
    KeepFailed,
    Kept,
    Tell,
)
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.signature.draft import Circumstances, complete
from desktop_app.signature.signature import Signature


class JournalClosed(Problem):
    """A signature came before the journal could be opened."""

    code = "journal.closed"


class DraftIncomplete(Problem):
    """A draft that had passed every page was still not complete: the rules changed on the way."""

    code = "kiosk.incomplete"


class Vault:
    """Where signatures go. The journal itself is only ever touched on the lane."""

    def __init__(self, stall: Stall, lane: Lane, tell: Tell) -> None:
        """Know the journal, and whom to tell."""
        self._stall = stall
        self._lane = lane
        self._tell = tell
        self._keeper: Keeper | None = None

    def open(self) -> None:
        """Open the journal if it is not open, and count; then ready what the form will need."""
        self._lane.run(
            self._open,
            on_done=lambda count: self._tell(JournalOpened(kept_count=count)),
            on_problem=lambda problem: self._tell(JournalFailed(code=problem.code)),
        )
        self._lane.run(_warm_up, on_done=lambda _: None, on_problem=lambda _: None)

    def keep(self, command: Keep) -> None:
        """Make a signature of a draft and write it; the thanks come only after that."""
        number = command.number
        circumstances = Circumstances(
            language=command.language,
            signed_at=self._stall.clock(),
            place=self._stall.place,
            shift=self._stall.shift,
        )
        signature = complete(self._stall.pack, command.draft, circumstances, self._stall.randomness)
        if not isinstance(signature, Signature):
            self._tell(KeepFailed(number=number, code=DraftIncomplete.code))
            return
        code = signature.withdrawal_code
        self._lane.run(
            lambda: self._keep(signature),
            on_done=lambda count: self._tell(
                Kept(number=number, withdrawal_code=code, kept_count=count)
            ),
            on_problem=lambda problem: self._tell(KeepFailed(number=number, code=problem.code)),
        )

    def close(self) -> None:
        """Close the journal once all that was queued is written."""
        self._lane.run(self._close, on_done=lambda _: None, on_problem=lambda _: None)

    def _open(self) -> int:
        if self._keeper is None:
            self._keeper = self._stall.open_journal()
        return self._keeper.count(self._stall.pack.id)

    def _keep(self, signature: Signature) -> int:
        if self._keeper is None:
            raise JournalClosed
        return self._keeper.keep(signature, self._stall.pack).count

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
