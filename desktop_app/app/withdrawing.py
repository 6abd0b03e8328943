"""Withdrawals for whoever is asked by a person: where they are, what was done, what to answer them."""

from collections.abc import Sequence
from datetime import date

from desktop_app.app.home import locale_folder
from desktop_app.campaign.pack import Pack
from desktop_app.deliveries.reply import ReplyFacts, reply_text
from desktop_app.language import SOURCE_LANGUAGE, Catalogues
from desktop_app.problems import Problem
from desktop_app.register.finding import Found, WentTo
from desktop_app.register.packs import newest_pack
from desktop_app.register.store import Register


def people_in(found: Sequence[Found]) -> tuple[tuple[Found, ...], ...]:
    """Group signatures by person: those that count as one, in each campaign."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for each in found:
        groups.setdefault((each.campaign, each.first_id), []).append(each)
    return tuple(tuple(group) for group in groups.values())


def reply_to(
    register: Register,
    person: Sequence[Found],
    went_to: Sequence[WentTo],
    *,
    consent: str | None,
    today: date,
) -> str:
    """Write the reply to a person, in the language in which they signed.

    Args:
        person: their signatures in one campaign, as they were found before the withdrawal.
        went_to: the deliveries in which they were.
        consent: the consent that was withdrawn; None where all was erased.
    """
    campaign = person[0].campaign
    signature = next((each.signature for each in person if each.signature is not None), None)
    language = signature.language if signature is not None else SOURCE_LANGUAGE
    pack = _pack(register, campaign)
    catalogues = Catalogues(locale_folder())
    spoken = language if language in catalogues.languages() else SOURCE_LANGUAGE
    return reply_text(
        ReplyFacts(
            campaign_title=pack.text(language).words.title if pack else campaign,
            withdrawn_on=today,
            consent_statement=_statement(pack, language, consent),
            given_name=signature.given_name if signature is not None else "",
            receivers=sorted({receiver(pack, each) for each in went_to}),
            controller=pack.settings.controller.name if pack else "",
        ),
        catalogues.words(spoken),
    )


def receiver(pack: Pack | None, went_to: WentTo) -> str:
    """Say to whom a delivery went: as the pack says, or by the profile's id."""
    profile = pack.profile(went_to.profile) if pack is not None else None
    return profile.to if profile is not None else went_to.profile


def _pack(register: Register, campaign: str) -> Pack | None:
    try:
        return newest_pack(register, campaign)
    except Problem:  # the withdrawal is done; a damaged pack only takes the title from the reply
        return None


def _statement(pack: Pack | None, language: str, consent: str | None) -> str | None:
    if consent is None:
        return None
    if pack is None:
        return consent
    words = pack.text(language).words.consents.get(consent)
    return words.statement if words is not None else consent
