"""The page of people with 100 000 signatures: the first ones, all of them, scrolling, sorting, searching.

Beside each time stands the longest that the window answered nobody meanwhile: the longest single turn of
its event loop.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QTableView

from desktop_app.app.console_register import register_given
from desktop_app.app.home import Home
from desktop_app.console.coordinator.people_desk import PeopleDesk
from desktop_app.console.coordinator.people_index import Column
from desktop_app.console.coordinator.people_page import PeoplePage
from desktop_app.console.coordinator.people_table import COLUMNS
from desktop_app.console.places import Place
from desktop_app.console.window import ConsoleWindow
from desktop_app.register.merge import merge
from desktop_app.register.store import open_or_create_register
from desktop_app.sealing.keys import derive_key
from desktop_app.sealing.record import SuiteId
from tests.benchmarks.batches import email_of
from tests.benchmarks.measure import Measure, ms, percentile, seconds
from tests.benchmarks.register import short_folder, write_all
from tests.console.conftest import opened, plain_given
from tests.making import PASSPHRASE, QUICK, clock_at

COUNT = 100_000
JUMPS = 50
PATIENCE_S = 300


@dataclass(frozen=True, kw_only=True)
class Waited:
    """How long something took, and the longest turn of the event loop meanwhile, in seconds."""

    took_s: float
    stalled_s: float

    def __str__(self) -> str:
        return f"{ms(self.took_s)}, the window at most {ms(self.stalled_s)} busy"


def measure_people() -> list[Measure]:
    """Measure with 100 000 signatures in the real window, offscreen."""
    with short_folder() as folder:
        home = _home(folder)
        given = replace(plain_given(), register=register_given(home))
        with opened(given, QSize(1280, 800)) as window:
            return _measured(window)


def _measured(window: ConsoleWindow) -> list[Measure]:
    window.begin()
    window.go(Place.PEOPLE)
    desk = window.desk(Place.PEOPLE)
    assert isinstance(desk, PeopleDesk)
    desk._session.unlock(PASSPHRASE)
    _until(lambda: isinstance(window.page, PeoplePage))
    first = _until(lambda: len(desk.state.shown) > 0)
    everybody = _until(lambda: desk.state.is_complete)
    page = window.page
    assert isinstance(page, PeoplePage)
    table = page.findChild(QTableView, "people")
    assert isinstance(table, QTableView)
    jumps = [seconds(partial(_jump, table, n * 7919 % COUNT)) for n in range(JUMPS)]
    by_email = _until_new_order(desk, lambda: page._sort(COLUMNS.index(Column.EMAIL)))
    by_name = _until_new_order(desk, lambda: page._sort(COLUMNS.index(Column.NAME)))
    searched = _until_new_order(desk, lambda: _search(page, email_of(77_777)))
    assert len(desk.state.shown) == 1, len(desk.state.shown)
    return [
        Measure(what=f"{COUNT:,} people: the first ones", measured=str(first)),
        Measure(what="all are listed", measured=str(everybody)),
        Measure(what="jump to anywhere, drawn", measured=f"p95 {ms(percentile(jumps, 0.95))}"),
        Measure(what="sort by e-mail", measured=str(by_email)),
        Measure(what="sort by name", measured=str(by_name)),
        Measure(what="search one among all", measured=str(searched)),
    ]


def _home(folder: Path) -> Home:
    home = Home(folder=folder / "home")
    home.folder.mkdir()
    key = derive_key(os.urandom(32), SuiteId.X25519)
    write_all(folder / "batches", key, COUNT)
    with open_or_create_register(
        home.register, PASSPHRASE, clock=clock_at(), randomness=os.urandom, hardness=QUICK
    ) as register:
        merge(register, [folder / "batches"], key, accept_devices="all")
    return home


def _jump(table: QTableView, line: int) -> None:
    table.scrollTo(table.model().index(line, 0))
    table.grab()


def _search(page: PeoplePage, words: str) -> None:
    page._search.setText(words)
    page._want_words()


def _until_new_order(desk: PeopleDesk, do: Callable[[], object]) -> Waited:
    before = desk.state.shown
    do()
    return _until(lambda: desk.state.shown is not before)


def _until(is_so: Callable[[], bool]) -> Waited:
    """Let the window live until something is so."""
    start, stalled_s = time.perf_counter(), 0.0
    while not is_so():
        turn = time.perf_counter()
        QApplication.processEvents()
        stalled_s = max(stalled_s, time.perf_counter() - turn)
        if time.perf_counter() - start > PATIENCE_S:
            raise TimeoutError(is_so)
        time.sleep(0.0005)
    return Waited(took_s=time.perf_counter() - start, stalled_s=stalled_s)
