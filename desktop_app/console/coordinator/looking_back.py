"""Past merges: each is taken back as a whole, and brought back, with progress until it is committed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.console.coordinator.merge_states import (
    AskingBack,
    BringingBack,
    ChangingMerge,
    LookingBackState,
    PastMerges,
    first_readable,
)
from desktop_app.console.coordinator.past_merges_page import (
    BringBackPage,
    PastMergesPage,
    TakeBackPage,
)
from desktop_app.console.coordinator.working_page import WorkingPage
from desktop_app.console.given_keys import KnownKey
from desktop_app.console.given_merging import MergingGiven
from desktop_app.console.pages.page import Page
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.register.bringing_back import BroughtBack, bring_back_merge
from desktop_app.register.devices import known_devices
from desktop_app.register.merges import PastMerge, Progress, past_merges, take_back_merge
from desktop_app.register.store import Register

T = TypeVar("T")


class Run(Protocol):
    """Does something with the open register on the lane."""

    def __call__(
        self,
        do: Callable[[Register], T],
        *,
        on_done: Callable[[T], object],
        on_problem: Callable[[Problem], object],
    ) -> None:
        """Queue it; one of the two callbacks follows, unless it is locked meanwhile."""


class _Stopped(Exception):
    """Somebody pressed Stop: the transaction that runs is rolled back."""


class LookingBack(QObject):
    """What is done with merges of the past.

    Whatever is being changed when the register locks is still finished; then it is nobody's news.
    """

    changed = Signal()
    page_outdated = Signal()
    left = Signal()
    _progressed = Signal(int, int)
    """From the lane."""

    def __init__(self, run: Run, given: MergingGiven) -> None:
        """Read them."""
        super().__init__()
        self.state: LookingBackState = PastMerges()
        self._run = run
        self._given = given
        self._is_stopped = False
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._list(PastMerges())

    # -- pages --

    def new_page(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        match self.state:
            case PastMerges():
                past = PastMergesPage(setting, self.state)
                past.back_asked.connect(self._ask_back)
                past.bring_asked.connect(self._ask_bring)
                past.finished.connect(self.left)
                return past
            case AskingBack():
                asking = TakeBackPage(setting, self.state)
                asking.taken_back.connect(self._take_back)
                asking.kept.connect(self._back_to_list)
                return asking
            case BringingBack():
                bringing = BringBackPage(setting, self.state)
                bringing.key_chosen.connect(self._choose_key)
                bringing.brought_back.connect(self._bring_back)
                bringing.left.connect(self._back_to_list)
                return bringing
            case ChangingMerge():
                return self._working_page(setting, self.state)

    def show_on(self, page: Page) -> None:
        """Show what has changed on the same page."""
        if isinstance(page, BringBackPage) and isinstance(self.state, BringingBack):
            page.show_state(self.state)
        if isinstance(page, WorkingPage) and isinstance(self.state, ChangingMerge):
            page.show_progress(self.state.done, self.state.all)
            page.show_stopping(is_stopping=self.state.is_stopping)

    def _working_page(self, setting: Setting, state: ChangingMerge) -> Page:
        words = setting.words
        title = words.say("Bringing back …") if state.is_back else words.say("Taking back …")
        hint = words.say("When it is stopped, everything stays as it was.")
        page = WorkingPage(setting, title, hint)
        page.stop_pressed.connect(self._stop)
        page.show_progress(state.done, state.all)
        page.show_stopping(is_stopping=state.is_stopping)
        return page

    # -- the list --

    def _list(self, news: PastMerges) -> None:
        """Read the list anew and show it with what has just happened."""

        def read(register: Register) -> PastMerges:
            with register.transaction() as connection:
                words = {device.id: device.words for device in known_devices(connection)}
            return replace(news, merges=past_merges(register), words=words)

        self._run(
            read,
            on_done=self._turn_to,
            on_problem=lambda problem: self._turn_to(replace(news, problem=problem)),
        )

    def _back_to_list(self) -> None:
        self._turn_to(PastMerges())
        self._list(PastMerges())

    # -- taking back --

    def _ask_back(self, merge: PastMerge) -> None:
        self._turn_to(AskingBack(merge=merge))

    def _take_back(self, merge: PastMerge) -> None:
        def do(register: Register) -> int | None:
            try:
                return take_back_merge(register, merge.id, self._progress())
            except _Stopped:
                return None

        self._change(ChangingMerge(is_back=False))
        self._run(
            do,
            on_done=lambda count: self._list(
                PastMerges(taken_back=count, was_stopped=count is None)
            ),
            on_problem=lambda problem: self._list(PastMerges(problem=problem)),
        )

    # -- bringing back --

    def _ask_bring(self, merge: PastMerge) -> None:
        self._turn_to(BringingBack(merge=merge))
        self._run(lambda _: self._given.keys(), on_done=self._take_keys, on_problem=self._refuse)

    def _take_keys(self, keys: tuple[KnownKey, ...]) -> None:
        if isinstance(self.state, BringingBack):
            key_file = self.state.key_file or first_readable(keys)
            self._renew(replace(self.state, keys=keys, key_file=key_file))

    def _choose_key(self, file: Path) -> None:
        if isinstance(self.state, BringingBack):
            self._renew(replace(self.state, key_file=file, problem=None))

    def _bring_back(self, passphrase: str) -> None:
        asking = self.state
        if not isinstance(asking, BringingBack) or asking.key_file is None or asking.is_busy:
            return
        file, merge = asking.key_file, asking.merge

        def do(register: Register) -> BroughtBack | None:
            key = self._given.unlock(file, passphrase)
            try:
                return bring_back_merge(register, merge.id, key, self._progress())
            except _Stopped:
                return None

        def failed(problem: Problem) -> None:
            self._turn_to(replace(asking, problem=problem))

        self._change(ChangingMerge(is_back=True))
        self._run(
            do,
            on_done=lambda back: self._list(
                PastMerges(brought_back=back, was_stopped=back is None)
            ),
            on_problem=failed,
        )

    def _refuse(self, problem: Problem) -> None:
        if isinstance(self.state, BringingBack):
            self._renew(replace(self.state, problem=problem))

    # -- progress --

    def _change(self, state: ChangingMerge) -> None:
        self._is_stopped = False
        self._turn_to(state)

    def _progress(self) -> Progress:
        """Give what is told on the lane: it passes numbers on, and breaks off when stopped."""

        def progress(done: int, total: int) -> None:
            if self._is_stopped:
                raise _Stopped
            self._progressed.emit(done, total)

        return progress

    def _show_progress(self, done: int, total: int) -> None:
        if isinstance(self.state, ChangingMerge):
            self._renew(replace(self.state, done=done, all=total))

    def _stop(self) -> None:
        if isinstance(self.state, ChangingMerge):
            self._is_stopped = True
            self._renew(replace(self.state, is_stopping=True))

    # -- showing --

    def _renew(self, state: LookingBackState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _turn_to(self, state: LookingBackState) -> None:
        self.state = state
        self.page_outdated.emit()
