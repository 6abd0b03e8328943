"""Which keys decide about a pair, on whatever keyboard they are."""

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop_app.console.coordinator.pair_keys import BY_PLACE, PairKey, pair_key

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def pressed(
    key: int,
    text: str = "",
    modifiers: Qt.KeyboardModifier = Modifier.NoModifier,
    *,
    scan_code: int = 0,
    is_held: bool = False,
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text, is_held)


@pytest.mark.parametrize(
    ("key", "letter", "said"),
    [
        (Key.Key_J, "j", PairKey.SAME),
        (Key.Key_K, "k", PairKey.DIFFERENT),
        (Key.Key_U, "u", PairKey.UNDO),
    ],
)
def test_letters_decide_in_either_case_and_once(key: Qt.Key, letter: str, said: PairKey) -> None:
    assert pair_key(pressed(key, letter)) is said
    assert pair_key(pressed(key, letter.upper())) is said, "Caps Lock"
    assert pair_key(pressed(key, letter.upper(), Modifier.ShiftModifier)) is said
    assert pair_key(pressed(key, letter, is_held=True)) is None
    for command in (Modifier.ControlModifier, Modifier.AltModifier, Modifier.MetaModifier):
        assert pair_key(pressed(key, letter, command)) is None


@pytest.mark.parametrize("platform", ["linux", "win32"])
@pytest.mark.parametrize("letters", ["олг", "ανυ", "ةكع"])
def test_other_alphabets_decide_by_the_place_of_the_key(
    monkeypatch: pytest.MonkeyPatch, letters: str, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for letter, (code, said) in zip(letters, BY_PLACE[platform].items(), strict=True):
        assert pair_key(pressed(ord(letter), letter, scan_code=code)) is said


def test_a_latin_letter_is_what_it_writes_wherever_its_key_is() -> None:
    """On Dvorak the key where others have J writes H."""
    for code in BY_PLACE.get(sys.platform, {}):
        assert pair_key(pressed(Key.Key_H, "h", scan_code=code)) is None
    assert pair_key(pressed(Key.Key_J, "j", scan_code=54)) is PairKey.SAME


def test_arrows_and_page_keys_turn_also_while_they_are_held() -> None:
    assert pair_key(pressed(Key.Key_Right)) is PairKey.NEXT
    assert pair_key(pressed(Key.Key_Right, is_held=True)) is PairKey.NEXT
    assert pair_key(pressed(Key.Key_Left)) is PairKey.PREVIOUS
    assert pair_key(pressed(Key.Key_Right), is_mirrored=True) is PairKey.PREVIOUS
    assert pair_key(pressed(Key.Key_PageDown), is_mirrored=True) is PairKey.NEXT
    assert pair_key(pressed(Key.Key_PageUp)) is PairKey.PREVIOUS
    assert pair_key(pressed(Key.Key_Space, " ")) is None
    assert pair_key(pressed(Key.Key_Return)) is None
