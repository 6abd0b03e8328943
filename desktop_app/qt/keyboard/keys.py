"""Where the keys of a board lie: pure geometry, in pixels, with no widget."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSizeF

REACH_ROWS = 0.3
"""How far beside a key, in parts of its height, a touch still means it."""
FUNCTION_KEY_COLUMNS = 2.8


class Role(Enum):
    """What a key does."""

    TEXT = "text"
    SPACE = "space"
    ERASE = "erase"
    SHIFT = "shift"
    PAGE = "page"
    """Turns between letters and signs."""
    SWITCH = "switch"
    """Goes to the next layout."""
    DOMAIN = "domain"
    PREFIX = "prefix"
    NEXT = "next"
    BLANK = "blank"
    """A place without a key."""


CHIPS = frozenset({Role.DOMAIN, Role.PREFIX})


@dataclass(frozen=True, kw_only=True)
class Key:
    """What a key does and shows; `weight` is its share of a row that is shared out."""

    role: Role
    text: str = ""
    label: str = ""
    variants: tuple[str, ...] = ()
    weight: float = 1.0
    is_tall: bool = False
    """Reaches down over the row beneath."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: what changes sides in right-to-left languages stands before and after.

    Letters are as wide as everywhere on the board and stand in the middle, what is before and
    after takes the rest; a shared row is as wide as the board, each key by its weight.
    """

    keys: tuple[Key, ...]
    before: tuple[Key, ...] = ()
    after: tuple[Key, ...] = ()
    is_shared: bool = False

    @property
    def columns(self) -> int:
        """Count the columns of letters that it needs."""
        return len(self.before) + len(self.keys) + len(self.after)


@dataclass(frozen=True, kw_only=True)
class Board:
    """All keys that are there at one time."""

    rows: tuple[Row, ...]
    chips: tuple[Key, ...] = ()
    is_pad: bool = False
    """A pad of numbers: narrower than the glass."""


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Lengths in pixels."""

    size: QSizeF
    margin: float
    gap: float
    chip_height: float
    pad_width: float
    least_key: float
    """The least width of a key beside others of other widths."""
    chip_width: Callable[[str], float]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A key and where it is drawn."""

    key: Key
    rect: QRectF


def place(board: Board, measures: Measures, *, is_mirrored: bool) -> tuple[Placed, ...]:
    """Lay the keys of a board out."""
    columns = max((row.columns for row in board.rows if not row.is_shared), default=1)
    width, left = _span(board, measures)
    top = measures.margin
    placed: list[Placed] = []
    if board.chips:
        placed += _chips(board.chips, measures, is_mirrored=is_mirrored)
        top += measures.chip_height + measures.gap
    room = measures.size.height() - top - measures.margin
    height = (room - measures.gap * (len(board.rows) - 1)) / len(board.rows)
    unit = (width - measures.gap * (columns - 1)) / columns
    for number, row in enumerate(board.rows):
        y = top + number * (height + measures.gap)
        for key, x, key_width in _across(row, width, unit, measures, is_mirrored):
            key_height = 2 * height + measures.gap if key.is_tall else height
            rect = QRectF(round(left + x), round(y), round(key_width), round(key_height))
            if key.role is not Role.BLANK:
                placed.append(Placed(key=key, rect=rect))
    return tuple(placed)


def key_at(placed: tuple[Placed, ...], position: QPointF) -> Placed | None:
    """Find the key that a touch means: the one that it hits, or else the nearest close by."""
    if not placed:
        return None
    nearest = min(placed, key=lambda one: _distance(one.rect, position))
    is_close = _distance(nearest.rect, position) <= REACH_ROWS * nearest.rect.height()
    return nearest if is_close else None


def _span(board: Board, measures: Measures) -> tuple[float, float]:
    """Give width and left edge of the rows."""
    width = measures.size.width() - 2 * measures.margin
    if board.is_pad:
        width = min(width, measures.pad_width)
    return width, (measures.size.width() - width) / 2


def _across(
    row: Row, width: float, unit: float, measures: Measures, is_mirrored: bool
) -> list[tuple[Key, float, float]]:
    """Give each key of a row with its left edge and its width."""
    before, after, gap = row.before, row.after, measures.gap
    if is_mirrored:
        before, after = after[::-1], before[::-1]
    keys = (*before, *row.keys, *after)
    if row.is_shared:
        widths = _shares(keys, width, gap, measures.least_key)
    else:
        widths = _letters(row, width, unit, gap)
    by_key = list(zip(keys, [widths[key] for key in keys], strict=True))
    x = (width - sum(one for _, one in by_key) - gap * (len(by_key) - 1)) / 2
    result = []
    for key, key_width in by_key:
        result.append((key, x, key_width))
        x += key_width + gap
    return result


def _shares(keys: tuple[Key, ...], width: float, gap: float, least: float) -> dict[Key, float]:
    """Share a row out; a key of weight 2 is as wide as two of weight 1 with their gap.

    What would be too narrow gets the least width, and the wider ones share the rest.
    """
    whole = sum(key.weight for key in keys)
    unit = (width - gap * (whole - 1)) / whole
    widths = {key: key.weight * unit + (key.weight - 1) * gap for key in keys}
    narrow = tuple(key for key in keys if widths[key] < least)
    wide = tuple(key for key in keys if widths[key] >= least)
    if not narrow or not wide:
        return widths
    rest = width - len(narrow) * (least + gap)
    return dict.fromkeys(narrow, least) | _shares(wide, rest, gap, least)


def _letters(row: Row, width: float, unit: float, gap: float) -> dict[Key, float]:
    """Give letters one unit each; the keys beside them share what is left."""
    widths = dict.fromkeys(row.keys, unit)
    beside = (*row.before, *row.after)
    if beside:
        rest = width - len(row.keys) * (unit + gap) - gap * (len(beside) - 1)
        widest = FUNCTION_KEY_COLUMNS * unit
        widths.update(dict.fromkeys(beside, min(rest / len(beside), widest)))
    return widths


def _chips(chips: tuple[Key, ...], measures: Measures, *, is_mirrored: bool) -> list[Placed]:
    """Place as many chips as there is room for, from where lines begin."""
    placed: list[Placed] = []
    x, room = measures.margin, measures.size.width() - measures.margin
    for chip in chips:
        width = measures.chip_width(chip.label)
        if x + width > room:
            break
        left = measures.size.width() - x - width if is_mirrored else x
        rect = QRectF(
            round(left), round(measures.margin), round(width), round(measures.chip_height)
        )
        placed.append(Placed(key=chip, rect=rect))
        x += width + measures.gap
    return placed


def _distance(rect: QRectF, position: QPointF) -> float:
    """Measure from a key's edge; nothing inside it."""
    across = max(rect.left() - position.x(), position.x() - rect.right(), 0.0)
    down = max(rect.top() - position.y(), position.y() - rect.bottom(), 0.0)
    return max(across, down)
