"""What to say for each problem with setting up a stall and leading on from console to kiosk."""

from collections.abc import Mapping

from desktop_app.app.said import ALL_SAFE, NOTHING_CHANGED, Said
from desktop_app.language import mark

STALL_WORDS: Mapping[str, Said] = {
    "checklist.not_ready": Said(
        happened=mark("Nobody can sign yet: %(count)s points of the checklist say STOP."),
        safe=ALL_SAFE,
        do=mark("Do what stands beneath each of them, then look again."),
    ),
    "console.no_screen": Said(
        happened=mark("There is no screen here to open the console on."),
        safe=ALL_SAFE,
        do=mark("All that it does can be done by command: see “inkstand --help”."),
    ),
    "setup.no_pack": Said(
        happened=mark(
            "No campaign's file was found on sticks, among the downloads or in %(place)s."
        ),
        safe=NOTHING_CHANGED,
        do=mark("Name the file: inkstand setup FILE.inkpack"),
    ),
    "setup.which_pack": Said(
        happened=mark("Several campaigns' files were found: %(files)s."),
        safe=NOTHING_CHANGED,
        do=mark("Name the one that you want: inkstand setup FILE.inkpack"),
    ),
    "setup.pack_changed": Said(
        happened=mark("%(path)s is not the file any more whose four words were compared."),
        safe=NOTHING_CHANGED,
        do=mark("Compare the four words again."),
    ),
    "setup.words_differ": Said(
        happened=mark("The pack's four words are %(found)s, not those that were given."),
        safe=mark("It was not installed."),
        do=mark("Do not use this file. Ask the coordinator for the right one."),
    ),
    "practice.failed": Said(
        happened=mark("The practice signature did not come back as it was written (%(reason)s)."),
        safe=ALL_SAFE,
        do=mark("Do not collect with this device before somebody has looked at it."),
    ),
}
