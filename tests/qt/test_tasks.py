"""The worker lane: in turn, off the screen's thread, answers on it."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.problems import Problem
from desktop_app.qt.tasks import Lane


class DiskFull(Problem):
    code = "disk.full"


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane()
    yield lane
    lane.close()


def fail(problem: Problem) -> None:
    raise AssertionError(problem.code)


def test_work_runs_elsewhere_and_its_answer_comes_back_here(qtbot: QtBot, lane: Lane) -> None:
    threads: list[threading.Thread] = []
    lane.run(
        threading.current_thread,
        on_done=lambda thread: threads.extend([thread, threading.current_thread()]),
        on_problem=fail,
    )
    qtbot.waitUntil(lambda: len(threads) == 2)

    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_tasks_run_in_the_order_in_which_they_were_given(qtbot: QtBot, lane: Lane) -> None:
    done: list[int] = []
    for number in range(20):
        lane.run(partial(int, number), on_done=done.append, on_problem=fail)
    qtbot.waitUntil(lambda: len(done) == 20)

    assert done == list(range(20))


def test_problem_is_handed_over(qtbot: QtBot, lane: Lane) -> None:
    problems: list[Problem] = []

    def work() -> None:
        raise DiskFull

    lane.run(work, on_done=lambda _: None, on_problem=problems.append)
    qtbot.waitUntil(lambda: bool(problems))

    assert problems[0].code == "disk.full"


def test_bug_is_raised_on_the_thread_of_the_screen(qtbot: QtBot, lane: Lane) -> None:
    def work() -> None:
        raise KeyError("bug")

    with qtbot.captureExceptions() as bugs:
        lane.run(work, on_done=lambda _: None, on_problem=fail)
        qtbot.waitUntil(lambda: bool(bugs))

    assert bugs[0][0] is KeyError


def test_close_waits_for_a_running_write(qtbot: QtBot) -> None:
    lane = Lane()
    has_begun, may_finish, written = threading.Event(), threading.Event(), threading.Event()

    def write() -> None:
        has_begun.set()
        assert may_finish.wait(timeout=20)
        written.set()

    lane.run(write, on_done=lambda _: None, on_problem=fail)
    assert has_begun.wait(timeout=20)
    may_finish.set()
    lane.close()

    assert written.is_set()
