"""A campaign is counted, looked at and written as a report in the console: the real window and register."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.console_register import register_given
from desktop_app.app.console_statistics import statistics_given
from desktop_app.app.home import Home
from desktop_app.console.coordinator.statistics import StatisticsDesk
from desktop_app.console.coordinator.statistics_page import StatisticsPage
from desktop_app.console.coordinator.statistics_states import (
    CampaignShown,
    ChoosingCampaign,
    CountingCampaign,
    ReportAsked,
    StatisticsState,
)
from desktop_app.console.given import Given, Look
from desktop_app.console.given_statistics import (
    CampaignCounted,
    CampaignInRegister,
    Counting,
    StatisticsGiven,
)
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from desktop_app.deliveries.pdf.output import CannotWritePdf
from desktop_app.register.problems import RegisterInUse
from desktop_app.register.statistics import CountingProgress
from desktop_app.register.store import Register
from tests.console.conftest import NOW, OpenConsole
from tests.console.registers import empty_home, home_of, unlocks
from tests.console.volunteer import Volunteer
from tests.deliveries.counted import campaign_counted, nobody_counted
from tests.kiosk.faults import faults_of
from tests.kiosk.hearing import faults_heard
from tests.making import PASSPHRASE, open_doors

LYING, STANDING = QSize(1280, 800), QSize(800, 1280)
CAMPAIGN = CampaignInRegister(id="open-doors", pack=open_doors())
OTHER = CampaignInRegister(id="save-sareh-and-elham")


def counted(found: object = None) -> CampaignCounted:
    return CampaignCounted(
        campaign=CAMPAIGN,
        found=found or campaign_counted(),  # type: ignore[arg-type]
        counted_at=NOW.astimezone(timezone(timedelta(hours=1), "CET")),
    )


class Coordinator(Volunteer):
    """A coordinator before the page of statistics."""

    def __init__(self, window: ConsoleWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        window.go(Place.STATISTICS)

    @property
    def desk(self) -> StatisticsDesk:
        desk = self.window.desk(Place.STATISTICS)
        assert isinstance(desk, StatisticsDesk)
        return desk

    @property
    def page(self) -> StatisticsPage:
        assert isinstance(self.window.page, StatisticsPage)
        return self.window.page

    def is_at(self, stage: type) -> bool:
        return isinstance(self.desk.state, stage)

    def counts(self, passphrase: str = PASSPHRASE) -> None:
        unlocks(self, passphrase)
        self.waits_until(lambda: self.may_press("count"))
        self.presses("count")

    def heard(self) -> list[str]:
        """Give the lines of the table as a screen reader has them."""
        table = next(
            widget
            for widget in self.page.findChildren(QWidget)
            if widget.objectName().startswith("table_") and widget.isVisible()
        )
        lines = [child for child in table.children() if isinstance(child, QWidget)]
        return [line.accessibleName() for line in lines]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A coordinator's home whose register has three people of one campaign."""
    return home_of(tmp_path, 3)


OpenCoordinator = Callable[..., Coordinator]


@pytest.fixture
def coordinator_at(open_console: OpenConsole, given: Given, qtbot: QtBot) -> OpenCoordinator:
    def put(
        home: Home,
        work: StatisticsGiven | None = None,
        look: Look | None = None,
        size: QSize = LYING,
    ) -> Coordinator:
        at = replace(
            given,
            register=register_given(home),
            statistics=work or statistics_given(),
            look=look or given.look,
        )
        return Coordinator(open_console(at, size=size), qtbot)

    return put


@dataclass
class Imagined:
    """What the page is given, in memory: it waits in the middle of counting until it may go on."""

    campaigns: tuple[CampaignInRegister, ...] = (CAMPAIGN, OTHER)
    is_closed: bool = False

    def count(self, register: Register, campaign: CampaignInRegister) -> Counting:
        try:
            while True:
                yield CountingProgress(done=5000, total=12000)
        finally:
            self.is_closed = True

    def given(self) -> StatisticsGiven:
        def write(*_: object) -> int:
            raise CannotWritePdf(path="r.pdf")

        return StatisticsGiven(
            campaigns=lambda _: self.campaigns, count=self.count, write=write, outbox=Path("/docs")
        )


# ---- with a real register ---------------------------------------------------------------------------


def test_campaign_is_counted_once_the_register_is_unlocked(
    home: Home, coordinator_at: OpenCoordinator
) -> None:
    coordinator = coordinator_at(home)
    coordinator.counts()
    coordinator.waits_until(lambda: coordinator.is_at(CampaignShown))

    assert coordinator.reads("title") == "Signatures and people"
    while coordinator.reads("title") != "By place":
        coordinator.presses("next")
    assert coordinator.heard() == ["Place: People, Share", "Berlin: 3, 100%"]


def test_report_is_written_where_it_was_wished(
    home: Home, coordinator_at: OpenCoordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = home.folder / "report"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    coordinator = coordinator_at(home)
    coordinator.counts()
    coordinator.waits_until(lambda: coordinator.is_at(CampaignShown))

    coordinator.presses("report")
    coordinator.presses("all_numbers")
    coordinator.presses("write")
    coordinator.waits_until(lambda: coordinator.sees("written"))
    assert out.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    coordinator.presses("write")
    coordinator.waits_until(lambda: coordinator.sees("problem"))
    assert "[statistics.file_exists]" in coordinator.reads("problem")


def test_before_the_first_merge_the_page_says_what_comes_first(
    tmp_path: Path, coordinator_at: OpenCoordinator
) -> None:
    coordinator = coordinator_at(empty_home(tmp_path))
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("nothing"))

    assert "Merge what the devices handed over" in coordinator.reads("nothing")
    assert not coordinator.sees("count")


def test_numbers_go_when_it_is_locked(home: Home, coordinator_at: OpenCoordinator) -> None:
    coordinator = coordinator_at(home)
    coordinator.counts()
    coordinator.waits_until(lambda: coordinator.is_at(CampaignShown))

    coordinator.presses("lock")

    assert coordinator.is_at(ChoosingCampaign)
    assert coordinator.sees("passphrase")


# ---- stage by stage ---------------------------------------------------------------------------------


def test_one_of_several_campaigns_is_chosen_first(
    home: Home, coordinator_at: OpenCoordinator
) -> None:
    coordinator = coordinator_at(home, Imagined().given())
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("campaign_save-sareh-and-elham"))
    assert not coordinator._found("count").isEnabled()

    coordinator.presses("campaign_save-sareh-and-elham")
    coordinator.presses("count")

    assert coordinator.is_at(CountingCampaign)


def test_counting_is_stopped_and_what_it_held_is_given_back(
    home: Home, coordinator_at: OpenCoordinator
) -> None:
    work = Imagined(campaigns=(CAMPAIGN,))
    coordinator = coordinator_at(home, work.given())
    coordinator.counts()
    coordinator.waits_until(lambda: "5,000 of 12,000" in coordinator.reads("count"))

    coordinator.presses("stop")

    coordinator.waits_until(lambda: coordinator.is_at(ChoosingCampaign))
    assert work.is_closed


def test_locking_stops_counting(home: Home, coordinator_at: OpenCoordinator) -> None:
    work = Imagined(campaigns=(CAMPAIGN,))
    coordinator = coordinator_at(home, work.given())
    coordinator.counts()
    coordinator.waits_until(lambda: coordinator.is_at(CountingCampaign))

    coordinator.presses("lock")

    coordinator.waits_until(lambda: work.is_closed)
    assert coordinator.is_at(ChoosingCampaign)


def states() -> Iterator[StatisticsState]:
    yield ChoosingCampaign(campaigns=())
    yield ChoosingCampaign(campaigns=(CAMPAIGN, OTHER), chosen=OTHER.id, problem=RegisterInUse())
    yield CountingCampaign(campaign=CAMPAIGN, progress=CountingProgress(done=5, total=12000))
    shown = CampaignShown(counted=counted())
    for part in range(18):
        yield replace(shown, part=part)
    asked = ReportAsked(shown=shown)
    yield replace(asked, written=Path("/home/somebody/Documents/statistics.pdf"))
    yield replace(asked, problem=CannotWritePdf(path="/media/STICK/statistics.pdf"))
    yield CampaignShown(counted=counted(nobody_counted()), part=1)


def is_scrolled(fault: str) -> bool:
    """Tell whether a fault is only that a column goes on beneath what is seen, and has a bar for it."""
    is_in_column = any(name in fault for name in ("'campaign_", "'note_", "'part_title"))
    is_beneath = "leaves the window" in fault or (is_in_column and "overlaps" in fault)
    is_bar = "ScrollBar" in fault or "qt_scrollarea" in fault
    return is_bar or is_beneath


def stage_of(state: StatisticsState) -> str:
    part = f" {state.part}" if isinstance(state, CampaignShown) else ""
    return f"{type(state).__name__}{part}"


@pytest.mark.parametrize("is_large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [LYING, STANDING], ids=["lying", "standing"])
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_nothing_is_cut_off_and_all_is_heard(
    home: Home, coordinator_at: OpenCoordinator, language: str, size: QSize, *, is_large: bool
) -> None:
    look = Look(language=language, is_large=is_large)
    coordinator = coordinator_at(home, Imagined().given(), look, size)
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("count"))
    coordinator.window._timer.stop()
    coordinator.waits_until(lambda: coordinator.window._campaign is not None)
    found = []
    for state in states():
        coordinator.desk._turn_to(state)
        QApplication.processEvents()
        found += [f"{stage_of(state)}: {fault}" for fault in faults_of(coordinator.window)]
        found += [f"{stage_of(state)}: {fault}" for fault in faults_heard(coordinator.window)]
    assert "\n".join(fault for fault in found if not is_scrolled(fault)) == ""


def test_parts_are_reached_by_keys_alone(home: Home, coordinator_at: OpenCoordinator) -> None:
    coordinator = coordinator_at(home, Imagined().given())
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("count"))
    coordinator.desk._turn_to(CampaignShown(counted=counted()))
    seen = [coordinator.reads("title") + coordinator.reads("part_title")]
    for _ in range(len(coordinator.page.parts) - 1):
        focus = coordinator.window.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Space)
        seen.append(coordinator.reads("title") + coordinator.reads("part_title"))

    assert len(set(seen)) == len(coordinator.page.parts)
    assert seen[-1] == "How these numbers are to be read"
