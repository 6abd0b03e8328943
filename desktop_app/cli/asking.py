"""Asks for passphrases, or reads them from files."""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from desktop_app.problems import Problem
from desktop_app.sealing.passphrase import PassphrasesDiffer

MAX_PASSPHRASE_BYTES = 4096
MAX_TRIES = 3


class PassphraseMissing(Problem):
    """No file was named, and nobody is there to type."""

    code: ClassVar[str] = "passphrase.missing"


class PassphraseUnreadable(Problem):
    """The passphrase file is not there or empty."""

    code: ClassVar[str] = "passphrase.unreadable"


def passphrase(file: Path | None, question: str, *, option: str = "--passphrase-file") -> str:
    """Read a passphrase from a file's first line, or ask for it on the terminal.

    Raises:
        PassphraseMissing, PassphraseUnreadable.
    """
    if file is not None:
        return _from_file(file)
    if not sys.stdin.isatty():
        raise PassphraseMissing(option=option)
    return getpass.getpass(f"{question}: ")


def new_passphrase(
    file: Path | None,
    randomness: Callable[[int], bytes],
    *,
    is_proposal_taken: bool = False,
    option: str = "--passphrase-file",
) -> str:
    """Get a new passphrase: from a file, the proposed six words, or one that somebody chose.

    Whoever takes the proposal types it once: that shows that it was written down.

    Raises:
        PassphraseMissing, PassphraseUnreadable, PassphrasesDiffer.
    """
    from desktop_app.sealing.proposing import is_proposal, proposed_passphrase

    if file is not None:
        return passphrase(file, "", option=option)
    proposed = proposed_passphrase(randomness)
    if is_proposal_taken:
        return proposed
    if not sys.stdin.isatty():
        raise PassphraseMissing(option=option)
    tell("")
    tell("Six words, drawn by chance:")
    tell("")
    tell(f"    {proposed}")
    tell("")
    tell("Write them on paper, then type them: that is the passphrase. Or type one of your own.")
    for _ in range(MAX_TRIES):
        typed = getpass.getpass("New passphrase: ")
        again = typed
        if not is_proposal(typed, proposed):
            again = getpass.getpass("Not the six words. If that is meant, the same once more: ")
        if is_proposal(typed, proposed) or is_proposal(again, proposed):
            return proposed
        if again == typed:
            return typed
        tell("The two were not the same.")
    raise PassphrasesDiffer


def first_line(path: Path) -> str | None:
    """Read the first line of a small file; None if there is none, or no text on it."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_PASSPHRASE_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    line = text.split("\n", 1)[0].rstrip("\r")
    return line if line.strip() else None


def _from_file(path: Path) -> str:
    line = first_line(path)
    if line is None:
        raise PassphraseUnreadable(path=str(path))
    return line


def tell(line: str) -> None:
    """Say something beside the answer, on standard error."""
    print(line, file=sys.stderr, flush=True)
