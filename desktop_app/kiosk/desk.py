"""The volunteer's desk: does what the volunteer's part of the journey asks, and looks at the lock."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.kiosk.awake import Awake, NotAwake
from desktop_app.kiosk.gate import Gate
from desktop_app.kiosk.lock import fills_screen
from desktop_app.kiosk.lockdown import Found, Lockdown, lockdown_of
from desktop_app.kiosk.new_keyboards import KeyboardWatch
from desktop_app.kiosk.pin import Answer, PinGuard, Verdict
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.states import Tell
from desktop_app.kiosk.volunteer_states import (
    AllowKeyboards,
    CheckPin,
    LeaveKiosk,
    LockdownSeen,
    LookAtPin,
    PinChecked,
    PinFailed,
    PinLooked,
    VolunteerCame,
    VolunteerCommand,
)
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane

if TYPE_CHECKING:  # the first screen needs none of it
    from desktop_app.kiosk.session import Session

T = TypeVar("T")

LOOKS_BETWEEN_SESSIONS = 60
"""How many ticks go by before it is looked again who else is in the session."""


class Desk(QObject):
    """Guards the PIN on the worker lane; watches keyboards and the lock at every tick."""

    kiosk_left = Signal()

    def __init__(self, stall: Stall, lane: Lane, gate: Gate, window: QWidget, tell: Tell) -> None:
        """Know what is guarded, and whom to tell."""
        super().__init__(window)
        self._stall = stall
        self._lane = lane
        self._tell = tell
        self._window = window
        self._awake: Awake = NotAwake()
        self._session: Session | None = None
        self._looks_left = 0
        self._lockdown: Lockdown | None = None
        self._keyboards = KeyboardWatch(stall.keyboards, tell, self)
        gate.corner.held.connect(lambda: tell(VolunteerCame()))
        gate.may_hardware_type = self._may_hardware_type

    def hold(self, awake: Awake) -> None:
        """Take over the wish that the screen stays on; it ends with the kiosk."""
        self._awake = awake

    def do(self, command: VolunteerCommand) -> None:
        """Carry out a command."""
        match command:
            case LookAtPin():
                self._ask(lambda guard: guard.wait_s(), self._looked)
            case CheckPin(digits=digits):
                self._ask(lambda guard: guard.check(digits), self._checked)
            case AllowKeyboards():
                self._keyboards.allow()
            case LeaveKiosk():
                self.kiosk_left.emit()

    def look(self) -> None:
        """Look at keyboards and at the lock, and tell what has changed."""
        self._keyboards.look()
        self._looks_left -= 1
        if self._looks_left <= 0:
            self._looks_left = LOOKS_BETWEEN_SESSIONS
            platform = QGuiApplication.platformName()
            self._lane.run(lambda: _session(platform), on_done=self._saw, on_problem=lambda _: None)
        if self._session is not None:
            self._judge(self._session)

    def end(self) -> None:
        """Let the screen sleep again."""
        self._awake.release()

    # -- keyboards --

    def _may_hardware_type(self) -> bool:
        """Look before each key, so that not even the first one of a new keyboard passes."""
        self._keyboards.look()
        return not self._keyboards.has_new

    # -- the PIN --

    def _ask(self, what: Callable[[PinGuard], T], on_done: Callable[[T], None]) -> None:
        """Ask the guard on the lane: it reads and writes a file, and Argon2id takes its time."""
        guard = self._stall.pin
        if guard is not None:
            self._lane.run(lambda: what(guard), on_done=on_done, on_problem=self._failed)

    def _looked(self, wait_s: float) -> None:
        self._tell(PinLooked(wait_s=wait_s))

    def _checked(self, answer: Answer) -> None:
        if answer.verdict is Verdict.TOO_EARLY:
            self._tell(PinLooked(wait_s=answer.wait_s))
        else:
            is_right = answer.verdict is Verdict.RIGHT
            self._tell(PinChecked(is_right=is_right, wait_s=answer.wait_s))

    def _failed(self, problem: Problem) -> None:
        self._tell(PinFailed(code=problem.code))

    # -- the lock --

    def _saw(self, session: "Session") -> None:
        self._session = session

    def _judge(self, session: "Session") -> None:
        found = Found(
            keeps_people=session.keeps_people and not self._stall.is_demonstration,
            fills_screen=fills_screen(self._window),
            stays_awake=self._awake.is_held or session.never_blanks,
            has_pin=self._stall.pin is not None,
        )
        lockdown = lockdown_of(found)
        if lockdown != self._lockdown:
            self._lockdown = lockdown
            self._tell(LockdownSeen(lockdown=lockdown))
            self._stall.tell_lockdown(lockdown)


def _session(platform: str) -> "Session":
    from desktop_app.kiosk.session import look_at_session

    return look_at_session(platform)
