"""What to say for the problems that a volunteer can meet: the device, its journal, a pack."""

from collections.abc import Mapping

from desktop_app.app.said import ALL_SAFE, NOTHING_CHANGED, Said
from desktop_app.language import mark

VOLUNTEER_WORDS: Mapping[str, Said] = {
    "home.in_use": Said(
        happened=mark("Another Inkstand is working in %(folder)s."),
        safe=NOTHING_CHANGED,
        do=mark("Close it first, the kiosk above all, then try again."),
    ),
    "home.read_only": Said(
        happened=mark("The folder %(folder)s cannot be written to."),
        safe=NOTHING_CHANGED,
        do=mark("Free some space or allow writing there, then try again."),
    ),
    "settings.from_newer_version": Said(
        happened=mark("The settings in %(path)s were written by a newer Inkstand."),
        safe=NOTHING_CHANGED,
        do=mark("Install the newest Inkstand on this device."),
    ),
    "program.resources_missing": Said(
        happened=mark("Files that came with Inkstand are missing beside %(folder)s."),
        do=mark("Install Inkstand again."),
    ),
    "seal.no_key": Said(
        happened=mark("The campaign has no usable public key to seal signatures to."),
        safe=ALL_SAFE,
        do=mark("Ask the coordinator for a published pack, and install it."),
    ),
    "journal.disk_full": Said(
        happened=mark("The disk is full."),
        safe=ALL_SAFE,
        do=mark("Hand over what is there and free some space, then go on."),
    ),
    "journal.read_only": Said(
        happened=mark("The journal cannot be written to."),
        safe=ALL_SAFE,
        do=mark("Allow writing in Inkstand's folder, or take another device."),
    ),
    "journal.in_use": Said(
        happened=mark("Another program holds the journal."),
        safe=ALL_SAFE,
        do=mark("Close the other program, then try again."),
    ),
    "journal.damaged": Said(
        happened=mark("The journal is not what this device wrote (%(reason)s)."),
        safe=mark("Nothing was changed in it; the batches handed over before are not affected."),
        do=mark(
            "Run “inkstand restore --salvage”: it saves what is whole, and collecting goes on."
        ),
    ),
    "journal.restored": Said(
        happened=mark("This journal was restored from a second copy; it takes nothing new."),
        safe=ALL_SAFE,
        do=mark("Hand it over from here, and sign on a device of its own."),
    ),
    "journal.from_newer_version": Said(
        happened=mark("The journal was written by a newer Inkstand."),
        safe=NOTHING_CHANGED,
        do=mark("Install the newest Inkstand on this device."),
    ),
    "journal.unreadable": Said(
        happened=mark("The disk does not give or take the journal (%(reason)s)."),
        safe=ALL_SAFE,
        do=mark("Check the disk, or take another device."),
    ),
    "campaign.no_key": Said(
        happened=mark("%(path)s was not published: it has no key to seal signatures to."),
        safe=NOTHING_CHANGED,
        do=mark("Ask the coordinator for the published pack, an .inkpack file."),
    ),
    "campaign.other_coordinator": Said(
        happened=mark("Another coordinator signed this pack of %(campaign)s."),
        safe=mark("The pack that was installed before stays as it is."),
        do=mark("Do not use this file before the coordinator has confirmed its four words."),
    ),
    "campaign.not_installed": Said(
        happened=mark("The campaign is not on this device. %(campaign)s"),
        do=mark("Install it first, from the .inkpack file that the coordinator gave you."),
    ),
    "pack.unreadable": Said(
        happened=mark("There is no pack at %(path)s, or it cannot be read."),
        do=mark("Choose an .inkpack file, or copy it again."),
    ),
    "pack.not_a_pack": Said(
        happened=mark("%(path)s is no .inkpack, or it is damaged."),
        safe=NOTHING_CHANGED,
        do=mark("Copy the file again from whoever published it."),
    ),
    "pack.too_large": Said(
        happened=mark("The pack is larger than a pack may be (%(file)s)."),
        safe=NOTHING_CHANGED,
        do=mark(
            "Ask for a smaller one: each file under 2 MB, the whole under 16 MB and 400 files."
        ),
    ),
    "pack.unsafe_path": Said(
        happened=mark("The pack holds a link or a path that leads outside it: %(file)s."),
        safe=NOTHING_CHANGED,
        do=mark("Do not use this file. Ask the coordinator for the pack."),
    ),
    "pack.refused": Said(
        happened=mark("The pack %(path)s has %(count)s mistakes."),
        safe=NOTHING_CHANGED,
        do=mark("Ask the coordinator for a newer file."),
    ),
}
