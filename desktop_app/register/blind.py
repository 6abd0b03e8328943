"""Blind indexes: who signed twice becomes a question of SQL, and yet no name is on the disk.

An index is HMAC-SHA256, cut to 16 bytes, of the campaign and the canonical form of a field, each
field under a key of its own. Equal people give equal bytes; without the register's key nobody can
even try a guess.
"""

import hashlib
import unicodedata
from dataclasses import dataclass

from desktop_app.register.keys import RegisterKeys
from desktop_app.register.loose import loose_email, loose_name
from desktop_app.signature.signature import Signature

INDEX_BYTES = 16
BLOCK_BYTES = 64  # of SHA-256


@dataclass(frozen=True, kw_only=True)
class BlindIndexes:
    """The indexes of one signature; None where the field was not given.

    `name` is who gives, and for an idea also what: one person may well have two.
    """

    email: bytes | None
    phone: bytes | None
    name: bytes
    name_country: bytes
    code: bytes
    loose_name: bytes | None
    loose_email: bytes | None


class Blind:
    """Hides the canonical forms of one field under one key.

    Equals `hmac.digest(key, f"{campaign}\\0{canonical}".encode(), "sha256")[:16]`, with the two
    hashes of the key made once: a merge makes millions. Source: RFC 2104.
    """

    def __init__(self, key: bytes) -> None:
        block = key.ljust(BLOCK_BYTES, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def index(self, campaign: str, canonical: str) -> bytes:
        """Give the index; the same person differs from campaign to campaign."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(f"{campaign}\0{canonical}".encode())
        outer.update(inner.digest())
        return outer.digest()[:INDEX_BYTES]


class Blinds:
    """The indexes of an open register, one for each field that it may compare."""

    def __init__(self, keys: RegisterKeys) -> None:
        self.email = Blind(keys.email)
        self.phone = Blind(keys.phone)
        self.name = Blind(keys.name)
        self.name_country = Blind(keys.name_country)
        self.code = Blind(keys.code)
        self.loose_name = Blind(keys.loose_name)
        self.loose_email = Blind(keys.loose_email)


def blind_indexes(blinds: Blinds, campaign: str, signature: Signature) -> BlindIndexes:
    """Compute what the register may know of a person."""
    name = canonical_name(signature.given_name, signature.family_name)
    given = f"{name}\0{canonical_text(signature.idea)}" if signature.idea else name
    email = canonical_email(signature.email)
    phone = canonical_phone(signature.phone)
    loosely_named = loose_name(name)
    loosely_mailed = loose_email(email)
    return BlindIndexes(
        email=blinds.email.index(campaign, email) if email else None,
        phone=blinds.phone.index(campaign, phone) if phone else None,
        name=blinds.name.index(campaign, given),
        name_country=blinds.name_country.index(campaign, f"{name}\0{signature.country.upper()}"),
        code=blinds.code.index(campaign, signature.withdrawal_code),
        loose_name=blinds.loose_name.index(campaign, loosely_named) if loosely_named else None,
        loose_email=blinds.loose_email.index(campaign, loosely_mailed) if loosely_mailed else None,
    )


def canonical_email(email: str) -> str:
    """Give the form in which two addresses are one: no case, no width.

    Dots and `+tags` stay: whether they matter is for each provider to say, and two people must
    never become one.
    """
    return "".join(_folded(email).split())


def canonical_name(given_name: str, family_name: str) -> str:
    """Give the form in which two names are one: no case, no width, single spaces, both joined."""
    return " ".join(_folded(f"{given_name} {family_name}").split())


def canonical_text(text: str) -> str:
    """Give the form in which two texts are one: no case, no width, single spaces."""
    return " ".join(_folded(text).split())


def canonical_phone(phone: str) -> str:
    """Give a number as E.164 without what people put between digits."""
    return "".join(character for character in phone if character not in " -()./")


def _folded(text: str) -> str:
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded)
