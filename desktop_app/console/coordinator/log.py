"""The desk of the log, and of the register's passphrase."""

from dataclasses import replace
from typing import assert_never

from desktop_app.console.coordinator.log_page import LogPage
from desktop_app.console.coordinator.log_states import AskingOld, LogState, ReadingLog, TakingNew
from desktop_app.console.coordinator.new_passphrase import Step
from desktop_app.console.coordinator.passphrase_page import PassphrasePage
from desktop_app.console.coordinator.register_desk import RegisterDesk
from desktop_app.console.coordinator.session import RegisterSession
from desktop_app.console.coordinator.unlock_page import UnlockPage
from desktop_app.console.coordinator.unlocking import Locked
from desktop_app.console.given_register import RegisterGiven
from desktop_app.console.pages.page import Page
from desktop_app.console.places import Place
from desktop_app.console.setting import Setting
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.register.activity import Log, read_log
from desktop_app.register.store import Register, change_passphrase, check_register_passphrase


class LogDesk(RegisterDesk):
    """Reads and proves the log whenever somebody comes; changes the passphrase."""

    PLACE = Place.LOG

    def __init__(self, given: RegisterGiven, session: RegisterSession, lane: Lane) -> None:
        """Begin with nothing read."""
        super().__init__(session, lane)
        self._given = given
        self.state: LogState = ReadingLog()

    def page_of(self, setting: Setting) -> Page:
        """Draw the page of the stage."""
        match self.state:
            case ReadingLog():
                log = LogPage(setting, self.state)
                log.passphrase_pressed.connect(self._ask_old)
                log.used.connect(self._session.use)
                return log
            case AskingOld():
                words = setting.words
                intro = words.say("First the one that holds until now; then you take a new one.")
                title = words.say("Another passphrase")
                asking = UnlockPage(setting, title, self.state.locked, intro)
                asking.passphrase_given.connect(self._take_old)
                asking.left.connect(self._read_again)
                return asking
            case TakingNew():
                taking = PassphrasePage(setting, self.state)
                taking.other_words_asked.connect(self._propose)
                taking.step_chosen.connect(self._take_step)
                taking.passphrase_given.connect(self._take_new)
                taking.left.connect(self._read_again)
                return taking
            case _:
                assert_never(self.state)

    def show_on(self, page: Page) -> None:
        """Show what has changed."""
        match self.state, page:
            case ReadingLog(), LogPage():
                page.show_state(self.state)
            case AskingOld(), UnlockPage():
                page.show_state(self.state.locked)
            case TakingNew(), PassphrasePage():
                page.show_state(self.state)

    def opened(self) -> None:
        """Read the log."""
        if isinstance(self.state, ReadingLog):
            self.run(_read, on_done=self._take_log, on_problem=self._fail)

    def forget(self) -> None:
        """Forget the log, and a passphrase that is just being changed."""
        self.state = ReadingLog()

    # -- the log --

    def _take_log(self, log: Log) -> None:
        if isinstance(self.state, ReadingLog):
            self._renew(replace(self.state, log=log, problem=None))

    def _fail(self, problem: Problem) -> None:
        if isinstance(self.state, ReadingLog):
            self._renew(replace(self.state, problem=problem))

    def _read_again(self) -> None:
        self._turn_to(ReadingLog())
        self.opened()

    # -- another passphrase --

    def _ask_old(self) -> None:
        self._turn_to(AskingOld())

    def _take_old(self, old: str) -> None:
        if not isinstance(self.state, AskingOld) or self.state.locked.is_busy:
            return
        self._renew(AskingOld(locked=Locked(is_there=True, is_busy=True)))

        def check(register: Register) -> str:
            check_register_passphrase(register, old)
            return self._given.propose()

        def go_on(words: str) -> None:
            if isinstance(self.state, AskingOld):  # else somebody went back meanwhile
                self._turn_to(TakingNew(proposed=words, old=old))

        def refuse(problem: Problem) -> None:
            if isinstance(self.state, AskingOld):
                self._renew(AskingOld(locked=Locked(is_there=True, problem=problem)))

        self.run(check, on_done=go_on, on_problem=refuse)

    def _propose(self) -> None:
        self.work(
            self._given.propose,
            on_done=lambda words: self._renew_new(proposed=words, problem=None),
            on_problem=self._refuse,
        )

    def _take_step(self, step: Step) -> None:
        if isinstance(self.state, TakingNew) and not self.state.is_busy:
            self._turn_to(replace(self.state, step=step, problem=None))

    def _take_new(self, typed: str, again: str) -> None:
        state = self.state
        if not isinstance(state, TakingNew) or state.is_busy:
            return
        try:
            new = state.taken(typed, again)
        except Problem as problem:
            self._refuse(problem)
            return
        self._renew_new(is_busy=True, problem=None)
        self.run(
            lambda register: change_passphrase(register, state.old, new),
            on_done=lambda _: self._tell_changed(),
            on_problem=self._refuse,
        )

    def _tell_changed(self) -> None:
        self._turn_to(ReadingLog(is_changed=True))
        self.opened()

    def _refuse(self, problem: Problem) -> None:
        self._renew_new(is_busy=False, problem=problem)

    def _renew_new(self, **news: object) -> None:
        if isinstance(self.state, TakingNew):
            self._renew(replace(self.state, **news))  # type: ignore[arg-type]

    # -- showing --

    def _renew(self, state: LogState) -> None:
        self.state = state
        self.changed.emit()

    def _turn_to(self, state: LogState) -> None:
        self.state = state
        self.page_outdated.emit()


def _read(register: Register) -> Log:
    with register.transaction() as connection:
        return read_log(connection, register.activity_key)
