"""All places of the coordinator beside the page: whole, legible and apart, in every language."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop_app.console.coordinator.place_names import AT_THE_DESK, TO_THE_STALL
from desktop_app.console.navigation import Navigation, OtherGroup
from desktop_app.console.places import Place
from desktop_app.language import CONSOLE_DOMAIN, CONSOLE_SPOKEN, Catalogues
from desktop_app.qt.theme import TextSize, Theme, fitting_px_per_mm
from desktop_app.qt.widgets.buttons import Action, Option
from tests.console.conftest import LOCALES

SIZES = [QSize(1280, 800), QSize(1024, 768), QSize(1366, 768)]
HEADER_PX = 84


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_all_places_stand_apart_in_every_language(
    qapp: QApplication, size: QSize, *, is_large: bool
) -> None:
    catalogues = Catalogues(LOCALES, domain=CONSOLE_DOMAIN)
    theme = Theme(
        px_per_mm=fitting_px_per_mm(size),
        text_size=TextSize.LARGE if is_large else TextSize.NORMAL,
    )
    faults = []
    for language in sorted(CONSOLE_SPOKEN):
        other = OtherGroup(name=TO_THE_STALL, first=Place.STALL)
        navigation = Navigation(AT_THE_DESK, theme, catalogues.words(language), other)
        navigation.resize(navigation.width(), size.height() - HEADER_PX)
        navigation.show()
        QApplication.processEvents()
        ways = [*navigation.findChildren(Option), *navigation.findChildren(Action)]
        faults += [
            f"{language}: {way.text()} is cut off" for way in ways if not way.face.text_fits()
        ]
        ordered = sorted((way.geometry() for way in ways), key=lambda place: place.top())
        faults += [
            f"{language}: {above} touches {below}"
            for above, below in pairwise(ordered)
            if above.bottom() >= below.top()
        ]
        if ordered[-1].bottom() > navigation.height():
            faults.append(f"{language}: leaves the column")
        navigation.close()
        navigation.deleteLater()
    assert faults == []
