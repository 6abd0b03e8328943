"""Looks at the words of a recovery sheet while they are still typed: how many, and which are none."""

import re
from dataclasses import dataclass, field

from shamir_mnemonic.wordlist import WORDLIST

from desktop_app.sealing.recovery import WORD_COUNT, listed_words
from desktop_app.sealing.sharing import SHARE_WORD_COUNT
from desktop_app.sealing.word_lists import MAX_TYPED_CHARACTERS, MOST_NEAR, near_words, words_in

_LINE = re.compile(r"\W*INKSTAND\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class UnknownWord:
    """A word that no sheet can have: its number from 1, and the words that are near."""

    number: int
    near: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class TypedSheet:
    """How far a sheet is typed. `is_line` is what its QR code says, which is proved only as a whole."""

    word_count: int = 0
    needed_count: int = WORD_COUNT
    unknown: UnknownWord | None = None
    """The first one."""
    is_line: bool = False


def look_at_typed(untrusted_text: str, *, is_split: bool) -> TypedSheet:
    """Look at what was typed so far of a whole sheet, or of one of three.

    The word at the very end may not be finished: it is wrong only if no word begins like it.
    """
    text = untrusted_text[:MAX_TYPED_CHARACTERS]
    needed = SHARE_WORD_COUNT if is_split else WORD_COUNT
    if _LINE.match(text):
        return TypedSheet(needed_count=needed, is_line=True)
    listed = WORDLIST if is_split else listed_words()
    words = words_in(text)
    known = set(listed)
    is_open = text[-1:].isalpha()
    for number, word in enumerate(words, start=1):
        is_begun = (
            is_open and number == len(words) and any(each.startswith(word) for each in listed)
        )
        if word not in known and not is_begun:
            unknown = UnknownWord(number=number, near=near_words(word, listed)[:MOST_NEAR])
            return TypedSheet(word_count=len(words), needed_count=needed, unknown=unknown)
    return TypedSheet(word_count=len(words), needed_count=needed)


def with_word(text: str, number: int, word: str) -> str:
    """Give what was typed with another word in the place of one, counted from 1."""
    found = list(re.finditer(r"[^\W\d_]+", text))
    if not 1 <= number <= len(found):
        return text
    place = found[number - 1]
    return f"{text[: place.start()]}{word}{text[place.end() :]}"
