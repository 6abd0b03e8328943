"""What a person typed for one petition and need not type again for another a moment later."""

from dataclasses import replace

from desktop_app.campaign.pack import ASKED_FIELDS, ConsentId, Pack
from desktop_app.signature.draft import NO_CHOICES, Draft, new_draft, read_field
from desktop_app.signature.fields import Wrong

CARRIED_FIELDS = ("given_name", "family_name", "email", "country", "postcode", "phone")


def same_choices(before: Pack, now: Pack, language: str) -> tuple[ConsentId, ...]:
    """List the choices of a pack that another pack asked under the very same words, for the same people.

    An answer to other words is no answer to these; and "the people who started the petition" may
    be others.

    Source: GDPR Art. 4(11), consent is specific.
    """
    asked_before = {consent.id for consent in before.choices}
    words_before, words = before.text(language).words, now.text(language).words
    return tuple(
        ConsentId(consent.id)
        for consent in now.choices
        if consent.id in asked_before
        and words_before.consents[consent.id] == words.consents[consent.id]
        and _receivers(before, consent.id) == _receivers(now, consent.id)
    )


def _receivers(pack: Pack, consent_id: str) -> frozenset[tuple[str, frozenset[str]]]:
    """Tell who receives which columns of those who say Yes to a choice."""
    return frozenset(
        (profile.to, frozenset(profile.columns))
        for profile in pack.settings.deliveries
        if consent_id in profile.needs
    )


def carried(draft: Draft, before: Pack, now: Pack, language: str) -> Draft:
    """Begin a draft for another petition with what was typed, and with the choices that are the same.

    A drawn signature is not carried: it was drawn beneath another text.
    """
    typed = {name: getattr(draft, name) for name in CARRIED_FIELDS if now.asks(name)}
    same = same_choices(before, now, language)
    choices = {consent: choice for consent, choice in draft.choices.items() if consent in same}
    begun = new_draft(now)
    typed["country"] = typed.get("country") or begun.country
    return replace(begun, **typed, choices=choices or NO_CHOICES)


def known_fields(draft: Draft, before: Pack, now: Pack) -> frozenset[str]:
    """Name the fields that were asked before and are right for the other petition as they are."""
    return frozenset(name for name in ASKED_FIELDS if _is_known(draft, before, now, name))


def _is_known(draft: Draft, before: Pack, now: Pack, name: str) -> bool:
    if name not in CARRIED_FIELDS or not now.asks(name):
        return False
    if name == "phone":
        return bool(draft.phone) and not isinstance(read_field(now, draft, name), Wrong)
    return before.asks(name) and not isinstance(read_field(now, draft, name), Wrong)
