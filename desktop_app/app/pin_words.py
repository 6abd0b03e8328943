"""What to say for each problem with the volunteer's PIN."""

from collections.abc import Mapping

from desktop_app.app.said import ALL_SAFE, NOTHING_CHANGED, Said
from desktop_app.language import mark

PIN_WORDS: Mapping[str, Said] = {
    "pin.too_short": Said(
        happened=mark("The PIN has fewer than %(minimum)s digits."),
        safe=NOTHING_CHANGED,
        do=mark("Take six digits or more that nobody would guess."),
    ),
    "pin.too_long": Said(
        happened=mark("The PIN has more than %(maximum)s digits."),
        safe=NOTHING_CHANGED,
        do=mark("Take six to twelve digits."),
    ),
    "pin.not_digits": Said(
        happened=mark("The PIN holds something else than the digits 0 to 9."),
        safe=NOTHING_CHANGED,
        do=mark("Take %(minimum)s digits or more; the kiosk's pad has nothing else."),
    ),
    "pin.too_easy": Said(
        happened=mark("This PIN is among the first that people try."),
        safe=NOTHING_CHANGED,
        do=mark("Take digits without a pattern: no 123456, no 000000, no 121212."),
    ),
    "pin.not_the_same": Said(
        happened=mark("The two PINs were not the same."),
        safe=NOTHING_CHANGED,
        do=mark("Try again."),
    ),
    "pin.damaged": Said(
        happened=mark("The file that knows the PIN is damaged, so no PIN opens the kiosk."),
        safe=ALL_SAFE,
        do=mark("Set a new PIN."),
    ),
    "pin.from_newer_version": Said(
        happened=mark("The PIN was set by a newer Inkstand."),
        safe=ALL_SAFE,
        do=mark("Set a new PIN."),
    ),
    "pin.cannot_write": Said(
        happened=mark("The disk takes no note in %(folder)s, so no try at the PIN is made."),
        safe=ALL_SAFE,
        do=mark("Free some space or allow writing there, then try again."),
    ),
}
