"""A broken binding to Qt must not reach a kiosk."""

import sys

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot


def test_binding_keeps_none_alive(qtbot: QtBot) -> None:
    # PySide6 6.12.0 drops one reference to None at every void call on Python 3.11, until Python
    # aborts. Can go when Python 3.12 is the oldest: there None is immortal.
    timer = QTimer()
    before = sys.getrefcount(None)

    for _ in range(500):
        timer.setInterval(5)

    assert sys.getrefcount(None) > before - 100
