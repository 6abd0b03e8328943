"""The proof that a recovery sheet exists: three of its words were asked for, or all were read.

It stands in the key file as a day and a mark: HMAC-SHA256, under a key that HKDF derives from the
seed, over that day and the public keys. So nobody who cannot open the key can write it, it means
nothing in another key's file, and a key file without it is simply not proved yet.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec

from desktop_app.problems import Problem
from desktop_app.sealing.keys import CampaignKey, KeyFile, derived
from desktop_app.sealing.proposing import drawn
from desktop_app.sealing.recovery import WORD_COUNT, recovery_words

ASKED_COUNT = 3


class WordsDiffer(Problem):
    """What was typed is not what the sheet of this key says."""

    code: ClassVar[str] = "recovery.words_differ"


class SheetOfAnotherKey(Problem):
    """The sheet is whole, but it is that of another key."""

    code: ClassVar[str] = "recovery.other_key"


def asked_numbers(randomness: Callable[[int], bytes]) -> tuple[int, ...]:
    """Draw which three words to ask for, in their order; they count from 1."""
    numbers: set[int] = set()
    while len(numbers) < ASKED_COUNT:
        numbers.add(1 + drawn(WORD_COUNT, randomness))
    return tuple(sorted(numbers))


def check_answers(key: CampaignKey, numbers: Sequence[int], answers: Sequence[str]) -> None:
    """Compare typed words with those of the key's sheet.

    Raises:
        WordsDiffer: names the numbers of the wrong ones, and not what they should be.
    """
    words = recovery_words(key.seed)
    wrong = [
        number
        for number, answer in zip(numbers, answers, strict=True)
        if answer.strip().lower() != words[number - 1]
    ]
    if wrong:
        raise WordsDiffer(numbers=", ".join(map(str, wrong)))


def check_seed(key: CampaignKey, seed: bytes) -> None:
    """Compare a seed that was read from paper with the key's.

    Raises:
        SheetOfAnotherKey.
    """
    if not hmac.compare_digest(key.seed, seed):
        raise SheetOfAnotherKey


def proof_mark(key: CampaignKey, proved_on: str) -> bytes:
    """Make the mark that a key file keeps."""
    about = msgspec.json.encode(
        ["sheet proof 1", proved_on, key.recipient.public_key, key.coordinator_key]
    )
    return hmac.digest(derived(key.seed, "sheet proof"), about, hashlib.sha256)


def is_sheet_proved(file: KeyFile, key: CampaignKey) -> bool:
    """Tell whether the key file says, truly, that its sheet was proved."""
    mark = proof_mark(key, file.sheet_proved_on)
    return bool(file.sheet_proved_on) and hmac.compare_digest(mark, file.sheet_proof)
