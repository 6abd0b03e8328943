"""The one application object of a process, and how it ends when the system wants it to."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLoggingCategory, Qt
from PySide6.QtWidgets import QApplication

from desktop_app.qt.binding import import_plainly
from desktop_app.qt.spoken import let_speak


def application() -> QApplication:
    """Give the one application object, made if there is none."""
    import_plainly()
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        let_speak()
        return existing
    # Qt complains once for each font that lacks a script before it takes the one that has it.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    # Every point of a drawn stroke counts; X11 would leave out those that come too quickly.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Inkstand")
    app.setStyle("Fusion")
    app.setCursorFlashTime(0)  # nothing on the screen moves by itself
    let_speak()
    return app


@contextmanager
def ending_on_signals(app: QApplication) -> Iterator[None]:
    """Let Ctrl+C in the terminal, or the system's wish to end, close everything in order.

    Python hears a signal when its next line runs: at the window's next tick.
    """
    before = {
        number: signal.signal(number, lambda *_: app.exit(0))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
