"""Reads a signature after opening, and lets in only what this program could have made.

A device seals what it likes, and a stolen one may be hostile; what breaks the rules of the fields
never reaches a list. The rules here are cheaper than those for typing and let pass all that those do.
"""

import re
import unicodedata
from typing import ClassVar

import msgspec

from desktop_app.campaign.countries import country_codes
from desktop_app.problems import UNREADABLE, Problem
from desktop_app.signature.fields import (
    EMAIL_MAX_CHARACTERS,
    IDEA_MAX_CHARACTERS,
    NAME_MAX_CHARACTERS,
    POSTCODE_MAX_CHARACTERS,
    cleaned,
)
from desktop_app.signature.signature import (
    CODE_CHARACTERS,
    CROCKFORD,
    SIGNATURE_VERSION,
    Signature,
)
from desktop_app.signature.strokes import StrokesUnreadable, decoded

EMAIL_FORM = re.compile(r"[^\s@,;<>()\[\]\"\\]+@[^\s@,;<>()\[\]\"\\=]+")
PHONE_FORM = re.compile(r"\+[0-9]{4,15}")
LANGUAGE_FORM = re.compile(r"[A-Za-z0-9-]{2,35}")
MAX_WORDS_CHARACTERS = 200
MAX_CONSENTS = 40


_decoder = msgspec.msgpack.Decoder(Signature)


class SignatureUnreadable(Problem):
    """The opened bytes are no signature of a version that this program knows."""

    code: ClassVar[str] = "signature.unreadable"


def read_signature(untrusted_bytes: bytes) -> Signature:
    """Decode a signature after opening.

    Raises:
        SignatureUnreadable: other bytes, a version from the future, or fields that break the rules.
    """
    try:
        signature = _decoder.decode(untrusted_bytes)
    except UNREADABLE:
        raise SignatureUnreadable from None  # the cause may hold the person's bytes
    if signature.v != SIGNATURE_VERSION or not is_sane(signature):
        raise SignatureUnreadable
    return signature


def is_sane(signature: Signature) -> bool:
    """Check lengths, characters and forms of every field. Only an idea may come without a name."""
    return (
        (signature.given_name != "" or signature.idea != "")
        and _is_clean(signature.given_name, NAME_MAX_CHARACTERS)
        and _is_clean(signature.family_name, NAME_MAX_CHARACTERS)
        and _is_clean(signature.postcode, POSTCODE_MAX_CHARACTERS)
        and _is_clean(signature.idea, IDEA_MAX_CHARACTERS)
        and _is_drawing(signature.drawn)
        and _is_clean(signature.place, MAX_WORDS_CHARACTERS)
        and _is_clean(signature.shift, MAX_WORDS_CHARACTERS)
        and _has_sane_addresses(signature)
        and _has_sane_circumstances(signature)
    )


def _has_sane_addresses(signature: Signature) -> bool:
    email, phone, country = signature.email, signature.phone, signature.country
    return (
        (not email or (len(email) <= EMAIL_MAX_CHARACTERS and _is_email(email)))
        and (not phone or PHONE_FORM.fullmatch(phone) is not None)
        and (not country or country in country_codes())
    )


def _has_sane_circumstances(signature: Signature) -> bool:
    code, paper = signature.withdrawal_code, signature.paper
    return (
        LANGUAGE_FORM.fullmatch(signature.language) is not None
        and len(code) == CODE_CHARACTERS
        and all(letter in CROCKFORD for letter in code)
        and len(signature.consents) <= MAX_CONSENTS
        and signature.signed_at.tzinfo is not None
        and (paper is None or _is_clean(paper.sheet, MAX_WORDS_CHARACTERS))
    )


def _is_drawing(untrusted_bytes: bytes) -> bool:
    try:
        decoded(untrusted_bytes)
    except StrokesUnreadable:
        return False
    return True


def _is_email(email: str) -> bool:
    return email.isprintable() and EMAIL_FORM.fullmatch(email) is not None


def _is_clean(text: str, max_characters: int) -> bool:
    """Ask the quick questions first: most names are printable and composed already."""
    if len(text) > max_characters:
        return False
    if text.isprintable() and unicodedata.is_normalized("NFC", text) and text == text.strip():
        return "  " not in text
    return cleaned(text) == text
