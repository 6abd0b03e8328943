"""Proposes a passphrase: six words of the EFF's long list, by chance (77 bits)."""

from collections.abc import Callable

from desktop_app.sealing.fingerprint import word_list

PROPOSED_WORD_COUNT = 6
_DRAW_BYTES = 2


def proposed_passphrase(randomness: Callable[[int], bytes]) -> str:
    """Draw six words, each as likely as any other, with spaces between."""
    words = word_list()
    return " ".join(words[drawn(len(words), randomness)] for _ in range(PROPOSED_WORD_COUNT))


def is_proposal(typed: str, proposed: str) -> bool:
    """Tell whether somebody typed the proposed words; how many spaces are between does not matter."""
    return typed.split() == proposed.split()


def drawn(below: int, randomness: Callable[[int], bytes]) -> int:
    """Draw a number from 0 to `below` - 1; what would favour the low ones is drawn again.

    Args:
        below: at most 65 536.
        randomness: gives bytes.
    """
    fair = 256**_DRAW_BYTES // below * below
    while True:
        number = int.from_bytes(randomness(_DRAW_BYTES), "big")
        if number < fair:
            return number % below
