"""Pairs are found, decided by keys, undone and looked back at: the real window and register."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from desktop_app.app.console_register import register_given
from desktop_app.app.console_statistics import campaigns_here
from desktop_app.app.home import Home
from desktop_app.console.coordinator.duplicates import DuplicatesDesk
from desktop_app.console.coordinator.duplicates_states import (
    Finding,
    LookingBack,
    LookingClosely,
    Overview,
    Reviewing,
)
from desktop_app.console.coordinator.unlock_page import UnlockPage
from desktop_app.console.given import Given, Look
from desktop_app.console.given_duplicates import DuplicatesGiven
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from desktop_app.register.activity import read_log
from desktop_app.register.duplicates import find_duplicates
from desktop_app.register.near import find_near
from desktop_app.register.past import PastList, past_part
from desktop_app.register.problems import RegisterFull
from desktop_app.register.side_by_side import next_pairs
from desktop_app.register.store import Register, open_register
from desktop_app.register.tables import decision_table
from desktop_app.register.withdrawals import erase
from desktop_app.signature.signature import Signature
from tests.console.conftest import BERLIN, OpenConsole
from tests.console.registers import empty_home, home_with, unlocks
from tests.console.volunteer import Volunteer
from tests.making import PASSPHRASE, clock_at, draft, signature

LYING = QSize(1280, 800)
Key = Qt.Key


def person(given: str, family: str, email: str, *, postcode: str = "") -> Signature:
    whole = draft(given, family, email)
    return msgspec.structs.replace(signature(whole), postcode=postcode)


TWINS = (
    person("Marta", "Müller", "marta.mueller@example.org"),
    person("Marta", "Mueller", "marta.mueler@example.org"),
    person("Marta", "Müller", "marta.mueller@example.org"),
    person("Mira", "Novak", "mira.novak@example.org", postcode="10115"),
    person("Mira", "Novak", "novak@example.com", postcode="10115"),
    person("Milan", "Rus", "milan.rus@example.org"),
    person("Milan", "Rus", "rus@example.com"),
)
"""One pair of each kind, and one whom the rule finds by itself."""


class Coordinator(Volunteer):
    """A coordinator before the page of duplicates."""

    @property
    def desk(self) -> DuplicatesDesk:
        desk = self.window.desk(Place.DUPLICATES)
        assert isinstance(desk, DuplicatesDesk)
        return desk

    @property
    def register(self) -> Register:
        register = self.desk._session._register
        assert register is not None
        return register

    @property
    def reviewing(self) -> Reviewing:
        assert isinstance(self.desk.state, Reviewing)
        return self.desk.state

    def is_at(self, stage: type) -> bool:
        return isinstance(self.desk.state, stage)

    def comes(self) -> None:
        """Go to the page and unlock the register."""
        self.window.go(Place.DUPLICATES)
        unlocks(self)
        self.waits_until(lambda: self.sees("duplicates") or self.sees("nothing"))

    def searches(self) -> None:
        self.presses("find")
        self.waits_until(
            lambda: isinstance(self.desk.state, Overview) and bool(self.desk.state.campaigns)
        )

    def begins(self) -> None:
        """Look for pairs and begin to decide."""
        self.comes()
        self.searches()
        self.presses("decide")
        self.waits_until(lambda: self.reviewing.is_read_to_end)

    def types(self, key: Key, **more: object) -> None:
        """Press a key on what has the focus."""
        focus = self.window.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, **more)  # type: ignore[call-overload]
        QApplication.processEvents()

    def shown(self) -> str:
        """Give the first name of the pair that is shown; empty for none."""
        pair = self.reviewing.pair
        if pair is None:
            return ""
        side = pair.sides[0].signature
        assert side is not None
        return side.given_name

    def settles(self) -> None:
        """Wait until all that was asked of the lane is answered."""
        answers: list[int] = []
        self.window._lane.run(lambda: 1, on_done=answers.append, on_problem=lambda _: None)
        self.waits_until(lambda: bool(answers))

    def people(self) -> int:
        found: list[int] = []
        self.desk.run(
            lambda register: find_duplicates(register).people,
            on_done=found.append,
            on_problem=lambda _: None,
        )
        self.waits_until(lambda: bool(found))
        return found[0]


OpenCoordinator = Callable[..., Coordinator]


def given_at(given: Given, home: Home, look: Look | None = None) -> Given:
    return replace(
        given,
        register=register_given(home),
        duplicates=DuplicatesGiven(campaigns=campaigns_here, clock=clock_at(), zone=BERLIN),
        look=look or given.look,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of a coordinator, as it came out of the merge."""
    return home_with(tmp_path_factory.mktemp("twins"), TWINS).folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    """The same register, for one test alone."""
    home = Home(folder=tmp_path / "home")
    home.folder.mkdir()
    home.register.write_bytes(Home(folder=made).register.read_bytes())
    return home


@pytest.fixture
def coordinator_at(open_console: OpenConsole, given: Given, qtbot: QtBot) -> OpenCoordinator:
    def put(home: Home, look: Look | None = None, size: QSize = LYING) -> Coordinator:
        window = open_console(given_at(given, home, look), size=size)
        assert isinstance(window, ConsoleWindow)
        return Coordinator(window, qtbot)

    return put


@pytest.fixture
def coordinator(coordinator_at: OpenCoordinator, home: Home) -> Coordinator:
    """A coordinator who has come, looked for pairs and begun to decide."""
    coordinator = coordinator_at(home)
    coordinator.begins()
    return coordinator


# ---- finding ----------------------------------------------------------------------------------------


def test_overview_counts_each_kind_once_pairs_were_looked_for(
    coordinator_at: OpenCoordinator, home: Home
) -> None:
    coordinator = coordinator_at(home)
    coordinator.comes()
    assert "Look for pairs after each merge" in coordinator.reads("waiting")
    assert not coordinator.sees("decide")

    coordinator.searches()

    assert coordinator.reads("waiting") == "3 pairs left · 0 decided today"
    state = coordinator.desk.state
    assert isinstance(state, Overview)
    assert state.pairs is not None
    assert list(state.pairs.left.values()) == [1, 1, 1]
    assert coordinator.may_press("kind_contact")


def test_an_empty_register_leads_to_merging(
    coordinator_at: OpenCoordinator, tmp_path: Path
) -> None:
    coordinator = coordinator_at(empty_home(tmp_path))
    coordinator.comes()

    assert "Merge what the devices handed over" in coordinator.reads("nothing")
    asked: list[Place] = []
    assert coordinator.window.page is not None
    coordinator.window.page.place_chosen.disconnect()
    coordinator.window.page.place_chosen.connect(asked.append)
    coordinator.presses("to_merge")
    assert asked == [Place.MERGE]


def test_search_can_be_stopped(
    coordinator_at: OpenCoordinator, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(register: Register, campaign: str) -> Iterator[object]:
        while True:
            yield next(find_near(register, campaign))

    monkeypatch.setattr("desktop_app.console.coordinator.duplicates.find_near", endless)
    coordinator = coordinator_at(home)
    coordinator.comes()
    coordinator.presses("find")
    coordinator.waits_until(lambda: bool(coordinator.reads("count")))
    assert coordinator.is_at(Finding)

    coordinator.presses("stop")

    coordinator.waits_until(lambda: coordinator.sees("find"))
    assert coordinator.is_at(Overview)


def test_one_kind_alone_is_decided(coordinator_at: OpenCoordinator, home: Home) -> None:
    coordinator = coordinator_at(home)
    coordinator.comes()
    coordinator.searches()
    coordinator.presses("kind_name")
    coordinator.presses("decide")
    coordinator.waits_until(lambda: coordinator.reviewing.is_read_to_end)

    assert coordinator.shown() == "Milan"
    assert "Most of these are two people" in coordinator.reads("told")
    assert coordinator.reviewing.left_count == 1


# ---- deciding ---------------------------------------------------------------------------------------


def test_j_and_k_decide_and_the_next_pair_is_there_at_once(coordinator: Coordinator) -> None:
    assert coordinator.shown() == "Marta"
    assert "e-mail almost the same" in coordinator.reads("agreement")

    coordinator.types(Key.Key_J)
    assert coordinator.shown() == "Mira"
    coordinator.types(Key.Key_K, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert coordinator.shown() == "Milan"
    assert coordinator.reads("counts") == "1 pair left · 2 decided today"

    assert coordinator.people() == 5
    lines = past_part(coordinator.register, "open-doors", PastList.DECISIONS, 0, 9).lines
    assert [line.is_same for line in lines] == [False, True]
    with coordinator.register.transaction() as connection:
        log = read_log(connection, coordinator.register.activity_key)
    assert [entry.deed for entry in log.entries][-2:] == ["decided", "decided"]


def test_when_all_are_decided_the_page_says_so_and_all_can_be_undone(
    coordinator: Coordinator,
) -> None:
    before = coordinator.people()
    for _ in range(5):  # two more than there are
        coordinator.types(Key.Key_J)

    assert coordinator.shown() == ""
    assert "No more pairs" in coordinator.reads("told")
    assert not coordinator.may_press("same")
    for _ in range(5):
        coordinator.types(Key.Key_U)
    assert coordinator.shown() == "Marta"
    assert coordinator.reads("counts") == "3 pairs left · 0 decided today"
    assert coordinator.people() == before


def test_arrows_and_page_keys_turn_and_decide_nothing(coordinator: Coordinator) -> None:
    seen = [coordinator.shown()]
    for key in (Key.Key_Right, Key.Key_PageDown, Key.Key_PageDown, Key.Key_Left, Key.Key_PageUp):
        coordinator.types(key)
        seen.append(coordinator.shown())

    assert seen == ["Marta", "Mira", "Milan", "Milan", "Mira", "Marta"]
    assert coordinator.reviewing.left_count == 3


def test_arrows_follow_the_direction_of_the_page(
    coordinator_at: OpenCoordinator, home: Home
) -> None:
    coordinator = coordinator_at(home, Look(language="ar"))
    coordinator.begins()
    coordinator.types(Key.Key_Left)
    assert coordinator.shown() == "Mira"
    coordinator.types(Key.Key_Right)
    assert coordinator.shown() == "Marta"


def test_keys_decide_wherever_the_focus_is(coordinator: Coordinator) -> None:
    for name in ("same", "overview", "lock", "place_duplicates", "text_size"):
        button = coordinator._found(name)
        assert button is not None, name
        button.setFocus()
        coordinator.types(Key.Key_K)
        assert coordinator.shown() == "Mira", name
        coordinator.types(Key.Key_U)
        assert coordinator.shown() == "Marta", name


def test_buttons_do_the_same_as_keys(coordinator: Coordinator) -> None:
    coordinator.presses("next")
    coordinator.presses("same")
    assert coordinator.shown() == "Milan"
    coordinator.presses("different")
    coordinator.presses("undo")
    assert coordinator.shown() == "Milan"
    coordinator.presses("previous")
    assert coordinator.shown() == "Marta"
    assert coordinator.people() == 5


def test_a_pair_that_cannot_be_written_comes_back_with_the_reason(
    coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> object:
        raise RegisterFull

    with monkeypatch.context() as context:
        context.setattr("desktop_app.console.coordinator.review.decide", full)
        coordinator.types(Key.Key_J)
        coordinator.waits_until(lambda: coordinator.sees("problem"))

    assert "[register.disk_full]" in coordinator.reads("problem")
    assert coordinator.shown() == "Marta"
    assert coordinator.reads("counts") == "3 pairs left · 0 decided today"
    assert not coordinator.may_press("undo")
    coordinator.types(Key.Key_J)
    assert not coordinator.sees("problem")
    assert coordinator.people() == 5


def test_several_that_cannot_be_written_come_back_in_their_order(
    coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> object:
        raise RegisterFull

    monkeypatch.setattr("desktop_app.console.coordinator.review.decide", full)
    may_go_on = threading.Event()
    coordinator.window._lane.run(may_go_on.wait, on_done=lambda _: None, on_problem=lambda _: None)
    for key in (Key.Key_J, Key.Key_K, Key.Key_J):
        coordinator.types(key)
    assert coordinator.shown() == ""
    may_go_on.set()
    coordinator.settles()

    names = [pair.sides[0].signature.given_name for pair in coordinator.reviewing.queue]
    assert names == ["Marta", "Mira", "Milan"]
    assert coordinator.shown() == "Marta"


def test_what_cannot_be_written_is_told_also_on_the_page_that_comes_after(
    coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> object:
        raise RegisterFull

    monkeypatch.setattr("desktop_app.console.coordinator.review.decide", full)
    may_go_on = threading.Event()
    coordinator.window._lane.run(may_go_on.wait, on_done=lambda _: None, on_problem=lambda _: None)
    coordinator.types(Key.Key_J)
    coordinator.presses("overview")
    may_go_on.set()

    coordinator.waits_until(lambda: coordinator.sees("decide"))
    assert "[register.disk_full]" in coordinator.reads("problem")
    assert coordinator.reads("waiting").startswith("3 pairs left")


def test_each_pair_is_announced_with_what_agrees_and_what_differs(
    coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "desktop_app.console.pages.page.announce", lambda _, sentence, **__: said.append(sentence)
    )

    coordinator.types(Key.Key_K)

    (sentence,) = said
    assert sentence.startswith(
        "What agrees: same name, same country, same postcode, signed in the same minute."
    )
    assert "E-mail: first mira.novak@example.org, second novak@example.com" in sentence
    assert "First name" not in sentence


def test_a_decision_that_cannot_be_undone_stands(
    coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator.types(Key.Key_J)
    coordinator.settles()

    def full(*_: object) -> object:
        raise RegisterFull

    with monkeypatch.context() as context:
        context.setattr("desktop_app.console.coordinator.review.undo_decision", full)
        coordinator.types(Key.Key_U)
        coordinator.waits_until(lambda: coordinator.sees("problem"))

    assert coordinator.shown() == "Mira"
    assert coordinator.reads("counts") == "2 pairs left · 1 decided today"
    coordinator.types(Key.Key_U)
    coordinator.settles()
    assert coordinator.shown() == "Marta"


def test_undoing_before_it_is_written_leaves_nothing_decided(coordinator: Coordinator) -> None:
    before = coordinator.people()
    coordinator.types(Key.Key_J)
    coordinator.types(Key.Key_U)
    coordinator.types(Key.Key_K)
    coordinator.types(Key.Key_U)

    assert coordinator.shown() == "Marta"
    assert coordinator.people() == before
    lines = past_part(coordinator.register, "open-doors", PastList.DECISIONS, 0, 9).lines
    assert not any(line.holds for line in lines)


def test_a_pair_of_someone_who_was_erased_meanwhile_is_gone(coordinator: Coordinator) -> None:
    pair = coordinator.reviewing.pair
    assert pair is not None
    erased = pair.sides[1].record_id
    coordinator.window.go(Place.LOOK)
    coordinator.desk.run(
        lambda register: erase(register, (erased,)),
        on_done=lambda _: None,
        on_problem=lambda _: None,
    )

    coordinator.window.go(Place.DUPLICATES)

    coordinator.waits_until(lambda: coordinator.shown() == "Mira")
    assert coordinator.reviewing.left_count == 2
    assert coordinator.reads("counts").startswith("2 pairs left")


def test_deciding_about_someone_who_was_erased_meanwhile_is_told(coordinator: Coordinator) -> None:
    pair = coordinator.reviewing.pair
    assert pair is not None
    erased = pair.sides[1].record_id
    coordinator.desk.run(
        lambda register: erase(register, (erased,)),
        on_done=lambda _: None,
        on_problem=lambda _: None,
    )
    coordinator.types(Key.Key_J)
    coordinator.waits_until(lambda: coordinator.sees("problem"))

    assert "[duplicates.no_such_pair]" in coordinator.reads("problem")
    assert coordinator.shown() == "Mira"
    assert coordinator.reads("counts") == "2 pairs left · 0 decided today"


def test_locking_in_the_middle_of_a_search_ends_it(
    coordinator_at: OpenCoordinator, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []

    def endless(register: Register, campaign: str) -> Iterator[object]:
        try:
            while True:
                yield next(find_near(register, campaign))
        finally:
            closed.append(True)

    monkeypatch.setattr("desktop_app.console.coordinator.duplicates.find_near", endless)
    coordinator = coordinator_at(home)
    coordinator.comes()
    coordinator.presses("find")
    coordinator.waits_until(lambda: coordinator.is_at(Finding))

    coordinator.presses("lock")

    assert coordinator.desk.state == Overview()
    coordinator.waits_until(lambda: bool(closed))


def test_closing_the_window_writes_what_was_decided(coordinator: Coordinator, home: Home) -> None:
    ended: list[object] = []
    coordinator.window.ended.connect(ended.append)
    coordinator.types(Key.Key_J)
    coordinator.window.close()
    coordinator.waits_until(lambda: bool(ended))

    with open_register(home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom) as at:
        assert past_part(at, "open-doors", PastList.DECISIONS, 0, 9).count == 1


def test_locking_forgets_the_pair_and_keeps_what_was_decided(coordinator: Coordinator) -> None:
    coordinator.types(Key.Key_J)
    coordinator.presses("lock")

    assert isinstance(coordinator.window.page, UnlockPage)
    assert coordinator.desk.state == Overview()
    assert "Marta" not in coordinator.reads_all()
    unlocks(coordinator)
    coordinator.waits_until(lambda: coordinator.sees("decide"))
    assert coordinator.reads("waiting").startswith("2 pairs left")
    assert coordinator.people() == 5


def test_a_page_drawn_anew_shows_the_same_pair(coordinator: Coordinator) -> None:
    coordinator.types(Key.Key_Right)
    coordinator.window.resize(QSize(1024, 768))
    QApplication.processEvents()

    assert coordinator.shown() == "Mira"
    coordinator.types(Key.Key_K)
    assert coordinator.shown() == "Milan"


def test_pairs_that_a_decision_settles_too_are_not_asked_about(
    coordinator_at: OpenCoordinator, tmp_path: Path
) -> None:
    three = [
        person("Marta", "Müller", f"marta.mueller@example.{end}") for end in ("org", "orgg", "orrg")
    ]
    coordinator = coordinator_at(home_with(tmp_path, three))
    coordinator.begins()
    assert coordinator.reviewing.left_count == 3

    coordinator.types(Key.Key_J)
    coordinator.types(Key.Key_J)
    coordinator.settles()
    coordinator.types(Key.Key_J)
    coordinator.settles()

    assert coordinator.reviewing.left_count == 0
    assert coordinator.people() == 1


def test_300_decisions_in_a_row(coordinator_at: OpenCoordinator, tmp_path: Path) -> None:
    alike = [
        person("Marta", "Kowalczyk", f"marta.kowalczyk{end}@example.org")
        for end in "abcdefghijklmnopqrstuvwxy"  # 25 spellings: 300 pairs
    ]
    coordinator = coordinator_at(home_with(tmp_path, alike))
    coordinator.comes()
    coordinator.searches()
    coordinator.presses("decide")
    coordinator.waits_until(lambda: coordinator.reviewing.pair is not None)

    for _ in range(300):
        coordinator.waits_until(lambda: coordinator.reviewing.pair is not None)
        coordinator.types(Key.Key_K)
    coordinator.settles()

    assert coordinator.reviewing.left_count == 0
    assert coordinator.reviewing.decided_today == 300
    assert coordinator.people() == 25


# ---- looking back -----------------------------------------------------------------------------------


def test_exact_duplicates_are_shown_and_parted_and_that_is_undone(
    coordinator_at: OpenCoordinator, home: Home
) -> None:
    coordinator = coordinator_at(home)
    coordinator.comes()
    coordinator.presses("duplicates")
    coordinator.waits_until(lambda: coordinator.reads("told").startswith("One person by the rule"))
    coordinator.types(Key.Key_Return)
    coordinator.waits_until(lambda: coordinator.is_at(LookingClosely))
    coordinator.types(Key.Key_K)
    coordinator.waits_until(lambda: coordinator.sees("nothing"))
    assert coordinator.people() == 7

    coordinator.presses("list_decisions")
    coordinator.waits_until(lambda: "different people" in coordinator.reads("told"))
    coordinator.types(Key.Key_U)
    coordinator.waits_until(lambda: "Undone on" in coordinator.reads("told"))
    assert coordinator.people() == 6

    coordinator.types(Key.Key_U)
    coordinator.waits_until(lambda: "Undone on" not in coordinator.reads("told"))
    assert coordinator.people() == 7


def test_a_long_list_is_read_where_somebody_looks(
    coordinator_at: OpenCoordinator, home: Home
) -> None:
    with open_register(home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom) as at:
        list(find_near(at, "open-doors"))
        (pair, *_) = next_pairs(at, "open-doors", limit=1)
        row = {"campaign": "open-doors", "first_id": pair.pair[0], "other_id": pair.pair[1]}
        with at.transaction() as connection:
            connection.execute(
                decision_table.insert(), [{**row, "is_same": 0, "decided_at": at.now()}] * 250
            )
    coordinator = coordinator_at(home)
    coordinator.comes()
    coordinator.presses("decisions")
    table = coordinator.window.findChild(QTableView, "past")
    assert isinstance(table, QTableView)
    coordinator.waits_until(lambda: table.model().rowCount() == 250)
    state = coordinator.desk.state
    assert isinstance(state, LookingBack)
    assert set(state.parts) == {0}

    coordinator.types(Key.Key_End, modifier=Qt.KeyboardModifier.ControlModifier)
    coordinator.waits_until(lambda: 2 in coordinator.desk.state.parts)
    coordinator.waits_until(lambda: "A later decision" in coordinator.reads("told"))
    assert 1 not in coordinator.desk.state.parts
    assert not coordinator.may_press("change")


def test_a_failure_in_the_list_is_said_and_may_be_tried_again(
    coordinator_at: OpenCoordinator, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> object:
        raise RegisterFull

    coordinator = coordinator_at(home)
    coordinator.comes()
    coordinator.presses("duplicates")
    coordinator.waits_until(lambda: coordinator.may_press("change"))
    with monkeypatch.context() as context:
        context.setattr("desktop_app.console.coordinator.look_back.decide", full)
        coordinator.presses("change")
        coordinator.waits_until(lambda: coordinator.sees("problem"))
    assert "[register.disk_full]" in coordinator.reads("problem")

    coordinator.presses("change")
    coordinator.waits_until(lambda: coordinator.sees("nothing"))
