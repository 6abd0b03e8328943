"""Finds the mail domain that was probably meant; it offers one, and never changes anything.

Only slips of the hand count: a letter left out, doubled, swapped or taken from the key beside it, a
comma for a dot, an ending cut short. Short names are judged more strictly, because one letter away
from a short name there is often another real one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from desktop_app.campaign.countries import country_codes
from desktop_app.signature.fields import cleaned

DOTS = str.maketrans(",;:/", "....", " ")
"""What is typed for a dot, and what is typed for nothing."""
BOARDS = (
    ("1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("1234567890-", "qwertzuiop", "asdfghjkl", "yxcvbnm"),
    ("1234567890-", "azertyuiop", "qsdfghjklm", "wxcvbn"),
)
LONG_NAME = 5
"""From here on a name may have a slip beside one in its ending, or any letter too many."""
VERY_LONG_NAME = 6
"""From here on any one letter may be wrong."""
SHORTEST = 3
"""A name with fewer letters left is taken as it is."""
SLIPS_THAT_ARE_COUNTRIES = frozenset({("com", "co"), ("com", "cm"), ("com", "om")})
OTHER_COUNTRIES = frozenset({"uk", "eu", "su"})
GENERIC_ENDINGS = frozenset(
    {"com", "net", "org", "info", "biz", "edu", "gov", "int", "name", "pro"}
)


@dataclass(frozen=True, kw_only=True)
class KnownDomains:
    """What is known of mail domains, the most usual first.

    `by_country` has the usual ones of a country (ISO 3166-1 alpha-2); `families` the endings of
    names that have several, or only one; `near` real ones that look like slips.
    """

    largest: Sequence[str]
    by_country: Mapping[str, Sequence[str]]
    families: Mapping[str, Sequence[str]]
    near: Sequence[str]

    @property
    def of_families(self) -> Iterable[str]:
        """List the domains of all families."""
        return (f"{name}.{one}" for name, endings in self.families.items() for one in endings)

    @property
    def of_countries(self) -> Iterable[str]:
        """List the domains of all countries."""
        return (domain for domains in self.by_country.values() for domain in domains)

    def offered_in(self, country: str) -> tuple[str, ...]:
        """List what may be offered, in the order in which it is likely in a country."""
        usual = self.by_country.get(country, ())
        long = (one for one in self.of_families if one.index(".") >= LONG_NAME)
        return tuple(dict.fromkeys((*usual, *self.largest, *self.of_countries, *long)))

    def is_real(self, domain: str) -> bool:
        """Tell whether a domain is known to be right as it stands."""
        return domain in {*self.near, *self.of_families, *self.offered_in("")}


def likely_domain(untrusted_email: str, known: KnownDomains, *, country: str = "") -> str | None:
    """Give the domain that was probably meant instead of the one that was typed.

    Args:
        untrusted_email: the address as it was typed.
        known: what is known of mail domains.
        country: the signer's, whose usual domains are the likelier ones (ISO 3166-1 alpha-2).

    Returns:
        A domain, or None where the typed one is right or like no other.
    """
    local, at_sign, typed = cleaned(untrusted_email).casefold().rpartition("@")
    domain = typed.translate(DOTS)
    if not (local and at_sign and domain):
        return None
    if known.is_real(domain):
        return None if domain == typed else domain
    likely = (
        (slips, place, one)
        for place, one in enumerate(known.offered_in(country))
        if (slips := _slips(domain, one, known)) is not None
    )
    best = min(likely, default=None)
    return best[-1] if best else None


def with_domain(email: str, domain: str) -> str:
    """Give an address with another domain; the part before the @ stays as it was typed."""
    local, _, _ = email.rpartition("@")
    return f"{local}@{domain}"


def _slips(typed: str, right: str, known: KnownDomains) -> int | None:
    """Count the slips that lead from a domain to what was typed; None if it was not by slips."""
    name, _, ending = right.partition(".")
    typed_name, dot, typed_ending = typed.strip(".").partition(".")
    if not dot:
        return _slips_without_dot(typed_name, name, right)
    if _is_dot_wrong(typed, right):
        return 1
    if typed_name == name and len(known.families.get(name, ())) == 1:
        return 1
    in_name, in_ending = _slips_in_name(typed_name, name), _slips_in_ending(typed_ending, ending)
    if in_name is None or in_ending is None:
        return None
    if in_ending and len(name) < LONG_NAME and _is_another_ending(typed_ending, ending):
        return None
    slips = in_name + in_ending
    return slips if slips <= 1 or len(name) >= LONG_NAME else None


def _slips_without_dot(typed: str, name: str, right: str) -> int | None:
    """Judge what cannot be an address anyway, more generously."""
    if typed == name:
        return 1
    if _distance(typed, right) == 1:
        return 1
    return 2 if len(name) >= LONG_NAME and _is_one_slip(typed, name) else None


def _is_dot_wrong(typed: str, right: str) -> bool:
    """Tell whether a dot is missing, too much, hit beside, or swapped with a letter."""
    is_elsewhere = typed.count(".") != right.count(".")
    is_elsewhere |= typed.replace(".", "") == right.replace(".", "")
    return is_elsewhere and _distance(typed, right) == 1


def _slips_in_name(typed: str, name: str) -> int | None:
    if typed == name:
        return 0
    return 1 if len(typed) >= SHORTEST and _is_one_slip(typed, name) else None


def _slips_in_ending(typed: str, ending: str) -> int | None:
    if typed == ending:
        return 0
    return 1 if ending.startswith(typed) or _is_one_slip(typed, ending) else None


def _is_another_ending(typed: str, ending: str) -> bool:
    """Tell whether what was typed is an ending in its own right."""
    if (ending, typed) in SLIPS_THAT_ARE_COUNTRIES:
        return False
    last = typed.rpartition(".")[-1]
    return last in GENERIC_ENDINGS | OTHER_COUNTRIES or last.upper() in country_codes()


def _is_one_slip(typed: str, right: str) -> bool:
    """Tell whether one slip of the hand makes the one from the other."""
    if _distance(typed, right) != 1:
        return False
    if len(typed) < len(right):
        return True
    place = _first_difference(typed, right)
    if len(typed) > len(right):
        return len(right) >= LONG_NAME or typed[place] == typed[place - 1]
    if typed[place + 1 :] != right[place + 1 :]:
        return True  # two letters are swapped
    is_beside = typed[place] in _neighbours().get(right[place], ())
    return is_beside or len(right) >= VERY_LONG_NAME


def _first_difference(typed: str, right: str) -> int:
    pairs = zip(typed, right, strict=False)
    differing = (place for place, (one, other) in enumerate(pairs) if one != other)
    return next(differing, min(len(typed), len(right)))


def _distance(one: str, other: str) -> int:
    """Count letters left out, too much, wrong or swapped, up to 2.

    Source: optimal string alignment distance (Damerau 1964), by rapidfuzz.
    """
    from rapidfuzz.distance import OSA  # the first screen needs none

    return int(OSA.distance(one, other, score_cutoff=1))


@cache
def _neighbours() -> Mapping[str, frozenset[str]]:
    """Map each key to those that touch it, on any of the three Latin keyboards."""
    around: dict[str, set[str]] = {}
    for board in BOARDS:
        for row, keys in enumerate(board):
            for column, key in enumerate(keys):
                touching = _row(board, row)[max(0, column - 1) : column + 2]
                touching += _row(board, row - 1)[column : column + 2]
                touching += _row(board, row + 1)[max(0, column - 1) : column + 1]
                around.setdefault(key, set()).update(set(touching) - {key})
    return {key: frozenset(keys) for key, keys in around.items()}


def _row(board: Sequence[str], number: int) -> str:
    return board[number] if 0 <= number < len(board) else ""
