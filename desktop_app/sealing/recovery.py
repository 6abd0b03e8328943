"""The seed of a key on paper: 24 words to be read aloud, and one line for a QR code.

*Words*: BIP-39 with its English list. The 256 bits of the seed and the first 8 bits of its SHA-256,
11 bits a word. They do not say the key's suite; the sheet says it beside them.

*Line*: `INKSTAND-SEED-1-S-LETTERS-CHECK`. `1` is the version of this form, `S` the suite (1 or 2);
`LETTERS` the seed and 4 zero bits in 52 letters of Crockford's base 32; `CHECK` the first 40 bits of
SHA-256(`inkstand seed 1`, suite as a byte, seed) in 8 letters of the same. Only capitals, digits and
dashes, so that a QR code stays small; read with small letters, spaces, O for 0, I and L for 1.

Source: BIP-39, https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki.
"""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar

from mnemonic import Mnemonic

from desktop_app.problems import Problem
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.slip import ALPHABET, MISREAD
from desktop_app.sealing.word_lists import MAX_TYPED_CHARACTERS, TypedWords, words_in

WORD_COUNT = 24
SEED_BYTES = 32
LINE_VERSION = 1
_SEED_LETTERS = 52
_ZERO_BITS = 4
_CHECK_BYTES = 5
_CHECK_LETTERS = 8
_PREFIX = "INKSTAND-SEED"
_LINE = re.compile(r"\W*INKSTAND\W*SEED\W*([1-9][0-9]{0,3})(?:\W(.*))?", re.DOTALL)
_SUITE_AND_LETTERS = re.compile(r"\W*([0-9])\W+(.*)", re.DOTALL)
_BETWEEN = re.compile(r"[\W_]+")


class LineDamaged(Problem):
    """The line begins like one of a recovery sheet, but its check does not fit."""

    code: ClassVar[str] = "recovery.line_damaged"


class RecoveryFromNewerVersion(Problem):
    """A newer Inkstand printed the sheet."""

    code: ClassVar[str] = "recovery.from_newer_version"


@dataclass(frozen=True, kw_only=True)
class Recovered:
    """What paper gave back: a seed, and its suite where the paper's form carries it."""

    seed: bytes = field(repr=False)
    suite: SuiteId | None


def listed_words() -> list[str]:
    """Give the list from which the 24 words are."""
    return list(_bip39().wordlist)


def recovery_words(seed: bytes) -> tuple[str, ...]:
    """Write a seed as 24 words."""
    return tuple(_bip39().to_mnemonic(seed).split())


def recovery_line(seed: bytes, suite: SuiteId) -> str:
    """Write a seed and its suite as the line that a QR code holds."""
    letters = _letters(int.from_bytes(seed, "big") << _ZERO_BITS, _SEED_LETTERS)
    return f"{_PREFIX}-{LINE_VERSION}-{int(suite)}-{letters}-{_check_letters(seed, suite)}"


def read_recovery(untrusted_text: str) -> Recovered:
    """Read the 24 words or the line of a recovery sheet, as people type, paste or scan them.

    Raises:
        WordCount, WordUnknown, WordsDoNotFit: of the words.
        LineDamaged, RecoveryFromNewerVersion: of the line.
    """
    text = untrusted_text[:MAX_TYPED_CHARACTERS]
    if (line := _LINE.fullmatch(text.upper())) is not None:
        return _read_line(line)
    typed = TypedWords(words=words_in(text), listed=_bip39().wordlist)
    typed.check(WORD_COUNT)
    if not _bip39().check(" ".join(typed.words)):
        raise typed.refused(lambda words: bool(_bip39().check(" ".join(words))))
    return Recovered(seed=bytes(_bip39().to_entropy(" ".join(typed.words))), suite=None)


def _read_line(line: re.Match[str]) -> Recovered:
    if int(line[1]) > LINE_VERSION:
        raise RecoveryFromNewerVersion
    said = _SUITE_AND_LETTERS.fullmatch(line[2] or "")
    if said is None or int(said[1]) not in tuple(SuiteId):
        raise LineDamaged
    suite, letters = SuiteId(int(said[1])), _BETWEEN.sub("", said[2]).translate(MISREAD)
    if len(letters) != _SEED_LETTERS + _CHECK_LETTERS or not set(letters) <= set(ALPHABET):
        raise LineDamaged
    number = _number(letters[:_SEED_LETTERS])
    seed = (number >> _ZERO_BITS).to_bytes(SEED_BYTES, "big")
    has_rest = number & ((1 << _ZERO_BITS) - 1)
    if has_rest or _check_letters(seed, suite) != letters[_SEED_LETTERS:]:
        raise LineDamaged
    return Recovered(seed=seed, suite=suite)


def _check_letters(seed: bytes, suite: SuiteId) -> str:
    digest = hashlib.sha256(b"inkstand seed 1" + bytes([suite]) + seed).digest()
    return _letters(int.from_bytes(digest[:_CHECK_BYTES], "big"), _CHECK_LETTERS)


def _letters(number: int, count: int) -> str:
    shifts = range(5 * (count - 1), -1, -5)
    return "".join(ALPHABET[(number >> shift) & 31] for shift in shifts)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 32 + ALPHABET.index(letter)
    return number


@cache
def _bip39() -> Mnemonic:
    return Mnemonic("english")
