"""Every screen of the console, one after another, with values that fill it."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.campaign.pack import CampaignId
from desktop_app.console.closing import ClosingDesk
from desktop_app.console.given import (
    AllWritten,
    CampaignCount,
    CampaignShown,
    ClockStep,
    ClosedShift,
    ClosingGiven,
    Given,
    HandOverGiven,
    OpenShift,
    PartWritten,
    PastHandOver,
    TodayGiven,
    Waiting,
)
from desktop_app.console.handing_over import HandOverDesk
from desktop_app.console.handing_states import (
    Choosing,
    Failed,
    Handed,
    HandingState,
    LookingBack,
    Stopped,
    Writing,
)
from desktop_app.console.pages.closing_pages import ClosingState
from desktop_app.console.pages.today_page import TodayState
from desktop_app.console.places import Place
from desktop_app.console.stick import Stick
from desktop_app.console.today import TodayDesk
from desktop_app.console.window import ConsoleWindow
from desktop_app.journal.problems import JournalFull
from tests.console.conftest import BERLIN, BUSY_DAY, CAMPAIGN, NOW
from tests.console.stall_screens import stall_given, stall_screens

DAY = NOW.astimezone(BERLIN).date()
OTHER = CampaignShown(
    id=CampaignId("save-sareh-and-elham"),
    titles={"en": "Protect those who defend LGBTQ+ rights in Iran"},
    default_language="en",
)
NOTED_DAY = replace(
    BUSY_DAY,
    by_campaign=(
        CampaignCount(campaign=CAMPAIGN, count=1000),
        CampaignCount(campaign=OTHER, count=143),
    ),
    clock_steps=(ClockStep(before=NOW, after=NOW - timedelta(hours=2)),),
)
SHIFTS = (
    OpenShift(campaign=CAMPAIGN, signature_count=1143, closed_at=NOW),
    OpenShift(campaign=OTHER, signature_count=12),
)
LINES = ("248H 248H 248H 248H", "PXES EM0N 0EE9 G001", "3Q3X FAY1 SASW M1G")
STICKS = (
    Stick(folder=Path("/media/KINGSTON"), name="KINGSTON", free_bytes=14 * 10**9, is_writable=True),
    Stick(folder=Path("/media/CARD"), name="CARD", free_bytes=512 * 10**6, is_writable=False),
)
HALF = PartWritten(done=1, planned=3, signature_count=500)
WRITTEN = AllWritten(signature_count=1143, record_count=1150, slip="7F3A")
BESIDE = replace(WRITTEN, confirmed_count=120, damaged_count=1, refused_count=1, is_noted=False)
PAST = tuple(
    PastHandOver(
        campaign=CAMPAIGN,
        record_count=500 - number,
        handed_over_at=NOW - timedelta(days=number),
        is_confirmed=number > 1,
    )
    for number in range(9)
)


def slip(campaign: CampaignShown = CAMPAIGN, *, is_recorded: bool = True) -> ClosedShift:
    return ClosedShift(
        campaign=campaign,
        device="b75d9750",
        signature_count=1143,
        closed_at=NOW,
        slip_lines=LINES,
        slip_text="-".join("-".join(line.split()) for line in LINES),
        is_recorded=is_recorded,
    )


def all_given(given: Given) -> Given:
    """Give a console all pages; what they would do is not done."""

    def write(_folder: Path, _is_again: bool) -> Generator[PartWritten | AllWritten, None, None]:
        yield WRITTEN

    return replace(
        given,
        stall=stall_given(),
        today=TodayGiven(count=lambda _: BUSY_DAY),
        closing=ClosingGiven(look=lambda: SHIFTS[:1], close=lambda: (slip(),)),
        hand_over=HandOverGiven(
            sticks=lambda: STICKS,
            waiting=lambda: Waiting(signature_count=143, record_count=145),
            write=write,
            past=lambda: PAST,
        ),
    )


Show = Callable[[], object]


def screens(window: ConsoleWindow) -> Iterator[str]:
    """Show each screen and give its name; nothing but what is said here is on it."""
    steps: dict[str, Show] = {
        **stall_screens(window, lambda: _settle(window)),
        **_today(window),
        **_closing(window),
        **_handing_over(window),
    }
    steps["look"] = lambda: window.go(Place.LOOK)
    steps["problem"] = lambda: window.meet_problem(JournalFull())
    steps["fault"] = lambda: window.meet_bug("KeyError today.py:7")
    for name, show in steps.items():
        show()
        _settle(window)
        yield name


def _settle(window: ConsoleWindow) -> None:
    """Let everything that was asked of the lane be answered."""
    answers: list[datetime] = []
    window._lane.run(lambda: NOW, on_done=answers.append, on_problem=lambda _: None)
    while not answers:
        QApplication.processEvents()
    QApplication.processEvents()


def _today(window: ConsoleWindow) -> dict[str, Show]:
    desk = window.desk(Place.TODAY)
    assert isinstance(desk, TodayDesk)

    def show(state: TodayState) -> Show:
        def do() -> None:
            window.go(Place.TODAY)
            _settle(window)
            desk._take(state)

        return do

    return {
        "today": show(TodayState(day=DAY, counts=BUSY_DAY)),
        "today-noted": show(TodayState(day=DAY, counts=NOTED_DAY)),
        "today-problem": show(TodayState(day=DAY, counts=BUSY_DAY, problem=JournalFull())),
    }


def _closing(window: ConsoleWindow) -> dict[str, Show]:
    desk = window.desk(Place.CLOSE_SHIFT)
    assert isinstance(desk, ClosingDesk)

    def show(state: ClosingState) -> Show:
        def do() -> None:
            window.go(Place.CLOSE_SHIFT)
            _settle(window)
            desk.state = state
            desk.page_outdated.emit()

        return do

    two = (slip(), slip(OTHER, is_recorded=False))
    return {
        "close": show(ClosingState(shifts=SHIFTS[:1])),
        "close-several": show(ClosingState(shifts=SHIFTS)),
        "close-nobody": show(ClosingState(shifts=())),
        "close-problem": show(ClosingState(shifts=SHIFTS[:1], problem=JournalFull())),
        "slip": show(ClosingState(shifts=SHIFTS[:1], slips=(slip(),))),
        "slip-first": show(ClosingState(shifts=SHIFTS, slips=two)),
        "slip-last": show(ClosingState(shifts=SHIFTS, slips=two, shown=1)),
    }


def _handing_over(window: ConsoleWindow) -> dict[str, Show]:
    desk = window.desk(Place.HAND_OVER)
    assert isinstance(desk, HandOverDesk)
    stick = STICKS[0].folder
    waiting = Waiting(signature_count=143, record_count=145)
    choosing = Choosing(waiting=waiting, sticks=STICKS, chosen=stick)
    states: dict[str, HandingState] = {
        "hand-over": choosing,
        "hand-over-no-stick": Choosing(waiting=waiting, sticks=()),
        "hand-over-nothing": Choosing(waiting=Waiting(signature_count=0, record_count=0)),
        "hand-over-notes": replace(choosing, waiting=Waiting(signature_count=0, record_count=2)),
        "hand-over-again": replace(choosing, is_again=True),
        "hand-over-problem": replace(choosing, problem=JournalFull()),
        "writing": Writing(folder=stick, part=HALF),
        "stopping": Writing(folder=stick, part=HALF, is_stopping=True),
        "handed": Handed(folder=stick, written=WRITTEN),
        "handed-more": Handed(folder=stick, written=BESIDE),
        "stopped": Stopped(part=HALF),
        "failed": Failed(folder=stick, is_again=False, part=HALF, problem=JournalFull()),
        "past": LookingBack(past=PAST),
        "past-nothing": LookingBack(past=()),
    }

    def show(state: HandingState) -> Show:
        def do() -> None:
            window.go(Place.HAND_OVER)
            _settle(window)
            desk._turn_to(state)

        return do

    return {name: show(state) for name, state in states.items()}
