"""What all desks of the register share: they ask for its passphrase, and forget once it locks."""

from collections.abc import Callable, Generator
from typing import ClassVar, TypeVar

from desktop_app.console.coordinator.new_passphrase import Step
from desktop_app.console.coordinator.passphrase_page import PassphrasePage
from desktop_app.console.coordinator.place_names import DESK_NAMES
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.unlock_page import NoRegisterPage, UnlockPage
from desktop_app.console.desk import Desk
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.console.steps import Listener
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.qt.widgets.face import Kind
from desktop_app.register.store import Register

T = TypeVar("T")


class RegisterDesk(Desk):
    """A desk that needs the open register. All of them share one session.

    Derived desks override `page_of`, `show_on`, `opened` and `forget`.
    """

    PLACE: ClassVar[Place]
    MAY_MAKE: ClassVar[bool] = False
    """Whether a new register is made here where there is none; else the way to Merge is shown."""

    def __init__(self, session: RegisterSession, lane: Lane) -> None:
        """Begin with nothing read."""
        super().__init__(lane)
        self._session = session
        self._drawn: tuple[bool, Step | None] = (False, None)
        """Which of the pages before was drawn: whether there is no register, and the step of making."""
        session.changed.connect(self._show_locked)
        session.unlocked.connect(self._take_unlocked)
        session.locked.connect(self._take_locked)

    # -- to be overridden --

    def page_of(self, setting: Setting) -> Page:
        """Draw the page of the open register, and listen to what happens on it."""
        raise NotImplementedError

    def show_on(self, page: Page) -> None:
        """Show the state on a page that `page_of` gave."""

    def opened(self) -> None:
        """Read what is to be shown: somebody came to this place, and the register is open."""

    def forget(self) -> None:
        """Drop all that the register told: it is locked."""

    # -- as every desk --

    def come(self) -> None:
        """Read what is to be shown, now or once it is unlocked."""
        self._session.asked_by = self
        if self._session.is_unlocked:
            self._session.use()
            self.opened()
        else:
            self._session.look()

    def new_page(self, setting: Setting) -> Page:
        """Draw the page, or the one before it while the register is locked."""
        if not self._session.is_unlocked:
            return self._locked_page(setting)
        page = self.page_of(setting)
        lock = page.button(setting.words.say("Lock"), Kind.QUIET, name="lock")
        lock.clicked.connect(self._session.lock)
        page.add_beside_title(lock)
        return page

    def show(self, page: Page) -> None:
        """Show what has changed."""
        state = self._session.state
        if self._session.is_unlocked:
            self.show_on(page)
        elif isinstance(page, UnlockPage):
            page.show_state(state)
        elif isinstance(page, PassphrasePage) and state.new is not None:
            page.show_state(state.new)

    def give_up(self) -> None:
        """Lock: whatever failed may have left half of something."""
        super().give_up()
        self._session.lock()

    def end(self) -> None:
        """Stop, and close the register for good."""
        super().end()
        self._session.end()

    # -- work with the register --

    def run(
        self,
        do: Callable[[Register], T],
        *,
        on_done: Callable[[T], object],
        on_problem: Callable[[Problem], object],
    ) -> None:
        """Do something with the open register on the lane."""
        self._session.work(do, on_done=on_done, on_problem=on_problem)

    def run_in_steps(
        self, begin: Callable[[Register], Generator[T, None, None]], listener: Listener[T]
    ) -> None:
        """Do something long with it, step by step; what ran in steps before is stopped."""
        self.stop()
        self._steps = self._session.work_in_steps(begin, listener)

    # -- locked and unlocked --

    def _locked_page(self, setting: Setting) -> Page:
        state, title = self._session.state, setting.words.say(DESK_NAMES[self.PLACE])
        if state.is_there is not False:
            page = UnlockPage(setting, title, state)
            page.passphrase_given.connect(self._session.unlock)
            return page
        if not self.MAY_MAKE or state.new is None:
            return NoRegisterPage(setting, title)
        intro = setting.words.say("First a register is made. It keeps everybody who signed.")
        making = PassphrasePage(setting, state.new, title, intro)
        making.other_words_asked.connect(self._session.propose)
        making.step_chosen.connect(self._session.take_step)
        making.passphrase_given.connect(self._session.make)
        return making

    def _show_locked(self) -> None:
        """Show what is known of the locked register; where it is made, each step is another page."""
        state = self._session.state
        drawn = (state.is_there is False, state.new.step if state.new is not None else None)
        if drawn != self._drawn:
            self._drawn = drawn
            self.page_outdated.emit()
        else:
            self.changed.emit()

    def _take_unlocked(self) -> None:
        self._drawn = (False, None)
        self.page_outdated.emit()
        if self._session.asked_by is self:
            self.opened()

    def _take_locked(self) -> None:
        self.stop()
        self.forget()
        self.page_outdated.emit()
