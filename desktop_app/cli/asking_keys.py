"""Asks for what stands on recovery sheets, in a terminal or from a file, and for a yes."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from desktop_app.cli.asking import tell
from desktop_app.problems import Problem

MAX_SHEET_BYTES = 16 * 1024
T = TypeVar("T")


class NobodyToType(Problem):
    """Words of a sheet are needed, and nobody is there to type them."""

    code: ClassVar[str] = "recovery.nobody_to_ask"


class SheetFileUnreadable(Problem):
    """The file with the words is not there, too large, or no text."""

    code: ClassVar[str] = "recovery.file_unreadable"


def asked_words(numbers: Sequence[int]) -> tuple[str, ...]:
    """Ask for single words of a sheet.

    Raises:
        NobodyToType.
    """
    if not sys.stdin.isatty():
        raise NobodyToType
    tell("Take the recovery sheet.")
    return tuple(input(f"Word {number}: ") for number in numbers)


def typed_sheet(question: str, word_count: int) -> str:
    """Ask for all words of a sheet, or its line; on one line or many, an empty one ends.

    Raises:
        NobodyToType.
    """
    from desktop_app.sealing.word_lists import words_in

    if not sys.stdin.isatty():
        raise NobodyToType
    tell(question)
    text = ""
    while len(words_in(text)) < word_count:
        line = input("> ")
        text += f"{line}\n"
        if not line.strip() or line.strip().upper().startswith("INKSTAND"):
            break
    return text


def mended(read: Callable[[str], T], text: str) -> T:
    """Read what was typed; a word that no sheet has is asked for again, and only that one.

    Raises:
        WordUnknown: nobody knew it. What `read` raises.
    """
    from desktop_app.sealing.word_lists import WordUnknown, words_in

    while True:
        try:
            return read(text)
        except WordUnknown as problem:
            where, near = problem.facts["where"], problem.facts["near"]
            tell(f"Word {where} is none that a sheet can have. Near ones: {near}.")
            if not (word := input(f"Word {where}: ").strip()):
                raise
            words = [*words_in(text)]
            words[int(str(where).split(" ", 1)[0]) - 1] = word
            text = " ".join(words)


def sheet_texts(file: Path) -> tuple[str, ...]:
    """Read what sheets say from a file: one sheet a line, or with empty lines between.

    Lines that begin with # are none.

    Raises:
        SheetFileUnreadable.
    """
    try:
        with file.open("rb") as stream:
            untrusted_data = stream.read(MAX_SHEET_BYTES + 1)
        text = untrusted_data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SheetFileUnreadable(path=str(file)) from error
    lines = [line.strip() for line in text.splitlines() if not line.lstrip().startswith("#")]
    parts = "\n".join(lines).strip().split("\n\n")
    if len(parts) == 1:
        parts = parts[0].splitlines()
    if len(untrusted_data) > MAX_SHEET_BYTES or not any(part.strip() for part in parts):
        raise SheetFileUnreadable(path=str(file))
    return tuple(part for part in parts if part.strip())


def agreed(question: str) -> bool:
    """Ask for a yes; nobody there is a no."""
    return sys.stdin.isatty() and input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
