"""Opens the real window on a stall, and takes it away again with its lane."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop_app.kiosk.stall import Stall
from desktop_app.kiosk.start import new_window
from desktop_app.kiosk.window import KioskWindow
from desktop_app.qt.application import application
from desktop_app.qt.tasks import Lane


@contextmanager
def opened(stall: Stall, size: QSize) -> Iterator[KioskWindow]:
    """Open a window in which nothing happens by itself: no journal and no clock is begun."""
    app = application()
    lane = Lane()
    window = new_window(stall, lane, may_close=True)
    app.installEventFilter(window.gate)
    window.resize(size)
    window.show()
    QApplication.processEvents()
    try:
        yield window
    finally:
        app.removeEventFilter(window.gate)
        window.end()
        lane.close()
        window.close()
        window.deleteLater()
        lane.deleteLater()
        QApplication.processEvents()
