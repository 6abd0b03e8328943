"""Whether people can leave the kiosk: a verdict with its reasons, from what was really found."""

from enum import Enum

from desktop_app.kiosk.values import Value


class Reason(Enum):
    """Why somebody must keep the kiosk in sight."""

    SYSTEM = "system"
    """The system lets people leave the window, or it could not be proved that it does not."""
    WINDOW = "window"
    """The window does not fill the screen."""
    SLEEP = "sleep"
    """The screen may switch itself off."""
    PIN = "pin"
    """No PIN is set: a volunteer cannot leave but by the terminal."""


class Lockdown(Value, frozen=True, kw_only=True):
    """*Locked* if there is no reason against it, else *Supervised*."""

    reasons: tuple[Reason, ...]

    @property
    def is_locked(self) -> bool:
        """Tell whether nobody can leave."""
        return not self.reasons


class Found(Value, frozen=True, kw_only=True):
    """What was looked at: each is proved, not assumed."""

    keeps_people: bool
    fills_screen: bool
    stays_awake: bool
    has_pin: bool


def lockdown_of(found: Found) -> Lockdown:
    """Judge by what was found."""
    proofs = {
        Reason.SYSTEM: found.keeps_people,
        Reason.WINDOW: found.fills_screen,
        Reason.SLEEP: found.stays_awake,
        Reason.PIN: found.has_pin,
    }
    return Lockdown(reasons=tuple(reason for reason, is_proved in proofs.items() if not is_proved))
