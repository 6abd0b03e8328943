"""Prompts: what stands in `[[ ]]` asks its writer for words of their own, and nobody may sign it."""

import re
from collections.abc import Iterator

PROMPT = re.compile(r"\[\[.*?\]\]", re.DOTALL)
FIRST_ID = "my-campaign"
"""The id of a campaign that nobody has named yet."""


def holds_prompt(text: str) -> bool:
    """Tell whether a text still waits for its words."""
    return PROMPT.search(text) is not None


def prompt(text: str) -> str:
    """Make words a prompt, to be translated, say; what is one already stays so."""
    return text if holds_prompt(text) or not text.strip() else f"[[{text.strip()}]]"


def prompts_in(value: object, where: str) -> Iterator[str]:
    """Name each place in a table where a prompt was left, as findings name places."""
    match value:
        case str():
            if holds_prompt(value):
                yield where
        case dict():
            for key, entry in value.items():
                joint = "" if where.endswith(": ") else "."
                yield from prompts_in(entry, f"{where}{joint}{key}")
        case list():
            for number, entry in enumerate(value, start=1):
                yield from prompts_in(entry, f"{where}[{number}]")
