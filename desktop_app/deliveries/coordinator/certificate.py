"""What a certificate says on paper: what is gone, how it is known, and plainly what it does not prove."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.language import Words, mark
from desktop_app.register.certificate import Certified, DeliveryMade, Statement, Unproved

MOST_DELIVERIES = 5
MOST_CAMPAIGNS = 6


@dataclass(frozen=True, kw_only=True)
class CertificatePage:
    """One page, as it is to be read.

    Attributes:
        facts: a label and what stands beside it.
        proof: the same, in small type: hashes.
        lists: a heading and its lines.
    """

    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    proof: tuple[tuple[str, str], ...]
    footer: str
    made_on: date
    language: str
    is_right_to_left: bool


def certificate_page(statement: Statement, say: Words) -> CertificatePage:
    """Word a certificate; it says no more than the signed file does."""
    is_erasure = statement.certified is Certified.CAMPAIGN_ERASED
    names = {"campaigns": _campaigns(statement, say)}
    if is_erasure:
        title = say.say("Certificate of erasure")
        lead = say.say(
            "All that the register held of the people who signed %(campaigns)s was erased: sealed records, "
            "what was opened of them, and everything by which anybody could be found. What comes later "
            "from old files is not taken in."
        )
    else:
        title = say.say("Certificate of a destroyed key")
        lead = say.say(
            "The private key of %(campaigns)s was overwritten and its file removed, after everything had "
            "been merged and confirmed to the devices. What is still sealed to it cannot be opened with "
            "that file any more."
        )
    lists = [(say.say("Delivered before"), _deliveries(statement.deliveries, say))]
    lists += [(say.say("What this does not prove"), unproved_sentences(statement, say))]
    lists += [(say.say("How to verify it"), (_how_to_verify(say),))]
    return CertificatePage(
        title=title,
        lead=lead % names,
        facts=_facts(statement, say),
        lists=tuple((heading, lines) for heading, lines in lists if lines),
        proof=_proof(statement, say),
        footer=say.say("Inkstand · signed by %(words)s") % {"words": statement.words},
        made_on=statement.made_at.date(),
        language=say.language,
        is_right_to_left=say.is_right_to_left,
    )


def unproved_sentences(statement: Statement, say: Words) -> tuple[str, ...]:
    """Say plainly what a certificate does not prove."""
    return tuple(say.say(UNPROVED[each]) for each in statement.unproved)


def _campaigns(statement: Statement, say: Words) -> str:
    names = ", ".join(statement.campaigns[:MOST_CAMPAIGNS])
    if len(statement.campaigns) <= MOST_CAMPAIGNS:
        return names
    count = len(statement.campaigns) - MOST_CAMPAIGNS
    return say.say("%(names)s and %(count)s more") % {"names": names, "count": count}


def _facts(statement: Statement, say: Words) -> tuple[tuple[str, str], ...]:
    by = statement.words
    if not statement.is_own_key:
        by = say.say("%(words)s (not the campaign's own key)") % {"words": by}
    counted = tuple(
        (say.say(COUNTED[name]), str(count))
        for name, count in statement.counts.items()
        if name in COUNTED
    )
    return (
        (say.say("Done on"), f"{statement.done_at:%Y-%m-%d %H:%M} UTC"),
        (say.say("Signed by the key"), by),
        *counted,
    )


def _proof(statement: Statement, say: Words) -> tuple[tuple[str, str], ...]:
    packs = tuple((say.say("Pack"), pack_hash) for pack_hash in statement.packs.values())
    return (
        (say.say("Entry of the log"), str(statement.log_entry)),
        (say.say("Its seal"), statement.log_mac),
        *packs[:1],
        (say.say("Public key"), statement.coordinator_key.hex()),
    )


def _deliveries(made: tuple[DeliveryMade, ...], say: Words) -> tuple[str, ...]:
    lines = [
        f"{each.made_at[:10]}  {each.profile} ({each.kind}), {each.row_count}: {each.sha256[:16]}…"
        for each in made[:MOST_DELIVERIES]
    ]
    if len(made) > MOST_DELIVERIES:
        more = say.say("and %(count)s more, in the signed file")
        lines.append(more % {"count": len(made) - MOST_DELIVERIES})
    return tuple(lines)


def _how_to_verify(say: Words) -> str:
    return say.say(
        "This page is for reading. The signed file with it (.inkcert) is what counts. Inkstand shows whether "
        "it is as it was signed: Coordinator, Retention, Verify a certificate, or by command inkstand "
        "verify-certificate FILE. Then compare the four words with those that the coordinator tells you by "
        "another way."
    )


COUNTED: Mapping[str, str] = {
    "records": mark("Records"),
    "signatures": mark("Signatures"),
    "sealed": mark("Sealed parts"),
    "devices": mark("Devices"),
    "deliveries": mark("Deliveries"),
    "tombstones": mark("Keyed marks"),
}

UNPROVED: Mapping[Unproved, str] = {
    Unproved.BATCHES_ELSEWHERE: mark(
        "That no copy of a batch is left on a stick, in a mailbox, a folder or a cloud. Such copies are "
        "sealed; who has the campaign's key can open them."
    ),
    Unproved.DEVICES_NOT_ERASED: mark(
        "That the tablets and laptops that collected, and their second copies, were erased. They hold "
        "sealed records only."
    ),
    Unproved.DELIVERIES_ELSEWHERE: mark(
        "That those who received the lists above have erased theirs. They must be asked."
    ),
    Unproved.BACKUPS: mark(
        "That no backup, snapshot or other copy was made of the file before: nobody can see that from here."
    ),
    Unproved.BLOCKS_OF_THE_DISK: mark(
        "That a solid-state disk or a stick has overwritten every old block: below its files it may keep "
        "them for a while."
    ),
    Unproved.SERVERS_OWN_LOG: mark(
        "That the database server's own log, archives and replicas hold no old page. What is in them is "
        "locked under the register's key."
    ),
    Unproved.SHEETS_ON_PAPER: mark(
        "That every recovery sheet was burned. Its words alone bring the key back."
    ),
    Unproved.OTHER_RECIPIENTS: mark(
        "That others to whom the campaign was sealed as well have destroyed their keys. They can still open it."
    ),
}
