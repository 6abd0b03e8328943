"""Starts the console and gives how it ended."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop_app.console.given import ConsoleEnd, Given
from desktop_app.console.window import ConsoleWindow
from desktop_app.language import own_name
from desktop_app.qt.application import application, ending_on_signals
from desktop_app.qt.fonts import font_files, load_fonts, load_in_turns
from desktop_app.qt.tasks import Lane

WINDOWED_SIZE = QSize(1280, 800)


def run_console(given: Given) -> ConsoleEnd:
    """Run the console until it is closed, or until it is to become the kiosk.

    When this returns nothing runs any more and nothing is held: no journal, no lock of the home.

    Raises:
        ScreenFontMissing.
    """
    app = application()
    lane = Lane()
    window = new_window(given, lane)
    window.first_shown.connect(  # for the names of places and people, in any script
        lambda: load_in_turns(window, font_files(given.fonts_folder), window.add_families)
    )
    ends: list[ConsoleEnd] = []
    window.ended.connect(ends.append)
    window.ended.connect(lambda _: app.quit())
    previous_hook = sys.excepthook
    sys.excepthook = _calm_hook(window)
    app.setQuitOnLastWindowClosed(False)  # its belated quit would end whatever loop comes next
    show_window(window)
    try:
        with ending_on_signals(app):
            app.exec()
    finally:
        sys.excepthook = previous_hook
        window.end()
        lane.close()
        window.close()
        window.deleteLater()
        app.setQuitOnLastWindowClosed(True)
    return ends[-1] if ends else ConsoleEnd.CLOSED


def new_window(given: Given, lane: Lane) -> ConsoleWindow:
    """Make the window with the fonts of all languages that the console speaks."""
    names = [own_name(language) for language in given.catalogues.languages()]
    window = ConsoleWindow(given, lane, load_fonts(given.fonts_folder, names))
    window.first_shown.connect(window.begin)
    return window


def show_window(window: ConsoleWindow) -> None:
    """Show the window as large as a small screen allows: a tablet is all window."""
    room = QApplication.primaryScreen().availableGeometry().size()
    if room.width() <= WINDOWED_SIZE.width() or room.height() <= WINDOWED_SIZE.height():
        window.showMaximized()
        return
    window.resize(WINDOWED_SIZE)
    window.show()


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def _calm_hook(window: ConsoleWindow) -> Hook:
    """Make a hook that shows a calm page with a code, and logs where a bug is, but no message.

    A message could hold what somebody typed.
    """

    def hook(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        frames = traceback.extract_tb(trace)
        sys.stderr.write(f"{kind.__name__} in the console:\n{''.join(frames.format())}")
        last = frames[-1] if frames else None
        name = last.filename.replace("\\", "/").rpartition("/")[2] if last else "?"
        window.meet_bug(f"{kind.__name__} {name}:{last.lineno if last else 0}")

    return hook
