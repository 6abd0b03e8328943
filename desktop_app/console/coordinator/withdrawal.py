"""Taking back what a person asks for, and what follows: the reply, and the receivers who are told."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from desktop_app.console.coordinator.inquiry_states import EVERYTHING, Withdrawing, Withdrew
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.trail import Trail
from desktop_app.console.given_inquiry import InquiryGiven, TakenBack
from desktop_app.deliveries.reply import write_reply
from desktop_app.problems import Problem
from desktop_app.register.store import Register
from desktop_app.register.story import Story, check_unchanged
from desktop_app.register.withdrawals import note_informed, note_not_informed


class Withdrawal:
    """What happens on the pages of a withdrawal. Just what was shown is taken back, or nothing."""

    def __init__(self, given: InquiryGiven, trail: Trail, session: RegisterSession) -> None:
        """Begin with nothing asked for."""
        self._given = given
        self._trail = trail
        self._session = session

    def begin(self, story: Story) -> None:
        """Ask what is to be taken back."""
        self._trail.go(Withdrawing(story=story))

    def choose(self, wish: str) -> None:
        """Choose a consent, or everything; nothing is done yet."""
        if isinstance(self._trail.last, Withdrawing):
            self._trail.renew(replace(self._trail.last, wish=wish))

    def ask_again(self) -> None:
        """Ask once more."""
        state = self._trail.last
        if isinstance(state, Withdrawing) and state.wish is not None:
            self._trail.turn(replace(state, is_asked_again=True))

    def do(self) -> None:
        """Take it back: it was agreed to twice."""
        state = self._trail.last
        if not isinstance(state, Withdrawing) or state.wish is None or state.is_busy:
            return
        wish, person = state.wish, state.story.person
        self._trail.renew(replace(state, is_busy=True, problem=None))

        def take_back(register: Register) -> TakenBack:
            check_unchanged(register, person)
            return self._given.take_back(register, person, None if wish == EVERYTHING else wish)

        self._session.work(take_back, on_done=self._take, on_problem=self._say)

    # -- afterwards --

    def copy(self) -> None:
        """Put the reply into the clipboard."""
        if isinstance(self._trail.last, Withdrew):
            QGuiApplication.clipboard().setText(self._trail.last.taken.reply)
            self._trail.renew(replace(self._trail.last, is_copied=True, saved=None, problem=None))

    def save(self, out: Path) -> None:
        """Write the reply into a file."""
        state = self._trail.last
        if isinstance(state, Withdrew):
            self._session.work(
                lambda _: write_reply(out, state.taken.reply),
                on_done=lambda _: self._take_saved(out),
                on_problem=self._say_after,
            )

    def note_told(self, delivery: int, *, is_told: bool) -> None:
        """Note that the receivers of a delivery were told of this withdrawal, or take that back."""
        state = self._trail.last
        if isinstance(state, Withdrew):
            noting = note_informed if is_told else note_not_informed
            self._session.work(
                lambda register: noting(register, delivery, state.taken.done.ids),
                on_done=lambda _: self._take_told(delivery, is_told=is_told),
                on_problem=self._say_after,
            )

    # -- what comes back --

    def _take(self, taken: TakenBack) -> None:
        state = self._trail.last
        if isinstance(state, Withdrawing) and state.wish is not None:
            self._trail.turn(Withdrew(story=state.story, wish=state.wish, taken=taken))

    def _say(self, problem: Problem) -> None:
        if isinstance(self._trail.last, Withdrawing):
            self._trail.renew(replace(self._trail.last, is_busy=False, problem=problem))

    def _take_saved(self, out: Path) -> None:
        if isinstance(self._trail.last, Withdrew):
            self._trail.renew(replace(self._trail.last, saved=out, problem=None))

    def _take_told(self, delivery: int, *, is_told: bool) -> None:
        state = self._trail.last
        if isinstance(state, Withdrew):
            told = state.told | {delivery} if is_told else state.told - {delivery}
            self._trail.renew(replace(state, told=told, problem=None))

    def _say_after(self, problem: Problem) -> None:
        if isinstance(self._trail.last, Withdrew):
            self._trail.renew(replace(self._trail.last, problem=problem))
