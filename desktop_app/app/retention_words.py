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
}
