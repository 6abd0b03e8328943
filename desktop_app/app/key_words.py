"""What to say for problems with keys and their recovery sheets; only coordinators meet them."""

from collections.abc import Mapping

from desktop_app.app.said import NOTHING_CHANGED, Said
from desktop_app.language import mark

NO_KEY_WRITTEN = mark("No key was written.")
NO_PACK_WRITTEN = mark("No pack was written.")

KEY_WORDS: Mapping[str, Said] = {
    "passphrase.not_the_same": Said(
        happened=mark("The two passphrases were not the same."),
        safe=NOTHING_CHANGED,
        do=mark("Try again."),
    ),
    "key.unproved": Said(
        happened=mark("Nobody has proved that a recovery sheet of %(path)s exists."),
        safe=NO_PACK_WRITTEN,
        do=mark(
            "Write it, print it, and prove it by three of its words: on the page Keys, or with “inkstand "
            "key sheet” and “inkstand key prove”. Published without it (by command: --unproved), every "
            "signature is lost once the key is lost."
        ),
    ),
    "key.drill_failed": Said(
        happened=mark(
            "A test record was sealed with this pack, but %(way)s did not open it: what is signed with "
            "it could be lost."
        ),
        safe=mark("Nothing was written."),
        do=mark("Take the pack and the key that belong together, by their four words."),
    ),
    "publish.too_many_recipients": Said(
        happened=mark("A pack has room for %(most)s keys, and these are %(given)s."),
        safe=NO_PACK_WRITTEN,
        do=mark("Leave some of the other keys out (by command: --also)."),
    ),
    "publish.recipient_twice": Said(
        happened=mark("The key %(words)s was named twice, or it is the campaign's own."),
        safe=NO_PACK_WRITTEN,
        do=mark("Name each key once; the campaign's own is always in the pack."),
    ),
    "publish.other_suite": Said(
        happened=mark("The key %(words)s has suite %(suite)s, the campaign's key suite %(ours)s."),
        safe=NO_PACK_WRITTEN,
        do=mark("Ask its owner for a key of suite %(ours)s."),
    ),
    "publish.not_confirmed": Said(
        happened=mark("Nobody confirmed the key in %(path)s. Its four words: %(words)s"),
        safe=NO_PACK_WRITTEN,
        do=mark("Compare them with its owner, by telephone say; then add --accept 'FOUR WORDS'."),
    ),
    "publish.other_words": Said(
        happened=mark("No key that was given with --also has the four words of --accept."),
        safe=NO_PACK_WRITTEN,
        do=mark("Do not use the file before its owner has told you the words again."),
    ),
    "public_key.unreadable": Said(
        happened=mark("%(path)s is no public key, or it was changed on its way."),
        safe=NO_PACK_WRITTEN,
        do=mark(
            "Ask its owner for the public key once more, an .inkpublic file: the page Keys or “inkstand key "
            "export” writes it."
        ),
    ),
    "public_key.from_newer_version": Said(
        happened=mark("%(path)s was written by a newer Inkstand."),
        safe=NO_PACK_WRITTEN,
        do=mark("Install the newest Inkstand on this computer."),
    ),
    "recovery.word_count": Said(
        happened=mark("There are %(found)s words%(of_sheet)s; a sheet has %(needed)s."),
        safe=NOTHING_CHANGED,
        do=mark("Count them by the numbers on the sheet and type them all, in their order."),
    ),
    "recovery.unknown_word": Said(
        happened=mark("Word %(where)s is none that a sheet can have. Near ones: %(near)s."),
        safe=NOTHING_CHANGED,
        do=mark("Look at that word on the sheet again."),
    ),
    "recovery.checksum": Said(
        happened=mark(
            "The words%(of_sheet)s do not fit together: one is another than on the sheet, or two are "
            "swapped."
        ),
        safe=NOTHING_CHANGED,
        do=mark(
            "Compare them with the sheet one by one. It would fit with (number: word, or two swapped): "
            "%(suspects)s"
        ),
    ),
    "recovery.line_damaged": Said(
        happened=mark("The text of the QR code is not whole: its check does not fit."),
        safe=NOTHING_CHANGED,
        do=mark("Scan it again, or type the words instead."),
    ),
    "recovery.from_newer_version": Said(
        happened=mark("A newer Inkstand printed this sheet."),
        safe=NOTHING_CHANGED,
        do=mark("Install the newest Inkstand on this computer, or type the words."),
    ),
    "recovery.one_share": Said(
        happened=mark("One of the three sheets alone brings nothing back."),
        safe=NOTHING_CHANGED,
        do=mark("Take a second sheet of the same set."),
    ),
    "recovery.same_share": Said(
        happened=mark("The same sheet was given twice."),
        safe=NOTHING_CHANGED,
        do=mark("Take another sheet of the same set."),
    ),
    "recovery.mixed_shares": Said(
        happened=mark("These sheets are whole, but not of one set."),
        safe=NOTHING_CHANGED,
        do=mark("Take two sheets that name the same set and the same four words."),
    ),
    "recovery.foreign_share": Said(
        happened=mark("These words are of no sheet that Inkstand makes."),
        safe=NOTHING_CHANGED,
        do=mark("Take two of the three sheets that Inkstand made, with 33 words each."),
    ),
    "recovery.words_differ": Said(
        happened=mark("Not what the sheet of this key says: word %(numbers)s."),
        safe=mark("The key is as it was, its sheet still unproved by this."),
        do=mark(
            "See that the sheet has the four words of this key, then try again: others are asked."
        ),
    ),
    "recovery.other_key": Said(
        happened=mark("This sheet is whole, but it is that of another key."),
        safe=NOTHING_CHANGED,
        do=mark("Compare the four words on the sheet with those of the key."),
    ),
    "recovery.nobody_to_ask": Said(
        happened=mark("Words of the recovery sheet are needed, and there is nobody to ask."),
        safe=NOTHING_CHANGED,
        do=mark("Do it at a terminal, or name a file that holds what the sheet says: --from-file"),
    ),
    "recovery.file_unreadable": Said(
        happened=mark("%(path)s cannot be read, or it is no text with what a sheet says."),
        safe=NOTHING_CHANGED,
        do=mark("Check the path. Write the words of each sheet on a line of its own."),
    ),
    "recovery.suite_unknown": Said(
        happened=mark("The words alone do not tell the key's suite."),
        safe=NO_KEY_WRITTEN,
        do=mark("Add --suite with the number on the sheet, or --expect with its four words."),
    ),
    "recovery.not_expected": Said(
        happened=mark("The sheet brings a key back, but not the one with these four words."),
        safe=NO_KEY_WRITTEN,
        do=mark("Compare the four words on the sheet; it may be that of another campaign."),
    ),
    "recovery.declined": Said(
        happened=mark("Nobody found the same four words on the sheet."),
        safe=NO_KEY_WRITTEN,
        do=mark("See that the words and the four words are from the same sheet."),
    ),
    "recovery.sheet_exists": Said(
        happened=mark("%(path)s is there already, and a sheet is never written over anything."),
        safe=NOTHING_CHANGED,
        do=mark("Choose another file name."),
    ),
    "recovery.cannot_write": Said(
        happened=mark("The recovery sheet could not be written to %(path)s."),
        safe=mark("The key is as it was."),
        do=mark(
            "Choose a folder with free space that can be written to, and write the sheet again. By command: "
            "“inkstand key sheet”."
        ),
    ),
}
