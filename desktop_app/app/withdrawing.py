"""Withdrawals for whoever is asked by a person: where they are, what was done, what to answer them."""

from collections.abc import Sequence
from datetime import date

from desktop_app.app.home import locale_folder
from desktop_app.campaign.pack import Pack
from desktop_app.console.given_inquiry import TakenBack
from desktop_app.deliveries.reply import ReplyFacts, receiver, reply_text
from desktop_app.language import SOURCE_LANGUAGE, Catalogues
from desktop_app.register.finding import Found, WentTo, deliveries_with
from desktop_app.register.packs import known_pack
from desktop_app.register.store import Register
from desktop_app.register.withdrawals import erase, withdraw_consent
from desktop_app.signature.signature import Signature


def take_back(
    register: Register, person: Sequence[Found], consent: str | None, *, today: date
) -> TakenBack:
    """Take one consent of a person back, or erase all that they gave, and write the reply.

    Raises:
        NoSuchSignature: one of these is not in the register; nothing was changed.
        What a transaction raises.
    """
    ids = tuple(each.record_id for each in person)
    went_to = deliveries_with(register, ids)
    done = erase(register, ids) if consent is None else withdraw_consent(register, ids, consent)
    return TakenBack(
        done=done,
        reply=reply_to(register, person, went_to, consent=consent, today=today),
        language=_language_of(person),
    )


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
    signature = _readable(person)
    language = _language_of(person)
    pack = known_pack(register, campaign)
    catalogues = Catalogues(locale_folder())
    spoken = language if language in catalogues.languages() else SOURCE_LANGUAGE
    return reply_text(
        ReplyFacts(
            campaign_title=pack.text(language).words.title if pack else campaign,
            withdrawn_on=today,
            consent_statement=_statement(pack, language, consent),
            given_name=signature.given_name if signature is not None else "",
            receivers=sorted({receiver(pack, each.profile) for each in went_to}),
            controller=pack.settings.controller.name if pack else "",
        ),
        catalogues.words(spoken),
    )


def _readable(person: Sequence[Found]) -> Signature | None:
    """Give the signature that speaks for a person: the first that counts, or another readable one."""
    in_order = sorted(person, key=lambda each: each.record_id != each.first_id)
    return next((each.signature for each in in_order if each.signature is not None), None)


def _language_of(person: Sequence[Found]) -> str:
    signature = _readable(person)
    return signature.language if signature is not None else SOURCE_LANGUAGE


def _statement(pack: Pack | None, language: str, consent: str | None) -> str | None:
    if consent is None:
        return None
    if pack is None:
        return consent
    words = pack.text(language).words.consents.get(consent)
    return words.statement if words is not None else consent
