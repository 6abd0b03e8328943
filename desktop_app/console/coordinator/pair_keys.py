"""The keys by which pairs are decided: letters wherever they are on the keyboard, and arrows."""

import sys
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Key = Qt.Key


class PairKey(Enum):
    """What a key says about the pair that is shown."""

    SAME = "J"
    DIFFERENT = "K"
    UNDO = "U"
    NEXT = "next"
    PREVIOUS = "previous"


LETTERS = {Key.Key_J: PairKey.SAME, Key.Key_K: PairKey.DIFFERENT, Key.Key_U: PairKey.UNDO}
BY_PLACE = {
    "linux": {44: PairKey.SAME, 45: PairKey.DIFFERENT, 30: PairKey.UNDO},
    "win32": {36: PairKey.SAME, 37: PairKey.DIFFERENT, 22: PairKey.UNDO},
}
"""The scan codes of the same keys, for keyboards that write no Latin letters on them.

Source: the kernel's input-event-codes.h, plus 8 as X and Wayland count; PC scan code set 1.
"""
TURNING = {
    Key.Key_PageDown: PairKey.NEXT,
    Key.Key_PageUp: PairKey.PREVIOUS,
    Key.Key_Right: PairKey.NEXT,
    Key.Key_Left: PairKey.PREVIOUS,
}
MIRRORED = {Key.Key_Right: PairKey.PREVIOUS, Key.Key_Left: PairKey.NEXT}
COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def pair_key(event: QKeyEvent, *, is_mirrored: bool = False) -> PairKey | None:
    """Tell what a key says; None if nothing. A letter that is held down decides once.

    Args:
        event: with Shift or Caps Lock, or without.
        is_mirrored: whether the page runs from the right.
    """
    if event.modifiers() & COMMANDS:
        return None
    key = Key(event.key())
    if is_mirrored and key in MIRRORED:
        return MIRRORED[key]
    if key in TURNING:
        return TURNING[key]
    found = LETTERS.get(key)
    if found is None and event.text().isalpha() and not event.text().isascii():
        found = BY_PLACE.get(sys.platform, {}).get(event.nativeScanCode())
    return None if event.isAutoRepeat() else found
