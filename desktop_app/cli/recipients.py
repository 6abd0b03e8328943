"""Further keys to which a campaign is sealed: shown by their four words, and confirmed."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from desktop_app.cli.asking import tell
from desktop_app.cli.asking_keys import agreed
from desktop_app.problems import Problem
from desktop_app.sealing.fingerprint import same_words

if TYPE_CHECKING:
    from desktop_app.sealing.public_key import PublicKey


class RecipientNotConfirmed(Problem):
    """Nobody compared the four words of a key that shall open every signature."""

    code: ClassVar[str] = "publish.not_confirmed"


class OtherRecipient(Problem):
    """Four words were given, but no file has a key with them."""

    code: ClassVar[str] = "publish.other_words"


def confirmed(files: Sequence[Path], accepted: Sequence[str]) -> tuple["PublicKey", ...]:
    """Read public keys, each confirmed by its four words: given beforehand, or compared now.

    Raises:
        RecipientNotConfirmed, OtherRecipient, and what reading the files raises.
    """
    from desktop_app.sealing.public_key import read_public_file

    keys = tuple(read_public_file(file) for file in files)
    for words in accepted:
        if not any(same_words(words, key.four_words) for key in keys):
            raise OtherRecipient
    for file, key in zip(files, keys, strict=True):
        if any(same_words(words, key.four_words) for words in accepted):
            continue
        if not _compared(file, key.four_words):
            raise RecipientNotConfirmed(path=file.name, words=key.four_words)
    return keys


def _compared(file: Path, words: str) -> bool:
    if not sys.stdin.isatty():
        return False
    tell(f"{file.name} can open every signature of this campaign. Its four words: {words}")
    return agreed("Did its owner tell you the same four words, by another way than the file?")
