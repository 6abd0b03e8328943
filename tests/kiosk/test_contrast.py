"""What is drawn stands up to the sun: contrast measured on rendered pixels, of every page, in both lights."""

from collections import Counter
from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.colours import CONTROL_CONTRAST, TEXT_CONTRAST, Light, contrast
from desktop_app.qt.keyboard.widget import Keyboard
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.pad.signature_pad import SignaturePad
from desktop_app.qt.widgets.text import Text
from desktop_app.qt.widgets.text_area import TextArea
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.faults import name_of, place_in
from tests.kiosk.screens import happen, in_language, screens
from tests.kiosk.sheet import hex_of, whole_picture_of

LYING, STANDING = QSize(1280, 800), QSize(800, 1280)
WITHOUT_FRAME = (Kind.LINK, Kind.LANGUAGE)
CONTROLS = (Action, Option, QLineEdit, TextArea, SignaturePad)
RING_PX = 9
EDGE_PX = 16
PAGES_FOR_FOCUS = (
    "petition",
    "read-text",
    "name",
    "choices-1-answered",
    "countries",
    "drawing",
    "thanks-offers",
    "write-idea",
    "pin-empty",
    "menu-locked",
)


def colours_in(picture: Image.Image, area: QRect) -> list[tuple[int, str]]:
    """How many pixels there are of each colour, the most frequent first."""
    area = area.intersected(QRect(0, 0, picture.width, picture.height))
    cut = picture.crop((area.left(), area.top(), area.right() + 1, area.bottom() + 1))
    counted = cut.getcolors(cut.width * cut.height) or []
    return sorted(((count, hex_of(pixel)) for count, pixel in counted), reverse=True)


def contrast_of_words(picture: Image.Image, area: QRect) -> float:
    """Contrast of the ground with the colour that differs most from it and is not rare."""
    counted = colours_in(picture, area)
    ground = counted[0][1]
    return max(contrast(name, ground) for count, name in counted if count >= 4)


def contrast_of_edge(picture: Image.Image, place: QRect) -> float:
    """Contrast of what lies above a control with the first of it, in the middle of its top edge."""
    x, top = place.center().x(), place.top()
    outside = hex_of(picture.getpixel((x, max(0, top - 3))))
    column = QRect(x, top, 1, min(EDGE_PX, place.height()))
    return max(contrast(name, outside) for _, name in colours_in(picture, column))


def walls(window: KioskWindow, stall: Stall) -> list[str]:
    """List all words and controls of all pages that are too faint."""
    found = []
    for screen in screens(window):
        picture = whole_picture_of(window)
        shown = [one for one in window.findChildren(QWidget) if one.isVisible()]
        for widget in shown:
            if is_faint(window, widget, picture):
                found.append(f"{screen}: words of {name_of(widget)}")
            if has_faint_edge(window, widget, picture):
                found.append(f"{screen}: edge of {name_of(widget)}")
            if isinstance(widget, Keyboard):
                found += [f"{screen}: key {key}" for key in faint_keys(window, widget, picture)]
    return found


def is_faint(window: QWidget, widget: QWidget, picture: Image.Image) -> bool:
    if not isinstance(widget, Text | QAbstractButton) or not widget.property("text"):
        return False
    inset = 0 if isinstance(widget, Text) else RING_PX
    area = place_in(window, widget).adjusted(inset, inset, -inset, -inset)
    return contrast_of_words(picture, area) < TEXT_CONTRAST


def has_faint_edge(window: QWidget, widget: QWidget, picture: Image.Image) -> bool:
    if not isinstance(widget, CONTROLS):
        return False
    if not widget.isEnabled():
        return False  # what cannot be pressed has a dotted frame
    if isinstance(widget, Action | Option) and widget.face.kind in WITHOUT_FRAME:
        return False
    return contrast_of_edge(picture, place_in(window, widget)) < CONTROL_CONTRAST


def faint_keys(window: KioskWindow, keyboard: Keyboard, picture: Image.Image) -> list[str]:
    origin = place_in(window, keyboard).topLeft()
    faint = []
    for placed in keyboard.placed:
        place = placed.rect.toRect().translated(origin)
        if contrast_of_words(picture, place.adjusted(6, 6, -6, -6)) < TEXT_CONTRAST:
            faint.append(f"words of {placed.key.label!r}")
        if contrast_of_edge(picture, place) < CONTROL_CONTRAST:
            faint.append(f"edge of {placed.key.label!r}")
    return faint


@pytest.mark.parametrize("light", list(Light), ids=lambda light: light.value)
@pytest.mark.parametrize(
    ("language", "size", "is_large"),
    [("en", LYING, False), ("ar", LYING, False), ("de", LYING, True), ("en", STANDING, False)],
    ids=["en", "ar", "de-large", "en-standing"],
)
def test_words_and_controls_have_contrast_on_every_page(
    open_window: OpenWindow,
    stall: Stall,
    other_packs: tuple[Pack, ...],
    light: Light,
    language: str,
    size: QSize,
    *,
    is_large: bool,
) -> None:
    at = replace(stall, pack=in_language(stall.pack, language), light=light)
    window = open_window(at, size=size, is_begun=False)
    window._take_others(tuple(in_language(pack, language) for pack in other_packs))
    if is_large:
        happen(window, st.TextSizeToggled())

    assert walls(window, at) == []


@pytest.mark.parametrize("light", list(Light), ids=lambda light: light.value)
def test_focus_is_seen_on_every_control(
    open_window: OpenWindow, stall: Stall, other_packs: tuple[Pack, ...], light: Light
) -> None:
    at = replace(stall, pack=in_language(stall.pack, "en"), light=light)
    window = open_window(at, is_begun=False)
    window._take_others(tuple(in_language(pack, "en") for pack in other_packs))
    faint, seen_count = [], 0

    for screen in screens(window):
        if screen in PAGES_FOR_FOCUS:
            for control in (one for one in window.findChildren(QWidget) if takes_focus(one)):
                seen_count += 1
                if not is_ring_seen(window, control):
                    faint.append(f"{screen}: {name_of(control)}")

    assert faint == []
    assert seen_count > 60


def takes_focus(widget: QWidget) -> bool:
    """Whether Tab leads there: of Yes and No, once one is chosen, to that one alone."""
    if isinstance(widget, Option) and not widget.isChecked():
        siblings = widget.parentWidget().findChildren(Option)
        if any(sibling.isChecked() for sibling in siblings):
            return False
    return widget.isVisible() and widget.isEnabled() and isinstance(widget, CONTROLS)


def is_ring_seen(window: KioskWindow, control: QWidget) -> bool:
    """Whether having the focus changes at least a line around it, strongly enough.

    Source: WCAG 2.2, 2.4.13, with 7:1 in the place of 3:1.
    """
    place = place_in(window, control)
    control.setFocus()
    QApplication.processEvents()
    focused = whole_picture_of(window, place)
    control.clearFocus()
    QApplication.processEvents()
    other = whole_picture_of(window, place)
    pairs = Counter(zip(pixels(focused), pixels(other), strict=True))
    strong = sum(
        count
        for (one, two), count in pairs.items()
        if one != two and contrast(hex_of(one), hex_of(two)) >= CONTROL_CONTRAST
    )
    return strong >= 2 * (control.width() + control.height())


def pixels(picture: Image.Image) -> list[tuple[int, ...]]:
    flat = picture.tobytes()
    return [tuple(flat[n : n + 3]) for n in range(0, len(flat), 3)]
