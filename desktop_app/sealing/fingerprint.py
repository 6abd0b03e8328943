"""Four words that people can compare for a public key: campaign's, coordinator's or device's."""

import hashlib
from functools import cache
from importlib import resources

from desktop_app.campaign.pack import Pack

WORD_COUNT = 4


def fingerprint(*public_keys: bytes) -> str:
    """Name public keys by four words of the EFF's long list (51 bits).

    Source: EFF's long word list for passphrases (7 776 words), as `xkcdpass` ships it.
    """
    digest = hashlib.sha256(b"inkstand fingerprint" + b"".join(public_keys)).digest()
    number = int.from_bytes(digest, "big")
    words = []
    for _ in range(WORD_COUNT):
        number, index = divmod(number, len(word_list()))
        words.append(word_list()[index])
    return " ".join(words)


def four_words(pack: Pack) -> str:
    """Give the four words that people compare for a pack: for its coordinator and all its keys."""
    keys = (recipient.public_key for recipient in pack.recipients)
    return fingerprint(pack.coordinator_key or b"", *keys)


def same_words(typed: str, words: str) -> bool:
    """Compare four words as people type them."""
    return typed.lower().replace("-", " ").split() == words.replace("-", " ").split()


@cache
def word_list() -> tuple[str, ...]:
    """Read the EFF's long word list."""
    text = resources.files("xkcdpass").joinpath("static", "eff-long").read_text(encoding="utf-8")
    return tuple(text.split())
