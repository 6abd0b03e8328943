"""How alike two signatures are, and by which rules: what a person is shown who decides.

Two people stay two unless several things agree: a shared address or phone needs like names, like names
need an address or phone that agrees, or a name that is rare here.
"""

import unicodedata
from dataclasses import dataclass, field
from enum import Enum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from desktop_app.register.blind import canonical_email, canonical_name, canonical_phone
from desktop_app.register.loose import loose_email, loose_name, plain
from desktop_app.signature.signature import Signature

ALIKE = 84.0
"""From here on (0 to 100) two names may be spellings of one."""
LONG_ADDRESS = 12
LONG_DOMAIN = 8
RARE = 3
"""A name that at most so many have is rare."""


class Reason(Enum):
    """Why two signatures are shown together; the values stand in the register."""

    SAME_EMAIL = "same_email"
    SAME_PHONE = "same_phone"
    EMAIL_TYPO = "email_typo"
    SAME_MAILBOX = "same_mailbox"
    """The same mailbox, written otherwise: with dots, with a +tag, at googlemail.com."""
    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    SAME_COUNTRY = "same_country"
    SAME_POSTCODE = "same_postcode"


POINTS = {
    Reason.SAME_PHONE: 92,
    Reason.SAME_MAILBOX: 90,
    Reason.SAME_EMAIL: 88,
    Reason.EMAIL_TYPO: 84,
}
"""Beside names that are the same or alike."""


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What is compared of a signature; hidden in `repr`."""

    record_id: str
    name: str = field(repr=False)
    """Canonical, without accents."""
    loose: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    country: str = field(repr=False)
    postcode: str = field(repr=False)
    idea: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How likely two signatures are one person's (0 to 100), and why."""

    score: int
    reasons: tuple[Reason, ...]


def traits_of(record_id: str, signature: Signature) -> Traits:
    """Take from a signature what is compared."""
    name = canonical_name(signature.given_name, signature.family_name)
    return Traits(
        record_id=record_id,
        name=plain(name),
        loose=loose_name(name),
        email=canonical_email(signature.email),
        phone=canonical_phone(signature.phone),
        country=signature.country.upper(),
        postcode=signature.postcode.casefold().replace(" ", ""),
        idea=signature.idea,
    )


def likeness(one: Traits, other: Traits, namesake_count: int) -> Likeness | None:
    """Compare two signatures; None if nobody needs to look at them.

    Args:
        namesake_count: how many in the register have this name, both included.
    """
    if one.idea != other.idea:  # one person may have many ideas
        return None
    address, phone = _addresses(one, other), _phones(one, other)
    names = _names(one, other)
    if names is None and (address is Reason.SAME_EMAIL or phone):
        names = _names_in_two_scripts(one, other)
    if names is None:
        return None
    reasons = [reason for reason in (address, phone, names, *_places(one, other)) if reason]
    score = _score(reasons, one, other, namesake_count)
    return Likeness(score=score, reasons=tuple(reasons)) if score else None


def _score(reasons: list[Reason], one: Traits, other: Traits, namesake_count: int) -> int:
    """Give points by what agrees; a name alone is not enough where many have it."""
    has_same_name = Reason.SAME_NAME in reasons
    points = max((POINTS[reason] for reason in reasons if reason in POINTS), default=0)
    if not points and has_same_name and Reason.SAME_COUNTRY in reasons:
        points = _points_of_namesakes(reasons, one, other, namesake_count)
    return points + (6 if points and has_same_name else 0)


def _points_of_namesakes(
    reasons: list[Reason], one: Traits, other: Traits, namesake_count: int
) -> int:
    if Reason.SAME_POSTCODE in reasons:
        return 70
    if namesake_count > RARE:
        return 0
    return 40 if one.email and other.email else 60


def _names(one: Traits, other: Traits) -> Reason | None:
    if not one.name or not other.name:
        return None
    if one.loose == other.loose:
        return Reason.SAME_NAME
    if _is_part(one.loose, other.loose) or _is_part(other.loose, one.loose):
        return Reason.LIKE_NAME
    alike = fuzz.token_sort_ratio(one.name, other.name)
    if alike < ALIKE or not _same_people(one.loose, other.loose):
        return None
    return Reason.LIKE_NAME


def _names_in_two_scripts(one: Traits, other: Traits) -> Reason | None:
    """Take names that cannot be compared letter by letter for one: Иван, and Ivan as in the passport.

    They need as many words, because couples who share an address write in one script.
    """
    scripts = _is_latin(one.name), _is_latin(other.name)
    has_as_many_words = len(one.loose.split()) == len(other.loose.split())
    return Reason.LIKE_NAME if scripts[0] != scripts[1] and has_as_many_words else None


def _is_latin(name: str) -> bool:
    return unicodedata.name(name[:1], "").startswith("LATIN")


def _is_part(short: str, long: str) -> bool:
    """Tell whether all words of a name are in the other: somebody left the family name out."""
    words = short.split()
    return bool(words) and set(words) < set(long.split())


def _same_people(one: str, other: str) -> bool:
    """Tell whether each word has one like it: Anna and Hanna Schmidt may be sisters, not a slip."""
    ours, theirs = one.split(), other.split()
    if len(ours) != len(theirs):
        return fuzz.ratio(one, other) >= ALIKE
    return all(_is_slip(a, b) for a, b in zip(ours, theirs, strict=True))


def _is_slip(word: str, other: str) -> bool:
    """Tell whether a word is the other with a slip of the hand: one letter, or two neighbours."""
    if word == other:
        return True
    return min(len(word), len(other)) >= 3 and OSA.distance(word, other, score_cutoff=1) <= 1


def _addresses(one: Traits, other: Traits) -> Reason | None:
    if not one.email or not other.email:
        return None
    if one.email == other.email:
        return Reason.SAME_EMAIL
    loose = loose_email(one.email)
    if loose and loose == loose_email(other.email):
        return _domains(_domain(one.email), _domain(other.email))
    most = 2 if min(len(one.email), len(other.email)) >= LONG_ADDRESS else 1
    distance = OSA.distance(one.email, other.email, score_cutoff=most)
    return Reason.EMAIL_TYPO if distance <= most else None


def _domains(one: str, other: str) -> Reason | None:
    """Compare where two mailboxes of one name are: very many are called so at another provider."""
    if one == other:
        return Reason.SAME_MAILBOX
    most = 2 if min(len(one), len(other)) >= LONG_DOMAIN else 1
    return Reason.EMAIL_TYPO if OSA.distance(one, other, score_cutoff=most) <= most else None


def _domain(email: str) -> str:
    domain = email.rpartition("@")[2]
    return "gmail.com" if domain == "googlemail.com" else domain


def _phones(one: Traits, other: Traits) -> Reason | None:
    return Reason.SAME_PHONE if one.phone and one.phone == other.phone else None


def _places(one: Traits, other: Traits) -> list[Reason]:
    found = []
    if one.country and one.country == other.country:
        found.append(Reason.SAME_COUNTRY)
    if one.postcode and one.postcode == other.postcode:
        found.append(Reason.SAME_POSTCODE)
    return found
