"""The rules for what a person types: names, e-mail, phone, country, postcode, an idea.

Wrong input by a signer is a value (`Wrong`), not an exception, and never holds what was typed.
"""

import unicodedata
from dataclasses import dataclass

from desktop_app.campaign.countries import country_codes

NAME_MAX_CHARACTERS = 80
EMAIL_MAX_CHARACTERS = 254
POSTCODE_MAX_CHARACTERS = 16
IDEA_MAX_CHARACTERS = 280
KEPT_FORMAT_CHARACTERS = "\u200c\u200d"  # ZWNJ and ZWJ shape Persian, Hindi and other names


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What is wrong with one field, as a code for the words; nothing of the input."""

    field: str
    code: str


def cleaned(untrusted_text: str) -> str:
    """Make typed text safe to keep: NFC, one line, no control or direction characters.

    Runs of white space become one space. ZWJ and ZWNJ stay, because names need them.
    """
    kept = []
    for character in unicodedata.normalize("NFC", untrusted_text):
        category = unicodedata.category(character)
        if category in ("Zs", "Zl", "Zp") or character in "\t\r\n":
            kept.append(" ")
        elif character in KEPT_FORMAT_CHARACTERS or category not in ("Cc", "Cf", "Cs"):
            kept.append(character)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def read_name(untrusted_text: str, *, field: str) -> str | Wrong:
    """Read a name: any script, 1 to 80 characters. An empty result means that none was given."""
    name = cleaned(untrusted_text)
    if len(name) > NAME_MAX_CHARACTERS:
        return Wrong(field=field, code="name.too_long")
    if name and not _is_visible(name):
        return Wrong(field=field, code="name.empty")
    return name


def read_email(untrusted_text: str) -> str | Wrong:
    """Read an e-mail address by its form alone; nothing is looked up.

    The domain becomes lower case; the part before the @ stays as it was typed.
    """
    text = cleaned(untrusted_text)
    if not text:
        return ""
    if len(text) > EMAIL_MAX_CHARACTERS:
        return Wrong(field="email", code="email.too_long")
    if " " in text:
        return Wrong(field="email", code="email.space")
    if "@" not in text:
        return Wrong(field="email", code="email.no_at")
    from email_validator import EmailNotValidError, validate_email  # the first screen needs none

    try:
        return str(validate_email(text, check_deliverability=False).normalized)
    except EmailNotValidError:
        local, _, domain = text.rpartition("@")
        code = "email.no_domain" if local and "." not in domain else "email.wrong"
        return Wrong(field="email", code=code)


def read_phone(untrusted_text: str, *, country: str) -> str | Wrong:
    """Read a phone number to E.164, taking the country's prefix where none was typed.

    Source: ITU-T E.164, by the `phonenumbers` metadata.
    """
    text = cleaned(untrusted_text)
    if not text:
        return ""
    import phonenumbers  # its metadata are large, and the first screen needs none

    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException as error:
        needs_prefix = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        return Wrong(field="phone", code="phone.no_prefix" if needs_prefix else "phone.wrong")
    if not phonenumbers.is_valid_number(number):
        return Wrong(field="phone", code="phone.wrong")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def phones_meant(untrusted_text: str) -> frozenset[str]:
    """Give every valid number, as E.164, that a text may mean: without a prefix one a country."""
    import phonenumbers

    text = cleaned(untrusted_text)
    if text.startswith("00"):
        text = f"+{text[2:]}"
    countries = [""] if text.startswith("+") else sorted(phonenumbers.SUPPORTED_REGIONS)
    read = [read_phone(text, country=country) for country in countries]
    return frozenset(each for each in read if isinstance(each, str) and each)


def read_country(untrusted_text: str) -> str | Wrong:
    """Read an ISO 3166-1 alpha-2 code."""
    code = cleaned(untrusted_text).upper()
    if code and code not in country_codes():
        return Wrong(field="country", code="country.unknown")
    return code


def read_postcode(untrusted_text: str) -> str | Wrong:
    """Read a postcode as text; its form differs too much by country to judge it offline."""
    text = cleaned(untrusted_text)
    if len(text) > POSTCODE_MAX_CHARACTERS:
        return Wrong(field="postcode", code="postcode.too_long")
    return text


def read_idea(untrusted_text: str) -> str | Wrong:
    """Read an idea: a short text on one line, 1 to 280 characters; line breaks become spaces."""
    text = cleaned(untrusted_text)
    if len(text) > IDEA_MAX_CHARACTERS:
        return Wrong(field="idea", code="idea.too_long")
    if text and not _is_visible(text):
        return Wrong(field="idea", code="idea.empty")
    return text


def _is_visible(text: str) -> bool:
    """Tell whether there is anything to see: a lone ZWJ or accent is neither name nor idea."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)
