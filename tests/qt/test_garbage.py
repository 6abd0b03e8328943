"""Garbage is found on the screen's thread alone: widgets freed elsewhere take the process with them."""

import gc
import threading

from pytestqt.qtbot import QtBot

from desktop_app.qt.tasks import Lane

CYCLES = 20_000


class Cycle:
    """Points to itself, so that only a look for garbage frees it; notes on which thread it was."""

    def __init__(self, freed_on: set[str]) -> None:
        self.me = self
        self.freed_on = freed_on

    def __del__(self) -> None:
        self.freed_on.add(threading.current_thread().name)


def make_garbage(freed_on: set[str]) -> None:
    for _ in range(CYCLES):
        Cycle(freed_on)


def test_what_a_lane_leaves_is_freed_on_the_thread_of_the_screen(qtbot: QtBot) -> None:
    freed_on: set[str] = set()
    done: list[None] = []
    lane = Lane()
    try:
        lane.run(lambda: make_garbage(freed_on), on_done=done.append, on_problem=print)
        qtbot.waitUntil(lambda: bool(done) and bool(freed_on))
    finally:
        lane.close()

    assert freed_on == {threading.main_thread().name}


def test_python_looks_by_itself_once_the_last_lane_is_closed(qtbot: QtBot) -> None:
    first, second = Lane(), Lane(may_be_left=True)
    assert not gc.isenabled()
    first.close()
    assert not gc.isenabled()
    second.leave(after_s=1.0)
    assert gc.isenabled()
