"""What the log says about each deed, in one sentence."""

from collections import defaultdict

from desktop_app.language import Words, mark
from desktop_app.register.activity import Deed, Entry

SENTENCES = {
    Deed.CREATED: mark("The register was made."),
    Deed.UNLOCKED: mark("The register was unlocked."),
    Deed.PASSPHRASE_CHANGED: mark("The passphrase of the register was changed."),
    # NOTE: Numbers of records that a merge found: new ones, known ones, damaged ones.
    Deed.MERGED: mark("Merge %(merge)s: %(new)s new, %(known)s known, %(damaged)s damaged."),
    Deed.MERGE_TAKEN_BACK: mark("Merge %(merge)s was taken back."),
    Deed.MERGE_BROUGHT_BACK: mark("Merge %(merge)s was brought back."),
    Deed.DEVICE_REVOKED: mark("Device %(device)s: not trusted from number %(from_seq)s on."),
    Deed.DEVICE_RESTORED: mark("Device %(device)s: trusted again."),
    Deed.DECIDED: mark("Decision %(decision)s: two signatures are of different people."),
    Deed.DECISION_UNDONE: mark("Decision %(decision)s was undone."),
    # NOTE: %(profile)s is the id of what is delivered, such as "parliament".
    Deed.DELIVERED: mark("Delivery %(delivery)s, %(profile)s: %(rows)s people."),
    # NOTE: %(consent)s is the id of a consent, such as "newsletter".
    Deed.CONSENT_WITHDRAWN: mark("Withdrawal %(withdrawal)s: the consent %(consent)s."),
    Deed.ERASED: mark("Withdrawal %(withdrawal)s: everything of a person was erased."),
    Deed.INFORMED: mark("The receivers of delivery %(delivery)s were told."),
    Deed.INFORMED_UNDONE: mark("The receivers of delivery %(delivery)s are to be told after all."),
    Deed.CAMPAIGN_ERASED: mark("The campaign %(campaign)s was erased."),
    Deed.KEY_DESTROYED: mark("The private key of %(campaigns)s was destroyed."),
}
SAME_PERSON = mark("Decision %(decision)s: two signatures are of the same person.")
FROM_NEWER = mark("Something that only a newer Inkstand knows: %(deed)s")
MISSING = "?"
DEVICE_DIGITS = 8
"""So much of a device's id stands on other screens, too."""


def sentence(words: Words, entry: Entry) -> str:
    """Say what was done; what a damaged entry lacks is a question mark."""
    try:
        deed = Deed(entry.deed)
    except ValueError:
        return words.say(FROM_NEWER) % {"deed": entry.deed}
    is_same = deed is Deed.DECIDED and bool(entry.facts.get("is_same"))
    facts = defaultdict(lambda: MISSING, {name: str(value) for name, value in entry.facts.items()})
    facts["device"] = facts["device"][:DEVICE_DIGITS]
    return words.say(SAME_PERSON if is_same else SENTENCES[deed]) % facts
