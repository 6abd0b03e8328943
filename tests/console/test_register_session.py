"""The register unlocked for the coordinator's desks: opened once, locked by itself, closed for good."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.console.coordinator.new_passphrase import Step
from desktop_app.console.coordinator.session import LOCKS_AFTER_MS, RegisterSession
from desktop_app.console.given_register import RegisterGiven
from desktop_app.console.steps import Listener
from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane
from desktop_app.register.listing import ListedPart, listing
from desktop_app.register.problems import RegisterPassphraseWrong
from desktop_app.register.store import (
    Register,
    is_register_there,
    open_or_create_register,
    open_register,
)
from desktop_app.sealing.proposing import PROPOSED_WORD_COUNT, proposed_passphrase
from tests.making import PASSPHRASE, QUICK, clock_at

Open = Callable[[str], Register]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "register.sqlite"
    open_or_create_register(
        place, PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
    ).close()
    return place


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane()
    yield lane
    lane.close()


def opening(place: Path) -> Open:
    return lambda passphrase: open_register(
        place, passphrase, clock=clock_at(), randomness=os.urandom
    )


def making(place: Path) -> Open:
    return lambda passphrase: open_or_create_register(
        place, passphrase, clock=clock_at(), randomness=os.urandom, hardness=QUICK
    )


def given(place: Path, opened: Open | None = None) -> RegisterGiven:
    return RegisterGiven(
        is_there=lambda: is_register_there(place),
        open=opened or opening(place),
        make=making(place),
        propose=lambda: proposed_passphrase(os.urandom),
    )


@pytest.fixture
def session(place: Path, lane: Lane) -> Iterator[RegisterSession]:
    session = RegisterSession(given(place), lane)
    yield session
    session.end()


def no_problem(problem: Problem) -> None:
    raise problem


def unlock(session: RegisterSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.unlocked):
        session.unlock(PASSPHRASE)


def test_a_wrong_passphrase_is_said_and_the_right_one_opens_afterwards(session, qtbot):
    session.unlock("not this one at all")
    qtbot.waitUntil(lambda: isinstance(session.state.problem, RegisterPassphraseWrong))
    assert not session.is_unlocked
    unlock(session, qtbot)
    assert session.is_unlocked


def looked(session: RegisterSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.changed):
        session.look()


def test_a_register_that_is_found_missing_only_when_it_is_opened_is_made(lane, tmp_path, qtbot):
    place = tmp_path / "none.sqlite"
    on_a_server = replace(given(place), is_there=lambda: True)
    session = RegisterSession(on_a_server, lane)
    looked(session, qtbot)
    assert session.state.new is None
    session.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: session.state.new is not None)
    session.look()
    session.take_step(Step.OWN)
    with qtbot.waitSignal(session.unlocked):
        session.make(PASSPHRASE, PASSPHRASE)


def test_a_register_that_somebody_made_meanwhile_asks_for_its_passphrase(
    lane, place, tmp_path, qtbot
):
    session = RegisterSession(replace(given(place), is_there=lambda: False), lane)
    looked(session, qtbot)
    session.take_step(Step.OWN)
    session.make("another one", "another one")
    qtbot.waitUntil(lambda: session.state.is_there is True)
    assert isinstance(session.state.problem, RegisterPassphraseWrong)
    unlock(session, qtbot)


def test_six_words_are_proposed_where_there_is_none_and_others_on_wish(lane, tmp_path, qtbot):
    session = RegisterSession(given(tmp_path / "none.sqlite"), lane)
    looked(session, qtbot)
    first = session.state.new.proposed
    assert len(first.split()) == PROPOSED_WORD_COUNT
    assert first not in repr(session.state)
    with qtbot.waitSignal(session.changed):
        session.propose()
    second = session.state.new.proposed
    assert second != first
    after: list[object] = []
    session.look()
    lane.run(lambda: None, on_done=after.append, on_problem=no_problem)
    qtbot.waitUntil(lambda: bool(after))
    assert session.state.new.proposed == second


def test_a_register_is_made_by_typing_the_six_words_once(lane, tmp_path, qtbot):
    place = tmp_path / "new.sqlite"
    session = RegisterSession(given(place), lane)
    looked(session, qtbot)
    words = session.state.new.proposed
    session.take_step(Step.TYPED)
    typed = "  ".join(words.split()) + " "
    with qtbot.waitSignal(session.unlocked):
        session.make(typed, typed)
    session.end()
    done: list[object] = []
    lane.run(lambda: opening(place)(words).close(), on_done=done.append, on_problem=no_problem)
    qtbot.waitUntil(lambda: bool(done))


@pytest.mark.parametrize(
    ("step", "first", "second", "code"),
    [
        (Step.OWN, "long enough 1", "long enough 2", "passphrase.not_the_same"),
        (Step.OWN, "long enough 1", "", "passphrase.not_the_same"),
        (Step.OWN, "short", "short", "key.passphrase_too_short"),
        (Step.TYPED, "long enough 1", "long enough 1", "passphrase.not_the_same"),
    ],
)
def test_other_words_are_refused_and_nothing_is_made(
    lane, tmp_path, qtbot, step, first, second, code
):
    place = tmp_path / "new.sqlite"
    session = RegisterSession(given(place), lane)
    looked(session, qtbot)
    session.take_step(step)
    session.make(first, second)
    qtbot.waitUntil(lambda: session.state.new.problem is not None)
    assert session.state.new.problem.code == code
    assert not place.exists()
    session.take_step(Step.OWN)
    with qtbot.waitSignal(session.unlocked):
        session.make("long enough 1", "long enough 1")


def test_pressing_twice_opens_once(place, lane, qtbot):
    opened: list[str] = []

    def counted(passphrase: str) -> Register:
        opened.append("")
        return opening(place)(passphrase)

    session = RegisterSession(given(place, counted), lane)
    session.unlock(PASSPHRASE)
    unlock(session, qtbot)
    assert len(opened) == 1
    session.end()


def test_it_locks_when_its_ten_minutes_are_over_and_the_file_is_free(session, place, lane, qtbot):
    unlock(session, qtbot)
    assert session.timer.interval() == LOCKS_AFTER_MS == 600_000
    with qtbot.waitSignal(session.locked):
        session.timer.timeout.emit()
    assert not session.is_unlocked
    done: list[object] = []
    lane.run(lambda: opening(place)(PASSPHRASE).close(), on_done=done.append, on_problem=no_problem)
    qtbot.waitUntil(lambda: bool(done))


def test_work_begins_the_ten_minutes_anew(session, qtbot):
    unlock(session, qtbot)
    session.timer.setInterval(500_000)
    session.timer.start(1_000)
    session.timer.setInterval(LOCKS_AFTER_MS)
    done: list[str] = []
    session.work(lambda register: register.now(), on_done=done.append, on_problem=no_problem)
    assert session.timer.remainingTime() > 500_000
    qtbot.waitUntil(lambda: bool(done))


def test_an_answer_that_comes_after_locking_is_nobodys(session, lane, qtbot):
    unlock(session, qtbot)
    answers: list[str] = []
    session.work(lambda register: register.now(), on_done=answers.append, on_problem=no_problem)
    session.lock()
    after: list[object] = []
    lane.run(lambda: None, on_done=after.append, on_problem=no_problem)
    qtbot.waitUntil(lambda: bool(after))
    assert answers == []


def test_people_are_listed_in_steps_until_it_locks(session, qtbot):
    unlock(session, qtbot)
    parts: list[ListedPart] = []
    over: list[bool] = []
    steps = session.work_in_steps(
        listing,
        Listener(on_step=parts.append, on_done=lambda: over.append(True), on_problem=no_problem),
    )
    assert steps is not None
    qtbot.waitUntil(lambda: bool(over))
    assert parts[0].all_count == 0
    session.lock()
    assert (
        session.work_in_steps(
            listing, Listener(on_step=parts.append, on_done=lambda: None, on_problem=no_problem)
        )
        is None
    )


def test_closing_the_window_while_it_opens_closes_the_register(place, lane, qtbot):
    session = RegisterSession(given(place), lane)
    unlocked: list[bool] = []
    session.unlocked.connect(lambda: unlocked.append(True))
    session.unlock(PASSPHRASE)
    session.end()
    done: list[object] = []
    qtbot.wait(0)
    lane.run(lambda: None, on_done=done.append, on_problem=no_problem)
    qtbot.waitUntil(lambda: bool(done))
    lane.run(lambda: opening(place)(PASSPHRASE).close(), on_done=done.append, on_problem=no_problem)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert not unlocked
    assert not session.is_unlocked
