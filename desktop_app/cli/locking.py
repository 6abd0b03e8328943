"""What the terminal says of a kiosk: how one leaves it, and whether people can."""

from gettext import NullTranslations

from desktop_app.kiosk.lockdown import Lockdown
from desktop_app.kiosk.lockdown_words import reasons, verdict
from desktop_app.kiosk.pretence import Pretence
from desktop_app.language import SOURCE_LANGUAGE, Words

WITH_PIN = (
    "To leave the kiosk: hold its lower corner where lines begin for 3 seconds, then type the PIN."
)
WITHOUT_PIN = (
    "No PIN is set on this device, so there is no way out of the kiosk from within.\n"
    "To end it, press Ctrl+C in this terminal. Better: set a PIN with “inkstand pin” first."
)
DEMONSTRATION = "This is a demonstration: Close, on top of the screen, ends it."
PRACTICE = "This is for practice, and counts nowhere: Close, on top of the screen, ends it."


def show_way_out(*, has_pin: bool, pretence: Pretence | None) -> None:
    """Say how one leaves the kiosk once it fills the screen."""
    match pretence:
        case Pretence.DEMONSTRATION:
            print(DEMONSTRATION, flush=True)
        case Pretence.PRACTICE:
            print(PRACTICE, flush=True)
        case None:
            pass
    if has_pin or pretence is None:
        print(WITH_PIN if has_pin else WITHOUT_PIN, flush=True)


def show_lockdown(lockdown: Lockdown) -> None:
    """Say whether people can leave, each time that it turns out to be another."""
    words = Words(SOURCE_LANGUAGE, NullTranslations())
    lines = [verdict(words, lockdown), *(f"  {reason}" for reason in reasons(words, lockdown))]
    print("\n".join(lines), flush=True)
