"""The order of the list of people: which are shown, and by what they are sorted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from desktop_app.register.listing import Listed, Standing
from desktop_app.register.loose import plain


class Column(Enum):
    """A column of the list."""

    NAME = "name"
    EMAIL = "email"
    COUNTRY = "country"
    PLACE = "place"
    HOUR = "hour"
    STANDING = "standing"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What of the list is to be seen, and how. Words are looked for in name, e-mail and place."""

    words: str = field(default="", repr=False)
    standing: Standing | None = None
    column: Column | None = None
    """None for the order in which the register gives them."""
    is_descending: bool = False


def searched(row: Listed) -> str:
    """Give the text in which words are looked for: without capitals, accents and marks."""
    return plain(f"{row.name} {row.email} {row.place} {row.country}")


def order(rows: Sequence[Listed], texts: Sequence[str], wanted: Wanted) -> list[int]:
    """Give the numbers of the rows to show, in their order; equal ones stay as they came.

    Args:
        texts: what `searched` gives for each row, made once.
    """
    words = plain(wanted.words).split()
    shown = [
        number
        for number, row in enumerate(rows)
        if wanted.standing in (None, row.standing) and all(word in texts[number] for word in words)
    ]
    if wanted.column is not None:
        key = KEYS[wanted.column]
        shown.sort(key=lambda number: key(rows[number]), reverse=wanted.is_descending)
    return shown


KEYS: dict[Column, Callable[[Listed], str]] = {
    Column.NAME: lambda row: plain(row.name),
    Column.EMAIL: lambda row: row.email.lower(),
    Column.COUNTRY: lambda row: row.country,
    Column.PLACE: lambda row: plain(row.place),
    Column.HOUR: lambda row: row.hour,
    Column.STANDING: lambda row: row.standing.value,
}
