"""What to say for problems that only the command line can meet: in English, as its answers are."""

from collections.abc import Mapping

from desktop_app.app.said import NOTHING_CHANGED, Said
from desktop_app.language import mark

COMMAND_WORDS: Mapping[str, Said] = {
    "register.log_broken": Said(
        happened=mark("The log is not as it was written, from entry %(entry)s on."),
        safe=mark("Signatures are not touched by that."),
        do=mark("Somebody changed the database by hand. Keep a copy and find out who."),
    ),
    "duplicates.several_wishes": Said(
        happened=mark("More than one thing was asked for at once."),
        safe=NOTHING_CHANGED,
        do=mark("Give one of --find, --pairs, --same, --different, --undo, --decided, --part."),
    ),
    "duplicates.no_such_number": Said(
        happened=mark("The list has %(count)s pairs and no number %(number)s."),
        safe=NOTHING_CHANGED,
        do=mark("Look at the list: inkstand duplicates --pairs"),
    ),
    "duplicates.no_such_duplicate": Said(
        happened=mark("The rule has found no duplicate %(number)s."),
        safe=NOTHING_CHANGED,
        do=mark("Look at the list: inkstand duplicates --decided"),
    ),
    "withdrawal.unclear": Said(
        happened=mark("Nobody can be found like this."),
        safe=NOTHING_CHANGED,
        do=mark(
            "Give just one of --code, --email, --phone, --name; and --erase or --consent, not both."
        ),
    ),
    "withdrawal.several_people": Said(
        happened=mark("%(count)s people were found."),
        safe=NOTHING_CHANGED,
        do=mark("Look at the list without --erase and --consent, then choose with --person N."),
    ),
    "withdrawal.no_such_person": Said(
        happened=mark("The list has %(count)s people and no number %(person)s."),
        safe=NOTHING_CHANGED,
        do=mark("Look at the list without --erase and --consent, then choose with --person N."),
    ),
    "withdrawal.no_such_consent": Said(
        happened=mark("This person was never asked for the consent %(consent)s."),
        safe=NOTHING_CHANGED,
        do=mark("Name one of these: %(there)s"),
    ),
    "statistics.file_exists": Said(
        happened=mark("There is a file at %(path)s already."),
        safe=NOTHING_CHANGED,
        do=mark("Choose another name; reports are not written over anything."),
    ),
    "statistics.language_unknown": Said(
        happened=mark("Inkstand does not speak %(language)s."),
        safe=NOTHING_CHANGED,
        do=mark("Name one of these with --language: %(there)s"),
    ),
    "slip.mistyped": Said(
        happened=mark("A character of the closing slip is wrong, missing or doubled: %(slip)s"),
        safe=NOTHING_CHANGED,
        do=mark("Compare it with the paper group by group and type it again."),
    ),
    "slip.unreadable": Said(
        happened=mark("This is no closing slip: %(slip)s"),
        safe=NOTHING_CHANGED,
        do=mark("Type all groups of the slip, or paste what its QR code says."),
    ),
    "slip.from_newer_version": Said(
        happened=mark("A newer Inkstand printed the closing slip %(slip)s"),
        safe=NOTHING_CHANGED,
        do=mark("Install the newest Inkstand on this computer."),
    ),
    "acknowledgement.unreadable": Said(
        happened=mark("%(path)s confirms nothing: it is damaged, or another kind of file."),
        safe=NOTHING_CHANGED,
        do=mark("Copy the .inkack file again from the computer that merged."),
    ),
    "acknowledgement.from_newer_version": Said(
        happened=mark("%(path)s was written by a newer Inkstand."),
        safe=NOTHING_CHANGED,
        do=mark("Install the newest Inkstand on this device."),
    ),
    "acknowledgement.not_signed": Said(
        happened=mark("%(path)s was not signed by the coordinator of this campaign."),
        safe=NOTHING_CHANGED,
        do=mark("Do not use this file. Ask the coordinator for another."),
    ),
    "acknowledgement.other_history": Said(
        happened=mark("%(path)s confirms records that this device has otherwise, or not at all."),
        safe=mark("Nothing of these will be erased here."),
        do=mark("Tell the coordinator: there may be a copy of this device that signs, too."),
    ),
    "acknowledgement.cannot_write": Said(
        happened=mark("What was confirmed could not be written to %(path)s."),
        safe=mark("Everything that was merged is safe."),
        do=mark("Take another folder or stick for it, and merge the same again."),
    ),
    "acknowledgement.nothing_found": Said(
        happened=mark("There is no acknowledgement at %(path)s."),
        safe=NOTHING_CHANGED,
        do=mark("Name .inkack files, or the folder or stick that holds them."),
    ),
    "acknowledgement.refused": Said(
        happened=mark("%(count)s acknowledgements were not taken in; they are listed above."),
        safe=mark("What the others confirm is noted, and nothing was erased."),
        do=mark("Ask the coordinator to merge again and to write new ones."),
    ),
    "slip.cannot_write": Said(
        happened=mark("The QR code could not be written to %(path)s."),
        safe=mark("The shift is closed; its slip stands above."),
        do=mark("Choose another place, or photograph the screen."),
    ),
    "erase.not_asked": Said(
        happened=mark("%(count)s records would be erased, and there is nobody to ask."),
        safe=NOTHING_CHANGED,
        do=mark("If that is meant, add --yes."),
    ),
    "erase.declined": Said(
        happened=mark("Nobody agreed to erase."),
        safe=NOTHING_CHANGED,
        do=mark("Do it again when it is meant."),
    ),
    "erase.clock_not_trusted": Said(
        happened=mark(
            "This device's clock says %(today)s, but it jumped over %(delete_by)s, the day by which "
            "%(campaign)s is to be deleted."
        ),
        safe=NOTHING_CHANGED,
        do=mark("Set the clock right. If the date is right, say so with --yes --yes."),
    ),
    "erase.second_copy": Said(
        happened=mark("The second copy still holds what was erased here."),
        safe=mark("What is sealed in it cannot be read there either."),
        do=mark("Put its stick or card in and do the same again."),
    ),
    "pin.wrong": Said(
        happened=mark("This is not the PIN that is set."),
        safe=NOTHING_CHANGED,
        do=mark("Try again, or set a new one with “inkstand pin”."),
    ),
    "pin.not_set": Said(
        happened=mark("No PIN is set on this device."),
        safe=NOTHING_CHANGED,
        do=mark("There is nothing to remove; “inkstand pin” sets one."),
    ),
    "second_copy.no_drive": Said(
        happened=mark("No stick or card is plugged in that can be written to."),
        safe=NOTHING_CHANGED,
        do=mark("Plug one in, or name its folder with --to."),
    ),
    "second_copy.no_folder": Said(
        happened=mark("There is no folder %(path)s for the second copy."),
        safe=NOTHING_CHANGED,
        do=mark("Plug the stick or card in, or name a folder that is there."),
    ),
    "second_copy.several_drives": Said(
        happened=mark("%(count)s sticks or cards are plugged in: %(folders)s."),
        safe=NOTHING_CHANGED,
        do=mark("Name the one that is meant with --to."),
    ),
    "arguments.contradict": Said(
        happened=mark("Only one of these can be meant: %(options)s."),
        safe=NOTHING_CHANGED,
        do=mark("Leave out the others."),
    ),
    "restore.no_copy": Said(
        happened=mark("There is no second copy in %(path)s, or it cannot be read."),
        safe=NOTHING_CHANGED,
        do=mark("Plug in the stick or card of the device, and name it with --from."),
    ),
    "restore.not_needed": Said(
        happened=mark("Everything in %(path)s is on this device already, and whole."),
        safe=NOTHING_CHANGED,
        do=mark("There is nothing to restore; hand over as always."),
    ),
    "restore.nothing_found": Said(
        happened=mark("In %(path)s no record can be found any more."),
        safe=mark("The file is kept as it is; batches and a second copy are not affected."),
        do=mark("Restore from the second copy, and bring the device to the coordinator."),
    ),
    "restore.two_histories": Said(
        happened=mark(
            "Number %(number)s of %(campaign)s is one record here and another in the second copy."
        ),
        safe=mark("Both are kept as they are, and nothing was changed."),
        do=mark("Bring device and stick to the coordinator, who can restore on another computer."),
    ),
}
