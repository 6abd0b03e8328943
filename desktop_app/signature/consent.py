"""Choices, and the fingerprint of the exact words under which they were made."""

import hashlib
from enum import Enum

import msgspec

from desktop_app.campaign.pack import ConsentId, Pack


class Choice(Enum):
    """What a signer answered to a consent statement."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class ConsentGiven(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One consent as it was shown and answered; `words_sha256` proves which words were shown.

    Encoded as an array in this order, so that an ordinary signature stays in the smallest bucket.
    """

    id: str
    choice: Choice
    language: str
    words_sha256: bytes


def words_sha256(pack: Pack, consent_id: ConsentId, language: str) -> bytes:
    """Hash the exact words of a consent and the order of all consents on the page.

    SHA-256 over the JSON array `[language, [ids in the order shown], id, statement, details]`
    in UTF-8 without spaces, so that anyone who has the pack can compute it again.

    Source: GDPR Art. 7(1), the controller shall be able to demonstrate consent.
    """
    text = pack.text(language)
    words = text.words.consents[consent_id]
    order = [consent.id for consent in pack.settings.consents]
    shown = [text.language, order, consent_id, words.statement, words.details]
    return hashlib.sha256(msgspec.json.encode(shown)).digest()


def consent_given(pack: Pack, consent_id: ConsentId, choice: Choice, language: str) -> ConsentGiven:
    """Bind a choice to the words that were shown for it."""
    return ConsentGiven(
        id=consent_id,
        choice=choice,
        language=pack.text(language).language,
        words_sha256=words_sha256(pack, consent_id, language),
    )
