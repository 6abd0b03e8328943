"""Which keys there are: letters, signs, an address's, a phone number's."""

from dataclasses import dataclass
from enum import Enum

from desktop_app.qt.keyboard.keys import Board, Key, Role, Row
from desktop_app.qt.keyboard.layout import Layout, SharedVariants

DIGITS = "1234567890"
SIGNS = "-’'.,/()&·"
TEXT_SIGNS = "?!:;-’()/&"
TEXT_LOWEST = ",."
MARKS = "\u0301\u0300\u0302\u0308\u0303\u030c\u0323\u0309"
"""Accents that join the letter before them, for the letters that no long press offers."""
EMAIL_SIGNS = "@.-_+"
LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
PAD = ("123", "456", "789")
PAD_SIDE = 1.4
SIGN_KEY = 1.05
WORD_KEY = 2.2
DIGIT_LABEL = "123"
OTHER_TLDS = {"GB": ".uk", "": ".org"}
COMMON_TLD = ".com"


class Kind(Enum):
    """What is typed."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class KeyWords:
    """The words of the keyboard in the signer's language.

    Only `space` and `next` stand on keys; the others are for screen readers.
    """

    name: str
    space: str
    next: str
    erase: str
    shift: str
    switch: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What decides which keys there are."""

    layout: Layout
    variants: SharedVariants
    words: KeyWords
    is_shifted: bool
    is_standing: bool
    is_text: bool = False
    """Whether sentences are typed, not names."""
    next_layout_label: str
    """What stands on the key to the next layout; nothing where there is only one."""
    layout_names: tuple[str, ...] = ()
    """What a long press on that key offers."""


def letters_board(shown: Shown) -> Board:
    """Make the page of letters."""
    *upper, last = shown.layout.rows_on(is_standing=shown.is_standing)
    rows = [Row(keys=_letters(row, shown)) for row in upper]
    shift = (Key(role=Role.SHIFT),) if shown.layout.has_case else ()
    rows.append(Row(keys=_letters(last, shown), before=shift, after=(Key(role=Role.ERASE),)))
    return Board(rows=(*rows, _lowest_row(shown, DIGIT_LABEL)))


def signs_board(shown: Shown) -> Board:
    """Make the page of digits, signs and accents."""
    marks = tuple(_sign(mark, shown) for mark in MARKS)
    return Board(
        rows=(
            Row(keys=tuple(_sign(digit, shown) for digit in DIGITS)),
            Row(keys=tuple(_sign(s, shown) for s in (TEXT_SIGNS if shown.is_text else SIGNS))),
            Row(keys=marks, after=(Key(role=Role.ERASE),)),
            _lowest_row(shown, shown.layout.label),
        )
    )


def email_board(shown: Shown, country: str, domains: tuple[str, ...]) -> Board:
    """Make the one page for an address: nothing but what addresses are made of.

    On a standing glass the lowest row is full: there the key to other layouts is beside shift, at
    the edge, where it stays under the finger whichever layout comes.
    """
    *upper, last = email_rows(shown.layout)
    switch, shift, erase = _switch(shown), Key(role=Role.SHIFT), Key(role=Role.ERASE)
    beside_shift, beneath = (switch, ()) if shown.is_standing else ((), switch)
    before = (*beside_shift, shift)
    tld = OTHER_TLDS.get(country, f".{country.lower()}")
    signs = [Key(role=Role.TEXT, text=sign, label=sign) for sign in EMAIL_SIGNS]
    endings = [
        Key(role=Role.TEXT, text=text, label=text, weight=1.35)
        for text in dict.fromkeys((COMMON_TLD, tld))
    ]
    onward = Key(role=Role.NEXT, label=shown.words.next, weight=2.7)
    return Board(
        chips=tuple(Key(role=Role.DOMAIN, text=one, label=f"@{one}") for one in domains),
        rows=(
            Row(keys=_plain(DIGITS, is_shifted=False)),
            *(Row(keys=_plain(row, is_shifted=shown.is_shifted)) for row in upper),
            Row(keys=_plain(last, is_shifted=shown.is_shifted), before=before, after=(erase,)),
            Row(keys=(*signs, *endings), before=beneath, after=(onward,), is_shared=True),
        ),
    )


def phone_board(shown: Shown, prefix: str) -> Board:
    """Make the pad for a phone number."""
    blank = Key(role=Role.BLANK, weight=PAD_SIDE)
    erase = Key(role=Role.ERASE, weight=PAD_SIDE)
    chip = Key(role=Role.PREFIX, text=prefix, label=prefix, weight=PAD_SIDE)
    onward = Key(role=Role.NEXT, label=shown.words.next, weight=PAD_SIDE, is_tall=True)
    sides = (erase, chip if prefix else blank, onward)
    zero = Key(role=Role.TEXT, text="0", label="0", weight=2.0)
    digits = [
        Row(keys=_plain(row, is_shifted=False), after=(side,), is_shared=True)
        for row, side in zip(PAD, sides, strict=True)
    ]
    last = Row(keys=(*_plain("+", is_shifted=False), zero), after=(blank,), is_shared=True)
    return Board(is_pad=True, rows=(*digits, last))


def postcode_board(shown: Shown) -> Board:
    """Make the one page for a postcode: the world's are of A to Z, digits, hyphens and spaces.

    Source: Universal Postal Union, S42; postcodes in other scripts are typed in Latin as well.
    """
    *upper, last = email_rows(shown.layout)
    hyphen = Key(role=Role.TEXT, text="-", label="-", weight=1.4)
    space = Key(role=Role.SPACE, text=" ", label=shown.words.space, weight=3.4)
    onward = Key(role=Role.NEXT, label=shown.words.next, weight=2.6)
    blank, erase = Key(role=Role.BLANK), Key(role=Role.ERASE)
    return Board(
        rows=(
            Row(keys=_plain(DIGITS, is_shifted=False)),
            *(Row(keys=_plain(row, is_shifted=True)) for row in upper),
            Row(keys=_plain(last, is_shifted=True), before=(blank,), after=(erase,)),
            Row(keys=(hyphen, space), before=_switch(shown), after=(onward,), is_shared=True),
        ),
    )


def email_rows(layout: Layout) -> tuple[str, ...]:
    """Give the rows of a Latin layout without its accented letters."""
    rows = layout.email_rows or layout.rows
    plain = ("".join(letter for letter in row if letter in LATIN_LETTERS) for row in rows)
    return tuple(row for row in plain if row)


def _letters(row: str, shown: Shown) -> tuple[Key, ...]:
    return tuple(_letter(letter, shown) for letter in row)


def _letter(letter: str, shown: Shown) -> Key:
    text = shown.layout.capital(letter) if shown.is_shifted else letter
    variants = shown.variants.of(letter, shown.layout, is_shifted=shown.is_shifted)
    return Key(role=Role.TEXT, text=text, label=shown.layout.label_of(text), variants=variants)


def _sign(sign: str, shown: Shown) -> Key:
    variants = shown.variants.of(sign, shown.layout)
    label = shown.layout.label_of(sign)
    weight = WORD_KEY if sign in shown.layout.labels else SIGN_KEY
    return Key(role=Role.TEXT, text=sign, label=label, variants=variants, weight=weight)


def _plain(row: str, *, is_shifted: bool) -> tuple[Key, ...]:
    texts = row.upper() if is_shifted else row
    return tuple(Key(role=Role.TEXT, text=text, label=text) for text in texts)


def _switch(shown: Shown) -> tuple[Key, ...]:
    """Make the key to the other layouts, if there are any."""
    label, names = shown.next_layout_label, shown.layout_names
    return (Key(role=Role.SWITCH, label=label, variants=names, weight=1.4),) if label else ()


def _lowest_row(shown: Shown, page_label: str) -> Row:
    before = (Key(role=Role.PAGE, label=page_label, weight=1.4), *_switch(shown))
    lowest = TEXT_LOWEST if shown.is_text else shown.layout.signs
    signs = [_sign(sign, shown) for sign in lowest]
    space = Key(role=Role.SPACE, text=" ", label=shown.words.space, weight=3.4)
    onward = Key(role=Role.NEXT, label=shown.words.next, weight=2.6)
    return Row(keys=(*signs, space), before=before, after=(onward,), is_shared=True)
