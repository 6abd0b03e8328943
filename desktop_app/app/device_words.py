"""What to say for each problem of a device, a key, a pack, a batch, and of the installation."""

from collections.abc import Mapping

from desktop_app.app.said import ALL_SAFE, NOTHING_CHANGED, Said
from desktop_app.language import mark

DEVICE_WORDS: Mapping[str, Said] = {
    "disk.refused": Said(
        happened=mark("The disk or the system refused a path: %(reason)s."),
        safe=ALL_SAFE,
        do=mark("Check the paths that you named, and that there is free space."),
    ),
    "arguments.unreadable": Said(
        happened=mark("Argument %(number)s is no text in UTF-8."),
        safe=NOTHING_CHANGED,
        do=mark("Rename the file or type it again."),
    ),
    "home.in_use": Said(
        happened=mark("Another Inkstand is working in %(folder)s."),
        safe=NOTHING_CHANGED,
        do=mark("Close it, or name another folder with --home."),
    ),
    "home.read_only": Said(
        happened=mark("The folder %(folder)s cannot be written to."),
        safe=NOTHING_CHANGED,
        do=mark("Free the disk or allow writing there, or name another folder with --home."),
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
    "passphrase.missing": Said(
        happened=mark("A passphrase is needed, and there is nobody to ask."),
        safe=NOTHING_CHANGED,
        do=mark("Write it into a file and name that file with %(option)s."),
    ),
    "passphrase.unreadable": Said(
        happened=mark("The passphrase file %(path)s cannot be read or is empty."),
        safe=NOTHING_CHANGED,
        do=mark("Check the path. The passphrase is the file's first line."),
    ),
    "passphrase.not_the_same": Said(
        happened=mark("The two passphrases were not the same."),
        safe=NOTHING_CHANGED,
        do=mark("Try again."),
    ),
    "key.unreadable": Said(
        happened=mark("%(path)s is no key file, or it is damaged."),
        safe=NOTHING_CHANGED,
        do=mark("Take the key file that “inkstand key create” wrote, or a copy of it."),
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
    "seal.no_key": Said(
        happened=mark("The campaign has no usable public key to seal signatures to."),
        safe=ALL_SAFE,
        do=mark("Ask the coordinator for a published pack, and install it."),
    ),
    "signature.unreadable": Said(
        happened=mark("A record was opened, but it holds no signature that this version knows."),
        safe=mark("The record is kept as it is."),
        do=mark("Install the newest Inkstand and merge again."),
    ),
    "undo.unreadable": Said(
        happened=mark("A record was opened, but this version does not know what it takes back."),
        safe=mark("The record is kept as it is."),
        do=mark("Install the newest Inkstand and merge again."),
    ),
    "closing.unreadable": Said(
        happened=mark("A record was opened, but this version does not know what it closes."),
        safe=mark("The record is kept as it is."),
        do=mark("Install the newest Inkstand and merge again."),
    ),
    "record.damaged": Said(
        happened=mark("A record is damaged."),
        safe=mark("The other records are not affected."),
        do=mark("Copy the file from the device again."),
    ),
    "record.from_newer_version": Said(
        happened=mark("A record was written by a newer Inkstand."),
        safe=mark("It is kept as it is."),
        do=mark("Install the newest Inkstand on this computer."),
    ),
    "record.other_key": Said(
        happened=mark("A record was sealed to another key."),
        safe=mark("It is kept as it is."),
        do=mark("Merge it with the key of the campaign that it was signed for."),
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
        do=mark("Stop collecting on this device and bring it to the coordinator as it is."),
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
    "journal.record_unknown": Said(
        happened=mark("There is no such signature on this device, so it cannot be taken back."),
        safe=NOTHING_CHANGED,
        do=mark("Ask the coordinator, with the code that was shown after signing."),
    ),
    "journal.unreadable": Said(
        happened=mark("The disk does not give or take the journal (%(reason)s)."),
        safe=ALL_SAFE,
        do=mark("Check the disk, or take another device."),
    ),
    "journal.closed": Said(
        happened=mark("The journal was closed before the signature could be kept."),
        safe=ALL_SAFE,
        do=mark("Start the kiosk again."),
    ),
    "kiosk.incomplete": Said(
        happened=mark("A signature was not complete when it came to the journal."),
        safe=ALL_SAFE,
        do=mark("Start again; if it happens twice, tell those who make Inkstand."),
    ),
    "batch.unreadable": Said(
        happened=mark("%(path)s is no batch, or it is damaged beyond reading."),
        safe=mark("The device still has what it wrote."),
        do=mark("Copy the file again, or write it again with “inkstand batch --again”."),
    ),
    "batch.from_newer_version": Said(
        happened=mark("%(path)s was written by a newer Inkstand."),
        safe=mark("The file is kept as it is."),
        do=mark("Install the newest Inkstand on this computer."),
    ),
    "batch.altered": Said(
        happened=mark("The file is not what was written: its bytes do not match its name."),
        safe=mark("Records that the device vouches for still count."),
        do=mark("Copy the file from the device again."),
    ),
    "batch.not_vouched": Said(
        happened=mark("The device does not vouch for these records: the file is cut or altered."),
        safe=mark("The device still has what it wrote."),
        do=mark("Copy the file from the device again."),
    ),
    "verify.nothing_found": Said(
        happened=mark("There is no batch file at %(path)s."),
        do=mark("Name .inkbatch files, or the folder that holds them."),
    ),
    "verify.damaged": Said(
        happened=mark("%(count)s places are damaged."),
        safe=mark("The devices still have what they wrote."),
        do=mark("Copy the files named above from their devices again."),
    ),
    "sheet.unreadable": Said(
        happened=mark("%(path)s cannot be read as CSV in UTF-8."),
        safe=NOTHING_CHANGED,
        do=mark("Save the sheet as “CSV UTF-8” and enter it again."),
    ),
    "sheet.too_large": Said(
        happened=mark("%(path)s is larger than a typed sheet can be."),
        safe=NOTHING_CHANGED,
        do=mark("Check that it is the right file, or cut it into several."),
    ),
    "sheet.columns": Said(
        happened=mark("The first line does not fit the campaign; wrong columns: %(wrong)s."),
        safe=NOTHING_CHANGED,
        do=mark("Use these columns, %(needed)s among them: %(known)s."),
    ),
    "campaign.no_key": Said(
        happened=mark("%(path)s was not published: it has no key to seal signatures to."),
        safe=NOTHING_CHANGED,
        do=mark("Publish it first: inkstand campaign publish DIR --key FILE --out FILE.inkpack"),
    ),
    "campaign.other_coordinator": Said(
        happened=mark("Another coordinator signed this pack of %(campaign)s."),
        safe=mark("The pack that was installed before stays as it is."),
        do=mark("Do not use this file before the coordinator has confirmed its four words."),
    ),
    "campaign.not_installed": Said(
        happened=mark("The campaign is not on this device. %(campaign)s"),
        do=mark("Install it first: inkstand campaign install FILE.inkpack"),
    ),
    "campaign.which": Said(
        happened=mark("Several campaigns are there: %(campaigns)s."),
        do=mark("Name one with --campaign."),
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
    "pack.unreadable": Said(
        happened=mark("There is no pack at %(path)s, or it cannot be read."),
        do=mark("Name a pack's folder or an .inkpack file."),
    ),
    "pack.not_a_pack": Said(
        happened=mark("%(path)s is no .inkpack, or it is damaged."),
        safe=NOTHING_CHANGED,
        do=mark("Copy the file again from whoever published it."),
    ),
    "pack.too_large": Said(
        happened=mark("The pack is larger than a pack may be (%(file)s)."),
        safe=NOTHING_CHANGED,
        do=mark("Keep each file under 2 MB, the whole under 16 MB and 400 files."),
    ),
    "pack.unsafe_path": Said(
        happened=mark("The pack holds a link or a path that leads outside it: %(file)s."),
        safe=NOTHING_CHANGED,
        do=mark("Do not use this file. Ask the coordinator for the pack."),
    ),
    "pack.refused": Said(
        happened=mark("The pack %(path)s has %(count)s mistakes."),
        safe=NOTHING_CHANGED,
        do=mark("Mend them; “inkstand campaign check” lists them all."),
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
    "screen.font_missing": Said(
        happened=mark("The font %(font)s is missing or broken in %(folder)s."),
        safe=ALL_SAFE,
        do=mark("Install Inkstand again, or put the font back."),
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
    "self_test.failed": Said(
        happened=mark("%(count)s checks of this installation failed."),
        do=mark("Install Inkstand again."),
    ),
    "demo.folder_taken": Said(
        happened=mark("%(path)s holds something that no demo wrote."),
        safe=NOTHING_CHANGED,
        do=mark("Choose a new folder."),
    ),
    "demo.cannot_write": Said(
        happened=mark("%(path)s cannot be written."),
        safe=NOTHING_CHANGED,
        do=mark("Choose a folder that can be written to and has free space."),
    ),
}
