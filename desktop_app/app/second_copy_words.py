"""What to say for each problem of the second copy, and of a journal that is rebuilt from one."""

from collections.abc import Mapping

from desktop_app.app.said import Said
from desktop_app.language import mark

_GOES_ON = mark("Every signature is on this device, and collecting goes on.")

SECOND_COPY_WORDS: Mapping[str, Said] = {
    "second_copy.away": Said(
        happened=mark("The second copy is away: %(path)s is not there."),
        safe=_GOES_ON,
        do=mark("Put the stick or card back in; what is missing is copied by itself."),
    ),
    "second_copy.full": Said(
        happened=mark("The stick or card with the second copy is full (%(path)s)."),
        safe=_GOES_ON,
        do=mark("Free some space on it, or choose another stick or card."),
    ),
    "second_copy.read_only": Said(
        happened=mark("The second copy cannot be written (%(path)s)."),
        safe=_GOES_ON,
        do=mark("Unlock the switch on the card if it has one, or choose another stick or card."),
    ),
    "second_copy.unreadable": Said(
        happened=mark("%(path)s is no second copy, or it is damaged from its beginning."),
        safe=mark("The file is kept as it is."),
        do=mark("Move it away, or choose another stick or card."),
    ),
    "second_copy.other_device": Said(
        happened=mark("%(path)s is the second copy of another device."),
        safe=mark("The file is kept as it is."),
        do=mark("Choose another stick or card for this device."),
    ),
    "second_copy.from_newer_version": Said(
        happened=mark("%(path)s was written by a newer Inkstand."),
        safe=mark("The file is kept as it is."),
        do=mark("Install the newest Inkstand on this device."),
    ),
    "second_copy.other_history": Said(
        happened=mark(
            "The second copy holds records of this device that are not on it"
            " (up to number %(count)s of %(campaign)s)."
        ),
        safe=mark("The second copy is kept as it is."),
        do=mark("Bring device and stick to the coordinator. Choose another stick meanwhile."),
    ),
}
