"""What is said of retention: how a campaign stands, and what a key is still needed for."""

from typing import assert_never

from desktop_app.console.coordinator.keys_words import isolated
from desktop_app.console.given_retention import EraseStep
from desktop_app.deliveries.coordinator.certificate import UNPROVED
from desktop_app.language import Words
from desktop_app.register.certificate import Unproved
from desktop_app.register.open_ends import Open, OpenEnd
from desktop_app.register.retention import Due, Kept


def due_words(words: Words, kept: Kept) -> str:
    """Say by when a campaign must go; overdue by words, not by a colour."""
    match kept.due:
        case Due.PAST:
            said = words.say("Overdue: it was to be erased by %(day)s.")
        case Due.SOON:
            said = words.say("To be erased soon, by %(day)s.")
        case Due.LATER:
            said = words.say("To be erased by %(day)s.")
        case Due.UNKNOWN:
            return words.say("No day is known, because its campaign file is not here.")
        case Due.ERASED:
            said = words.say("Erased on %(day)s.")
        case _:
            assert_never(kept.due)
    day = kept.erased_at.date() if kept.erased_at is not None else kept.delete_by
    return said % {"day": words.day(day) if day is not None else "–"}


def kept_words(words: Words, kept: Kept) -> str:
    """Say how much of it is here."""
    return " · ".join(
        (
            words.count("%(number)s signature", "%(number)s signatures", kept.signature_count),
            words.count("%(number)s sealed record", "%(number)s sealed records", kept.sealed_count),
            words.count("%(number)s delivery", "%(number)s deliveries", kept.delivery_count),
        )
    )


def step_words(words: Words, step: EraseStep) -> str:
    """Say what is being done."""
    match step:
        case EraseStep.OPENING_KEY:
            return words.say("Opening the key …")
        case EraseStep.ERASING:
            return words.say("Erasing … This cannot be stopped half-way.")
        case EraseStep.WRITING:
            return words.say("Writing the certificate …")
        case _:
            assert_never(step)


def unproved_words(words: Words, unproved: tuple[Unproved, ...]) -> tuple[str, ...]:
    """Say what nobody can prove, a sentence each."""
    return tuple(f"– {words.say(UNPROVED[each])}" for each in unproved)


def end_words(words: Words, end: OpenEnd) -> str:
    """Say one thing that a key is still needed for, and what to do about it."""
    said = _end_template(words, end)
    return said % {
        "campaign": isolated(end.campaign),
        "device": isolated(end.words or end.device),
        "first": words.number(end.first),
        "last": words.number(end.last),
        "number": words.number(end.count),
        "file": isolated(end.name),
    }


def _end_template(words: Words, end: OpenEnd) -> str:
    # NOTE: Reasons why a key is still needed, each with what to do. %(device)s are the four words of a
    # device, %(first)s and %(last)s numbers of its records, %(number)s how many they are.
    if end.kind is Open.NOT_MERGED:
        return _not_merged_template(words, end)
    return {
        Open.WAITING_DEVICE: words.say(
            "The device %(device)s waits. Accept it at the merge, or trust it no more if it is not yours."
        ),
        Open.GAP: words.say(
            "%(campaign)s, device %(device)s: records %(first)s to %(last)s are missing. Merge the file"
            " that has them, or the second copy. If they are lost for good, trust the device no more"
            " from number %(first)s on."
        ),
        Open.NOT_CLOSED: words.say(
            "%(campaign)s, device %(device)s: its shift was not closed, so more may come. Close the"
            " shift on the device, hand over, and merge."
        ),
        Open.SLIP_DIFFERS: words.say(
            "%(campaign)s, device %(device)s: its closing slip says something else. Merge what is"
            " missing, or compare the slip."
        ),
        Open.KEPT_ASIDE: words.say(
            "%(campaign)s: %(number)s records of merge %(first)s, which was taken back, are kept aside."
            " Bring that merge back, or trust its device no more from number 1 on."
        ),
        Open.NOT_OPENED: words.say(
            "%(campaign)s: %(number)s records of an older Inkstand are not opened. Merge any file again"
            " with this key."
        ),
        Open.NOT_ACKNOWLEDGED: words.say(
            "%(campaign)s, device %(device)s: %(number)s records are not confirmed to the device. Merge"
            " its files again with this key, and carry the confirmation to the device."
        ),
    }[end.kind]


def _not_merged_template(words: Words, end: OpenEnd) -> str:
    if not end.campaign:
        return words.say("%(file)s cannot be read, so nobody knows what is in it. Copy it again.")
    if not end.name:
        return words.say(
            "%(campaign)s: %(number)s records lie on this computer itself. Hand them over and merge them."
        )
    return words.say(
        "%(campaign)s: %(number)s records in %(file)s are not merged. Merge that file."
    )
