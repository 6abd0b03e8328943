"""Lets one monkey loose on the real command `inkstand kiosk`, in this process, and says what came of it.

Usage: python -m tests.kiosk.monkey.loose HOME SEED EVENTS [SABOTAGE]

Prints a line of JSON; what must never be is in its "wrong". The window is full screen, the journal on
disk, time goes by as events.
"""

import json
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.kiosk.monkey.watch import Watch

CAMPAIGN = "open-doors"
LOOK_EVERY = 50
MOST_AT_ONCE = 4
PATIENCE_S = 20.0
SPELLS = (40, 160)
"""How long somebody stays at the screen, in events: a signer, or a monkey."""
SIGNER_SHARE = 0.6
SLIP_SHARE = 0.04
"""How often a monkey's hand comes between while somebody signs."""


def main(home: Path, seed: int, event_count: int, sabotage: str = "") -> int:
    """Run the command; gives 0 if it ended in order."""
    watch = Watch(home)
    watch.begin()
    if sabotage:
        from tests.kiosk.monkey.sabotage import SABOTAGES

        SABOTAGES[sabotage]()
    from desktop_app.kiosk.window import KioskWindow

    begin = KioskWindow.begin
    runs = []  # Qt alone would not keep it

    def begin_watched(window: KioskWindow) -> None:
        begin(window)
        with ending_on_own_mistakes():
            runs.append(Run(window, watch, seed, event_count, stops_at_first=bool(sabotage)))
            runs[0].begin()

    KioskWindow.begin = begin_watched
    from desktop_app.cli.main import run

    return run(["--home", str(home), "kiosk", "--campaign", CAMPAIGN])


@contextmanager
def ending_on_own_mistakes() -> Iterator[None]:
    """End the process with a traceback if the monkey itself is wrong; the kiosk would go on."""
    try:
        yield
    except Exception:
        traceback.print_exc()
        os._exit(3)


class Run:
    """Lets things happen in the kiosk's own event loop, and looks at the promises every so often."""

    def __init__(
        self, window, watch: Watch, seed: int, event_count: int, *, stops_at_first: bool
    ) -> None:
        from PySide6.QtCore import QTimer

        from tests.kiosk.monkey.animal import Monkey, new_touch_screen
        from tests.kiosk.monkey.promises import Promises
        from tests.kiosk.monkey.signer import Signer

        self._window = window
        self._dice = random.Random(seed)
        device = new_touch_screen()
        self._monkey = Monkey(window, device, self._dice)
        self._signer = Signer(window, device, self._dice)
        self._promises = Promises(window, watch)
        self._event_count = event_count
        self._stops_at_first = stops_at_first
        self._done = 0
        self._spell = 0
        self._is_signer = False
        self.told: Counter[str] = Counter()
        self._codes: list[str] = []
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._turn)
        self._began_s = time.monotonic()
        self._waits_until_s = 0.0

    def begin(self) -> None:
        """Begin once the journal is open."""
        self._listen()
        self._timer.start(0)

    def _listen(self) -> None:
        """Hear what the journal answers, to count thanks."""
        from desktop_app.kiosk import states as st

        vault, happen = self._window._vault, self._window.happen

        def heard(event: st.Event) -> None:
            happen(event)
            stage = self._window.state.stage
            if isinstance(event, st.Kept) and isinstance(stage, st.Thanks):
                self.told["thanks"] += 1
                self.told[f"thanks for {stage.campaign}"] += 1
                self._codes.append(stage.withdrawal_code)
            if isinstance(event, st.TakenBack):
                self.told["taken back"] += 1

        vault._tell = heard

    def _turn(self) -> None:
        with ending_on_own_mistakes():
            self._take_turn()

    def _take_turn(self) -> None:
        if self._window.state.kept_count is None:
            return
        if self._done >= self._event_count or (self._stops_at_first and self._promises.wrong):
            self._end()
            return
        if self._is_signer and self._promises.is_something_asked():
            return  # a person would wait as well
        for _ in range(self._dice.randint(1, MOST_AT_ONCE)):
            self._one()
            self._done += 1
            if self._done % LOOK_EVERY == 0:
                self._promises.look()
                self.told[f"seen {type(self._window.page).__name__}"] += 1

    def _one(self) -> None:
        if self._spell == 0:
            self._spell = self._dice.randint(*SPELLS)
            self._is_signer = self._dice.random() < SIGNER_SHARE
        self._spell -= 1
        if self._is_signer and self._dice.random() >= SLIP_SHARE:
            self.told["steps of signers"] += 1
            self._signer.takes_a_step()
        else:
            self.told["deeds of monkeys"] += 1
            self._monkey.does_something()

    def _end(self) -> None:
        """Wait until the disk has answered, look a last time, and end as the system would."""
        from PySide6.QtWidgets import QApplication

        self._waits_until_s = self._waits_until_s or time.monotonic() + PATIENCE_S
        if self._promises.is_something_asked() and time.monotonic() < self._waits_until_s:
            return
        self._timer.stop()
        self._promises.look()
        answer = {
            "wrong": self._promises.wrong,
            "events": self._done,
            "looks": self._promises.look_count,
            "told": dict(sorted(self.told.items())),
            "codes": self._codes,
            "seconds": round(time.monotonic() - self._began_s, 1),
        }
        print(json.dumps(answer), flush=True)
        QApplication.exit(0)  # quit() asks the window, and it refuses


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
