"""The fonts that come with the app: which ones a text needs, and loading them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontDatabase

from desktop_app.problems import Problem

FIRST_FAMILY = "Noto Sans"

# First and last character of the letters of a script, and the font that has them. Latin, Greek
# and Cyrillic are in Noto Sans itself.
SCRIPTS = (
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0780, 0x07BF, "Thaana"),
    (0x07C0, 0x07FF, "NKo"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1200, 0x137F, "Ethiopic"),
    (0x13A0, 0x13FF, "Cherokee"),
    (0x1780, 0x17FF, "Khmer"),
    (0x2D30, 0x2D7F, "Tifinagh"),
    (0x3040, 0x30FF, "CJK"),
    (0x3400, 0x9FFF, "CJK"),
    (0xAC00, 0xD7AF, "CJK"),
    (0x1E900, 0x1E95F, "Adlam"),
)


class ScreenFontMissing(Problem):
    """A font that the campaign's languages need is not there, or is none."""

    code: ClassVar[str] = "screen.font_missing"


def scripts_of(texts: Iterable[str]) -> list[str]:
    """List the scripts, beyond Latin, Greek and Cyrillic, in which some texts are written."""
    letters = {ord(letter) for text in texts for letter in text}
    found = (name for first, last, name in SCRIPTS if any(first <= o <= last for o in letters))
    return list(dict.fromkeys(found))


def load_fonts(folder: Path, texts: Iterable[str]) -> tuple[str, ...]:
    """Load the fonts that some texts need and name their families, the first one first.

    Glyphs that a family lacks come from the next, so that Arabic and Latin mix in one line.

    Raises:
        ScreenFontMissing: without it people would see boxes instead of letters.
    """
    paths = [folder / "NotoSans-Regular.ttf", folder / "NotoSans-Bold.ttf"]
    for script in scripts_of(texts):
        found = sorted(folder.glob(f"Noto*{script}-*.?tf"))
        paths += found or [folder / f"NotoSans{script}-Regular.ttf"]
    for path in paths:
        if not load_files([path]):
            raise ScreenFontMissing(font=path.name, folder=str(folder))
    return load_files(paths)


def font_files(folder: Path) -> list[Path]:
    """List the fonts of all scripts: a signer may write their name in any of them."""
    return sorted(folder.glob("Noto*.?tf"))


def load_in_turns(
    owner: QObject, paths: Sequence[Path], take: Callable[[tuple[str, ...]], object]
) -> None:
    """Load fonts one after another between events, as long as their owner lives."""
    if paths:
        take(load_files(paths[:1]))
        QTimer.singleShot(0, owner, lambda: load_in_turns(owner, paths[1:], take))


def load_files(paths: Iterable[Path]) -> tuple[str, ...]:
    """Load font files, each once, and name their families."""
    families: dict[str, None] = {}
    for path in paths:
        number = QFontDatabase.addApplicationFont(str(path))
        families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)
