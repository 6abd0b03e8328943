"""A seed on three sheets of which any two bring it back (SLIP-39).

Each sheet has 33 words of SLIP-39's list: which set and which sheet of it, 32 bytes, and a checksum
that notices any three wrong words. One sheet alone tells nothing of the seed that could be used: it
fits every seed but for a check of 32 of its 256 bits. No passphrase is put on top, so the sheets and
nothing else are needed, by this program or by any other that knows SLIP-39.

*Line* for a QR code: `INKSTAND-SHARE-1-S ` and the words in capitals; `1` is the version of this
form, `S` the key's suite.

The library takes its randomness from the system's generator itself; it has no door to pass it in.

Source: SLIP-39, https://github.com/satoshilabs/slips/blob/master/slip-0039.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import ClassVar

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from desktop_app.problems import Problem
from desktop_app.sealing.record import SuiteId
from desktop_app.sealing.recovery import SEED_BYTES, Recovered, RecoveryFromNewerVersion
from desktop_app.sealing.word_lists import MAX_TYPED_CHARACTERS, TypedWords, words_in

SHEET_COUNT = 3
NEEDED_COUNT = 2
SHARE_WORD_COUNT = 33
LINE_VERSION = 1
_LINE = re.compile(r"\W*INKSTAND\W*SHARE\W*([1-9][0-9]{0,3})(?:\W(.*))?", re.DOTALL)
_SUITE_AND_WORDS = re.compile(r"\W*([12])\b(.*)", re.DOTALL)


class OneShare(Problem):
    """One sheet alone brings nothing back."""

    code: ClassVar[str] = "recovery.one_share"


class SameShare(Problem):
    """The same sheet was given twice."""

    code: ClassVar[str] = "recovery.same_share"


class MixedShares(Problem):
    """The sheets are whole, but not of one set."""

    code: ClassVar[str] = "recovery.mixed_shares"


class ForeignShare(Problem):
    """The words are of SLIP-39, but of no set that Inkstand makes."""

    code: ClassVar[str] = "recovery.foreign_share"


@dataclass(frozen=True, kw_only=True)
class TypedShare:
    """The words of one sheet, proved by their checksum, and the suite if the line said it."""

    words: tuple[str, ...] = field(repr=False)
    suite: SuiteId | None = None


def split_seed(seed: bytes) -> tuple[tuple[str, ...], ...]:
    """Write a seed on three sheets, a new set each time; gives the words of each."""
    (group,) = generate_mnemonics(1, [(NEEDED_COUNT, SHEET_COUNT)], seed)
    return tuple(tuple(words.split()) for words in group)


def share_line(words: Sequence[str], suite: SuiteId) -> str:
    """Write one sheet as the line that its QR code holds."""
    return f"INKSTAND-SHARE-{LINE_VERSION}-{int(suite)} {' '.join(words).upper()}"


def read_share(untrusted_text: str, number: int) -> TypedShare:
    """Read one sheet, as its words or its line.

    Args:
        untrusted_text: what was typed, pasted or scanned.
        number: which of the sheets it is, for what is said about it.

    Raises:
        WordCount, WordUnknown, WordsDoNotFit, RecoveryFromNewerVersion.
    """
    text, suite = untrusted_text[:MAX_TYPED_CHARACTERS], None
    if (line := _LINE.fullmatch(text.upper())) is not None:
        if int(line[1]) > LINE_VERSION:
            raise RecoveryFromNewerVersion
        said = _SUITE_AND_WORDS.fullmatch(line[2] or "")
        if said is not None:
            text, suite = said[2], SuiteId(int(said[1]))
    typed = TypedWords(words=words_in(text), listed=WORDLIST, of_sheet=f" of sheet {number}")
    typed.check(SHARE_WORD_COUNT)
    if not _is_whole(typed.words):
        raise typed.refused(_is_whole)
    return TypedShare(words=typed.words, suite=suite)


def combined(shares: Sequence[TypedShare]) -> Recovered:
    """Bring the seed back from two sheets, or from three that all agree.

    Raises:
        OneShare, SameShare, MixedShares, ForeignShare.
    """
    read = [Share.from_mnemonic(" ".join(share.words)) for share in shares]
    _check_set(read)
    seeds = {_seed_of(first, second) for first, second in combinations(shares, NEEDED_COUNT)}
    suites = {share.suite for share in shares if share.suite is not None}
    if len(seeds) != 1 or len(suites) > 1:
        raise MixedShares
    return Recovered(seed=seeds.pop(), suite=suites.pop() if suites else None)


def _check_set(shares: Sequence[Share]) -> None:
    if len(shares) < NEEDED_COUNT:
        raise OneShare
    for share in shares:
        shape = (share.group_count, share.group_threshold, share.member_threshold)
        if shape != (1, 1, NEEDED_COUNT) or len(share.value) != SEED_BYTES:
            raise ForeignShare
    if len({share.group_parameters() for share in shares}) != 1:
        raise MixedShares
    if len({share.index for share in shares}) != len(shares):
        is_same = len(set(shares)) != len(shares)
        raise SameShare if is_same else MixedShares


def _seed_of(first: TypedShare, second: TypedShare) -> bytes:
    try:
        return bytes(combine_mnemonics([" ".join(first.words), " ".join(second.words)]))
    except MnemonicError as error:
        raise MixedShares from error


def _is_whole(words: tuple[str, ...]) -> bool:
    try:
        Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        return False
    return True
