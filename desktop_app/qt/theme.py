"""Sizes in millimetres, type by role, colours by role: the one theme from which all is drawn."""

from dataclasses import dataclass, replace
from enum import Enum
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont

from desktop_app.qt.colours import Light, Palette, palette
from desktop_app.qt.fonts import FIRST_FAMILY

GLASS_LONG_MM = 217.0
GLASS_SHORT_MM = 136.0
"""The 10.1″ glass on which everything is designed. It always fits the window whole."""

MM_PER_INCH = 25.4
CAPITAL_PER_EM = 0.714  # of Noto Sans


class TextSize(Enum):
    """The two sizes of type between which a signer chooses."""

    NORMAL = "normal"
    LARGE = "large"


class Type(Enum):
    """What a text is for; its value is the height of its capitals in mm, Normal and Large.

    What is needed to sign is large at Normal already: questions, fields, keys, Yes and No, rows of a
    list and the main button. As large as what is read are at Normal the bar on top, links, framed
    buttons beside the way (Back, Undo, the whole text), and chips, which spare many taps only if
    several countries or domains stand in a row: who needs them larger has Large.
    """

    TITLE = (5.9, 6.9)
    QUESTION = (4.9, 5.6)
    FIELD = (5.1, 5.6)
    MAIN_BUTTON = (5.6, 6.2)
    CHOICE = (4.85, 5.2)
    ROW = (4.85, 4.95)
    BUTTON = (3.3, 4.95)
    NUMBER = (4.85, 5.4)
    LEAD = (3.35, 4.95)
    READING = (3.05, 4.95)
    BAR = (3.02, 4.92)


class Size:
    """Lengths that recur, in mm."""

    MAIN_BUTTON_HEIGHT = 20.4
    BUTTON_HEIGHT = 13.0
    TOUCH = 12.2
    FIELD_HEIGHT = 16.6
    MARGIN = 5.8
    GAP = 3.0
    SMALL_GAP = 1.7
    BAR_HEIGHT = 14.2
    RADIUS = 3.0
    LINE = 0.4
    FRAME = 0.55
    THICK_FRAME = 0.8
    FOCUS_RING = 0.95
    FOCUS_GAP = 0.45


@dataclass(frozen=True, kw_only=True)
class Theme:
    """How everything is drawn in one window: its scale, text size, light, colour and fonts."""

    px_per_mm: float
    is_portrait: bool = False
    text_size: TextSize = TextSize.NORMAL
    light: Light = Light.OUTDOOR
    campaign_accent: str = "#1a1a1a"
    families: tuple[str, ...] = (FIRST_FAMILY,)

    @property
    def is_large(self) -> bool:
        """Tell whether the signer asked for large text."""
        return self.text_size is TextSize.LARGE

    @property
    def palette(self) -> Palette:
        """The colours by role."""
        return palette(self.campaign_accent, self.light)

    def px(self, length: float) -> int:
        """Turn millimetres into pixels: at least one, rounded up."""
        return max(1, ceil(length * self.px_per_mm))

    def exact_px(self, length: float) -> float:
        """Turn millimetres into pixels for a pen, unrounded."""
        return length * self.px_per_mm

    def font(self, role: Type, *, is_bold: bool = False, scale: float = 1.0) -> QFont:
        """Give the font of a role. A scale below 1 is for titles that would not fit."""
        capital_mm = role.value[1 if self.is_large else 0]
        font = QFont()
        font.setFamilies(list(self.families))
        font.setPixelSize(ceil(capital_mm * scale / CAPITAL_PER_EM * self.px_per_mm))
        font.setWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
        return font

    def colour(self, name: str) -> QColor:
        """Give a colour of the palette, ready to paint with."""
        return QColor(getattr(self.palette, name))

    def with_text_size(self, text_size: TextSize) -> "Theme":
        """Give this theme at another text size."""
        return replace(self, text_size=text_size)

    def style_sheet(self) -> str:
        """Write the style sheet for what Qt itself draws: pages, labels and text fields."""
        colours = self.palette
        padding = self.px(4.4)
        return f"""
            QWidget {{ color: {colours.ink}; }}
            QWidget#page, QWidget#window {{ background: {colours.paper}; }}
            QWidget#page[is_apart="true"] {{ background: {colours.card}; }}
            QLineEdit {{
                background: {colours.paper};
                border: {self.px(Size.FRAME)}px solid {colours.ink};
                border-radius: {self.px(Size.RADIUS)}px;
                padding: 0 {padding}px;
                min-height: {self.px(Size.FIELD_HEIGHT) - 2 * self.px(Size.FRAME)}px;
                selection-background-color: {colours.ink};
                selection-color: {colours.paper};
            }}
            QPlainTextEdit {{
                background: {colours.paper};
                border: {self.px(Size.FRAME)}px solid {colours.ink};
                border-radius: {self.px(Size.RADIUS)}px;
                padding: {self.px(1.2)}px {padding - self.px(1.0)}px;
                selection-background-color: {colours.ink};
                selection-color: {colours.paper};
            }}
            QPlainTextEdit:focus {{
                border: {self.px(Size.FOCUS_RING)}px solid {colours.accent};
            }}
            QLineEdit:focus {{
                border: {self.px(Size.FOCUS_RING)}px solid {colours.accent};
                padding: 0 {padding - self.px(Size.FOCUS_RING) + self.px(Size.FRAME)}px;
                min-height: {self.px(Size.FIELD_HEIGHT) - 2 * self.px(Size.FOCUS_RING)}px;
            }}
        """


def fitting_px_per_mm(window: QSize) -> float:
    """Scale the design glass so that it fits a window whole, lying or standing."""
    short, long = sorted((window.width(), window.height()))
    return max(0.5, min(long / GLASS_LONG_MM, short / GLASS_SHORT_MM))


def true_scale(theme: Theme, physical_dots_per_inch: float) -> float:
    """Tell how long a designed millimetre really is on the glass: below 1 all is too small.

    Args:
        theme: its scale comes from the window's size alone.
        physical_dots_per_inch: of the screen, as `QScreen.physicalDotsPerInch` has it.
    """
    return theme.px_per_mm * MM_PER_INCH / physical_dots_per_inch
