"""A console for tests: what it is given, and the real window on it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.app.console import sentences_for
from desktop_app.app.console_keys import keys_given
from desktop_app.app.console_merging import merging_given
from desktop_app.app.console_register import register_given
from desktop_app.app.home import Home
from desktop_app.campaign.pack import CampaignId
from desktop_app.console.given import CampaignShown, DayCounts, Given, Look, TodayGiven
from desktop_app.console.given_merging import MergingGiven
from desktop_app.console.places import Place
from desktop_app.console.start import new_window
from desktop_app.console.window import ConsoleWindow
from desktop_app.language import CONSOLE_DOMAIN, Catalogues
from desktop_app.qt.application import application
from desktop_app.qt.tasks import Lane
from tests.console.device import Device, made_device
from tests.console.keys import KeyKeeper, SaveTo
from tests.console.merging_desk import CoordinatorsDesk, Merger, OpenMerger, coordinators_desk
from tests.console.volunteer import Volunteer
from tests.making import QUICK

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
LOCALES = ROOT / "resources" / "locale"
NOW = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=1))
GLASS = QSize(1280, 800)
CAMPAIGN = CampaignShown(
    id=CampaignId("open-doors"),
    titles={
        "en": "Keep the door open for trans people from Russia",
        "ar": "أبقوا الباب مفتوحًا أمام العابرين جنسيًا من روسيا",
    },
    default_language="en",
    accent="#4a1a9e",
)
BUSY_DAY = DayCounts(
    today_count=143,
    all_count=1143,
    waiting_count=143,
    by_hour={
        MORNING + timedelta(hours=index): count
        for index, count in enumerate([4, 12, 33, 21, 0, 17, 40, 11, 5])
    },
    last_at=NOW - timedelta(minutes=8),
)


def counted(day: date) -> DayCounts:
    return BUSY_DAY


@pytest.fixture
def looks() -> list[Look]:
    """What the console wanted to be remembered."""
    return []


def plain_given() -> Given:
    """A console that counts a day and does nothing else."""
    return Given(
        catalogues=Catalogues(LOCALES, domain=CONSOLE_DOMAIN),
        fonts_folder=FONTS,
        look=Look(),
        system_language="en",
        keep_look=lambda _: None,
        read_campaign=lambda: CAMPAIGN,
        say_problem=sentences_for,
        clock=lambda: NOW,
        zone=BERLIN,
        today=TodayGiven(count=counted),
    )


@pytest.fixture
def given(looks: list[Look]) -> Given:
    return replace(plain_given(), keep_look=looks.append)


OpenConsole = Callable[..., ConsoleWindow]


@contextmanager
def opened(given: Given, size: QSize = GLASS) -> Iterator[ConsoleWindow]:
    """Open the real window, and take it away again with its lane."""
    application()
    lane = Lane()
    window = new_window(given, lane)
    window.resize(size)
    window.show()
    QApplication.processEvents()
    try:
        yield window
    finally:
        window.end()
        lane.close()
        window.close()
        window.deleteLater()
        lane.deleteLater()
        QApplication.processEvents()


@pytest.fixture
def open_console(qapp: QApplication, given: Given) -> Iterator[OpenConsole]:
    """Open consoles; each is closed and its lane ended after the test."""
    with ExitStack() as stack:
        yield lambda at=given, *, size=GLASS: stack.enter_context(opened(at, size))


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return made_device(tmp_path)


OpenVolunteer = Callable[..., Volunteer]


@pytest.fixture
def volunteer_at(open_console: OpenConsole, qtbot: QtBot) -> OpenVolunteer:
    """Put a volunteer before the console of a device, at a place."""

    def put(at: Device, place: Place = Place.TODAY, *, given: Given | None = None) -> Volunteer:
        volunteer = Volunteer(open_console(given or at.given()), qtbot)
        if place is not volunteer.window.place:
            volunteer.goes_to(place)
        return volunteer

    return put


@pytest.fixture
def desk(tmp_path: Path) -> CoordinatorsDesk:
    return coordinators_desk(tmp_path)


@pytest.fixture
def merger_at(open_console: OpenConsole, given: Given, qtbot: QtBot) -> OpenMerger:
    """Put a coordinator before the page of merging, the register unlocked."""

    def put(
        desk: CoordinatorsDesk,
        work: Callable[[MergingGiven], MergingGiven] = lambda work: work,
        look: Look | None = None,
        size: QSize = GLASS,
    ) -> Merger:
        merging = replace(merging_given(desk.home), sticks=lambda: ())
        at = replace(
            given,
            register=register_given(desk.home),
            merging=work(merging),
            look=look or given.look,
        )
        merger = Merger(open_console(at, size=size), qtbot)
        merger.unlocks()
        return merger

    return put


@pytest.fixture
def coordinators_home(tmp_path: Path) -> Home:
    home = Home(folder=tmp_path / "home")
    home.folder.mkdir()
    return home


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def keeper_of(
    open_console: OpenConsole,
    given: Given,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    coordinators_home: Home,
    docs: Path,
) -> Callable[[], KeyKeeper]:
    """Put somebody before the page of keys of a home; its proposals go to a folder of the test."""
    monkeypatch.setattr("desktop_app.sealing.keys.Hardness", lambda: QUICK)
    monkeypatch.setattr("desktop_app.app.console_keys.documents_folder", lambda: docs)

    def put() -> KeyKeeper:
        keeper = KeyKeeper(open_console(replace(given, keys=keys_given(coordinators_home))), qtbot)
        keeper.waits_until(lambda: keeper.desk.state.keys is not None)
        return keeper

    return put


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> SaveTo:
    """Choose a file in every dialog of the system."""

    def choose(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))

    return choose
