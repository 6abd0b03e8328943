"""What is said of each finding of the checklist: how things stand, and one sentence of what to do.

A wrong clock, say, stops nobody: only what would cost signatures, or would seal them to nobody, stops.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop_app.console.found import Found, Subject, Verdict
from desktop_app.language import mark

SUBJECT_NAMES: Mapping[Subject, str] = MappingProxyType(
    {
        Subject.CAMPAIGN: mark("Campaign"),
        # NOTE: The store of signatures on this device.
        Subject.JOURNAL: mark("Signatures"),
        # NOTE: Room that is left on the disk.
        Subject.ROOM: mark("Free space"),
        Subject.BATTERY: mark("Battery"),
        Subject.CLOCK: mark("Clock"),
        # NOTE: Of the signatures, on a USB stick or a memory card.
        Subject.SECOND_COPY: mark("Second copy"),
        # NOTE: Whether people can leave the screens on which they sign.
        Subject.SCREEN: mark("Screen"),
        # NOTE: The volunteer's PIN, with which one leaves the screens for signing.
        Subject.PIN: mark("PIN"),
        # NOTE: A signature that is given to try the device out, and is never counted.
        Subject.PRACTICE: mark("Practice signature"),
        # NOTE: Signatures on this device that must be erased by a certain day.
        Subject.RETENTION: mark("Erasing"),
        # NOTE: Whether the system writes what is in memory to its disk.
        Subject.SWAP: mark("Memory"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What is said of a finding: how things stand, and what to do about it."""

    subject: Subject
    verdict: Verdict
    said: str
    do: str = ""


def _good(subject: Subject, said: str) -> Saying:
    return Saying(subject=subject, verdict=Verdict.GOOD, said=said)


def _look(subject: Subject, said: str, do: str) -> Saying:
    return Saying(subject=subject, verdict=Verdict.LOOK, said=said, do=do)


def _stop(subject: Subject, said: str, do: str) -> Saying:
    return Saying(subject=subject, verdict=Verdict.STOP, said=said, do=do)


_SUPERVISED = mark("Supervised — keep it in sight")
_FREE = mark("%(megabytes)s MB free")
_NOW = mark("Is it %(time)s on %(today)s? (%(zone)s)")

SAYINGS: Mapping[Found, Saying] = MappingProxyType(
    {
        # ---- what is signed --------------------------------------------------------------------------
        Found.CAMPAIGN_OPEN: _good(
            Subject.CAMPAIGN,
            # NOTE: %(words)s are four English words, by which a campaign's key is known.
            mark("Until %(day)s. Its four words: %(words)s"),
        ),
        Found.CAMPAIGN_DEMONSTRATION: _look(
            Subject.CAMPAIGN,
            mark("Demonstration. Its four words: %(words)s"),
            mark("Signatures here are not real: anyone can open them."),
        ),
        Found.CAMPAIGN_NONE: _stop(
            Subject.CAMPAIGN,
            mark("None"),
            mark("Add the campaign's file, from a stick say."),
        ),
        Found.CAMPAIGN_NOT_CHOSEN: _stop(
            Subject.CAMPAIGN,
            mark("Several"),
            mark("Choose which one is signed here."),
        ),
        Found.CAMPAIGN_UNREADABLE: _stop(
            Subject.CAMPAIGN,
            mark("Damaged"),
            mark("Add the campaign's file again."),
        ),
        Found.CAMPAIGN_NOT_BEGUN: _stop(
            Subject.CAMPAIGN,
            mark("From %(day)s on. Its four words: %(words)s"),
            mark("Wait for that day, or ask the coordinator."),
        ),
        Found.CAMPAIGN_ENDED: _stop(
            Subject.CAMPAIGN,
            mark("Ended on %(day)s. Its four words: %(words)s"),
            mark("Ask the coordinator for a newer file."),
        ),
        Found.CAMPAIGN_DAY_UNSURE: _look(
            Subject.CAMPAIGN,
            mark("From %(first)s to %(last)s. Its four words: %(words)s"),
            mark("The clock is wrong: see for yourself that today is one of these days."),
        ),
        # ---- what holds the signatures ---------------------------------------------------------------
        Found.JOURNAL_WHOLE: _good(Subject.JOURNAL, mark("%(count)s on this device, all whole")),
        Found.JOURNAL_NONE: _good(Subject.JOURNAL, mark("None on this device yet")),
        Found.JOURNAL_DAMAGED: _stop(
            Subject.JOURNAL,
            mark("Damaged"),
            mark("Take another device, and bring this one to the coordinator as it is."),
        ),
        Found.JOURNAL_NEWER: _stop(
            Subject.JOURNAL,
            mark("Written by a newer Inkstand"),
            mark("Install the newest Inkstand on this device."),
        ),
        Found.JOURNAL_UNREADABLE: _stop(
            Subject.JOURNAL,
            mark("The disk does not answer"),
            mark("Take another device, and bring this one to the coordinator as it is."),
        ),
        Found.JOURNAL_READ_ONLY: _stop(
            Subject.JOURNAL,
            mark("The disk takes no writing"),
            mark("Allow writing in Inkstand's folder, or take another device."),
        ),
        Found.ROOM_ENOUGH: _good(Subject.ROOM, _FREE),
        Found.ROOM_LITTLE: _look(
            Subject.ROOM, _FREE, mark("Free some space soon: below 200 MB nobody can sign.")
        ),
        Found.ROOM_NONE: _stop(
            Subject.ROOM, _FREE, mark("Free some space: below 200 MB nobody can sign.")
        ),
        Found.ROOM_UNKNOWN: _look(
            Subject.ROOM,
            mark("The disk does not tell"),
            mark("See for yourself that 500 MB are free."),
        ),
        # ---- the device ------------------------------------------------------------------------------
        Found.BATTERY_MAINS: _good(Subject.BATTERY, mark("Runs on mains")),
        Found.BATTERY_CHARGING: _good(Subject.BATTERY, mark("%(percent)s %%, charging")),
        Found.BATTERY_GOOD: _good(Subject.BATTERY, mark("%(percent)s %%")),
        Found.BATTERY_LOW: _look(
            Subject.BATTERY, mark("%(percent)s %%"), mark("Plug the device in soon.")
        ),
        Found.BATTERY_EMPTY: _stop(
            Subject.BATTERY, mark("%(percent)s %%"), mark("Plug the device in now.")
        ),
        Found.CLOCK_PLAUSIBLE: _good(Subject.CLOCK, _NOW),
        Found.CLOCK_EARLY: _look(
            Subject.CLOCK,
            _NOW,
            mark("The clock is before the day of the campaign's file: set it."),
        ),
        Found.CLOCK_BEHIND: _look(
            Subject.CLOCK,
            _NOW,
            mark("The clock is before the last signature on this device: set it."),
        ),
        Found.CLOCK_JUMPED: _look(
            Subject.CLOCK,
            _NOW,
            mark(
                "It was changed from %(before)s to %(after)s. No signature is lost; see that it is right."
            ),
        ),
        # ---- the second copy -------------------------------------------------------------------------
        Found.COPY_CURRENT: _good(Subject.SECOND_COPY, mark("Complete, on %(name)s")),
        Found.COPY_READY: _good(Subject.SECOND_COPY, mark("Begins with the kiosk, on %(name)s")),
        Found.COPY_BEHIND: _look(
            Subject.SECOND_COPY,
            mark("On %(name)s; records that it lacks: %(count)s"),
            mark("Start the kiosk: the copy catches up by itself."),
        ),
        Found.COPY_NONE: _look(
            Subject.SECOND_COPY,
            mark("None"),
            mark("Plug in a stick or a card and choose it: then a broken device loses nothing."),
        ),
        Found.COPY_AWAY: _look(
            Subject.SECOND_COPY,
            mark("NOT PLUGGED IN: %(name)s"),
            mark("Plug it in again: until then signatures are on this device alone."),
        ),
        Found.COPY_SAME_DISK: _look(
            Subject.SECOND_COPY,
            mark("On the device's own disk"),
            mark("Choose a stick or a card: this copy is lost together with the device."),
        ),
        Found.COPY_FULL: _look(
            Subject.SECOND_COPY,
            mark("%(name)s is full"),
            mark("Free some space on it, or choose another one."),
        ),
        Found.COPY_UNWRITABLE: _look(
            Subject.SECOND_COPY,
            mark("%(name)s takes no writing"),
            mark("Look for a small lock on the card, or choose another one."),
        ),
        Found.COPY_UNUSABLE: _look(
            Subject.SECOND_COPY,
            mark("%(name)s cannot be used"),
            mark("Choose another stick or card, and show this one to the coordinator."),
        ),
        # ---- the screen ------------------------------------------------------------------------------
        Found.SCREEN_LOCKED: _good(Subject.SCREEN, mark("Locked")),
        Found.SCREEN_SYSTEM: _look(
            Subject.SCREEN,
            _SUPERVISED,
            mark("The system does not keep people in the kiosk's window."),
        ),
        Found.SCREEN_NO_PIN: _look(
            Subject.SCREEN,
            _SUPERVISED,
            mark("No PIN is set, so nothing but switching the device off leads out of the kiosk."),
        ),
        Found.SCREEN_LAST_TIME: _look(
            Subject.SCREEN,
            _SUPERVISED,
            mark("When the kiosk ran last, people could leave it."),
        ),
        Found.PIN_SET: _good(Subject.PIN, mark("Set")),
        Found.PIN_NONE: _look(
            Subject.PIN,
            mark("Not set"),
            mark("Set a PIN: without one a volunteer cannot leave the kiosk."),
        ),
        Found.PIN_DAMAGED: _stop(Subject.PIN, mark("Damaged"), mark("Set a new PIN.")),
        Found.PRACTICE_DONE: _good(Subject.PRACTICE, mark("Done")),
        Found.PRACTICE_MISSING: _look(
            Subject.PRACTICE,
            mark("Not done with this campaign"),
            mark("Practise once: it is never counted, and shows that all works."),
        ),
        # ---- what must not stay ----------------------------------------------------------------------
        Found.RETENTION_LATER: _good(Subject.RETENTION, mark("Not before %(day)s")),
        Found.RETENTION_SOON: _look(
            Subject.RETENTION,
            mark("By %(day)s"),
            mark("Hand over and bring the device to the coordinator before that day."),
        ),
        Found.RETENTION_DUE: _look(
            Subject.RETENTION,
            mark("Due since %(day)s"),
            mark("Signatures of an ended campaign must be erased here: ask the coordinator."),
        ),
        Found.SWAP_OFF: _good(Subject.SWAP, mark("Stays off the disk")),
        Found.SWAP_ON: _look(
            Subject.SWAP,
            mark("May be written to the disk"),
            mark("What people type may reach the disk: switch swap off, or encrypt it."),
        ),
    }
)
