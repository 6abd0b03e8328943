"""The order of one line of mixed directions: the Unicode Bidirectional Algorithm without controls.

Why our own: python-bidi hands back a string in display order, but shaping needs the *level* of each
character; its older Python half shows levels and knows no bracket pairs (rule N0), so that
"محمد Smith (12)" loses its brackets; and it is LGPL. Embeddings, overrides and isolates (rules X)
are absent on purpose: `characters.cleaned` drops them, and each cell is a paragraph of its own.

Source: Unicode Standard Annex 9, rules P2, P3, W1 to W7, N0 to N2, I1, I2, L1, L2.
"""

import unicodedata
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TypeVar

from desktop_app.deliveries.pdf.characters import JOINERS


class Direction(IntEnum):
    """The direction of a paragraph; the number is its embedding level."""

    LEFT_TO_RIGHT = 0
    RIGHT_TO_LEFT = 1


Item = TypeVar("Item")

_OPENING = "([{⁅⁽₍⌈⌊〈❨❪❬❮❰❲❴⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼⸢⸤⸦⸨〈《「『【〔〖〘〚﹙﹛﹝（［｛｟｢༺༼᚛"
_CLOSING = ")]}⁆⁾₎⌉⌋〉❩❫❭❯❱❳❵⟆⟧⟩⟫⟭⟯⦄⦆⦈⦊⦌⦎⦐⦒⦔⦖⦘⧙⧛⧽⸣⸥⸧⸩〉》」』】〕〗〙〛﹚﹜﹞）］｝｠｣༻༽᚜"
_CLOSING_OF = dict(zip(_OPENING, _CLOSING, strict=True))
_MOST_OPEN_BRACKETS = 63

_STRONG_RIGHT = frozenset({"R", "AL"})
_STRONG = frozenset({"L", "R", "AL"})
_NEUTRAL = frozenset({"ON", "WS", "S", "B"})
_ACTS_AS_RIGHT = frozenset({"R", "EN", "AN"})


def has_right_to_left(text: str) -> bool:
    """Tell whether any character runs from the right (or is an Arabic digit)."""
    return any(unicodedata.bidirectional(character) in {"R", "AL", "AN"} for character in text)


def first_strong_direction(text: str) -> Direction | None:
    """Find the direction of the first letter; None if there is no letter (rules P2 and P3)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _STRONG:
            return Direction.RIGHT_TO_LEFT if kind in _STRONG_RIGHT else Direction.LEFT_TO_RIGHT
    return None


def levels(text: str, base: Direction) -> list[int]:
    """Give the embedding level of each character of one line.

    Joiners are no characters to the algorithm (rule X9); they take the level of the one before, or
    words with a joiner inside would be torn apart.
    """
    if base is Direction.LEFT_TO_RIGHT and not has_right_to_left(text):
        return [0] * len(text)
    kept = [index for index, character in enumerate(text) if character not in JOINERS]
    characters = [text[index] for index in kept]
    resolved = _resolve(characters, base)
    found = [-1] * len(text)
    for index, level in zip(kept, resolved, strict=True):
        found[index] = level
    for index, level in enumerate(found):
        if level < 0:
            found[index] = found[index - 1] if index else int(base)
    return found


def visual_order(items: Sequence[Item], level_of: Callable[[Item], int]) -> list[Item]:
    """Put items that are in reading order into the order on the line, from the left (rule L2)."""
    ordered = list(items)
    odd = [level_of(item) for item in items if level_of(item) % 2]
    if not odd:
        return ordered
    for level in range(max(level_of(item) for item in items), min(odd) - 1, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and level_of(ordered[end]) >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return ordered


def _resolve(characters: list[str], base: Direction) -> list[int]:
    original = [unicodedata.bidirectional(character) or "L" for character in characters]
    original = ["ON" if kind == "BN" else kind for kind in original]
    edge = "R" if base else "L"
    kinds = _resolve_weak(original, edge)
    _resolve_brackets(characters, original, kinds, edge)
    _resolve_neutral(kinds, edge)
    found = [_implicit_level(kind, int(base)) for kind in kinds]
    for index in range(len(found) - 1, -1, -1):  # L1: spaces at the end follow the paragraph
        if original[index] not in {"WS", "S", "B"}:
            break
        found[index] = int(base)
    return found


def _resolve_weak(original: list[str], edge: str) -> list[str]:
    """Settle marks, digits and what goes with digits (rules W1 to W7)."""
    kinds: list[str] = []
    for kind in original:  # W1
        before = kinds[-1] if kinds else edge
        kinds.append(before if kind == "NSM" else kind)
    _follow_last_strong(kinds, edge, digit_after={"AL": "AN"})  # W2
    kinds = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for index in range(1, len(kinds) - 1):  # W4
        before, after = kinds[index - 1], kinds[index + 1]
        if before == after and (
            (kinds[index] in {"ES", "CS"} and before == "EN")
            or (kinds[index] == "CS" and before == "AN")
        ):
            kinds[index] = before
    for start, end in _stretches(kinds, {"ET"}):  # W5
        touches_digit = "EN" in {*kinds[start - 1 : start], *kinds[end : end + 1]}
        if touches_digit:
            kinds[start:end] = ["EN"] * (end - start)
    kinds = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in kinds]  # W6
    _follow_last_strong(kinds, edge, digit_after={"L": "L"})  # W7
    return kinds


def _follow_last_strong(kinds: list[str], edge: str, digit_after: dict[str, str]) -> None:
    strong = edge
    for index, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
        elif kind == "EN":
            kinds[index] = digit_after.get(strong, kind)


def _stretches(kinds: list[str], wanted: set[str] | frozenset[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for index, kind in enumerate(kinds):
        if kind not in wanted:
            continue
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def _resolve_brackets(
    characters: list[str], original: list[str], kinds: list[str], edge: str
) -> None:
    """Give both brackets of a pair one direction (rule N0)."""
    for opening, closing in _bracket_pairs(characters, kinds):
        inside = {_strong_side(kind) for kind in kinds[opening + 1 : closing]} - {None}
        if edge in inside:
            side = edge
        elif inside:
            before = [_strong_side(kind) for kind in kinds[:opening]]
            side = next((found for found in reversed(before) if found), edge)
        else:
            continue
        for bracket in (opening, closing):
            kinds[bracket] = side
            follower = bracket + 1
            while follower < len(kinds) and original[follower] == "NSM":
                kinds[follower] = side
                follower += 1


def _bracket_pairs(characters: list[str], kinds: list[str]) -> list[tuple[int, int]]:
    open_brackets: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, character in enumerate(characters):
        if kinds[index] != "ON":
            continue
        if character in _CLOSING_OF:
            if len(open_brackets) == _MOST_OPEN_BRACKETS:
                break
            open_brackets.append((_CLOSING_OF[character], index))
        for depth in range(len(open_brackets) - 1, -1, -1):
            if open_brackets[depth][0] == character:
                pairs.append((open_brackets[depth][1], index))
                del open_brackets[depth:]
                break
    return sorted(pairs)


def _strong_side(kind: str) -> str | None:
    if kind == "L":
        return "L"
    return "R" if kind in _ACTS_AS_RIGHT else None


def _resolve_neutral(kinds: list[str], edge: str) -> None:
    """Let spaces and punctuation follow what stands around them (rules N1 and N2)."""
    for start, end in _stretches(kinds, _NEUTRAL):
        before = _strong_side(kinds[start - 1]) if start else edge
        after = _strong_side(kinds[end]) if end < len(kinds) else edge
        kinds[start:end] = [(before if before == after and before else edge)] * (end - start)


def _implicit_level(kind: str, base: int) -> int:
    """Turn a settled kind into a level (rules I1 and I2)."""
    if base % 2:
        return base if kind == "R" else base + 1
    return {"L": base, "R": base + 1}.get(kind, base + 2)
