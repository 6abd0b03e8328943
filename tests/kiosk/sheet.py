"""Sheets of approved pictures: drawn small, in few colours, many on a PNG, and compared with new ones.

A sheet holds every screen of one language, text size and glass, in both lights side by side. Its
pictures are half as large as the glass, and all share one palette. Two things are compared: shapes,
pixel by pixel in that palette, and the exact colours of what is filled, which the palette rounds.
A letter's edge may differ; a word, a button that moved or another colour may not.
"""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageChops, PngImagePlugin
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

ACROSS = 8
COLOURS = 32
NOTE = "screens"

SHAPE_STEP = 44
"""How far a colour channel of a pixel may be off before the pixel counts as another one."""
SHAPE_PIXELS = 8
"""So many pixels may be other ones."""
FILL_SHARE = 0.002
"""A colour that covers this share of a picture is a filling; letters' edges have each less."""
FILL_STEP = 2
"""How far a channel of a filling may be off."""
FILL_CHANGE = 0.0015
"""By which share of the picture the area of a filling may grow or shrink."""

Fillings = dict[str, float]
"""Colours as `#rrggbb`, and which share of the picture each covers."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What is on the glass, at half its size."""

    image: Image.Image
    fillings: Fillings

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image.size


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Pictures by name, as they are stored: rounded to one palette."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def difference(self, name: str, got: Picture) -> str:
        """Say in words how a new picture differs from the approved one; nothing if it does not."""
        expected = self.pictures.get(name)
        if expected is None:
            return "is not approved yet"
        if expected.size != got.size:
            return f"is {got.size} pixels large, not {expected.size}"
        shapes = count_other_pixels(expected.image, got.image)
        if shapes > SHAPE_PIXELS:
            return f"{shapes} pixels are others"
        return difference_of_fillings(expected.fillings, got.fillings)


def picture_of(widget: QWidget) -> Picture:
    """Take a picture of a widget, to compare."""
    return halved(whole_picture_of(widget))


def halved(whole: Image.Image) -> Picture:
    """Make a picture of one at the size of the glass."""
    return Picture(image=whole.reduce(2), fillings=fillings_of(whole))


def whole_picture_of(widget: QWidget, place: QRect | None = None) -> Image.Image:
    """Take a picture of a widget, or of a place in it, as it is on the glass."""
    taken = (
        widget.grab(place or widget.rect()).toImage().convertToFormat(QImage.Format.Format_RGB888)
    )
    size = (taken.width(), taken.height())
    stride = taken.bytesPerLine()
    return Image.frombuffer("RGB", size, bytes(taken.constBits()), "raw", "RGB", stride, 1)


def fillings_of(image: Image.Image) -> Fillings:
    """Find the colours that fill something."""
    total = image.width * image.height
    counted = image.getcolors(total) or []
    shares = {hex_of(pixel): count / total for count, pixel in counted}
    return {colour: round(share, 5) for colour, share in shares.items() if share >= FILL_SHARE}


def hex_of(pixel: object) -> str:
    """Write the colour of a pixel as `#rrggbb`."""
    assert isinstance(pixel, tuple)
    return "#" + bytes(pixel[:3]).hex()


# ---- comparing ------------------------------------------------------------------------------------


def count_other_pixels(expected: Image.Image, got: Image.Image) -> int:
    """Count the pixels that differ by more than a letter's edge; `expected` has a palette."""
    rounded = in_palette_of(got, expected)
    return sum(other_pixels(expected, rounded).histogram()[1:])


def other_pixels(
    expected: Image.Image, rounded: Image.Image, *, step: int = SHAPE_STEP
) -> Image.Image:
    """Mark the pixels that differ by more than a letter's edge."""
    difference = ImageChops.difference(expected.convert("RGB"), rounded.convert("RGB"))
    red, green, blue = difference.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([255 * (apart > step) for apart in range(256)])


def in_palette_of(image: Image.Image, other: Image.Image) -> Image.Image:
    """Round a picture to the colours of another."""
    return image.quantize(palette=other, dither=Image.Dither.NONE)


def difference_of_fillings(expected: Fillings, got: Fillings) -> str:
    """Say which filling has another colour or area; one that is just large enough may be missing."""
    for one, other, words in ((expected, got, "less"), (got, expected, "more")):
        for colour, share in one.items():
            near = sum(found for name, found in other.items() if is_near(colour, name))
            if share - near > FILL_CHANGE + (FILL_SHARE if near == 0.0 else 0.0):
                return f"{words} of the colour {colour}: {share:.2%} and {near:.2%}"
    return ""


def is_near(one: str, other: str) -> bool:
    """Tell whether two colours can hardly be told apart."""
    channels = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return all(abs(a - b) <= FILL_STEP for a, b in channels)


def side_by_side(expected: Picture | None, got: Picture) -> Image.Image:
    """Show what came, what was approved, and in red where they differ."""
    parts = [got.image]
    if expected is not None and expected.size == got.size:
        marked = got.image.convert("L").convert("RGB")
        other = other_pixels(expected.image, in_palette_of(got.image, expected.image))
        marked.paste((255, 0, 0), mask=other)
        parts += [expected.image.convert("RGB"), marked]
    width, height = got.size
    whole = Image.new("RGB", ((width + 8) * len(parts) - 8, height), "grey")
    for number, part in enumerate(parts):
        whole.paste(part, (number * (width + 8), 0))
    return whole


# ---- files ----------------------------------------------------------------------------------------


def written(pictures: Mapping[str, Picture]) -> bytes:
    """Give the bytes of the PNG that holds some pictures of one size."""
    width, height = next(iter(pictures.values())).size
    rows = -(-len(pictures) // ACROSS)
    whole = Image.new("RGB", (min(ACROSS, len(pictures)) * width, rows * height), "white")
    for place, picture in zip(places(len(pictures), width, height), pictures.values(), strict=True):
        whole.paste(picture.image, place)
    note = PngImagePlugin.PngInfo()
    told = {name: picture.fillings for name, picture in pictures.items()}
    note.add_text(NOTE, json.dumps(told, separators=(",", ":")), zip=True)
    palette = whole.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    rounded = in_palette_of(whole, palette)
    stored = io.BytesIO()
    rounded.save(stored, "PNG", optimize=True, pnginfo=note)
    return stored.getvalue()


def read(path: Path, size: tuple[int, int]) -> Sheet:
    """Read a sheet of pictures of one size; an empty one if there is none."""
    if not path.is_file():
        return Sheet()
    with Image.open(path) as whole:
        whole.load()
        told = json.loads(whole.text[NOTE])
        pictures = {
            name: Picture(image=whole.crop((x, y, x + size[0], y + size[1])), fillings=fillings)
            for (name, fillings), (x, y) in zip(told.items(), places(len(told), *size), strict=True)
        }
    return Sheet(pictures=pictures)


def places(count: int, width: int, height: int) -> Iterable[tuple[int, int]]:
    """Tell where each picture stands on its sheet."""
    return [(n % ACROSS * width, n // ACROSS * height) for n in range(count)]
