"""A stall for tests: the first campaign, a journal in memory, and the real window."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop_app.campaign.pack import Pack
from desktop_app.campaign.reading import read_pack
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.language import Catalogues
from tests.kiosk.opening import opened
from tests.kiosk.stalls import CAMPAIGN, FONTS, KEYBOARDS, LOCALES, MemoryKeeper

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OTHER_CAMPAIGNS = ("save-sareh-and-elham", "start-a-campaign")
GLASS = QSize(1280, 800)


@pytest.fixture(scope="session")
def pack() -> Pack:
    return read_pack(CAMPAIGN)


@pytest.fixture(scope="session")
def other_packs() -> tuple[Pack, ...]:
    """The second petition, and the question for ideas."""
    return tuple(read_pack(CAMPAIGN.parent / name) for name in OTHER_CAMPAIGNS)


@pytest.fixture
def keeper() -> MemoryKeeper:
    return MemoryKeeper()


@pytest.fixture
def stall(pack: Pack, keeper: MemoryKeeper) -> Stall:
    return Stall(
        pack=pack,
        catalogues=Catalogues(LOCALES),
        fonts_folder=FONTS,
        keyboards_folder=KEYBOARDS,
        open_journal=lambda: keeper,
        clock=lambda: NOW,
        randomness=os.urandom,
        place="Nollendorfplatz",
        shift="morning",
        is_demonstration=False,
    )


OpenWindow = Callable[..., KioskWindow]


@pytest.fixture
def open_window(qapp: QApplication, stall: Stall) -> Iterator[OpenWindow]:
    """Open windows on stalls; each is closed and its lane ended after the test."""
    with ExitStack() as stack:

        def open_one(
            at: Stall = stall, *, size: QSize = GLASS, is_begun: bool = True
        ) -> KioskWindow:
            window = stack.enter_context(opened(at, size))
            if is_begun:
                window.begin()
                QApplication.processEvents()
            return window

        yield open_one
    qapp.clipboard().clear()


@pytest.fixture
def window(open_window: OpenWindow) -> KioskWindow:
    window = open_window()
    Visitor(window).waits_until(lambda: window.state.kept_count is not None)
    return window


@pytest.fixture
def visitor(window: KioskWindow) -> Visitor:
    return Visitor(window)
