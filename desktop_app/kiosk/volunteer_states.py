"""The volunteer's part of what the kiosk can be, what can happen there, and what is then asked."""

from desktop_app.kiosk.lockdown import Lockdown
from desktop_app.kiosk.values import Hidden, Value

# ---- covers: what lies over a stage ---------------------------------------------------------------


class AtPin(Hidden, frozen=True, kw_only=True):
    """Somebody stands at the number pad. What lies beneath comes back if they go."""

    typed: str = ""
    wait_s: float | None = None
    """Seconds until the next try; None until the guard has said so."""
    is_checking: bool = False
    is_wrong: bool = False
    code: str = ""
    """Of the problem that keeps the way out shut, if there is one."""
    quiet_s: float = 0.0


class VolunteerMenu(Value, frozen=True, kw_only=True):
    """The right PIN was given: how many signatures, how locked, and the way out."""

    quiet_s: float = 0.0


Cover = AtPin | VolunteerMenu

# ---- events ---------------------------------------------------------------------------------------


class VolunteerCame(Value, frozen=True, kw_only=True):
    """The corner was held, or `I am the volunteer` was pressed."""


class VolunteerLeft(Value, frozen=True, kw_only=True):
    """`Back to signing` was pressed."""


class DigitTyped(Hidden, frozen=True, kw_only=True):
    """A digit of the PIN was typed."""

    digit: str


class DigitErased(Value, frozen=True, kw_only=True):
    """The last digit was taken back."""


class PinGiven(Value, frozen=True, kw_only=True):
    """All digits are typed."""


class PinLooked(Value, frozen=True, kw_only=True):
    """The guard has said how long it is until the next try."""

    wait_s: float


class PinChecked(Value, frozen=True, kw_only=True):
    """The guard has compared what was typed."""

    is_right: bool
    wait_s: float


class PinFailed(Value, frozen=True, kw_only=True):
    """The guard could not compare: the file is damaged, or the disk takes no note."""

    code: str


class KioskLeft(Value, frozen=True, kw_only=True):
    """`Leave the kiosk` was pressed."""


class KeyboardPlugged(Value, frozen=True, kw_only=True):
    """A keyboard is there that was not there before, and that nobody has allowed."""


class KeyboardsKnown(Value, frozen=True, kw_only=True):
    """Every keyboard is a known one again: the new one was unplugged."""


class LockdownSeen(Value, frozen=True, kw_only=True):
    """It was looked at whether people can leave."""

    lockdown: Lockdown


VolunteerEvent = (
    VolunteerCame
    | VolunteerLeft
    | DigitTyped
    | DigitErased
    | PinGiven
    | PinLooked
    | PinChecked
    | PinFailed
    | KioskLeft
)
LockEvent = KeyboardPlugged | KeyboardsKnown | LockdownSeen

# ---- commands -------------------------------------------------------------------------------------


class LookAtPin(Value, frozen=True, kw_only=True):
    """Ask the guard how long it is until the next try."""


class CheckPin(Hidden, frozen=True, kw_only=True):
    """Let the guard count a try and compare."""

    digits: str


class AllowKeyboards(Value, frozen=True, kw_only=True):
    """Count all keyboards that are plugged in as known, until the kiosk ends."""


class LeaveKiosk(Value, frozen=True, kw_only=True):
    """End the signing screens."""


VolunteerCommand = LookAtPin | CheckPin | AllowKeyboards | LeaveKiosk
