"""Words of fixed lists, as people type them from paper: which is none, which are near, which was meant."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from desktop_app.problems import Problem

MAX_TYPED_CHARACTERS = 8192
MOST_NEAR = 5
MOST_SUSPECTS = 4
FARTHEST = 2
"""How many letters a near word may differ in."""
PREFIX_LETTERS = 4
"""In both lists no two words begin with the same four letters."""
_WORD = re.compile(r"[^\W\d_]+")


class WordCount(Problem):
    """There are more or fewer words than a sheet has."""

    code: ClassVar[str] = "recovery.word_count"


class WordUnknown(Problem):
    """A word is not of the list."""

    code: ClassVar[str] = "recovery.unknown_word"


class WordsDoNotFit(Problem):
    """Each word is of the list, but not all of them are those of the sheet, or in that order."""

    code: ClassVar[str] = "recovery.checksum"


@dataclass(frozen=True, kw_only=True)
class TypedWords:
    """Words as they were typed, of a list.

    Attributes:
        of_sheet: added to the number of a word where several sheets are typed: ` of sheet 2`.
    """

    words: tuple[str, ...] = field(repr=False)
    listed: Sequence[str] = field(repr=False)
    of_sheet: str = ""

    def check(self, count: int) -> None:
        """Refuse words that no sheet can have.

        Raises:
            WordCount, WordUnknown: with the number of the word, and the words that are near.
        """
        if len(self.words) != count:
            raise WordCount(found=len(self.words), needed=count, of_sheet=self.of_sheet)
        known = set(self.listed)
        for number, word in enumerate(self.words, start=1):
            if word not in known:
                near = ", ".join(near_words(word, self.listed)[:MOST_NEAR]) or "–"
                raise WordUnknown(where=f"{number}{self.of_sheet}", near=near)

    def refused(self, fits: Callable[[tuple[str, ...]], bool]) -> WordsDoNotFit:
        """Tell which word may have been mistaken for another of the list, or which two swapped.

        Args:
            fits: whether some words have the right checksum.
        """
        suspects = "; ".join(self._suspects(fits)) or "–"
        return WordsDoNotFit(suspects=suspects, of_sheet=self.of_sheet)

    def _suspects(self, fits: Callable[[tuple[str, ...]], bool]) -> list[str]:
        found: list[str] = []
        for index, word in enumerate(self.words):
            before, behind = self.words[:index], self.words[index + 1 :]
            found += [
                f"{index + 1}: {near}"
                for near in near_words(word, self.listed)
                if near != word and fits((*before, near, *behind))
            ]
            if behind and fits((*before, behind[0], word, *behind[1:])):
                found.append(f"{index + 1} ↔ {index + 2}")
            if len(found) >= MOST_SUSPECTS:
                break
        return found[:MOST_SUSPECTS]


def words_in(untrusted_text: str) -> tuple[str, ...]:
    """Find the words in a text; numbers, dots, commas and line ends between them do not matter."""
    text = unicodedata.normalize("NFKC", untrusted_text[:MAX_TYPED_CHARACTERS]).lower()
    return tuple(_WORD.findall(text))


def near_words(word: str, listed: Sequence[str]) -> tuple[str, ...]:
    """List the words that somebody may have meant, the nearest first.

    Source: optimal string alignment distance (Damerau 1964), by rapidfuzz.
    """
    from rapidfuzz.distance import OSA

    start = word[:PREFIX_LETTERS]
    ranked = []
    for each in listed:
        distance = OSA.distance(word, each, score_cutoff=FARTHEST)
        is_begun = len(start) == PREFIX_LETTERS and each.startswith(start)
        if distance <= FARTHEST or is_begun:
            ranked.append((0 if is_begun else distance, each))
    return tuple(each for _, each in sorted(ranked))
