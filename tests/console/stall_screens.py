"""Every screen of the first start and of the stall, with values that fill it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.campaign.pack import CampaignId
from desktop_app.console.checks import Finding, finding
from desktop_app.console.found import Found
from desktop_app.console.given_stall import (
    Choice,
    FoundPack,
    PacksFound,
    StallGiven,
    StallSet,
)
from desktop_app.console.pages.stall_page import StallState
from desktop_app.console.places import Place
from desktop_app.console.setup import PinsNotAlike, SetupDesk
from desktop_app.console.setup_state import SetupState, Step
from desktop_app.console.stall import StallDesk
from desktop_app.console.stick import Stick
from desktop_app.console.window import ConsoleWindow
from tests.console.conftest import BERLIN, CAMPAIGN, NOW, ROOT

DAY = NOW.date()
WORDS = "laundry serpent qualifier stove"
READY = (
    finding(Found.CAMPAIGN_OPEN, day=DAY, words=WORDS),
    finding(Found.JOURNAL_WHOLE, count=143),
    finding(Found.ROOM_ENOUGH, megabytes=7600),
    finding(Found.BATTERY_GOOD, percent=78),
    finding(Found.CLOCK_PLAUSIBLE, time=NOW.astimezone(BERLIN), today=DAY, zone="UTC+1"),
    finding(Found.COPY_CURRENT, name="PETITION"),
    finding(Found.SCREEN_LOCKED),
    finding(Found.PIN_SET),
    finding(Found.PRACTICE_DONE),
    finding(Found.RETENTION_LATER, day=DAY),
    finding(Found.SWAP_OFF),
)
USUAL = tuple(
    {
        Found.COPY_CURRENT: finding(Found.COPY_AWAY, name="PETITION"),
        Found.SCREEN_LOCKED: finding(Found.SCREEN_SYSTEM),
    }.get(each.found, each)
    for each in READY
)
STOPPED = (finding(Found.ROOM_NONE, megabytes=180), *READY[:2], *READY[3:])
PACK = FoundPack(
    file=Path("/media/PETITION/open-doors.inkpack"),
    place="PETITION",
    campaign=CAMPAIGN.id,
    pack_hash="ab",
    titles=dict(CAMPAIGN.titles),
    default_language="en",
    four_words=WORDS,
    closes_on=DAY,
    is_installed=False,
)
OTHER = replace(
    PACK,
    pack_hash="cd",
    campaign=CampaignId("save-sareh-and-elham"),
    titles={"en": "Protect those who defend LGBTQ+ rights in Iran"},
)
STICKS = tuple(
    Stick(folder=Path("/media") / name, name=name, free_bytes=7_600_000_000, is_writable=True)
    for name in ("PETITION", "CARD")
)
STALL = StallSet(
    campaign=CAMPAIGN.id,
    campaigns=tuple(
        Choice(campaign=p.campaign, titles=p.titles, default_language="en") for p in (PACK, OTHER)
    ),
    place="Köln, Heumarkt",
    shift="Morning",
    second_copy=Path("/media/PETITION"),
    has_pin=True,
)
Show = Callable[[], object]


@dataclass(kw_only=True)
class Answers:
    """What a look at the stall finds: what is shown, so that a belated answer changes nothing."""

    findings: tuple[Finding, ...] = READY
    stall: StallSet = STALL


ANSWERS = Answers()


def stall_given() -> StallGiven:
    """What the pages are given where nothing is really done."""
    ANSWERS.findings, ANSWERS.stall = READY, STALL

    def nothing(*_: object) -> None:
        pass

    return StallGiven(
        check=lambda: ANSWERS.findings,
        read=lambda: ANSWERS.stall,
        claim=nothing,
        find_packs=lambda: PacksFound(packs=(PACK, OTHER)),
        look_at_file=lambda _: PACK,
        take_pack=nothing,
        choose_campaign=nothing,
        set_place=nothing,
        check_pin=nothing,
        set_pin=nothing,
        find_sticks=lambda: STICKS,
        choose_copy=nothing,
        keyboards_folder=ROOT / "resources" / "keyboards",
    )


def stall_screens(window: ConsoleWindow, settle: Callable[[], object]) -> dict[str, Show]:
    """Give what shows each of them."""
    return {**_stall(window, settle), **_setup(window, settle)}


def _stall(window: ConsoleWindow, settle: Callable[[], object]) -> dict[str, Show]:
    desk = window.desk(Place.STALL)
    assert isinstance(desk, StallDesk)

    def show(*findings: Finding, stall: StallSet = STALL) -> Show:
        def do() -> None:
            ANSWERS.findings, ANSWERS.stall = findings, stall
            window.go(Place.STALL)
            settle()
            desk._show_changes(is_shown=False)
            desk._take(StallState(findings=findings, stall=stall))
            first = window.page.first_focus() if window.page is not None else None
            if first is not None:  # wherever it was when the findings came
                first.setFocus()

        return do

    def changes() -> None:
        show(*READY)()
        desk._show_changes(is_shown=True)

    return {
        "stall": show(*USUAL),
        "stall-ready": show(*READY),
        "stall-stopped": show(*STOPPED, stall=StallSet()),
        "stall-changes": changes,
    }


def _setup(window: ConsoleWindow, settle: Callable[[], object]) -> dict[str, Show]:
    desk = window.desk(Place.WELCOME)
    assert isinstance(desk, SetupDesk)
    begun = SetupState(has_looked=True, sticks=STICKS)
    both = PacksFound(packs=(PACK, OTHER))
    refused = PacksFound(refused=(("petition.inkpack", "pack.not_a_pack"),))

    def show(state: SetupState) -> Show:
        def do() -> None:
            window.go(Place.WELCOME)
            settle()
            desk.state = state
            desk.page_outdated.emit()

        return do

    pin = replace(begun, step=Step.PIN)
    copy = replace(begun, step=Step.COPY)
    return {
        "setup-words": show(replace(begun, found=both, compared=PACK)),
        "setup-packs": show(replace(begun, found=both)),
        "setup-no-pack": show(replace(begun, found=refused, rejected=frozenset({"ab"}))),
        "setup-campaigns": show(replace(begun, is_alone=True, campaigns=STALL.campaigns)),
        "setup-place": show(replace(begun, step=Step.PLACE, place="Köln", shift="Morning")),
        "setup-pin": show(replace(pin, digit_count=3)),
        "setup-pin-again": show(replace(pin, is_again=True)),
        "setup-pin-refused": show(replace(pin, problem=PinsNotAlike())),
        "setup-copy": show(copy),
        "setup-no-stick": show(replace(copy, sticks=())),
        "setup-copy-alone": show(replace(copy, is_alone=True, second_copy=Path("/media/PETITION"))),
        "setup-practice": show(replace(begun, step=Step.PRACTICE)),
    }
