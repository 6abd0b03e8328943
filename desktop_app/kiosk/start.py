"""Starts the kiosk: the first screen at once, everything else after it."""

import sys
import traceback
from collections.abc import Callable
from enum import Enum
from types import TracebackType

from PySide6.QtCore import QSize

from desktop_app.kiosk.awake import keep_awake
from desktop_app.kiosk.lock import Lock
from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.application import application, ending_on_signals
from desktop_app.qt.fonts import font_files, load_fonts, load_in_turns
from desktop_app.qt.tasks import Lane

WINDOWED_SIZE = QSize(1280, 800)


class KioskEnd(Enum):
    """How the kiosk ended, and so what may follow."""

    LEFT = "left"
    """A volunteer left it, by PIN or by what is there for everybody in a window or a pretence."""
    ENDED = "ended"
    """The system or the terminal wanted it to end."""


def run_kiosk(stall: Stall, *, is_windowed: bool) -> KioskEnd:
    """Run the kiosk until it is closed, and tell how it ended.

    In a window it can be closed by the system's means. Full screen a volunteer leaves it with the
    PIN, and a demonstration by its own button.
    """
    app = application()
    lane = Lane()
    window = new_window(stall, lane, may_close=is_windowed)
    app.installEventFilter(window.gate)
    previous_hook = sys.excepthook
    sys.excepthook = _calm_hook(window)
    begin_once_shown(window, stall)
    if is_windowed:
        window.resize(WINDOWED_SIZE)
        window.show()
    else:
        lock = Lock(window)
        window.first_shown.connect(lambda: window.desk.hold(keep_awake(window)))
        lock.show()
    try:
        with ending_on_signals(app):
            app.exec()
        return KioskEnd.ENDED if window.isVisible() else KioskEnd.LEFT
    finally:
        sys.excepthook = previous_hook
        app.removeEventFilter(window.gate)
        window.end()
        lane.close()


def new_window(stall: Stall, lane: Lane, *, may_close: bool) -> KioskWindow:
    """Make the window with the fonts that the campaign's languages need."""
    texts = [text.words.title for text in stall.pack.texts.values()]
    families = load_fonts(stall.fonts_folder, texts)
    return KioskWindow(stall, lane, families, may_close=may_close)


def begin_once_shown(window: KioskWindow, stall: Stall) -> None:
    """Open the journal and load the fonts of other scripts as soon as the first screen is there."""
    window.first_shown.connect(window.begin)
    window.first_shown.connect(  # for typed names
        lambda: load_in_turns(window, font_files(stall.fonts_folder), window.add_families)
    )


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def _calm_hook(window: KioskWindow) -> Hook:
    """Make a hook that asks for the volunteer and logs where a bug is, but no message.

    A message could hold what a person typed.
    """

    def hook(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        frames = "".join(traceback.format_tb(trace))
        sys.stderr.write(f"{kind.__name__} in the kiosk:\n{frames}")
        window.meet_bug()

    return hook
