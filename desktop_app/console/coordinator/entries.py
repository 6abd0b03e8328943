"""What a form about a pack is made of, as values: entries in groups, and acts that change its shape."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from desktop_app.campaign.in_work import PackInWork, Value
from desktop_app.campaign.spot import Spot

Change = Callable[[PackInWork], object]


class EntryKind(Enum):
    """How a value is given."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    """Several lines on screen, one paragraph in the pack."""
    LONG = "long"
    """Markdown, or a whole file."""
    NUMBER = "number"
    DAY = "day"
    LINES = "lines"
    """A list with one entry a line."""
    CODES = "codes"
    """A list of short codes, between commas."""
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    PICTURE = "picture"
    """The name of a picture in the pack; a file is chosen for it."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One of the values between which somebody chooses."""

    value: Value
    label: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A value of the pack that can be changed; `language` is that of its words, if they have one."""

    spot: Spot
    label: str
    kind: EntryKind = EntryKind.LINE
    hint: str = ""
    options: tuple[Option, ...] = ()
    unsaid: Value | None = None
    """What holds where the pack says nothing."""
    language: str = ""
    is_short: bool = False
    """Whether several have room beside each other."""

    @property
    def name(self) -> str:
        """Name its widget, for tests and to find the focus again."""
        return f"entry {self.spot}"


@dataclass(frozen=True, kw_only=True)
class Act:
    """A button that changes what the form consists of; `name` names its widget."""

    name: str
    label: str
    change: Change
    spoken: str = ""
    """What screen readers say, where several buttons have the same words."""
    removes: bool = False
    """Whether something is gone then, which can be undone."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Entries that belong together, and what can be done with all of them."""

    title: str
    entries: tuple[Entry, ...] = ()
    acts: tuple[Act, ...] = ()
    hint: str = ""
    asks_language: bool = False
    """Whether a language can be named here, to be added."""


# ---- between what is typed and what stands in a pack -----------------------------------------------


def shown(value: Value | None, kind: EntryKind) -> str:
    """Write a value as it is shown in a field."""
    if value is None:
        return ""
    if isinstance(value, list):
        joint = "\n" if kind is EntryKind.LINES else ", "
        return joint.join(str(entry) for entry in value)
    return value if isinstance(value, str) else str(value)


def given(text: str, kind: EntryKind) -> Value | None:
    """Make a value of what was typed; what is none stays text, for the check to name."""
    match kind:
        case EntryKind.NUMBER:
            return _number(text.strip())
        case EntryKind.DAY:
            return _day(text.strip())
        case EntryKind.LINES:
            return [line.strip() for line in text.splitlines() if line.strip()]
        case EntryKind.CODES:
            codes = text.replace(",", " ").replace(";", " ").split()
            return [code.upper() for code in codes]
        case EntryKind.PARAGRAPH:
            return " ".join(text.split("\n")) or None
        case _:
            return text or None


def _number(text: str) -> Value | None:
    is_plain = text.isascii() and text.removeprefix("-").isdigit() and len(text) < 19
    return (int(text) if is_plain else text) or (0 if text == "0" else None)


def _day(text: str) -> Value | None:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        return text or None
