"""The reply to somebody who has withdrawn: what was done, who is told, what stays; in their language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_app.campaign.pack import Pack
from desktop_app.deliveries.whole_file import whole_file
from desktop_app.language import Words


@dataclass(frozen=True, kw_only=True)
class ReplyFacts:
    """What a reply tells of."""

    campaign_title: str
    withdrawn_on: date
    consent_statement: str | None
    """The exact words of the consent that was withdrawn; None where all was erased."""
    given_name: str = field(repr=False, default="")
    receivers: Sequence[str] = ()
    """Who had received the data before, and is told now. Source: GDPR Art. 19."""
    controller: str = ""


def reply_text(facts: ReplyFacts, words: Words) -> str:
    """Write the reply, ready to be pasted into an e-mail."""
    day = words.day(facts.withdrawn_on)
    if facts.given_name:
        # NOTE: Beginning of an e-mail. %(name)s is a first name.
        greeting = words.say("Hello %(name)s,") % {"name": facts.given_name}
    else:
        # NOTE: Beginning of an e-mail to somebody whose name we do not know.
        greeting = words.say("Hello,")
    return (
        "\n\n".join([greeting, *_done(facts, words, day), *_told(facts, words), *_end(facts)])
        + "\n"
    )


def receiver(pack: Pack | None, profile_id: str) -> str:
    """Say to whom a delivery goes: as the pack says, or by the profile's id."""
    profile = pack.profile(profile_id) if pack is not None else None
    return profile.to if profile is not None else profile_id


def write_reply(out: Path, reply: str) -> None:
    """Write a reply into a text file that only its owner reads.

    Raises:
        CannotWriteDelivery.
    """
    with whole_file(out) as file:
        file.write(reply.encode("utf-8"))


def _done(facts: ReplyFacts, words: Words, day: str) -> list[str]:
    title = {"title": facts.campaign_title, "day": day}
    if facts.consent_statement is None:
        # NOTE: %(title)s is the title of a petition, %(day)s a date.
        erased = words.say("On %(day)s we erased your signature for “%(title)s”.") % title
        # NOTE: Devices are the tablets on which people sign.
        again = words.say(
            "Copies on our devices are locked and cannot be read there. When they reach us, your"
            " signature stays erased."
        )
        return [f"{erased} {again}"]
    # NOTE: %(title)s is the title of a petition, %(day)s a date. What follows is a sentence to which
    # the person had said yes.
    withdrawn = words.say("On %(day)s we noted for “%(title)s” that you no longer agree to this:")
    # NOTE: A signature for a petition.
    stays = words.say("Your signature itself still counts.")
    return [withdrawn % title, f"    {facts.consent_statement}", stays]


def _told(facts: ReplyFacts, words: Words) -> list[str]:
    if not facts.receivers:
        # NOTE: "it" is what somebody gave when they signed.
        return [words.say("Nobody had received it from us.")]
    # NOTE: What follows is a list of organisations.
    told = words.say("These had received it from us before. We tell them that you have withdrawn:")
    return ["\n".join([told, *(f"    – {receiver}" for receiver in facts.receivers)])]


def _end(facts: ReplyFacts) -> list[str]:
    return [facts.controller] if facts.controller else []
