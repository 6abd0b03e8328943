"""The clock of the wall jumps while people sign: nothing is lost, reordered, hurried or delayed."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.campaign.pack import Pack
from desktop_app.journal.store import Journal, open_journal
from desktop_app.kiosk import states as st
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.sealing.open import open_record
from desktop_app.signature.reading import read_signature
from tests.kiosk.conftest import NOW, OpenWindow
from tests.kiosk.signing import signs_whole_form
from tests.making import made_key, published

DECADE = timedelta(days=3652)
KEY = made_key()


class Clocks:
    """A clock on the wall that the test sets, and a steady one that only goes on."""

    def __init__(self) -> None:
        self.now = NOW
        self.seconds = 0.0

    def wall(self) -> datetime:
        return self.now

    def steady(self) -> float:
        return self.seconds

    def goes_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture(scope="module")
def real_pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return published(KEY, tmp_path_factory.mktemp("clock") / "open-doors.inkpack")


@pytest.fixture
def stall(stall: Stall, tmp_path: Path, real_pack: Pack, clocks: Clocks) -> Stall:
    return replace(
        stall,
        pack=real_pack,
        clock=clocks.wall,
        is_pace_watched=False,
        open_journal=lambda: opened(tmp_path, clocks),
    )


def opened(home: Path, clocks: Clocks) -> Journal:
    return open_journal(home, clock=clocks.wall, randomness=os.urandom, steady=clocks.steady)


@pytest.fixture(params=[DECADE, -DECADE], ids=["forward", "back"])
def jump(request: pytest.FixtureRequest) -> timedelta:
    return request.param


def test_jump_while_a_form_is_filled_in_takes_nothing_from_it(
    window: KioskWindow, visitor: Visitor, clocks: Clocks, jump: timedelta, real_pack: Pack
) -> None:
    visitor.presses_sign()
    visitor.gives_name("Marta")
    before = window.state

    clocks.now += jump
    window._tick()

    assert isinstance(window.state.stage, st.Form)
    assert window.state.leaving_s is None
    assert window.state.stage.draft == before.stage.draft
    assert window.state.quiet_s < window._rules.quiet_s
    visitor.gives_email("marta@example.org")
    for consent in real_pack.choices:
        visitor.answers(consent.id, is_yes=False)
    visitor.signs()
    visitor.waits_for_thanks()


def test_jump_while_the_thanks_stand_neither_ends_nor_keeps_them(
    window: KioskWindow, visitor: Visitor, clocks: Clocks, jump: timedelta, real_pack: Pack
) -> None:
    signs_whole_form(visitor, real_pack)
    clocks.now += jump
    window._tick()
    stage = window.state.stage
    assert isinstance(stage, st.Thanks)
    assert window._rules.thanks_s - 10 < stage.left_s <= window._rules.thanks_s

    visitor.taps("take_back")
    visitor.waits_until(lambda: window.state.stage.taking_back is st.TakingBack.DONE)
    window.happen(st.Ticked(seconds=window._rules.thanks_s))
    assert isinstance(window.state.stage, st.Petition)


def test_countdown_goes_by_steady_seconds(
    window: KioskWindow, visitor: Visitor, clocks: Clocks, jump: timedelta
) -> None:
    visitor.presses_sign()
    window.happen(st.Ticked(seconds=window._rules.quiet_s))
    left_s = window.state.leaving_s
    assert left_s is not None

    clocks.now += jump
    window._tick()

    assert window.state.leaving_s is not None
    assert left_s - 10 < window.state.leaving_s <= left_s


def test_order_counts_and_chain_outlast_jumps_and_each_jump_is_known(
    window: KioskWindow, visitor: Visitor, clocks: Clocks, tmp_path: Path, real_pack: Pack
) -> None:
    for name, jump in (("Anna", None), ("Berta", DECADE), ("Clara", -2 * DECADE), ("Dora", None)):
        if jump is not None:
            clocks.now += jump
        clocks.goes_by(40)
        signs_whole_form(visitor, real_pack, name)
        visitor.presses_next_person()
    assert window.state.kept_count == 4
    window.end()
    window._vault._lane.close()

    with opened(tmp_path, clocks) as journal:  # proves the whole chain
        stored = journal.records(real_pack.id, 1, 4)
        jumps = journal.jumps()
    signatures = [read_signature(open_record(each.record, KEY)) for each in stored]
    assert [one.given_name for one in signatures] == ["Anna", "Berta", "Clara", "Dora"]
    assert [each.seq for each in stored] == [1, 2, 3, 4]
    assert signatures[1].signed_at - signatures[0].signed_at > DECADE
    assert signatures[2].signed_at < signatures[0].signed_at
    assert [(one.seq, one.after > one.before) for one in jumps] == [(2, True), (3, False)]


def test_journal_opens_though_the_clock_stands_years_back(
    stall: Stall, open_window: OpenWindow, clocks: Clocks, real_pack: Pack
) -> None:
    window = open_window(stall)
    signs_whole_form(Visitor(window), real_pack)
    window.end()
    window._vault._lane.close()
    clocks.now -= DECADE

    again = open_window(stall)
    visitor = Visitor(again)
    visitor.waits_until(lambda: again.state.kept_count == 1)
    signs_whole_form(visitor, real_pack)
    assert again.state.kept_count == 2
