"""How high letters are on the glass, in millimetres: measured on pixels, and on every page."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop_app.campaign.pack import Pack
from desktop_app.kiosk import states as st
from desktop_app.kiosk.pages.volunteer_line import VolunteerLine
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.theme import CAPITAL_PER_EM, TextSize, Theme, Type, fitting_px_per_mm
from desktop_app.qt.widgets.buttons import Action, Option
from desktop_app.qt.widgets.face import Kind
from desktop_app.qt.widgets.fields import Field
from desktop_app.qt.widgets.goal import Goal
from desktop_app.qt.widgets.text import Text, plain_line
from tests.kiosk.conftest import OpenWindow
from tests.kiosk.faults import name_of
from tests.kiosk.screens import happen, in_language, screens
from tests.kiosk.sheet import whole_picture_of

LYING, STANDING = QSize(1280, 800), QSize(800, 1280)
PX_PER_MM = 1280 / 217.0
"""Of a 10.1″ glass of 1280×800: 149 dots an inch."""
READING_MM, NEEDED_MM, LARGE_MM = 3.0, 4.8, 4.9
NEEDED = (Kind.MAIN, Kind.ANSWER, Kind.ROW, Kind.GO, Kind.ARROW)
TO_SIGN = ("petition", "read", "name", "email", "postcode", "choices", "phone", "drawing")
ROLES_AT_NORMAL = {
    Type.TITLE: NEEDED_MM,
    Type.QUESTION: NEEDED_MM,
    Type.FIELD: NEEDED_MM,
    Type.MAIN_BUTTON: NEEDED_MM,
    Type.CHOICE: NEEDED_MM,
    Type.ROW: NEEDED_MM,
    Type.NUMBER: NEEDED_MM,
    Type.BUTTON: READING_MM,
    Type.LEAD: READING_MM,
    Type.READING: READING_MM,
    Type.BAR: READING_MM,
}


def height_of_capital_px(theme: Theme, role: Type) -> int:
    """Draw an H and count the rows in which it is dark."""
    label = plain_line("H", theme, role)
    label.resize(label.sizeHint())
    picture = whole_picture_of(label).convert("L")
    rows = [
        min(picture.crop((0, y, picture.width, y + 1)).tobytes()) for y in range(picture.height)
    ]
    return sum(darkest < 128 for darkest in rows)


@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("role", list(Type), ids=lambda role: role.name)
def test_capitals_are_high_enough_on_pixels(
    open_window: OpenWindow, size: QSize, role: Type
) -> None:
    theme = replace(
        open_window(size=size, is_begun=False)._theme, px_per_mm=fitting_px_per_mm(size)
    )

    normal_px = height_of_capital_px(theme, role)
    large_px = height_of_capital_px(theme.with_text_size(TextSize.LARGE), role)

    assert normal_px / PX_PER_MM >= ROLES_AT_NORMAL[role]
    assert large_px / PX_PER_MM >= LARGE_MM


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_nothing_needed_to_sign_is_set_smaller_than_it_may_be(
    open_window: OpenWindow,
    stall: Stall,
    other_packs: tuple[Pack, ...],
    language: str,
    size: QSize,
    *,
    is_large: bool,
) -> None:
    """Words may shrink to fit, but not below these."""
    window = open_window(
        replace(stall, pack=in_language(stall.pack, language)), size=size, is_begun=False
    )
    if is_large:
        happen(window, st.TextSizeToggled())
    found = []

    for screen in screens(window):
        if screen.startswith(TO_SIGN):
            found += [f"{screen}: {small}" for small in too_small(window, is_large=is_large)]

    assert found == []


def too_small(window: KioskWindow, *, is_large: bool) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not isinstance(widget.parent(), Goal | VolunteerLine):
            height, least = height_mm(widget), least_mm(widget, is_large=is_large)
            if height is not None and height < least:
                yield f"{height:.2f} mm, not {least} mm: {name_of(widget)}"


def height_mm(widget: QWidget) -> float | None:
    """How high capitals are that a widget has set."""
    if isinstance(widget, Text):
        em = widget._lines(widget.width() - 2 * widget._side_room).em
    elif isinstance(widget, Action | Option):
        em = widget.face._lines().em
    elif isinstance(widget, Field):
        em = float(widget.font().pixelSize())
    else:
        return None
    return em * CAPITAL_PER_EM / PX_PER_MM


def least_mm(widget: QWidget, *, is_large: bool) -> float:
    if is_large:
        return LARGE_MM
    is_needed = isinstance(widget, Field) or widget.objectName() == "question"
    if isinstance(widget, Action | Option):
        is_needed = widget.face.kind in NEEDED
    return NEEDED_MM if is_needed else READING_MM
