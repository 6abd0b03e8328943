"""Colours by role, and the contrast that they keep in the sun.

Source: WCAG 2.2, relative luminance and contrast ratio.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache

INK = "#0b0b0f"
PAPER = "#ffffff"
TEXT_CONTRAST = 15.0
CONTROL_CONTRAST = 7.0
STEP = 0.94
TINT_CONTRAST = 16.0
"""Of ink on a tint: above 15, because letters are thin."""
CARD_SHARE = 0.09
FUNCTION_KEY_SHARE = 0.16
BOARD = "#f6f5f9"
FUNCTION_KEY = "#ecebf0"


class Light(Enum):
    """The light that a screen must stand up to."""

    OUTDOOR = "outdoor"
    INDOOR = "indoor"


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of a theme by what they are for.

    Outdoors all is black on white, and one colour beside them: the accent, deepened until white
    words on it reach 15:1. Indoors the accent fills areas: the bar on top, what is chosen, and, thinned
    to a tint, cards and grounds. There it may shine as the campaign chose it where no words stand on
    it, as long as it keeps 7:1 even on the tint.
    """

    ink: str
    paper: str
    accent: str
    """Fills the bar of the goal; frames what has the focus. Never beneath words."""
    deep: str
    """The accent beneath white words: the main button, Yes and No once chosen."""
    chosen: str
    """Beneath white words: what else is chosen, and numbers."""
    bar: str
    """The ground of the bar on top."""
    on_bar: str
    """Words and frames on that bar, and what is chosen there."""
    card: str
    """The ground of what stands apart from the page: a card, a notice, the side with SIGN."""
    board: str
    """What lies beneath the keys of the keyboard."""
    function_key: str
    """Keys that write nothing."""


@cache
def palette(accent: str, light: Light) -> Palette:
    """Mix the colours of a theme from a campaign's accent (`#rrggbb`)."""
    deep = deepened(accent, TEXT_CONTRAST)
    if light is Light.OUTDOOR:
        return Palette(
            ink=INK,
            paper=PAPER,
            accent=deep,
            deep=deep,
            chosen=INK,
            bar=PAPER,
            on_bar=INK,
            card=PAPER,
            board=BOARD,
            function_key=FUNCTION_KEY,
        )
    card = thinned(accent, CARD_SHARE)
    return Palette(
        ink=INK,
        paper=PAPER,
        accent=deepened(accent, CONTROL_CONTRAST, on=card),
        deep=deep,
        chosen=deep,
        bar=deep,
        on_bar=PAPER,
        card=card,
        board=card,
        function_key=thinned(accent, FUNCTION_KEY_SHARE),
    )


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def deepened(colour: str, least: float, *, on: str = PAPER) -> str:
    """Darken a colour, keeping its hue, until it reaches a contrast with a ground."""
    channels = _channels(colour)
    while contrast(_hex(channels), on) < least:
        channels = [channel * STEP for channel in channels]
    return _hex(channels)


def thinned(colour: str, share: float) -> str:
    """Mix a share of a colour into the paper, and less of a dark one: ink must stay readable on it."""
    while True:
        tint = _hex([1.0 - share * (1.0 - channel) for channel in _channels(colour)])
        if contrast(INK, tint) >= TINT_CONTRAST:
            return tint
        share *= STEP


def _channels(colour: str) -> list[float]:
    return [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]


def _hex(channels: list[float]) -> str:
    return "#" + "".join(f"{int(channel * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
