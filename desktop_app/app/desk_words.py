"""What to say for problems with files at a coordinator's desk: keys, campaigns, papers."""

from collections.abc import Mapping

from desktop_app.app.said import NOTHING_CHANGED, Said
from desktop_app.language import mark

DESK_WORDS: Mapping[str, Said] = {
    "key.unreadable": Said(
        happened=mark("%(path)s is no key file, or it is damaged, or not there now."),
        safe=NOTHING_CHANGED,
        do=mark("Put in the stick that it is on, or take a copy of the key file."),
    ),
    "key.lock_unreadable": Said(
        happened=mark("What locks the key is damaged."),
        safe=NOTHING_CHANGED,
        do=mark("Take a copy of the file that is not damaged."),
    ),
    "key.from_newer_version": Said(
        happened=mark("%(path)s was written by a newer Inkstand."),
        safe=NOTHING_CHANGED,
        do=mark("Install the newest Inkstand on this computer."),
    ),
    "key.wrong_passphrase": Said(
        happened=mark("The passphrase does not open it."),
        safe=NOTHING_CHANGED,
        do=mark("Type it again; mind capitals and spaces."),
    ),
    "key.passphrase_too_short": Said(
        happened=mark("The passphrase has fewer than %(minimum)s characters."),
        safe=NOTHING_CHANGED,
        do=mark("Take six words that have nothing to do with each other."),
    ),
    "key.exists": Said(
        happened=mark("%(path)s is there already, and a key is never overwritten."),
        safe=NOTHING_CHANGED,
        do=mark("Choose another file name."),
    ),
    "key.cannot_write": Said(
        happened=mark("%(path)s cannot be written."),
        safe=NOTHING_CHANGED,
        do=mark("Choose a folder that can be written to and has free space."),
    ),
    "campaign.exists": Said(
        happened=mark("%(path)s is there already and is not empty."),
        safe=NOTHING_CHANGED,
        do=mark("Choose a new folder."),
    ),
    "campaign.cannot_write": Said(
        happened=mark("%(path)s cannot be written."),
        do=mark("Choose a folder that can be written to and has free space."),
    ),
    "campaign.version_taken": Said(
        happened=mark(
            "Version %(version)s of %(campaign)s was published already, with other words."
        ),
        safe=NOTHING_CHANGED,
        do=mark("Give this one a version of its own, so that devices know which is newer."),
    ),
    "pack.out_taken": Said(
        happened=mark("%(path)s is there already and is no pack."),
        safe=NOTHING_CHANGED,
        do=mark("Choose another file name."),
    ),
    "pack.cannot_write": Said(
        happened=mark("%(path)s cannot be written."),
        safe=NOTHING_CHANGED,
        do=mark("Choose a folder that can be written to and has free space."),
    ),
    "pdf.font_missing": Said(
        happened=mark("The font %(font)s is missing or broken in %(folder)s."),
        safe=NOTHING_CHANGED,
        do=mark("Install Inkstand again, or put the font back."),
    ),
    "pdf.cannot_write": Said(
        happened=mark("%(path)s cannot be written."),
        safe=NOTHING_CHANGED,
        do=mark("Choose a folder that can be written to and has free space."),
    ),
}
