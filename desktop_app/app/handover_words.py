"""What to say for each problem of handing over: the stick, the slip, what was confirmed."""

from collections.abc import Mapping

from desktop_app.app.said import Said
from desktop_app.language import mark

STILL_HERE = mark("Nothing is lost: the signatures are still on this device.")

HANDOVER_WORDS: Mapping[str, Said] = {
    "batch.cannot_write": Said(
        happened=mark("The batch could not be written to %(path)s."),
        safe=STILL_HERE,
        do=mark("Take another folder or stick and hand over again."),
    ),
    "batch.folder_full": Said(
        happened=mark("%(path)s is full."),
        safe=STILL_HERE,
        do=mark("Free some space there or take another stick, then hand over again: it goes on."),
    ),
    "batch.no_room": Said(
        happened=mark("%(path)s has not enough room: %(missing)s more are needed."),
        safe=mark("Nothing was written. The signatures are still on this device."),
        do=mark("Free some space there or take another stick, then hand over again."),
    ),
    "batch.folder_read_only": Said(
        happened=mark("%(path)s cannot be written to: it is read-only."),
        safe=STILL_HERE,
        do=mark("Move the little switch on the card, or take another folder or stick."),
    ),
    "batch.folder_gone": Said(
        happened=mark("%(path)s is gone: the stick was pulled, or the folder was removed."),
        safe=STILL_HERE,
        do=mark("Put the stick back in and hand over again: it goes on where it stopped."),
    ),
    "batch.folder_failing": Said(
        happened=mark("%(path)s answers with errors."),
        safe=STILL_HERE,
        do=mark("Take another stick: do not trust this one any more."),
    ),
    "batch.not_read_back": Said(
        happened=mark("%(path)s gave back other bytes than were written."),
        safe=STILL_HERE,
        do=mark("Take another stick: do not trust this one any more."),
    ),
}
