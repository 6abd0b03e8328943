"""What to say for problems of erasing campaigns, destroying keys and certificates."""

from collections.abc import Mapping

from desktop_app.app.said import NOTHING_CHANGED, Said
from desktop_app.language import mark

RETENTION_WORDS: Mapping[str, Said] = {
    "certificate.unreadable": Said(
        happened=mark("%(path)s is no certificate, or it is damaged."),
        safe=NOTHING_CHANGED,
        do=mark("Name the .inkcert file, as it came; not the PDF."),
    ),
    "certificate.from_newer_version": Said(
        happened=mark("%(path)s was written by a newer Inkstand."),
        safe=NOTHING_CHANGED,
        do=mark("Install the newest Inkstand on this computer."),
    ),
    "certificate.not_signed": Said(
        happened=mark("%(path)s is not as it was signed: it proves nothing."),
        safe=NOTHING_CHANGED,
        do=mark("Ask the coordinator for the certificate again."),
    ),
    "certificate.other_signer": Said(
        happened=mark("The certificate is whole, but signed by another key: %(words)s."),
        safe=NOTHING_CHANGED,
        do=mark("Ask the coordinator which key that is, by another way than this file came."),
    ),
    "certificate.other_key": Said(
        happened=mark("This is not the key of %(campaign)s."),
        safe=NOTHING_CHANGED,
        do=mark(
            "Name the key file with which its pack was published. Only once that key is destroyed "
            "another of yours may sign."
        ),
    ),
    "certificate.exists": Said(
        happened=mark("%(path)s is there already, and nothing is written over."),
        safe=NOTHING_CHANGED,
        do=mark("Choose another name."),
    ),
    "certificate.cannot_write": Said(
        happened=mark("%(path)s cannot be written."),
        safe=NOTHING_CHANGED,
        do=mark("Choose a folder that can be written to and has free space."),
    ),
    "key.still_needed": Said(
        happened=mark("The key is still needed, for %(count)s reasons; they are listed above."),
        safe=NOTHING_CHANGED,
        do=mark(
            "Settle each of them, then do it again. Without the key they could never be settled."
        ),
    ),
    "key.not_confirmed": Said(
        happened=mark("These are not the four words of this key."),
        safe=NOTHING_CHANGED,
        do=mark("See that it is the right key file, then type its four words."),
    ),
    "erase.not_confirmed": Said(
        happened=mark("What was typed is not %(campaign)s."),
        safe=mark("Nothing was erased."),
        do=mark("See that it is the right campaign, then type %(campaign)s."),
    ),
    "key.nobody_to_confirm": Said(
        happened=mark("The four words of the key must be typed, and nobody is there."),
        safe=NOTHING_CHANGED,
        do=mark("Do it in a terminal, or name them: --confirm 'FOUR WORDS'"),
    ),
    "key.not_in_register": Said(
        happened=mark("This register has nothing that is sealed to this key or signed with it."),
        safe=NOTHING_CHANGED,
        do=mark("Take the register into which its campaign was merged (by command: --register)."),
    ),
    "key.cannot_destroy": Said(
        happened=mark("The key file %(path)s cannot be overwritten."),
        safe=mark("It is whole, and nothing says that it was destroyed."),
        do=mark("Allow writing to it, or put its stick in, then do it again."),
    ),
    "key.destroyed_not_noted": Said(
        happened=mark("The key is destroyed, but the register's log did not take that in."),
        safe=mark("The certificate %(path)s is written and signed; the register is as it was."),
        do=mark("Keep the certificate, and free some space for the register."),
    ),
}
