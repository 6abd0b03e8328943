"""Every screen looks as it was approved, and a difference that a person could see is found.

The approved pictures are in `tests/pictures`, a sheet for each language, text size and glass. They
are drawn by FreeType as it comes with Qt for Linux; elsewhere letters have other edges, and there
it is only compared which screens there are. After a change that is meant:
`python3 packaging/dev.py pictures --approve`, and look at the sheets before committing them.
"""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.colours import Light
from desktop_app.qt.widgets.buttons import Action
from desktop_app.qt.widgets.text import Text
from tests.kiosk.approving import differences
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.pictures import APPROVED, LYING, SUBJECTS, Subject, campaigns, drawn, stall_of
from tests.kiosk.sheet import (
    Picture,
    Sheet,
    halved,
    hex_of,
    other_pixels,
    picture_of,
    read,
    side_by_side,
    whole_picture_of,
    written,
)

MOST_BYTES = 6_000_000
GENERIC = {"Monospace", "Sans Serif", "Serif"}
"""Names that Qt knows even where there is no font at all."""


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_every_screen_looks_as_approved(qapp: QApplication, subject: Subject) -> None:
    pictures = drawn(subject)
    if not sys.platform.startswith("linux"):
        assert list(read(subject.path, subject.picture_size).pictures) == list(pictures)
        return

    assert {name for name in QFontDatabase.families() if "Noto" not in name} <= GENERIC
    assert differences(subject, pictures) == []


def test_approved_pictures_are_small_and_each_belongs_to_a_test() -> None:
    files = sorted(APPROVED.iterdir())

    assert sum(file.stat().st_size for file in files) <= MOST_BYTES
    assert [file.name for file in files] == sorted(subject.path.name for subject in SUBJECTS)


# ---- what is found, and what is not ---------------------------------------------------------------


@pytest.fixture(params=list(Light), ids=[light.value for light in Light])
def window(request: pytest.FixtureRequest, open_window: OpenWindow) -> KioskWindow:
    return open_window(stall_of(campaigns()[0], request.param), size=LYING, is_begun=False)


@pytest.fixture
def sheet(window: KioskWindow, tmp_path: Path) -> Sheet:
    """An approved petition, as it comes back from its file."""
    return stored(picture_of(window), tmp_path)


def stored(picture: Picture, folder: Path) -> Sheet:
    path = folder / "sheet.png"
    path.write_bytes(written({"petition": picture, "twice": picture}))
    return read(path, picture.size)


def test_the_same_screen_is_the_same(window: KioskWindow, sheet: Sheet) -> None:
    assert sheet.difference("petition", picture_of(window)) == ""
    assert sheet.difference("twice", picture_of(window)) == ""


def test_label_three_pixels_lower_is_found(window: KioskWindow, sheet: Sheet) -> None:
    count = window.findChild(Text, "count")
    count.move(count.x(), count.y() + 3)

    assert "pixels are others" in sheet.difference("petition", picture_of(window))


def test_missing_word_is_found(window: KioskWindow, sheet: Sheet) -> None:
    title = window.findChild(Text, "title")
    title.say(title.text().replace("open ", ""))

    assert "pixels are others" in sheet.difference("petition", picture_of(window))


def test_colour_five_per_cent_off_is_found(window: KioskWindow, sheet: Sheet) -> None:
    whole = whole_picture_of(window)
    colour = window._theme.colour("deep")
    deep = (colour.red(), colour.green(), colour.blue())
    red, green, blue = (round(channel * 1.05) for channel in deep)
    other = (red, green, blue)
    mask = other_pixels(whole, Image.new("RGB", whole.size, deep), step=0)
    whole.paste(other, mask=ImageChops.invert(mask))

    assert sheet.difference("petition", halved(whole)) != ""


def test_button_of_another_colour_is_found(window: KioskWindow, sheet: Sheet) -> None:
    sign = window.findChild(Action, "sign")
    sign.face._theme = replace(window._theme, campaign_accent="#5a1d9e")

    assert sheet.difference("petition", picture_of(window)) != ""


def test_edge_of_a_letter_may_differ(window: KioskWindow, sheet: Sheet) -> None:
    taken = picture_of(window)
    changed = taken.image.copy()
    draw = ImageDraw.Draw(changed)
    for place in ((40, 90), (300, 200)):
        is_dark = hex_of(changed.getpixel(place)) < "#7"
        draw.point(place, fill="white" if is_dark else "black")

    assert sheet.difference("petition", replace(taken, image=changed)) == ""


def test_new_screen_is_not_approved(window: KioskWindow, sheet: Sheet) -> None:
    assert sheet.difference("another", picture_of(window)) == "is not approved yet"


def test_difference_is_shown_beside_what_came_and_what_was_approved(
    window: KioskWindow, sheet: Sheet
) -> None:
    window.findChild(Text, "title").hide()
    got = picture_of(window)

    shown = side_by_side(sheet.pictures["petition"], got)

    width, height = got.size
    assert shown.size == (3 * width + 16, height)
    marked = shown.crop((2 * width + 16, 0, 3 * width + 16, height))
    assert (255, 0, 0) in {colour for _, colour in marked.getcolors(width * height)}
    assert isinstance(shown, Image.Image)
