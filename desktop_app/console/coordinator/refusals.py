"""Why a file or a record was refused in a merge, each in one short sentence."""

from collections.abc import Mapping

from desktop_app.language import Words, mark

REFUSALS: Mapping[str, str] = {
    "batch.unreadable": mark("Cannot be read. Copy it from the device again."),
    "batch.from_newer_version": mark("A newer Inkstand wrote it. Install the newest one here."),
    "batch.altered": mark("The file is not as it was written; what the device vouches for counts."),
    "batch.not_vouched": mark("The device does not vouch for it: the file is cut or altered."),
    "record.damaged": mark("Damaged. Copy the file from the device again."),
    "record.from_newer_version": mark("A newer Inkstand wrote it. Install the newest one here."),
    "record.other_key": mark("Sealed to another key. Merge it again with that key."),
    "signature.unreadable": mark("Opened, but what is in it is no signature."),
    "undo.unreadable": mark("Opened, but what is in it is damaged."),
    "closing.unreadable": mark("Opened, but what is in it is damaged."),
    "merge.foreign_pack": mark("A pack that another coordinator signed. It is not believed."),
    "merge.coordinator_waits": mark("A pack of another coordinator: compare its four words above."),
    "merge.same_version": mark("Another pack of a version that is here. The first one counts."),
}
OTHER = mark("Cannot be used. Copy it again from where it came.")


def refusal(words: Words, code: str) -> str:
    """Say why something with this code was refused; the code stands behind it."""
    return f"{words.say(REFUSALS.get(code, OTHER))} [{code}]"
