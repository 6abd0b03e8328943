"""How characters behave on paper: what is dropped, which script they belong to, where to cut."""

import unicodedata
from functools import lru_cache

import uharfbuzz

ZERO_WIDTH_NON_JOINER = "\u200c"
ZERO_WIDTH_JOINER = "\u200d"
JOINERS = frozenset({ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER})

COMMON = "Zyyy"
"""The script of characters that go with any script: digits, spaces, most punctuation."""

_LINE_ENDS = frozenset("\n\r\t\v\f\x85\u2028\u2029")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})
_VIRAMAS_THAT_BIND = 9  # canonical combining class


def cleaned(text: str) -> str:
    """Give text that can do no more than be shown: composed, on one line, without controls.

    Direction overrides would let a signer reorder the row, so every format character goes but the
    two joiners, which Persian and many Indian scripts need for spelling and emoji for families.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(_shown(character) for character in composed)


def _shown(character: str) -> str:
    if character in _LINE_ENDS:
        return " "
    if character in JOINERS:
        return character
    return "" if unicodedata.category(character) in _DROPPED_CATEGORIES else character


@lru_cache(maxsize=65_536)
def script_of(character: str) -> str:
    """Tell the script as four letters (ISO 15924), `Zyyy` for characters common to all."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return str(buffer.script or COMMON)


def is_mark(character: str) -> bool:
    """Tell whether a character sits on the one before it."""
    return unicodedata.category(character)[0] == "M"


def is_invisible(character: str) -> bool:
    """Tell whether a character only changes its neighbours: a joiner or a variation selector."""
    return character in JOINERS or "\ufe00" <= character <= "\ufe0f"


def stays_with_neighbour(character: str) -> bool:
    """Tell whether a character should take the font of the one before it if that has it."""
    return character in JOINERS or unicodedata.category(character)[0] in "MNPZ"


def clusters(text: str) -> list[str]:
    """Cut text into what a reader takes for one letter, so that cutting there spoils none.

    A short form of UAX 29: marks, joiners and skin tones stay with their letter, jamo make a
    syllable, flags stay pairs.
    """
    pieces: list[str] = []
    for character in text:
        if pieces and _continues(pieces[-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _continues(cluster: str, character: str) -> bool:
    last = cluster[-1]
    if character in JOINERS or is_mark(character) or last == ZERO_WIDTH_JOINER:
        return True
    if unicodedata.combining(last) == _VIRAMAS_THAT_BIND:
        return script_of(character) == script_of(last)
    if "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if _is_flag_letter(character):
        return len(cluster) == 1 and _is_flag_letter(last)
    return "\u1160" <= character <= "\u11ff" and "\u1100" <= last <= "\u11ff"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
