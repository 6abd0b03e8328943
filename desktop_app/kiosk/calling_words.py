"""Says why a volunteer is called, and behind the PIN what the volunteer should do. No Qt."""

from enum import Enum

from desktop_app.kiosk.flow.rules import TOO_QUICK
from desktop_app.kiosk.flow.storage import NEARLY_FULL
from desktop_app.kiosk.storage_states import Concern
from desktop_app.kiosk.storage_words import concern_sentence
from desktop_app.language import Words

DAMAGED = "journal.damaged"


class Deed(Enum):
    """What a volunteer can do at the stall."""

    HAND_OVER = "hand_over"
    FREE_STORAGE = "free_storage"
    OTHER_DEVICE = "other_device"
    START_AGAIN = "start_again"


DEEDS = {
    TOO_QUICK: (),
    NEARLY_FULL: (Deed.HAND_OVER, Deed.FREE_STORAGE),
    "journal.disk_full": (Deed.HAND_OVER, Deed.FREE_STORAGE),
    "journal.read_only": (Deed.HAND_OVER, Deed.OTHER_DEVICE),
    "journal.unreadable": (Deed.HAND_OVER, Deed.OTHER_DEVICE),
    DAMAGED: (Deed.HAND_OVER, Deed.OTHER_DEVICE),
    "journal.from_newer_version": (Deed.OTHER_DEVICE,),
}
"""What helps against each problem; against any other it helps to start again."""


def call_sentences(words: Words, code: str) -> str:
    """Say to a signer why nobody can sign here, and that nothing is lost where that is so."""
    if code == TOO_QUICK:
        return words.say("A volunteer will help you to go on. Signatures given before are safe.")
    said = [concern_sentence(words, Concern.SPACE)] if code == NEARLY_FULL else []
    said.append(words.say("This device cannot keep signatures right now."))
    if code != DAMAGED:
        # NOTE: Signatures that were kept on this device before.
        said.append(words.say("Those kept before are safe."))
    return " ".join(said)


def deed_sentences(words: Words, code: str) -> list[str]:
    """Say to the volunteer what to do, one step after another."""
    said = {
        # NOTE: To a volunteer: copy the signatures to a stick, so that the coordinator gets them.
        Deed.HAND_OVER: words.say("Hand over the signatures."),
        # NOTE: To a volunteer: delete files on this device that are not needed.
        Deed.FREE_STORAGE: words.say("Free some storage."),
        # NOTE: To a volunteer: go on collecting signatures with another tablet or laptop.
        Deed.OTHER_DEVICE: words.say("Take another device."),
        # NOTE: To a volunteer: the button below says "Leave the kiosk".
        Deed.START_AGAIN: words.say("Leave the kiosk and start it again."),
    }
    return [said[deed] for deed in DEEDS.get(code, (Deed.START_AGAIN,))]
