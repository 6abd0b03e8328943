"""What to say for each problem of the register and of deliveries."""

from collections.abc import Mapping

from desktop_app.app.said import NOTHING_CHANGED, Said
from desktop_app.language import mark

REGISTER_WORDS: Mapping[str, Said] = {
    "register.url": Said(
        happened=mark("A register is a SQLite file or a PostgreSQL database, not %(kind)s."),
        safe=NOTHING_CHANGED,
        do=mark("Name a file, or postgresql+psycopg://USER@HOST/DATABASE."),
    ),
    "register.password_in_url": Said(
        happened=mark("The address has the password of the database in it."),
        safe=NOTHING_CHANGED,
        do=mark("Name it without, and put the password into the file .pgpass or into PGPASSWORD."),
    ),
    "register.missing": Said(
        happened=mark("There is no register at %(path)s yet."),
        do=mark("Merge what the devices handed over: the first merge makes it."),
    ),
    "register.wrong_passphrase": Said(
        happened=mark("The passphrase does not open the register."),
        safe=NOTHING_CHANGED,
        do=mark("Type the one with which the first merge was made; mind capitals and spaces."),
    ),
    "register.unreachable": Said(
        happened=mark("The database does not answer, or refuses the connection (%(reason)s)."),
        safe=NOTHING_CHANGED,
        do=mark("Check its address, the network, user and password, then try again."),
    ),
    "duplicates.no_such_pair": Said(
        happened=mark("These are not two signatures of one campaign that are in the register."),
        safe=NOTHING_CHANGED,
        do=mark("Look at the pairs again: one of the two may have been erased meanwhile."),
    ),
    "duplicates.no_such_decision": Said(
        happened=mark("There is no decision %(decision)s that could be undone."),
        safe=NOTHING_CHANGED,
        do=mark("Look at the list of decisions again: it may be undone already."),
    ),
    "withdrawal.no_such_signature": Said(
        happened=mark("%(count)s of these signatures are not in the register any more."),
        safe=NOTHING_CHANGED,
        do=mark("Look for the person anew."),
    ),
    "withdrawal.nobody_found": Said(
        happened=mark("The register has no such signature: it may have been erased already."),
        safe=NOTHING_CHANGED,
        do=mark("Try code, e-mail, phone and name in turn. Are all devices merged?"),
    ),
    "withdrawal.code_incomplete": Said(
        happened=mark("A withdrawal code has %(needed)s letters and digits, not %(count)s."),
        safe=NOTHING_CHANGED,
        do=mark("Compare it with the message. Without it, look by e-mail, phone or name."),
    ),
    "withdrawal.changed_meanwhile": Said(
        happened=mark("What the register has of this person has changed meanwhile."),
        safe=NOTHING_CHANGED,
        do=mark("Look at it again, then decide."),
    ),
    "withdrawal.nobody_to_inform": Said(
        happened=mark("Nobody is to be told about a delivery %(delivery)s."),
        safe=NOTHING_CHANGED,
        do=mark("Look at the list of receivers anew (inkstand inform)."),
    ),
    "merge.no_such_merge": Said(
        happened=mark("There is no merge %(merge)s that could be taken back."),
        safe=NOTHING_CHANGED,
        do=mark("Look at the list of merges anew: it was taken back already, perhaps."),
    ),
    "register.not_a_register": Said(
        happened=mark("The file is no register of Inkstand (%(reason)s)."),
        safe=NOTHING_CHANGED,
        do=mark("Check its path. If something was written over it, take your backup."),
    ),
    "register.from_newer_version": Said(
        happened=mark("The register was written by a newer Inkstand."),
        safe=NOTHING_CHANGED,
        do=mark("Install the newest Inkstand on this computer."),
    ),
    "register.disk_full": Said(
        happened=mark("The disk is full."),
        safe=mark("Everything that was merged before is safe."),
        do=mark("Free some space, then do it again."),
    ),
    "register.read_only": Said(
        happened=mark("The register cannot be written to."),
        safe=NOTHING_CHANGED,
        do=mark("Allow writing in its folder, then do it again."),
    ),
    "register.in_use": Said(
        happened=mark("Another program holds the register."),
        safe=NOTHING_CHANGED,
        do=mark("Close the other program, then try again."),
    ),
    "register.damaged": Said(
        happened=mark("The register is damaged (%(reason)s)."),
        safe=mark("The batches are not affected."),
        do=mark("Take your backup of it, or merge the batches into a new register."),
    ),
    "register.unreadable": Said(
        happened=mark("The disk does not give or take the register (%(reason)s)."),
        safe=NOTHING_CHANGED,
        do=mark("Check the path and the disk."),
    ),
    "register.no_campaign": Said(
        happened=mark("The register holds no signature of %(campaign)s."),
        safe=NOTHING_CHANGED,
        do=mark("There are: %(there)s. Choose one of these."),
    ),
    "merge.nothing_found": Said(
        happened=mark("There is no batch at %(path)s."),
        safe=NOTHING_CHANGED,
        do=mark("Take the .inkbatch files of a device, or the folder or stick that holds them."),
    ),
    "merge.no_such_device": Said(
        happened=mark("None of the %(count)s devices has these four words."),
        safe=NOTHING_CHANGED,
        do=mark("Compare the words with those of the devices that wait."),
    ),
    "merge.other_key": Said(
        happened=mark("All %(count)s records are sealed to another key."),
        safe=mark("Nothing was written; the batches stay as they are."),
        do=mark("Merge them with the key of the campaign that they were signed for."),
    ),
    "merge.foreign_pack": Said(
        happened=mark("The pack %(path)s was signed by another coordinator."),
        safe=NOTHING_CHANGED,
        do=mark("Take the pack that was published with this key."),
    ),
    "merge.coordinator_waits": Said(
        happened=mark(
            "%(path)s was signed by another coordinator, who let this key open its signatures, too. "
            "Its four words: %(words)s"
        ),
        safe=mark("All records are merged; the pack is not believed yet."),
        do=mark("Compare them with that coordinator, then add --accept-coordinator 'FOUR WORDS'."),
    ),
    "merge.same_version": Said(
        happened=mark("%(path)s is another pack of version %(version)s than the one that is here."),
        safe=mark("The one that came first stays in force."),
        do=mark("Raise the version in campaign.toml and publish again."),
    ),
    "merge.slips_differ": Said(
        happened=mark("Closing slips that do not fit what came: %(count)s. They are named above."),
        safe=mark("Everything that was found is merged; the devices still have what they wrote."),
        do=mark("Bring what is missing, or compare the slips with the paper, and merge again."),
    ),
    "merge.slips_unreadable": Said(
        happened=mark("The file of closing slips %(path)s cannot be read as text in UTF-8."),
        safe=NOTHING_CHANGED,
        do=mark("Write one slip on each line of a plain text file."),
    ),
    "deliver.nothing": Said(
        happened=mark("The register holds no signature yet."),
        do=mark("Merge some batches first: inkstand merge PATH --key FILE"),
    ),
    "deliver.several_campaigns": Said(
        happened=mark("The register holds several campaigns: %(there)s."),
        do=mark("Name one with --campaign."),
    ),
    "deliver.no_campaign": Said(
        happened=mark("The register holds no signature of %(campaign)s."),
        do=mark("There are: %(there)s. Choose one of these."),
    ),
    "deliver.no_pack": Said(
        happened=mark("The register does not know the pack of %(campaign)s."),
        safe=mark("Nobody was told anything: without it nobody knows who may receive what."),
        do=mark("Merge again with the folder that holds the .inkpack."),
    ),
    "deliver.no_profile": Said(
        happened=mark("The campaign %(campaign)s has no delivery %(profile)s."),
        do=mark("There are: %(there)s."),
    ),
    "deliver.exists": Said(
        happened=mark("There is another file at %(path)s already, which no delivery wrote."),
        safe=NOTHING_CHANGED,
        do=mark("Choose another name."),
    ),
    "deliver.cannot_write": Said(
        happened=mark("%(path)s cannot be written (%(reason)s)."),
        safe=mark("Nothing half written was left there; what was there before still is."),
        do=mark("Choose a folder that can be written to and has free space."),
    ),
}
