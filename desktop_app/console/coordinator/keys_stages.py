"""What all stages of the page of keys share: the open key, and when it is forgotten."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer

from desktop_app.console.coordinator.keys_states import (
    ChoosingPassphrase,
    ComparingWords,
    Done,
    KeysState,
    ListingKeys,
    ProvingSheet,
    ShowingKey,
    TypingSheet,
    UnlockingKey,
)
from desktop_app.console.coordinator.session import LOCKS_AFTER_MS
from desktop_app.console.desk import Desk
from desktop_app.console.given_keys import KeysGiven, KnownKey
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.sealing.keys import CampaignKey

T = TypeVar("T")


class KeyStages(Desk):
    """Turns from stage to stage. An open key is forgotten with its page, and after ten quiet minutes."""

    def __init__(self, given: KeysGiven, lane: Lane) -> None:
        """Begin with a list that was not read yet, and no key open."""
        super().__init__(lane)
        self._given = given
        self.state: KeysState = ListingKeys()
        self._key: CampaignKey | None = None
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOCKS_AFTER_MS)  # as long as the register stays open unused
        self._timer.timeout.connect(self.lock)

    @property
    def timer(self) -> QTimer:
        """The time that is left before all that is secret is forgotten."""
        return self._timer

    @property
    def has_open_key(self) -> bool:
        """Tell whether a key can be used without its passphrase."""
        return self._key is not None

    def lock(self) -> None:
        """Forget the open key and all that was typed or proposed; show the key, or the list."""
        self._key = None
        known = key_of(self.state)
        if isinstance(self.state, ShowingKey):
            self._renew(replace(self.state, is_open=False))
        elif known is not None:
            self._turn_to(ShowingKey(key=known))
        elif not isinstance(self.state, ListingKeys):
            self._list()

    def give_up(self) -> None:
        """Begin with the list; nothing is open."""
        super().give_up()
        self._key = None
        self._turn_to(ListingKeys())

    def end(self) -> None:
        """Forget what is open before the window goes."""
        self._key = None
        self._timer.stop()
        super().end()

    # -- from stage to stage --

    def _list(self, problem: Problem | None = None) -> None:
        """Show the list; what was open is forgotten."""
        if getattr(self.state, "is_busy", False):
            return
        self._key = None
        self._turn_to(ListingKeys(problem=problem))
        self._look()

    def _look(self) -> None:
        def take(keys: tuple[KnownKey, ...]) -> None:
            if isinstance(self.state, ListingKeys):
                self._renew(replace(self.state, keys=keys))

        self.work(self._given.known, on_done=take, on_problem=self._refuse)

    def _show_key(
        self, file: Path, done: Done | None = None, written: tuple[Path, ...] = ()
    ) -> None:
        """Read a key file anew and show how it stands."""

        def take(known: KnownKey) -> None:
            is_open = self._key is not None
            self._turn_to(ShowingKey(key=known, is_open=is_open, done=done, written=written))
            self._remember(known.path)

        self.work(lambda: self._given.look_at(file), on_done=take, on_problem=self._refuse)

    def _remember(self, file: Path) -> None:
        """Keep a key that was shown on the list; that it is shown does not depend on it."""
        self.work(
            lambda: self._given.remember(file), on_done=lambda _: None, on_problem=self._refuse
        )

    def _try(
        self,
        do: Callable[[], T],
        on_done: Callable[[T], object],
        on_problem: Callable[[Problem], object] | None = None,
    ) -> None:
        """Do something for the stage that is shown; once another is shown, its answer is nobody's."""
        state = self.state
        if isinstance(state, ListingKeys | ComparingWords) or state.is_busy:
            return
        self._renew(replace(state, is_busy=True, problem=None))
        turn = self._turn

        def take(value: T) -> None:
            if self._turn == turn:
                on_done(value)

        def refuse(problem: Problem) -> None:
            if self._turn == turn:
                (on_problem or self._refuse)(problem)

        self.work(do, on_done=take, on_problem=refuse)

    def _refuse(self, problem: Problem) -> None:
        """Say a problem on the page that is shown."""
        state = self.state
        if isinstance(state, ListingKeys):
            self._renew(replace(state, problem=problem))
        elif not isinstance(state, ComparingWords):
            self._renew(replace(state, is_busy=False, problem=problem))

    def _renew(self, state: KeysState) -> None:
        self._timer.start()
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _turn_to(self, state: KeysState) -> None:
        self.state = state
        self._turn += 1
        if isinstance(state, ListingKeys):
            self._timer.stop()
        else:
            self._timer.start()
        self.page_outdated.emit()


def key_of(state: KeysState) -> KnownKey | None:
    """Give the key file that a stage is about, if there is one."""
    about = ShowingKey | UnlockingKey | ProvingSheet | TypingSheet | ChoosingPassphrase
    return state.key if isinstance(state, about) else None
