"""Says whether people can leave the kiosk, and why somebody must watch it. No Qt."""

from desktop_app.kiosk.lockdown import Lockdown, Reason
from desktop_app.language import Words


def verdict(words: Words, lockdown: Lockdown) -> str:
    """Say whether nobody can leave, or somebody must watch."""
    if lockdown.is_locked:
        return words.say("Locked")
    return words.say("Supervised — keep it in sight")


def reasons(words: Words, lockdown: Lockdown) -> list[str]:
    """Say why somebody must watch."""
    said = {
        Reason.SYSTEM: words.say("The system does not keep people in this window."),
        Reason.WINDOW: words.say("The window does not fill the screen."),
        Reason.SLEEP: words.say("The screen may switch itself off."),
        Reason.PIN: words.say("No PIN is set on this device."),
    }
    return [said[reason] for reason in lockdown.reasons]
