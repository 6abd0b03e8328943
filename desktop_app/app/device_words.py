"""What to say, in English, for problems that only commands meet: keys, batches, sheets, making packs."""

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
    "pin.missing": Said(
        happened=mark("A PIN is needed, and there is nobody to ask."),
        safe=NOTHING_CHANGED,
        do=mark("Write it into a file and name that file with %(option)s."),
    ),
    "pin.unreadable": Said(
        happened=mark("The file %(path)s cannot be read or is empty."),
        safe=NOTHING_CHANGED,
        do=mark("Check the path. The PIN is the file's first line."),
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
    "journal.record_unknown": Said(
        happened=mark("There is no such signature on this device, so it cannot be taken back."),
        safe=NOTHING_CHANGED,
        do=mark("Ask the coordinator, with the code that was shown after signing."),
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
    "campaign.which": Said(
        happened=mark("Several campaigns are there: %(campaigns)s."),
        do=mark("Name one with --campaign."),
    ),
    "screen.font_missing": Said(
        happened=mark("The font %(font)s is missing or broken in %(folder)s."),
        safe=ALL_SAFE,
        do=mark("Install Inkstand again, or put the font back."),
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
        happened=mark("No campaign's file lies on a stick, among the downloads or in %(place)s."),
        safe=NOTHING_CHANGED,
        do=mark("Name the file: inkstand setup FILE.inkpack"),
    ),
    "setup.which_pack": Said(
        happened=mark("Several campaigns' files were found: %(files)s."),
        safe=NOTHING_CHANGED,
        do=mark("Name the one that you want: inkstand setup FILE.inkpack"),
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
