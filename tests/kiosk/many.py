"""One kiosk, many signers one after another: how much work each is, and what piles up.

As a program it lets them sign and says so in JSON: python -m tests.kiosk.many HOME COUNT MARKS [--work]

MARKS are the numbers of the signatures after which it counts what there is, with commas between.
"""

import gc
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from sqlalchemy import Engine, event

from desktop_app.app.home import Home
from desktop_app.app.installed import find_campaign
from desktop_app.app.stall import stall_for
from desktop_app.campaign.pack import Pack
from desktop_app.kiosk.start import WINDOWED_SIZE, begin_once_shown, new_window
from desktop_app.kiosk.states import Petition, Ticked
from desktop_app.kiosk.visitor import Visitor
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.application import application
from desktop_app.qt.tasks import Lane
from desktop_app.signature.signature import Randomness

CAMPAIGN = "open-doors"
WORK = frozenset(
    {
        QEvent.Type.Paint,
        QEvent.Type.LayoutRequest,
        QEvent.Type.Resize,
        QEvent.Type.Polish,
        QEvent.Type.ChildAdded,
        QEvent.Type.DeferredDelete,
        QEvent.Type.KeyPress,
    }
)
STATM = Path("/proc/self/statm")
PAGE_BYTES = 4096
ROOT = Path(__file__).resolve().parents[2]
Told = dict[str, Any]
"""What the program says of itself, as JSON."""


@contextmanager
def open_kiosk(home: Home, codes: Randomness = os.urandom) -> Iterator["Signers"]:
    """Open the real window on a home with the real journal, and put somebody before it.

    `codes` is what withdrawal codes are made of.
    """
    pack = find_campaign(home, CAMPAIGN).pack
    app, lane = application(), Lane()
    stall = replace(stall_for(home, pack), randomness=codes)
    window = new_window(stall, lane, may_close=True)
    app.installEventFilter(window.gate)
    begin_once_shown(window, stall)
    window.resize(WINDOWED_SIZE)
    window.show()
    try:
        yield Signers(window, pack)
    finally:
        app.removeEventFilter(window.gate)
        window.end()
        lane.close()
        window.close()
        window.deleteLater()
        app.processEvents()


@dataclass(frozen=True, kw_only=True)
class Pile:
    """What there is at one moment, with nobody at the screen."""

    widgets: int
    objects: dict[str, int]
    """Objects of our package by type, alive."""
    block_count: int
    """Blocks that Python has allocated."""
    rss_bytes: int
    """0 where the system does not tell."""


class Work(QObject):
    """Counts what Qt and SQLite have to do."""

    def __init__(self) -> None:
        super().__init__()
        self.events: Counter[str] = Counter()
        self.statements = 0

    @contextmanager
    def counting(self) -> Iterator["Work"]:
        """Count from here to the end of the block."""
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        event.listen(Engine, "before_cursor_execute", self._hear)
        try:
            yield self
        finally:
            event.remove(Engine, "before_cursor_execute", self._hear)
            application.removeEventFilter(self)

    def take(self) -> tuple[dict[str, int], int]:
        """Give what was counted and begin anew."""
        taken = dict(self.events), self.statements
        self.events.clear()
        self.statements = 0
        return taken

    def eventFilter(self, watched: QObject, heard: QEvent) -> bool:
        """Look on."""
        if heard.type() in WORK:
            self.events[heard.type().name] += 1
        return False

    def _hear(self, *_: object) -> None:
        self.statements += 1


class Signers:
    """The same person again and again: what one of them costs must not grow."""

    def __init__(self, window: KioskWindow, pack: Pack) -> None:
        self.window = window
        self.visitor = Visitor(window)
        self._pack = pack
        self.visitor.waits_until(lambda: window.state.kept_count is not None)

    def signs(self) -> None:
        """Sign once, from the petition to the petition."""
        visitor = self.visitor
        visitor.presses_sign()
        visitor.gives_name("Marika", "Bergmann")
        visitor.gives_email("marika@example.org")
        self.window.happen(Ticked(seconds=40.0))  # nobody types as quickly as a test
        for consent in self._pack.choices:
            visitor.answers(consent.id, is_yes=False)
        visitor.signs()
        visitor.waits_for_thanks()
        visitor.presses_next_person()
        assert isinstance(self.window.state.stage, Petition)
        delete_what_is_to_be_deleted()

    def pile(self) -> Pile:
        """Count what there is now."""
        delete_what_is_to_be_deleted()
        gc.collect()
        ours = Counter(
            f"{type(one).__module__}.{type(one).__qualname__}"
            for one in gc.get_objects()
            if str(type(one).__module__).startswith("desktop_app.")
        )
        return Pile(
            widgets=len(QApplication.allWidgets()),
            objects=dict(ours),
            block_count=sys.getallocatedblocks(),
            rss_bytes=rss_bytes(),
        )


def delete_what_is_to_be_deleted() -> None:
    """Do what a running event loop does by itself."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def rss_bytes() -> int:
    """Ask Linux how much memory the process has; 0 elsewhere."""
    if not STATM.exists():
        return 0
    return int(STATM.read_text(encoding="ascii").split()[1]) * PAGE_BYTES


def sign_many(home: Home, count: int, pile_at: tuple[int, ...], *, counts_work: bool) -> Told:
    """Let people sign; counting the work takes time of its own."""
    took: list[float] = []
    piles: list[Pile] = []
    costs: list[tuple[dict[str, int], int]] = []
    work = Work()
    with open_kiosk(home) as signers, work.counting() if counts_work else nullcontext():
        for number in range(1, count + 1):
            begun_s = time.perf_counter()
            signers.signs()
            took.append(time.perf_counter() - begun_s)
            costs.append(work.take())
            if number in pile_at:
                piles.append(signers.pile())
                work.take()
        kept_count = signers.window.state.kept_count
    assert kept_count == count
    return {"took_s": took, "costs": costs, "piles": [asdict(pile) for pile in piles]}


def run_many(home: Home, count: int, pile_at: tuple[int, ...], *, counts_work: bool) -> Told:
    """Do the same in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "tests.kiosk.many", str(home.folder), str(count)]
    command += [",".join(map(str, pile_at)), *["--work"] * counts_work]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


if __name__ == "__main__":
    place, number, marks, *more = sys.argv[1:]
    told = sign_many(
        Home(folder=Path(place)),
        int(number),
        tuple(map(int, marks.split(","))),
        counts_work="--work" in more,
    )
    print(json.dumps(told))
