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


class Light(Enum):
    """The light that a screen must stand up to."""

    OUTDOOR = "outdoor"
    INDOOR = "indoor"


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of a theme by what they are for.

    Outdoors the accent is deepened until white text on it reaches 15:1; indoors it may shine as
    the campaign chose it, as long as controls stay at 7:1.
    """

    ink: str
    paper: str
    accent: str
    """Fills the main button and the bar of the goal; frames what has the focus."""
    on_accent: str


@cache
def palette(accent: str, light: Light) -> Palette:
    """Mix the colours of a theme from a campaign's accent (`#rrggbb`)."""
    least = TEXT_CONTRAST if light is Light.OUTDOOR else CONTROL_CONTRAST
    return Palette(ink=INK, paper=PAPER, accent=deepened(accent, least), on_accent=PAPER)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def deepened(colour: str, least: float) -> str:
    """Darken a colour, keeping its hue, until it reaches a contrast with the paper."""
    channels = _channels(colour)
    while contrast(_hex(channels), PAPER) < least:
        channels = [channel * STEP for channel in channels]
    return _hex(channels)


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
