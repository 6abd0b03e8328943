"""A bench with a keyboard, and hands of both kinds."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.qt.fonts import FIRST_FAMILY, font_files, load_files
from tests.kiosk.keyboard.hands import Bench, Fingers, Hands, Mouse, new_bench
from tests.kiosk.stalls import FONTS

SitDown = Callable[..., Hands]


@pytest.fixture(scope="session")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture(scope="session")
def families(qapp: QApplication) -> tuple[str, ...]:
    """The fonts that come with the program: no other reaches the tests."""
    return (FIRST_FAMILY, *load_files(font_files(FONTS)))


@pytest.fixture
def sit_down(
    qapp: QApplication, touch_screen: QPointingDevice, families: tuple[str, ...]
) -> Iterator[SitDown]:
    """Open benches; each is put away after the test."""
    benches: list[Bench] = []

    def sit(language: str = "en", *settings, by: str = "touch", **more) -> Hands:
        bench = new_bench(language, *settings, **{"families": families, **more})
        benches.append(bench)
        return Hands(bench, Mouse() if by == "mouse" else Fingers(touch_screen))

    yield sit
    for bench in benches:
        bench.window.close()
        bench.window.deleteLater()
    QApplication.processEvents()
