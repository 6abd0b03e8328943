"""Says what volunteers should know of the disk and the second copy, and what to do. No Qt."""

from desktop_app.kiosk.storage_states import Concern, Storage
from desktop_app.language import Words

BYTES_PER_MB = 1_000_000


def concern_sentence(words: Words, concern: Concern) -> str:
    """Say what a volunteer should see to before long."""
    said = {
        # NOTE: The disk of the device will be full before long.
        Concern.SPACE: words.say("Storage is running low."),
        # NOTE: The stick or card with the second copy of the signatures was pulled out, say.
        Concern.SECOND_COPY: words.say("The second copy is missing."),
    }
    return said[concern]


def storage_lines(words: Words, storage: Storage) -> list[str]:
    """Say how things stand, with figures: for the page behind the PIN."""
    lines = [concern_sentence(words, concern) for concern in storage.concerns]
    if storage.free_bytes is not None:
        # NOTE: MB are megabytes; this much is free on the device's disk.
        free = words.say("Free storage: %(number)s MB")
        lines.append(free % {"number": words.number(storage.free_bytes // BYTES_PER_MB)})
    if storage.second_copy is not None:
        # NOTE: So many signatures of this device are still to be copied to the stick or card.
        waiting = words.say("Not in the second copy yet: %(number)s")
        lines.append(waiting % {"number": words.number(storage.second_copy.waiting_count)})
    return lines
