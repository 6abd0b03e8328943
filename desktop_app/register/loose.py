"""Loose forms of names and addresses: what two spellings of one person have in common.

They are for finding pairs that somebody then looks at, never for deciding. A name loses accents,
order, doubled letters and the usual ways to write umlauts; of an address only the part before the @
stays, without dots and tags.
"""

import re
import unicodedata
from functools import lru_cache

SHORTEST_LOCAL = 4
"""A part before the @ with fewer letters says too little."""
SPECIAL = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ı": "i",
        "þ": "th",
        "ё": "е",
        "й": "и",
    }
)
"""Letters that are no other letter with a mark."""
DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ph", "f"), ("y", "i"))
"""German ways to write umlauts, and sounds that people hear alike."""
REPEATED = re.compile(r"(.)\1+")
NOT_LETTERS = re.compile(r"[\W\d_]+")


def loose_name(name: str) -> str:
    """Give what spellings of a name share; empty if it has no letter.

    Args:
        name: given and family name in any order.
    """
    words = [_loose_word(word) for word in NOT_LETTERS.split(plain(name))]
    return " ".join(sorted(word for word in words if word))


def loose_email(email: str) -> str:
    """Give what the usual misspellings of an address share; empty where that is too little."""
    local = email.casefold().rpartition("@")[0].partition("+")[0]
    letters = "".join(each for each in local if each.isalnum())
    return letters if len(letters) >= SHORTEST_LOCAL else ""


def plain(text: str) -> str:
    """Give a text as people type it who have not its accents: small letters, no marks."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded.translate(SPECIAL))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


@lru_cache(maxsize=20_000)
def _loose_word(word: str) -> str:
    for pair, one in DIGRAPHS:
        word = word.replace(pair, one)
    return REPEATED.sub(r"\1", word)
