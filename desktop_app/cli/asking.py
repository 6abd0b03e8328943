"""Asks for passphrases, or reads them from files."""

import getpass
import sys
from pathlib import Path
from typing import ClassVar

from desktop_app.problems import Problem

MAX_PASSPHRASE_BYTES = 4096


class PassphraseMissing(Problem):
    """No file was named, and nobody is there to type."""

    code: ClassVar[str] = "passphrase.missing"


class PassphraseUnreadable(Problem):
    """The passphrase file is not there or empty."""

    code: ClassVar[str] = "passphrase.unreadable"


class PassphrasesDiffer(Problem):
    """The second typing was not the same as the first."""

    code: ClassVar[str] = "passphrase.not_the_same"


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


def new_passphrase(file: Path | None) -> str:
    """Ask for a new passphrase twice, or read it from a file.

    Raises:
        PassphraseMissing, PassphraseUnreadable, PassphrasesDiffer.
    """
    first = passphrase(file, "New passphrase, six words are best")
    if file is None and getpass.getpass("The same once more: ") != first:
        raise PassphrasesDiffer
    return first


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
