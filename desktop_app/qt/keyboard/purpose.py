"""What a keyboard is for, and what follows from it: layouts, keys and height."""

from dataclasses import dataclass

from desktop_app.qt.keyboard import boards
from desktop_app.qt.keyboard.boards import Kind, Shown
from desktop_app.qt.keyboard.keyboards import Keyboards
from desktop_app.qt.keyboard.keys import Board
from desktop_app.qt.keyboard.layout import Layout, Script
from desktop_app.qt.keyboard.state import Page

HEIGHTS_MM = {4: 67.5, 5: 76.0, 6: 90.0}
"""By the number of rows."""
EMAIL_HEIGHTS_MM = (80.0, 90.0)
"""Of a lying and of a standing glass, with the chips."""

LATIN_ONLY = frozenset({Kind.EMAIL, Kind.POSTCODE})
"""What is written in Latin letters, whatever the signer's language."""

SENTENCE_ENDS = ".!?…؟։"
"""What a sentence ends with, also in Arabic and Armenian."""


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """Whose names, or an address or number of which country (ISO 3166-1 alpha-2)."""

    kind: Kind
    language: str
    country: str = ""
    prefix: str = ""
    """The country's telephone prefix, such as +49; only a number needs it."""


def layouts_for(purpose: Purpose, keyboards: Keyboards) -> tuple[Layout, ...]:
    """List the layouts between which the signer may switch; addresses are written in Latin.

    Those whose keys would be the same ones come once.
    """
    found: list[Layout] = []
    seen: list[object] = []
    for layout in keyboards.for_language(purpose.language):
        keys = _keys_of(layout, purpose)
        is_right = layout.script is Script.LATIN or purpose.kind not in LATIN_ONLY
        if is_right and keys not in seen:
            seen.append(keys)
            found.append(layout)
    return tuple(found)


def number_of(chosen: Layout | None, layouts: tuple[Layout, ...], purpose: Purpose) -> int:
    """Find the layout that has the keys of a chosen one; else the first one is right."""
    if chosen is None:
        return 0
    wanted = _keys_of(chosen, purpose)
    alike = (n for n, layout in enumerate(layouts) if _keys_of(layout, purpose) == wanted)
    return next(alike, 0)


def board_for(purpose: Purpose, keyboards: Keyboards, shown: Shown, page: Page) -> Board:
    """Make the keys that are there now."""
    match purpose.kind:
        case Kind.EMAIL:
            domains = keyboards.domains.of(purpose.country)
            return boards.email_board(shown, purpose.country, domains)
        case Kind.PHONE:
            return boards.phone_board(shown, purpose.prefix)
        case Kind.POSTCODE:
            return boards.postcode_board(shown)
        case Kind.NAME | Kind.TEXT:
            is_signs = page is Page.SIGNS
            return boards.signs_board(shown) if is_signs else boards.letters_board(shown)


def height_mm(kind: Kind, row_count: int, *, is_standing: bool) -> float:
    """Give the height of the whole. It stays, whichever layout and page are shown.

    Args:
        kind: what is typed.
        row_count: the most rows of any layout and page.
        is_standing: whether the glass stands.
    """
    if kind is Kind.EMAIL:
        return EMAIL_HEIGHTS_MM[is_standing]
    return HEIGHTS_MM[max(row_count, min(HEIGHTS_MM))]


def is_capital_due(purpose: Purpose, layout: Layout, before: str) -> bool:
    """Tell whether a name or a part of one, or a sentence, begins after what stands before the cursor."""
    if purpose.kind is Kind.TEXT:
        return not before.strip() or (before[-1] == " " and before.rstrip()[-1] in SENTENCE_ENDS)
    is_beginning = not before or before[-1] in layout.capital_after
    return is_beginning and purpose.kind is Kind.NAME


def _keys_of(layout: Layout, purpose: Purpose) -> object:
    """Give what tells layouts apart: of an address only a to z are there."""
    return boards.email_rows(layout) if purpose.kind in LATIN_ONLY else layout
